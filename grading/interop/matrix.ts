import { standingOfPair, type PairFinding } from '../../results/interop-finding.js'

/** A program of somebody's that met others, or was left out. */
export interface Side {
  /** of the submission */
  readonly id: string
  readonly name: string
}

export interface Pair {
  readonly server: Side
  readonly client: Side
  readonly finding: PairFinding
}

export interface LeftOut extends Side {
  readonly role: 'server' | 'client'
  readonly why: string
}

/** Every client of one task with every server of another. */
export interface Matrix {
  readonly protocol: string
  /** the identifiers of the tasks */
  readonly serverTask: string
  readonly clientTask: string
  readonly servers: readonly Side[]
  readonly clients: readonly Side[]
  /** a server after another, and of each all clients; fewer where the run was ended */
  readonly pairs: readonly Pair[]
  readonly leftOut: readonly LeftOut[]
}

export const findingOf = ({ pairs }: Matrix, server: Side, client: Side): PairFinding | undefined =>
  pairs.find((pair) => pair.server.id === server.id && pair.client.id === client.id)?.finding

/** How many pairs work. */
export const working = ({ pairs }: Matrix): number =>
  pairs.filter(({ finding }) => standingOfPair(finding) === 'works').length

/** 1 where a pair fails or there is none, 3 where no pair fails and not all could be judged, else 0. */
export function exitStatusOf(matrices: readonly Matrix[]): number {
  const standings = matrices.flatMap(({ pairs }) => pairs.map(({ finding }) => standingOfPair(finding)))
  if (standings.length === 0 || standings.includes('fails')) return 1
  return standings.includes('unclear') ? 3 : 0
}
