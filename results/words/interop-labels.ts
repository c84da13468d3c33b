import type { PairFinding, PairStanding } from '../interop-finding.js'

/** What is said of a matrix of clients and servers, in one language. */
export interface InteropLabels {
  readonly title: (assignment: string) => string
  /** who meets whom, by the names of the tasks */
  readonly matrixTitle: (server: string, client: string) => string
  readonly counts: (servers: number, clients: number) => string
  readonly works: (working: number, pairs: number) => string
  /** above the names: servers are rows, clients columns */
  readonly corner: string
  readonly nobody: string
  readonly standing: Readonly<Record<PairStanding, string>>
  readonly pair: (client: string, server: string) => string
  readonly finding: (finding: PairFinding) => string
  readonly notWorking: string
  readonly leftOut: string
  readonly leftOutAs: (name: string, role: 'server' | 'client') => string
  readonly coreFailed: (ids: readonly string[]) => string
  readonly coreNotJudged: (ids: readonly string[]) => string
  readonly notBuiltAgain: string
  readonly notAsAlone: string
  readonly where: (isolation: string) => string
}
