import { startedText } from './facts.js'
import { flush, FULL, hanging, roomBehind, spaced, type Layout } from './layout.js'
import { overallText } from './overall-text.js'
import { EMPTY, line, type Painted, type Palette } from './palette.js'
import { causeCount, problemsOf, type Group } from './repeated.js'
import type { Report, RequirementReport } from './result.js'
import { entry, inALine, verdictHead } from './terminal-entry.js'
import { VERDICTS } from './verdict.js'
import type { Words } from './words/words.js'

/** So many causes are told in full, unless more is asked for: who has mended them runs it again. */
const IN_FULL = 2

/** The report as a person reads it at a terminal: what to mend first, then what else was found. */
export function formatTerminal(report: Report, palette: Palette, layout: Layout = FULL): string {
  const groups = problemsOf(report.requirements)
  const lines = [
    ...headline(report, palette, layout),
    EMPTY,
    ...spaced([heading(groups, report.words, palette), ...entries(groups, report, palette, layout)]),
    ...overview(groups, report, palette, layout),
    EMPTY,
    summary(report, palette),
  ]
  return lines.map(({ painted }) => `${painted}\n`).join('')
}

/** Whose program it was, the folder, the date, which sockspec, and of a sandbox what is in force. */
function headline({ result, words: { labels } }: Report, { strong, faint }: Palette, layout: Layout): Painted[] {
  const { subject, level, seed, name, protocol, role } = result
  const { command, address, isolation, folder, limits, lost = [] } = subject
  const what = `${protocol} ${role}`
  const who = `${name === undefined ? '' : `${name}: `}${address ?? command.join(' ')}`
  const how = labels.headline(level, isolation, seed)
  const head = { painted: line`${strong(what)}  `, width: what.length + 2 }
  const room = roomBehind(layout, head.width)
  const isOneLine = room === undefined || who.length + 2 + how.length <= room
  const where = folder === undefined ? '' : `${labels.folder} ${folder}, `
  return [
    ...(isOneLine ? [line`${head.painted}${who}  ${faint(how)}`] : hanging(head, who, layout)),
    ...(isOneLine ? [] : flush(how, layout, faint)),
    ...flush(`${where}${startedText(result)}, sockspec ${result.version}`, layout, faint),
    ...(limits ? flush(`${labels.limits} ${labels.atMost(limits)}`, layout, faint) : []),
    ...(lost.length > 0 ? flush(labels.lost(lost), layout, faint) : []),
  ]
}

/** How many mistakes there are to mend. */
function heading(groups: readonly Group[], { labels }: Words, { strong }: Palette): Painted[] {
  const count = causeCount(groups)
  return count.causes === 0 ? [] : [line`${strong(labels.causes(count.causes, count.requirements, count.isMost))}`]
}

/** The first causes in full, and all others in a line each. */
function entries(groups: readonly Group[], report: Report, palette: Palette, layout: Layout): Painted[][] {
  const full = groups.slice(0, layout.isVerbose ? groups.length : IN_FULL)
  const others = groups.slice(full.length)
  const { labels } = report.words
  return [
    ...full.map((group) => entry(group, report, palette, layout)),
    [
      ...others.map(([first, ...same]) =>
        inALine(first, report.words, palette, layout, same.length === 0 ? '' : labels.andMore(same.length)),
      ),
      ...(others.length === 0 ? [] : flush(labels.moreCauses(others.length), layout, palette.faint)),
    ],
  ]
}

/** The requirements, each in a line; where something is to be mended, and no more is asked for, those that passed in one. */
function overview(groups: readonly Group[], report: Report, palette: Palette, layout: Layout): Painted[] {
  const { requirements, words } = report
  const lines = (reports: readonly RequirementReport[]): Painted[] =>
    reports.flatMap((one) => requirementLines(one, words, palette, layout))
  if (layout.isVerbose || groups.length === 0) return lines(requirements)
  const told = new Set(groups.flat())
  const passed = requirements.filter(({ result: { verdict, notes = [] } }) => verdict === 'pass' && notes.length === 0)
  const ids = withoutRepeating(passed.map(({ result }) => result.id)).join(', ')
  return [
    ...(passed.length === 0 ? [] : hanging(verdictHead('pass', words, palette), ids, layout)),
    ...lines(requirements.filter((one) => !told.has(one) && !passed.includes(one))),
  ]
}

/** `TCP-ECHO-S1`, `S2`, ...: the protocol is named once. */
function withoutRepeating([first = '', ...others]: readonly string[]): string[] {
  const protocol = first.slice(0, first.lastIndexOf('-') + 1)
  return [first, ...others.map((id) => (id.startsWith(protocol) ? id.slice(protocol.length) : id))]
}

function requirementLines({ result }: RequirementReport, words: Words, palette: Palette, layout: Layout): Painted[] {
  const { labels } = words
  const { verdict } = result
  const tells = verdict === 'info' || verdict === 'skip'
  const observed = tells ? `: ${result.observed ?? labels.nothingObserved}` : ''
  const notes = verdict === 'pass' || verdict === 'info' ? (result.notes ?? []) : []
  const head = verdictHead(verdict, words, palette)
  return [
    ...hanging(head, `${result.id}  ${result.title}${observed}`, layout),
    ...notes.flatMap((note) =>
      hanging({ painted: line`        `, width: 8 }, `${labels.note}: ${note}`, layout, palette.faint),
    ),
  ]
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
