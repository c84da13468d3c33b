import type { Observation } from '../harness/findings/observation.js'
import type { RequirementReport } from './result.js'

/** What is told of a requirement besides what it is; undefined where octets that came, or anything that crossed the wire, are its own. */
function told({ result, decisive, scenario }: RequirementReport): string | undefined {
  const { comparison, sought, received } = decisive.evidence ?? {}
  if (comparison ?? sought ?? received ?? decisive.log.events.find(({ kind }) => kind !== 'note')) return undefined
  // Of what nobody judged no mistake is told.
  const likely = result.verdict === 'error' ? undefined : (result.diagnosis?.text ?? scenario?.usualMistake)
  return JSON.stringify([
    result.verdict,
    decisive.observation && withoutPorts(decisive.observation),
    decisive.death?.lastWords,
    likely,
    result.notes,
  ])
}

/** Each scenario of a client has a server at a port of its own; what is told is the same. */
const PORT = /(?<=\d\.\d+\.\d+\.\d+:|\]:|\bport )\d+/g

/** The observation without the ports that are drawn anew for each scenario, also where a text names them. */
const withoutPorts = (observation: Observation): unknown =>
  JSON.parse(
    JSON.stringify(observation, (key, value: unknown) =>
      key === 'port' ? undefined : typeof value === 'string' ? value.replaceAll(PORT, '') : value,
    ),
  )

/** Requirements of which the same is told, in their order. */
export type Group = readonly [RequirementReport, ...RequirementReport[]]

const isProblem = ({ result }: RequirementReport): boolean =>
  result.verdict === 'fail' || result.verdict === 'warn' || result.verdict === 'error'

/**
 * The requirements that were not met, or of which nobody knows, in groups of which the same is told: a program that fails at its start fails
 * them all for that, and a reader wants it told once.
 */
export function problemsOf(reports: readonly RequirementReport[]): Group[] {
  const groups = new Map<unknown, [RequirementReport, ...RequirementReport[]]>()
  for (const report of reports.filter(isProblem)) {
    const key = told(report) ?? report
    const group = groups.get(key)
    if (group) group.push(report)
    else groups.set(key, [report])
  }
  return [...groups.values()]
}
