import type { Finding } from '../harness/findings/finding.js'
import type { Level, RunLevel } from '../specification/level.js'
import type { Requirement, Role, ScenarioPlan, Specification } from '../specification/specification.js'
import {
  sortOf,
  type Note,
  type Observation,
  type Seen,
  type Sort,
  type Turn,
} from '../harness/findings/observation.js'
import type { Stimulus } from '../harness/findings/stimulus.js'
import type { Limits, Lost } from '../harness/hosts/sandbox/limits.js'
import type { Cause, CauseFound } from './causes.js'
import { decidedOf, type Decided } from './decided.js'
import { languageOf } from './language.js'
import type { Words } from './words/words.js'
import { overallOf, VERDICTS, verdictOf, type OverallVerdict, type Verdict } from './verdict.js'

export const SCHEMA = 'sockspec/result/2'

/** Where the subject ran: what was really in force, not what was asked for. */
export type Isolation = 'none' | 'namespace' | 'sandbox' | 'docker' | 'remote'

export interface SubjectDescription {
  /** empty for a server that was running already */
  readonly command: readonly string[]
  readonly isolation: Isolation
  /** where it ran, or what it had a copy of; absent for a class's submission, which has its name */
  readonly folder?: string
  /** host and port of a server that was running already */
  readonly address?: string
  /** of a sandbox: what the submission may have at most */
  readonly limits?: Limits
  /** of a sandbox: what this system does not have, and is not in force */
  readonly lost?: readonly Lost[]
}

/** The JSON result: schema `sockspec/result/2`, published as docs/result.schema.json. */
export interface Result {
  readonly schema: typeof SCHEMA
  /** of sockspec */
  readonly version: string
  /** whose submission it is, where that was said: --name */
  readonly name?: string
  /** ISO 8601 */
  readonly startedAt: string
  readonly protocol: string
  readonly role: Role
  readonly level: RunLevel
  readonly subject: SubjectDescription
  /** gives the same payloads again: --seed */
  readonly seed: string
  readonly verdict: OverallVerdict
  /** somebody ended the check before everything was judged; absent where it came to its end */
  readonly interrupted?: true
  readonly durationMs: number
  readonly counts: Readonly<Record<Verdict, number>>
  readonly requirements: readonly RequirementResult[]
  /** each cause that was named, with the requirements that share it, in the order of the first of them */
  readonly causes: readonly { readonly cause: Cause; readonly requirements: readonly string[] }[]
}

/** What was found, as data: what the sentence beside it says. */
export type ObservationResult = (Observation | Seen) & {
  /** a fact that no later attempt takes back, or that nothing came in time; only of what is no observation of an `info` requirement */
  readonly sort?: Sort
  /** whose turn it was: the step that the scenario is about, one that leads there, or the Background */
  readonly turn?: Turn
}

/** What a student can learn from a failure. `cause` and `text` are there only where the evidence distinguishes a cause. */
export interface Diagnosis {
  readonly cause?: Cause
  /** the likely mistake, and what to do about it */
  readonly text?: string
  /** what was seen, in one or two lines */
  readonly evidence: string
  /** lecture and section, or standard */
  readonly source: string
}

export interface RequirementResult {
  readonly id: string
  readonly level: Level
  readonly title: string
  readonly verdict: Verdict
  /** what was seen: of a violation, an observation, a skip or an error; absent where it held */
  readonly observed?: string
  /** the same as data; of several that an `info` requirement has seen, the first */
  readonly observation?: ObservationResult
  /** all that an `info` requirement has seen, where that is more than one */
  readonly observations?: readonly ObservationResult[]
  /** the step that found it, as the feature has it */
  readonly step?: string
  /** what was really done to the program in the scenario that decided */
  readonly stimuli?: readonly Stimulus[]
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
  /** what was named as the cause of a failure, as data */
  readonly cause?: CauseFound
}

export interface Report {
  readonly specification: Specification
  /** the language that it is told in */
  readonly words: Words
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
  readonly words: Words
  readonly version: string
  readonly name?: string
  readonly startedAt: Date
}

/** Makes the report of a run: verdicts, counts, diagnoses. */
export function reportOf(input: ReportInput): Report {
  const requirements = decidedOf(input.requirements, input.findings, input.specification, input.subject.command).map(
    (decided) => requirementReport(decided, input),
  )
  const results = requirements.map(({ result }) => result)
  const verdicts = results.map(({ verdict }) => verdict)
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, verdicts.filter((other) => other === verdict).length]),
  ) as Record<Verdict, number>
  const { specification, words } = input
  return {
    specification,
    requirements,
    words,
    ...(input.capture ? { capture: input.capture } : {}),
    result: {
      schema: SCHEMA,
      version: input.version,
      ...(input.name === undefined ? {} : { name: input.name }),
      startedAt: input.startedAt.toISOString(),
      protocol: specification.protocol,
      role: specification.role,
      level: input.level,
      subject: input.subject,
      seed: input.seed,
      verdict: overallOf(verdicts),
      ...(requirements.some(isInterrupted) ? { interrupted: true } : {}),
      durationMs: Math.round(input.durationMs),
      counts,
      requirements: results,
      causes: causesOf(results),
    },
  }
}

/** A scenario of it was not judged any more, be it that another had decided already. */
const isInterrupted = ({ findings }: RequirementReport): boolean =>
  findings.some(({ observation }) => observation?.kind === 'interrupted')

function causesOf(results: readonly RequirementResult[]): Result['causes'] {
  const causes = new Map<Cause, string[]>()
  for (const { id, diagnosis } of results) {
    if (diagnosis?.cause === undefined) continue
    const ids = causes.get(diagnosis.cause)
    if (ids) ids.push(id)
    else causes.set(diagnosis.cause, [id])
  }
  return [...causes].map(([cause, requirements]) => ({ cause, requirements }))
}

function requirementReport(decided: Decided, input: ReportInput): RequirementReport {
  const { requirement, findings, outcome, decisive, scenario, cause } = decided
  const verdict = verdictOf(outcome, requirement.level, input.level, input.asked.includes(requirement.id))
  const isProblem = verdict === 'fail' || verdict === 'warn' || verdict === 'error'
  const notes = notesOf(findings, input)
  const { stimuli } = decisive.log
  return {
    requirement,
    findings,
    decisive,
    scenario,
    ...(cause ? { cause } : {}),
    result: {
      id: requirement.id,
      level: requirement.level,
      title: requirement.title,
      verdict,
      ...observed(outcome, decisive, findings, input.words),
      ...(decisive.place === undefined ? {} : { step: decisive.place.step }),
      ...(stimuli.length > 0 ? { stimuli } : {}),
      durationMs: Math.round(findings.reduce((sum, finding) => sum + finding.durationMs, 0)),
      source: requirement.source,
      ...(isProblem && scenario && requirement.scenarios.length > 1 ? { scenario: scenario.name } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...(verdict === 'fail' || verdict === 'warn' ? { diagnosis: diagnosis(decided, input) } : {}),
    },
  }
}

/** What was seen, in words and as data. */
function observed(
  outcome: Finding['outcome'],
  { observation, place }: Finding,
  findings: readonly Finding[],
  words: Words,
): Pick<RequirementResult, 'observed' | 'observation' | 'observations'> {
  if (outcome !== 'held') {
    if (!observation) throw new Error(`an outcome that is ${outcome} has no observation`)
    return {
      observed: words.observation(observation),
      observation: { ...observation, sort: sortOf(observation), ...(place ? { turn: place.turn } : {}) },
    }
  }
  // Each row of an outline that observes has seen something of its own.
  const all = new Map<string, Seen>(findings.flatMap(({ seen }) => seen.map((one) => [words.seen(one), one] as const)))
  const [first] = all.values()
  if (!first) return {}
  return {
    observed: [...textsOf(findings, words)].join('; '),
    observation: first,
    ...(all.size > 1 ? { observations: [...all.values()] } : {}),
  }
}

/** One text for each scenario that has seen something, each once. */
const textsOf = (findings: readonly Finding[], words: Words): ReadonlySet<string> =>
  new Set(
    findings.filter(({ seen }) => seen.length > 0).map(({ seen }) => seen.map((one) => words.seen(one)).join('; ')),
  )

function notesOf(findings: readonly Finding[], { words, subject }: ReportInput): string[] {
  const onTerminal = findings.flatMap(({ onlyOnTerminal: missing }) =>
    missing === undefined ? [] : [words.onlyOnTerminal(missing, languageOf(subject.command))],
  )
  const notes = findings.flatMap((finding) => finding.notes.map((note: Note) => words.note(note)))
  return [...new Set([...notes, ...onTerminal])]
}

function diagnosis({ requirement, decisive, cause }: Decided, { subject, words }: ReportInput): Diagnosis {
  const seen = decisive.observation ? words.observation(decisive.observation) : ''
  return {
    ...(cause ? { cause: cause.kind, text: words.cause(cause, languageOf(subject.command)) } : {}),
    evidence: decisive.place === undefined ? seen : words.labels.atThisStep(decisive.place.step, seen),
    source: requirement.source,
  }
}
