import type { Specification } from '../specification/specification.js'
import { escapeLine } from './escape.js'
import { evidenceLines } from './evidence.js'
import { problemsOf, type Group } from './repeated.js'
import type { Report, RequirementReport } from './result.js'
import { transcript } from './transcript.js'
import { VERDICTS, type Verdict } from './verdict.js'

type Paint = (text: string) => string

/** How words are emphasised; without a terminal, not at all. */
export interface Palette {
  readonly verdict: Readonly<Record<Verdict, Paint>>
  readonly strong: Paint
  readonly faint: Paint
}

const sgr =
  (code: string): Paint =>
  (text) =>
    `\x1b[${code}m${text}\x1b[0m`
const plain: Paint = (text) => text

export const COLOURS: Palette = {
  verdict: { pass: sgr('32'), fail: sgr('1;31'), warn: sgr('33'), info: sgr('36'), skip: sgr('2'), error: sgr('1;35') },
  strong: sgr('1'),
  faint: sgr('2'),
}
export const NO_COLOURS: Palette = {
  verdict: { pass: plain, fail: plain, warn: plain, info: plain, skip: plain, error: plain },
  strong: plain,
  faint: plain,
}

/** Of a scenario's wire log so many lines are shown; the HTML report has all. */
const TRANSCRIPT_LINES = 12

/** The report as a person reads it at a terminal. */
export function formatTerminal(report: Report, palette: Palette): string {
  return (
    [
      headline(report, palette),
      '',
      ...report.requirements.flatMap((one) => requirementLines(one, palette)),
      '',
      ...problemsOf(report.requirements).flatMap((group) => [...details(group, report.specification, palette), '']),
      ...summary(report, palette),
    ].join('\n') + '\n'
  )
}

const title = (report: Report): string => `${report.result.protocol} ${report.result.role}`

function headline(report: Report, { strong, faint }: Palette): string {
  const { command, address, isolation } = report.result.subject
  const subject = address ?? escapeLine(command.join(' '))
  return `${strong(title(report))}  ${subject}  ${faint(`level ${report.result.level}, isolation ${isolation}, seed ${escapeLine(report.result.seed)}`)}`
}

function requirementLines({ result }: RequirementReport, { verdict, faint }: Palette): string[] {
  const label = verdict[result.verdict](result.verdict.padEnd(5))
  const observed =
    result.verdict === 'info' || result.verdict === 'skip'
      ? `: ${escapeLine(result.observed ?? 'nothing observed')}`
      : ''
  const notes =
    result.verdict === 'pass' || result.verdict === 'info'
      ? (result.notes ?? []).map((note) => faint(`        note: ${escapeLine(note)}`))
      : []
  return [`  ${label} ${result.id}  ${result.title}${observed}`, ...notes]
}

function details([one, ...others]: Group, specification: Specification, palette: Palette): string[] {
  const { result, decisive, requirement, scenario } = one
  const { strong, faint, verdict } = palette
  const several = requirement.scenarios.length > 1
  const lines = [
    `${verdict[result.verdict](result.verdict.toUpperCase())}  ${strong(`${result.id} (${result.level})`)}  ${result.title}`,
    ...(several && scenario ? [`  scenario   ${scenario.name}`] : []),
    ...(result.source ? [`  source     ${result.source}`] : []),
    ...(decisive.step === undefined ? [] : [`  at step    ${escapeLine(decisive.step)}`]),
    `  observed   ${escapeLine(decisive.message)}`,
    ...evidenceLines(one, specification).map(({ label, text }) => `  ${label.padEnd(10)} ${text}`),
  ]
  if (decisive.death)
    lines.push(`  server     ended during this scenario; ${escapeLine(decisive.death.lastWords || 'it said nothing')}`)
  const { diagnosis } = result
  if (diagnosis?.text !== undefined) lines.push(`  ${strong('likely')}     ${escapeLine(diagnosis.text)}`)
  else if (scenario?.usualMistake && result.verdict !== 'error') lines.push(`  usually    ${scenario.usualMistake}`)
  for (const note of result.notes ?? []) lines.push(`  note       ${escapeLine(note)}`)
  if (others.length > 0)
    lines.push(`  ${strong('the same')}   for ${others.map((other) => other.result.id).join(', ')}`)
  const wire = transcript(decisive.log, TRANSCRIPT_LINES, specification)
  if (wire.length > 0)
    lines.push(
      `  on the wire (--> from the harness, <-- from the ${specification.role})`,
      ...wire.map((line) => faint(`  ${line}`)),
    )
  return lines
}

function summary(report: Report, { verdict, strong }: Palette): string[] {
  const { counts, durationMs } = report.result
  const parts = VERDICTS.filter((one) => counts[one] > 0).map((one) => verdict[one](`${counts[one]} ${one}`))
  const words = {
    pass: 'nothing failed',
    fail: 'something failed',
    error: 'inconclusive: the harness itself failed; run it again',
  }
  return [`${strong(words[report.result.verdict])}: ${parts.join(', ')}  in ${(durationMs / 1000).toFixed(1)} s`]
}
