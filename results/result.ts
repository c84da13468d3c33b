import type { Finding } from '../harness/findings/finding.js'
import type { Level, RunLevel } from '../specification/level.js'
import type { Requirement, Role, ScenarioPlan, Specification } from '../specification/specification.js'
import { diagnose, unflushedNote, type Diagnosis } from './diagnosis.js'
import { overallOf, VERDICTS, verdictOf, worst, type OverallVerdict, type Verdict } from './verdict.js'

export const SCHEMA = 'sockspec/result/1'

/** Where the subject ran: what was really in force, not what was asked for. */
export type Isolation = 'none' | 'namespace' | 'docker' | 'remote'

export interface SubjectDescription {
  /** empty for a server that was running already */
  readonly command: readonly string[]
  readonly isolation: Isolation
  /** host and port of a server that was running already */
  readonly address?: string
}

/** The JSON result: schema `sockspec/result/1`, published as docs/result.schema.json. */
export interface Result {
  readonly schema: typeof SCHEMA
  readonly protocol: string
  readonly role: Role
  readonly level: RunLevel
  readonly subject: SubjectDescription
  /** gives the same payloads again: --seed */
  readonly seed: string
  readonly verdict: OverallVerdict
  readonly durationMs: number
  readonly counts: Readonly<Record<Verdict, number>>
  readonly requirements: readonly RequirementResult[]
}

export interface RequirementResult {
  readonly id: string
  readonly level: Level
  readonly title: string
  readonly verdict: Verdict
  /** what was seen: of a violation, an observation, a skip or an error; absent where it held */
  readonly observed?: string
  readonly durationMs: number
  readonly source: string
  /** which of its scenarios failed, where it has several */
  readonly scenario?: string
  readonly notes?: readonly string[]
  readonly diagnosis?: Diagnosis
}

/** A requirement's result with what it rests on, for the reports that show the evidence. */
export interface RequirementReport {
  readonly requirement: Requirement
  readonly result: RequirementResult
  readonly findings: readonly Finding[]
  /** the finding that decided the verdict, and the scenario that it is of */
  readonly decisive: Finding
  readonly scenario: ScenarioPlan | undefined
}

export interface Report {
  readonly specification: Specification
  readonly result: Result
  readonly requirements: readonly RequirementReport[]
  /** what was captured on the submission's host, in the format of libpcap; without it captures are made from the wire log */
  readonly capture?: Buffer
}

export interface ReportInput {
  readonly specification: Specification
  readonly requirements: readonly Requirement[]
  readonly findings: ReadonlyMap<string, Finding>
  readonly level: RunLevel
  /** requirements named by --only */
  readonly asked: readonly string[]
  readonly subject: SubjectDescription
  readonly seed: string
  readonly durationMs: number
  readonly capture?: Buffer
}

/** Makes the report of a run: verdicts, counts, diagnoses. */
export function reportOf(input: ReportInput): Report {
  const requirements = input.requirements.map((requirement) => requirementReport(requirement, input))
  const verdicts = requirements.map(({ result }) => result.verdict)
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, verdicts.filter((other) => other === verdict).length]),
  ) as Record<Verdict, number>
  const { specification } = input
  return {
    specification,
    requirements,
    ...(input.capture ? { capture: input.capture } : {}),
    result: {
      schema: SCHEMA,
      protocol: specification.protocol,
      role: specification.role,
      level: input.level,
      subject: input.subject,
      seed: input.seed,
      verdict: overallOf(verdicts),
      durationMs: Math.round(input.durationMs),
      counts,
      requirements: requirements.map(({ result }) => result),
    },
  }
}

function requirementReport(requirement: Requirement, input: ReportInput): RequirementReport {
  const findings = requirement.scenarios.flatMap((scenario) => input.findings.get(scenario.key) ?? [])
  const outcome = worst(findings.map((finding) => finding.outcome))
  const decisive = findings.find((finding) => finding.outcome === outcome)
  if (!decisive) throw new Error(`${requirement.id} has no finding`)
  const verdict = verdictOf(outcome, requirement.level, input.level, input.asked.includes(requirement.id))
  // Each row of an outline that observes has seen something of its own.
  const observations = [...new Set(findings.flatMap((finding) => finding.observed ?? []))]
  const observed = outcome !== 'held' ? decisive.message : observations.length > 0 ? observations.join('; ') : undefined
  const unflushed = findings.some((finding) => finding.onlyOnTerminal) ? [unflushedNote(input.subject.command)] : []
  const notes = [...new Set([...findings.flatMap((finding) => finding.notes), ...unflushed])]
  const scenario = requirement.scenarios.find((plan) => input.findings.get(plan.key) === decisive)
  const isProblem = verdict === 'fail' || verdict === 'warn' || verdict === 'error'
  return {
    requirement,
    findings,
    decisive,
    scenario,
    result: {
      id: requirement.id,
      level: requirement.level,
      title: requirement.title,
      verdict,
      ...(observed === undefined ? {} : { observed }),
      durationMs: Math.round(findings.reduce((sum, finding) => sum + finding.durationMs, 0)),
      source: requirement.source,
      ...(isProblem && scenario && requirement.scenarios.length > 1 ? { scenario: scenario.name } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...(verdict === 'fail' || verdict === 'warn'
        ? { diagnosis: diagnose(requirement, decisive, input.specification, input.subject.command) }
        : {}),
    },
  }
}
