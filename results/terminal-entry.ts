import { COLUMNS } from './comparison.js'
import { evidenceLines, labelWidth } from './evidence.js'
import { hanging, roomBehind, type Head, type Layout } from './layout.js'
import { mistakeOfAll } from './mistake.js'
import { line, plain, type Paint, type Painted, type Palette } from './palette.js'
import type { Group } from './repeated.js'
import type { Report, RequirementReport } from './result.js'
import { sourceText } from './source-text.js'
import { transcript } from './transcript.js'
import { VERDICTS, type Verdict } from './verdict.js'
import type { Words } from './words/words.js'
import { cut } from './wrap.js'

/** Of a scenario's wire log so many lines are shown, and so many where no more is asked for; the HTML report has all. */
const TRANSCRIPT_LINES = { verbose: 12, brief: 6 }

/** The column of the labels is at least so wide. */
const LABEL = 10

/** What stands behind the octets of a comparison: quotes, dots, and how many there are. */
const BEHIND_OCTETS = 26

/** The verdict that stands before a requirement in a list of them. */
export function verdictHead(verdict: Verdict, { labels }: Words, palette: Palette): Head {
  const width = Math.max(...VERDICTS.map((one) => labels.verdict[one].length))
  return { painted: line`  ${palette.verdict[verdict](labels.verdict[verdict].padEnd(width))} `, width: width + 3 }
}

/** A requirement in one line, cut where it is too long; `more` behind it. */
export function inALine(
  { result }: RequirementReport,
  words: Words,
  palette: Palette,
  layout: Layout,
  more = '',
): Painted {
  const head = verdictHead(result.verdict, words, palette)
  const end = more === '' ? '' : ` ${more}`
  const text = cut(`${result.id}  ${result.title}`, roomBehind(layout, head.width + end.length))
  return line`${head.painted}${text}${end}`
}

/** What a row of an outline has of its own beside the title. */
const ownName = (name: string, title: string): string =>
  name.startsWith(`${title}: `) ? name.slice(title.length + 2) : name

/** One cause: the requirement, what was sent and what came, the mistake, the source, what crossed the wire; then the others that fail for it. */
export function entry(group: Group, report: Report, palette: Palette, layout: Layout): Painted[] {
  const [one, ...others] = group
  const { specification, words } = report
  const { result, decisive, requirement, scenario } = one
  const { labels } = words
  const { strong, faint, verdict } = palette
  const width = labelWidth(words, LABEL)
  const indent = width + 3
  const head = (label: string, paint: Paint = plain): Head => ({
    painted: line`  ${paint(label)}${' '.repeat(Math.max(0, width - label.length))} `,
    width: indent,
  })
  /** Its label in a column of its own, and what it says. */
  const row = (label: string, text: string, paint?: Paint): Painted[] => hanging(head(label, paint), text, layout)
  const heading = labels.verdict[result.verdict].toUpperCase()
  const who = `${result.id} (${result.level})`
  const room = roomBehind(layout, indent + BEHIND_OCTETS)
  const evidence = evidenceLines(one, specification, words, {
    columns: Math.min(COLUMNS, room ?? COLUMNS),
    isVerbose: layout.isVerbose,
  })
  const mistake = mistakeOfAll(group)
  const wire = transcript(
    decisive.log,
    layout.isVerbose ? TRANSCRIPT_LINES.verbose : TRANSCRIPT_LINES.brief,
    specification,
    words,
  )
  const isOwnStep = decisive.place === undefined || decisive.place.turn === 'own'
  return [
    ...hanging(
      {
        painted: line`${verdict[result.verdict](heading)}  ${strong(who)}  `,
        width: heading.length + who.length + 4,
        indent: heading.length + 2,
      },
      result.title,
      layout,
    ),
    ...(requirement.scenarios.length > 1 && scenario ? row(labels.scenario, ownName(scenario.name, result.title)) : []),
    ...(decisive.place !== undefined && (layout.isVerbose || !isOwnStep)
      ? row(labels.atStep, decisive.place.step)
      : []),
    ...evidence.flatMap(({ label, text, mark }) =>
      mark ? [line`${head(label).painted}${cut(text, roomBehind(layout, indent))}`] : row(label, text),
    ),
    ...row(labels.observed, result.observed ?? ''),
    ...(decisive.death
      ? row(labels.server, `${labels.endedDuringThis}; ${decisive.death.lastWords || labels.saidNothing}`)
      : []),
    ...(mistake?.kind === 'likely' ? row(labels.likely, mistake.text, strong) : []),
    ...(mistake?.kind === 'usual' ? row(labels.usually, mistake.text) : []),
    ...(result.notes ?? []).flatMap((note) => row(labels.note, note)),
    ...(result.source ? row(labels.source, sourceText(specification, result.source)) : []),
    ...(wire.length > 0
      ? [
          ...hanging({ painted: line`  `, width: 2 }, labels.onTheWire(specification.role), layout),
          ...wire.map((event) => line`  ${faint(cut(event, roomBehind(layout, 2)))}`),
        ]
      : []),
    ...(others.length > 0
      ? [line`  ${strong(labels.sameCause)}`, ...others.map((other) => inALine(other, words, palette, layout))]
      : []),
  ]
}
