import { escapeLine } from './escape.js'
import { evidenceLines, labelWidth } from './evidence.js'
import { startedText } from './facts.js'
import { overallText } from './overall-text.js'
import { problemsOf, type Group } from './repeated.js'
import type { Report, RequirementReport } from './result.js'
import { transcript } from './transcript.js'
import { VERDICTS, type Verdict } from './verdict.js'
import type { Words } from './words/words.js'

/** What may go to a terminal as it is: nobody but a palette and {@link line} makes it, and both escape what they are given. */
interface Painted {
  readonly painted: string
}
type Paint = (text: string) => Painted

/** How words are emphasised; without a terminal, not at all. */
export interface Palette {
  readonly verdict: Readonly<Record<Verdict, Paint>>
  readonly strong: Paint
  readonly faint: Paint
}

const sgr =
  (code: string): Paint =>
  (text) => ({ painted: `\x1b[${code}m${escapeLine(text)}\x1b[0m` })
const plain: Paint = (text) => ({ painted: escapeLine(text) })

/** A line of texts, whoever's they are: all that is put into it and was not painted is escaped. */
function line(texts: TemplateStringsArray, ...values: readonly (string | number | Painted)[]): Painted {
  const shown = values.map((value) => (typeof value === 'object' ? value : plain(String(value))).painted)
  return { painted: texts.map((text, index) => text + (shown[index] ?? '')).join('') }
}

const EMPTY = line``

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
  const lines = [
    headline(report, palette),
    whereAndWhen(report, palette),
    ...inForce(report, palette),
    EMPTY,
    ...report.requirements.flatMap((one) => requirementLines(one, report.words, palette)),
    EMPTY,
    ...problemsOf(report.requirements).flatMap((group) => [...details(group, report, palette), EMPTY]),
    summary(report, palette),
  ]
  return lines.map(({ painted }) => `${painted}\n`).join('')
}

const title = (report: Report): string => `${report.result.protocol} ${report.result.role}`

function headline(report: Report, { strong, faint }: Palette): Painted {
  const { subject, level, seed, name } = report.result
  const { command, address, isolation } = subject
  const who = name === undefined ? '' : `${name}: `
  return line`${strong(title(report))}  ${who}${address ?? command.join(' ')}  ${faint(report.words.labels.headline(level, isolation, seed))}`
}

/** The folder, the date, and which sockspec it was. */
function whereAndWhen({ result, words: { labels } }: Report, { faint }: Palette): Painted {
  const { folder } = result.subject
  const where = folder === undefined ? '' : `${labels.folder} ${folder}, `
  return line`${faint(`${where}${startedText(result)}, sockspec ${result.version}`)}`
}

/** Of a sandbox, what is in force. */
function inForce({ result: { subject }, words: { labels } }: Report, { faint }: Palette): Painted[] {
  const { limits, lost = [] } = subject
  return [
    ...(limits ? [line`${faint(`${labels.limits} ${labels.atMost(limits)}`)}`] : []),
    ...(lost.length > 0 ? [line`${faint(labels.lost(lost))}`] : []),
  ]
}

function requirementLines({ result }: RequirementReport, { labels }: Words, { verdict, faint }: Palette): Painted[] {
  const width = Math.max(...VERDICTS.map((one) => labels.verdict[one].length))
  const label = verdict[result.verdict](labels.verdict[result.verdict].padEnd(width))
  const tells = result.verdict === 'info' || result.verdict === 'skip'
  const observed = tells ? `: ${result.observed ?? labels.nothingObserved}` : ''
  const notes =
    result.verdict === 'pass' || result.verdict === 'info'
      ? (result.notes ?? []).map((note) => faint(`        ${labels.note}: ${note}`))
      : []
  return [line`  ${label} ${result.id}  ${result.title}${observed}`, ...notes]
}

/** The column of the labels is at least so wide. */
const LABEL = 10

function details([one, ...others]: Group, { specification, words }: Report, palette: Palette): Painted[] {
  const { result, decisive, requirement, scenario } = one
  const { labels } = words
  const { strong, faint, verdict } = palette
  const width = labelWidth(words, LABEL)
  /** One line: its label in a column of its own, and what it says. */
  const row = (label: string, text: string, paint = plain): Painted =>
    line`  ${paint(label)}${' '.repeat(Math.max(0, width - label.length))} ${text}`
  const several = requirement.scenarios.length > 1
  const heading = labels.verdict[result.verdict].toUpperCase()
  const lines = [
    line`${verdict[result.verdict](heading)}  ${strong(`${result.id} (${result.level})`)}  ${result.title}`,
    ...(several && scenario ? [row(labels.scenario, scenario.name)] : []),
    ...(result.source ? [row(labels.source, result.source)] : []),
    ...(decisive.place === undefined ? [] : [row(labels.atStep, decisive.place.step)]),
    row(labels.observed, result.observed ?? ''),
    ...evidenceLines(one, specification, words).map(({ label, text }) => row(label, text)),
  ]
  if (decisive.death)
    lines.push(row(labels.server, `${labels.endedDuringThis}; ${decisive.death.lastWords || labels.saidNothing}`))
  const { diagnosis } = result
  if (diagnosis?.text !== undefined) lines.push(row(labels.likely, diagnosis.text, strong))
  else if (scenario?.usualMistake && result.verdict !== 'error') lines.push(row(labels.usually, scenario.usualMistake))
  for (const note of result.notes ?? []) lines.push(row(labels.note, note))
  if (others.length > 0)
    lines.push(row(labels.theSame, labels.theSameFor(others.map((other) => other.result.id).join(', ')), strong))
  const wire = transcript(decisive.log, TRANSCRIPT_LINES, specification, words)
  if (wire.length > 0)
    lines.push(line`  ${labels.onTheWire(specification.role)}`, ...wire.map((event) => faint(`  ${event}`)))
  return lines
}

function summary(report: Report, { verdict, strong }: Palette): Painted {
  const { labels } = report.words
  const { counts, durationMs } = report.result
  const parts = VERDICTS.filter((one) => counts[one] > 0).map((one) =>
    verdict[one](`${counts[one]} ${labels.verdict[one]}`),
  )
  const joined = parts.reduce((sum, part) => line`${sum}, ${part}`)
  return line`${strong(overallText(report))}: ${joined}  ${labels.took((durationMs / 1000).toFixed(1))}`
}
