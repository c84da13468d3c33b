import type { Observation } from '../harness/findings/observation.js'
import { RUN_LEVELS } from '../specification/level.js'
import { hasAnswered, STAGES, stageOf } from './basis.js'
import { mistakeOf } from './mistake.js'
import type { RequirementReport } from './result.js'
import { evidenceOf } from './shared-evidence.js'

/** What is told of a requirement besides what it is; undefined where octets that came, or anything that crossed the wire, are its own. */
function told(one: RequirementReport): string | undefined {
  const { result, decisive } = one
  const { comparison, sought, received } = decisive.evidence ?? {}
  if (comparison ?? sought ?? received ?? decisive.log.events.find(({ kind }) => kind !== 'note')) return undefined
  return JSON.stringify([
    decisive.observation && withoutPorts(decisive.observation),
    decisive.death?.lastWords,
    mistakeOf(one),
    result.notes,
  ])
}

/** Something came from it, or crossed the wire, that is this requirement's alone. */
export const hasOwnEvidence = (one: RequirementReport): boolean => told(one) === undefined

/** Each scenario of a client has a server at a port of its own; what is told is the same. */
const PORT = /(?<=\d\.\d+\.\d+\.\d+:|\]:|\bport )\d+/g

/** The observation without the ports that are drawn anew for each scenario, also where a text names them. */
const withoutPorts = (observation: Observation): unknown =>
  JSON.parse(
    JSON.stringify(observation, (key, value: unknown) =>
      key === 'port' ? undefined : typeof value === 'string' ? value.replaceAll(PORT, '') : value,
    ),
  )

/** Requirements that fall to one cause, or of which the same is told: the most basic one, then the others. */
export type Group = readonly [RequirementReport, ...RequirementReport[]]

const isProblem = ({ result }: RequirementReport): boolean =>
  result.verdict === 'fail' || result.verdict === 'warn' || result.verdict === 'error'

/** What a reader is to mend first comes first: failures before warnings, and what sockspec itself did not find out at the end. */
const URGENCY: readonly string[] = ['fail', 'warn', 'error']

/** By urgency, by what a program must do first, by level; of equals the one that the feature has first. */
function before(a: RequirementReport, b: RequirementReport): number {
  const rank = ({ result, decisive, cause }: RequirementReport): readonly [number, number, number] => [
    URGENCY.indexOf(result.verdict),
    STAGES.indexOf(stageOf(decisive, cause)),
    result.level === 'info' ? RUN_LEVELS.length : RUN_LEVELS.indexOf(result.level),
  ]
  const [left, right] = [rank(a), rank(b)]
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/**
 * The requirements that were not met, or of which nobody knows, in groups that fall to one cause: one mistake of a program's is told once, at the
 * requirement that is most basic. What has not the same evidence stands alone.
 */
export function problemsOf(reports: readonly RequirementReport[]): Group[] {
  const isMute = reports.every(({ findings }) => !findings.some(hasAnswered))
  const groups = new Map<unknown, [RequirementReport, ...RequirementReport[]]>()
  for (const report of reports.filter(isProblem).sort(before)) {
    const isJudged = report.result.verdict !== 'error'
    const evidence = told(report) ?? (isJudged ? evidenceOf(report, isMute) : undefined)
    const key = evidence === undefined ? report : `${isJudged} ${evidence}`
    const group = groups.get(key)
    if (group) group.push(report)
    else groups.set(key, [report])
  }
  return [...groups.values()]
}

/** How many mistakes there are, and how many requirements they cost; `isMost`: some of which no cause is named may be one and the same. */
export interface CauseCount {
  readonly causes: number
  readonly requirements: number
  readonly isMost: boolean
}

/** Counts what was judged: of what was not nobody knows whether there is a mistake. */
export function causeCount(groups: readonly Group[]): CauseCount {
  const judged = groups.filter(([first]) => first.result.verdict !== 'error')
  return {
    causes: judged.length,
    requirements: judged.flat().length,
    isMost: judged.length > 1 && judged.some(([first]) => first.cause === undefined),
  }
}
