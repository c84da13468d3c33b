import { ClientScenario } from '../harness/client/client-scenario.js'
import type { Scenario } from '../harness/scenario/scenario.js'
import { ServerScenario } from '../harness/server/server-scenario.js'
import { SetupError } from '../harness/findings/violation.js'

/** One phrase of the vocabulary: how features say it, what it means, and what it does. `sockspec steps` prints them. */
export interface Phrase {
  /** a Cucumber expression */
  readonly pattern: string
  readonly role: 'server' | 'client' | 'both'
  /** where the phrase makes sense over one transport only */
  readonly transport?: 'tcp' | 'udp'
  /** what it does or demands, for the author of a feature */
  readonly meaning: string
  /** its arguments are functions that read them, with the names as they stand when they are called */
  readonly readsLate?: true
  readonly run: (scenario: Scenario, args: readonly unknown[]) => void | Promise<void>
}

type Does<S, A extends unknown[]> = (scenario: S, ...args: A) => void | Promise<void>

/** How the phrases of one role are made: Cucumber is given those of the feature's role alone, so another's scenario comes here by a mistake of ours. */
const phrasesOf =
  <S extends ServerScenario | ClientScenario>(
    role: 'server' | 'client',
    isOfRole: (scenario: Scenario) => scenario is S,
  ) =>
  <A extends unknown[]>(pattern: string, meaning: string, does: Does<S, A>, transport?: 'tcp' | 'udp'): Phrase => ({
    pattern,
    role,
    meaning,
    ...(transport ? { transport } : {}),
    run: (scenario, args) => {
      if (!isOfRole(scenario)) throw new SetupError(`"${pattern}" is a phrase of features with Role: ${role}`)
      if (transport !== undefined && transport !== scenario.transport)
        throw new SetupError(`"${pattern}" is a phrase of features with Transport: ${transport.toUpperCase()}`)
      return does(scenario, ...(args as A))
    },
  })

/** A phrase of features with `Role: server`. */
export const server = phrasesOf('server', (scenario) => scenario instanceof ServerScenario)

/** The same, of which each argument is read anew whenever it is needed: what its names stand for changes meanwhile. */
export const serverInTurns = <A extends (() => unknown)[]>(
  pattern: string,
  meaning: string,
  does: Does<ServerScenario, A>,
  transport?: 'tcp' | 'udp',
): Phrase => ({ ...server(pattern, meaning, does, transport), readsLate: true })

/** A phrase of features with `Role: client`. */
export const client = phrasesOf('client', (scenario) => scenario instanceof ClientScenario)

/** A phrase of features of either role. */
export function either<A extends unknown[]>(pattern: string, meaning: string, does: Does<Scenario, A>): Phrase {
  return { pattern, role: 'both', meaning, run: (scenario, args) => does(scenario, ...(args as A)) }
}
