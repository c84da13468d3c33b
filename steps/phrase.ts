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
  readonly run: (scenario: Scenario, args: readonly unknown[]) => void | Promise<void>
}

type Does<S, A extends unknown[]> = (scenario: S, ...args: A) => void | Promise<void>

/** A phrase of features with `Role: server`. */
export function server<A extends unknown[]>(
  pattern: string,
  meaning: string,
  does: Does<ServerScenario, A>,
  transport?: 'tcp' | 'udp',
): Phrase {
  return {
    pattern,
    role: 'server',
    meaning,
    ...(transport ? { transport } : {}),
    run: (scenario, args) => {
      if (!(scenario instanceof ServerScenario))
        throw new SetupError(`"${pattern}" is a phrase of features with Role: server`)
      requireTransport(pattern, transport, scenario.subject.transport)
      return does(scenario, ...(args as A))
    },
  }
}

/** A phrase of features with `Role: client`. */
export function client<A extends unknown[]>(
  pattern: string,
  meaning: string,
  does: Does<ClientScenario, A>,
  transport?: 'tcp' | 'udp',
): Phrase {
  return {
    pattern,
    role: 'client',
    meaning,
    ...(transport ? { transport } : {}),
    run: (scenario, args) => {
      if (!(scenario instanceof ClientScenario))
        throw new SetupError(`"${pattern}" is a phrase of features with Role: client`)
      requireTransport(pattern, transport, scenario.options.transport)
      return does(scenario, ...(args as A))
    },
  }
}

/** A phrase of features of either role. */
export function either<A extends unknown[]>(pattern: string, meaning: string, does: Does<Scenario, A>): Phrase {
  return { pattern, role: 'both', meaning, run: (scenario, args) => does(scenario, ...(args as A)) }
}

/** What speaks of connections means nothing where there are none, and the reverse. */
function requireTransport(pattern: string, wanted: 'tcp' | 'udp' | undefined, transport: 'tcp' | 'udp'): void {
  if (wanted !== undefined && wanted !== transport)
    throw new SetupError(`"${pattern}" is a phrase of features with Transport: ${wanted.toUpperCase()}`)
}
