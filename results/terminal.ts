import { escapeLine } from './escape.js'
import { evidenceLines, labelWidth } from './evidence.js'
import { problemsOf, type Group } from './repeated.js'
import type { Report, RequirementReport } from './result.js'
import { transcript } from './transcript.js'
import { VERDICTS, type Verdict } from './verdict.js'
import type { Words } from './words/words.js'

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
      ...report.requirements.flatMap((one) => requirementLines(one, report.words, palette)),
      '',
      ...problemsOf(report.requirements).flatMap((group) => [...details(group, report, palette), '']),
      ...summary(report, palette),
    ].join('\n') + '\n'
  )
}

const title = (report: Report): string => `${report.result.protocol} ${report.result.role}`

function headline(report: Report, { strong, faint }: Palette): string {
  const { subject, level, seed, name } = report.result
  const { command, address, isolation } = subject
  const what = address ?? escapeLine(command.join(' '))
  const who = name === undefined ? '' : `${escapeLine(name)}: `
  return `${strong(title(report))}  ${who}${what}  ${faint(report.words.labels.headline(level, isolation, escapeLine(seed)))}`
}

function requirementLines({ result }: RequirementReport, { labels }: Words, { verdict, faint }: Palette): string[] {
  const label = verdict[result.verdict](labels.verdict[result.verdict].padEnd(5))
  const tells = result.verdict === 'info' || result.verdict === 'skip'
  const observed = tells ? `: ${escapeLine(result.observed ?? labels.nothingObserved)}` : ''
  const notes =
    result.verdict === 'pass' || result.verdict === 'info'
      ? (result.notes ?? []).map((note) => faint(`        ${labels.note}: ${escapeLine(note)}`))
      : []
  return [`  ${label} ${result.id}  ${result.title}${observed}`, ...notes]
}

/** The column of the labels is at least so wide. */
const LABEL = 10

function details([one, ...others]: Group, { specification, words }: Report, palette: Palette): string[] {
  const { result, decisive, requirement, scenario } = one
  const { labels } = words
  const { strong, faint, verdict } = palette
  const width = labelWidth(words, LABEL)
  /** One line: its label in a column of its own, and what it says. */
  const line = (label: string, text: string, paint = plain): string =>
    `  ${paint(label)}${' '.repeat(Math.max(0, width - label.length))} ${text}`
  const several = requirement.scenarios.length > 1
  const heading = labels.verdict[result.verdict].toUpperCase()
  const lines = [
    `${verdict[result.verdict](heading)}  ${strong(`${result.id} (${result.level})`)}  ${result.title}`,
    ...(several && scenario ? [line(labels.scenario, scenario.name)] : []),
    ...(result.source ? [line(labels.source, result.source)] : []),
    ...(decisive.place === undefined ? [] : [line(labels.atStep, escapeLine(decisive.place.step))]),
    line(labels.observed, escapeLine(result.observed ?? '')),
    ...evidenceLines(one, specification, words).map(({ label, text }) => line(label, text)),
  ]
  if (decisive.death) {
    const said = escapeLine(decisive.death.lastWords || labels.saidNothing)
    lines.push(line(labels.server, `${labels.endedDuringThis}; ${said}`))
  }
  const { diagnosis } = result
  if (diagnosis?.text !== undefined) lines.push(line(labels.likely, escapeLine(diagnosis.text), strong))
  else if (scenario?.usualMistake && result.verdict !== 'error') lines.push(line(labels.usually, scenario.usualMistake))
  for (const note of result.notes ?? []) lines.push(line(labels.note, escapeLine(note)))
  if (others.length > 0)
    lines.push(line(labels.theSame, labels.theSameFor(others.map((other) => other.result.id).join(', ')), strong))
  const wire = transcript(decisive.log, TRANSCRIPT_LINES, specification, words)
  if (wire.length > 0) lines.push(`  ${labels.onTheWire(specification.role)}`, ...wire.map((row) => faint(`  ${row}`)))
  return lines
}

function summary({ result, words: { labels } }: Report, { verdict, strong }: Palette): string[] {
  const { counts, durationMs } = result
  const parts = VERDICTS.filter((one) => counts[one] > 0).map((one) =>
    verdict[one](`${counts[one]} ${labels.verdict[one]}`),
  )
  return [
    `${strong(labels.overall[result.verdict])}: ${parts.join(', ')}  ${labels.took((durationMs / 1000).toFixed(1))}`,
  ]
}
