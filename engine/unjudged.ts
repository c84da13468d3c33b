import type { Finding } from '../harness/findings/finding.js'
import type { Fault } from '../harness/findings/observation.js'
import { WireLog } from '../harness/findings/wire-log.js'
import type { Requirement } from '../specification/specification.js'

/** What is found of a scenario that nobody judged. */
export const unjudged = (why: Fault): Finding => ({
  outcome: 'fault',
  observation: why,
  seen: [],
  notes: [],
  log: new WireLog(),
  durationMs: 0,
})

/** What an interrupted check has found: `judged`, and of every other scenario that it was interrupted before. */
export function interruptedFindings(
  requirements: readonly Requirement[],
  judged: ReadonlyMap<string, Finding>,
): ReadonlyMap<string, Finding> {
  const keys = requirements.flatMap(({ scenarios }) => scenarios.map(({ key }) => key))
  return new Map(keys.map((key) => [key, judged.get(key) ?? unjudged({ kind: 'interrupted' })]))
}
