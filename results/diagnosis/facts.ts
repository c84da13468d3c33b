import { clientPlaceholderOf } from '../../harness/messages/framing.js'
import type { Death } from '../../harness/findings/ending.js'
import type { Finding } from '../../harness/findings/finding.js'
import type { Observation } from '../../harness/findings/observation.js'
import type { Reading } from '../../harness/findings/reading.js'
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

/**
 * The end of the program, where that may be why the scenario found what it found. Octets that came and were wrong had been sent before: what ended
 * the program afterwards did not make them so. (What was stored is looked for until the program has ended.)
 */
export function decisiveDeath({ finding, evidence }: Pick<Facts, 'finding' | 'evidence'>): Death | undefined {
  return evidence.end === 'data' && evidence.stored === undefined ? undefined : finding.death
}

/** All that the program is known to have said last. */
export function wordsOf(facts: Pick<Facts, 'observation' | 'finding' | 'evidence'>): string {
  const { observation } = facts
  const own = 'lastWords' in observation ? observation.lastWords : ''
  return [own, decisiveDeath(facts)?.lastWords ?? ''].join(' ')
}

/** What all that the program is known to have said tells. */
export function readingsIn(facts: Pick<Facts, 'observation' | 'finding' | 'evidence'>): readonly Reading[] {
  const { observation } = facts
  const own = 'readings' in observation ? observation.readings : undefined
  return [...(own ?? []), ...(decisiveDeath(facts)?.readings ?? [])]
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
