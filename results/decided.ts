import type { Finding, Outcome } from '../harness/findings/finding.js'
import type { Requirement, ScenarioPlan, Specification } from '../specification/specification.js'
import type { CauseFound } from './causes.js'
import { causeOf } from './diagnosis/diagnose.js'
import { explains } from './diagnosis/explained.js'
import { worst } from './verdict.js'

/** What a requirement's scenarios came to, before any level is applied, and before words. */
export interface Decided {
  readonly requirement: Requirement
  readonly findings: readonly Finding[]
  readonly outcome: Outcome
  /** the finding that decided, and the scenario that it is of */
  readonly decisive: Finding
  readonly scenario: ScenarioPlan | undefined
  /** of a violation, where the evidence distinguishes one */
  readonly cause?: CauseFound
}

/** What each requirement came to. A cause that was named for one is also that of another whose evidence it accounts for. */
export function decidedOf(
  requirements: readonly Requirement[],
  findings: ReadonlyMap<string, Finding>,
  specification: Specification,
  command: readonly string[],
): Decided[] {
  const all = requirements.map((requirement) => decide(requirement, findings, specification, command))
  const named = all.flatMap(({ cause }) => cause ?? [])
  return all.map((one) => {
    if (one.outcome !== 'violated' || one.cause) return one
    const cause = named.find((other) => explains(other, one.decisive, specification))
    return cause ? { ...one, cause } : one
  })
}

function decide(
  requirement: Requirement,
  all: ReadonlyMap<string, Finding>,
  specification: Specification,
  command: readonly string[],
): Decided {
  const findings = requirement.scenarios.flatMap((scenario) => all.get(scenario.key) ?? [])
  const outcome = worst(findings.map((finding) => finding.outcome))
  const decisive = findings.find((finding) => finding.outcome === outcome)
  if (!decisive) throw new Error(`${requirement.id} has no finding`)
  const scenario = requirement.scenarios.find((plan) => all.get(plan.key) === decisive)
  const cause = outcome === 'violated' ? causeOf(decisive, specification, command) : undefined
  return { requirement, findings, outcome, decisive, scenario, ...(cause ? { cause } : {}) }
}
