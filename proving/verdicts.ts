import type { Findings } from '../engine/run.js'
import type { Requirement } from '../specification/specification.js'

/** What was found of a requirement, from all its scenarios. */
export type ProofVerdict = 'pass' | 'fail' | 'error' | 'skip'

/** Verdicts by the requirements' identifiers. */
export type Verdicts = ReadonlyMap<string, ProofVerdict>

/** A requirement fails when one of its scenarios does; it passes when all are held. */
export function verdictsOf(requirements: readonly Requirement[], findings: Findings): Verdicts {
  return new Map(
    requirements.map(({ id, scenarios }) => {
      const outcomes = scenarios.map(({ key }) => findings.get(key)?.outcome ?? 'fault')
      if (outcomes.includes('violated')) return [id, 'fail']
      if (outcomes.includes('fault')) return [id, 'error']
      return [id, outcomes.includes('not-observable') ? 'skip' : 'pass']
    }),
  )
}
