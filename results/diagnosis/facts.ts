import { clientPlaceholderOf } from '../../harness/messages/framing.js'
import type { Finding } from '../../harness/findings/finding.js'
import type { Observation } from '../../harness/findings/observation.js'
import type { Comparison, Evidence } from '../../harness/findings/violation.js'
import type { Specification } from '../../specification/specification.js'
import type { CauseFound, Placeholder } from '../causes.js'

/** What a rule may look at: data alone, no sentence. */
export interface Facts {
  readonly finding: Finding
  /** what was found: of several turns, the one that went wrong */
  readonly observation: Observation
  readonly evidence: Evidence
  readonly comparison: Comparison | undefined
  readonly specification: Specification
  readonly command: readonly string[]
}

/** Names a cause where the facts distinguish it. */
export type Rule = (facts: Facts) => CauseFound | undefined

/** The observation inside those that only say in which turn, or for whom, it was made. */
export function innermost(observation: Observation): Observation {
  switch (observation.kind) {
    case 'in-turn':
    case 'clients-unserved':
    case 'farewell-unanswered':
    case 'neither-ended-nor-served':
      return innermost(observation.inner)
    default:
      return observation
  }
}

/** All that the program is known to have said last. */
export function wordsOf({ observation, finding }: Pick<Facts, 'observation' | 'finding'>): string {
  const own = 'lastWords' in observation ? observation.lastWords : ''
  return [own, finding.death?.lastWords ?? ''].join(' ')
}

/** What a program that takes its set-up from its command line ends at once without; undefined where the command has it. */
export function missingPlaceholder(
  command: readonly string[],
  { role, framing }: Specification,
): Placeholder | undefined {
  if (command.some((word) => /\{(?:port|url)\}/.test(word))) return undefined
  if (role === 'server') return '{port}'
  return clientPlaceholderOf(framing.requests)
}
