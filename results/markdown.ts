import { escapeForMarkdown, escapeLine } from './escape.js'
import { evidenceLines, labelWidth } from './evidence.js'
import { factsOf } from './facts.js'
import { overallText } from './overall-text.js'
import { causeCount, problemsOf, type Group } from './repeated.js'
import { mistakeOfAll } from './mistake.js'
import type { Report } from './result.js'
import { sourceText } from './source-text.js'
import { transcript } from './transcript.js'
import { VERDICTS } from './verdict.js'

/** Of a scenario's wire log so many lines are shown; the HTML report has all. */
const TRANSCRIPT_LINES = 12

const text = escapeForMarkdown

/** The report as Markdown, for GitHub's step summary, an issue or a wiki: the verdicts as a table, and of each failure what the terminal shows. */
export function formatMarkdown(report: Report): string {
  const { result, words } = report
  const { labels } = words
  const counts = VERDICTS.filter((verdict) => result.counts[verdict] > 0).map(
    (verdict) => `${result.counts[verdict]} ${labels.verdict[verdict]}`,
  )
  const groups = problemsOf(report.requirements)
  const count = causeCount(groups)
  return [
    `# ${text(`${result.protocol} ${result.role}: ${overallText(report)}`)}`,
    '',
    text(counts.join(', ')),
    '',
    ...factsOf(report).map(({ label, text: said }) => `- ${text(label)}: ${text(said)}`),
    '',
    `| ${labels.verdictLabel} | ${labels.requirement} | ${labels.level} | ${labels.whatItSays} |`,
    '|---|---|---|---|',
    ...result.requirements.map(({ id, verdict, level, title, observed }) => {
      const said =
        (verdict === 'info' || verdict === 'skip') && observed !== undefined ? `${title}: ${observed}` : title
      return `| ${labels.verdict[verdict]} | ${text(id)} | ${level} | ${text(said)} |`
    }),
    '',
    ...(count.causes === 0 ? [] : [`**${text(labels.causes(count.causes, count.requirements, count.isMost))}**`, '']),
    ...groups.flatMap((group) => problem(group, report)),
  ].join('\n')
}

function problem(group: Group, { specification, words }: Report): string[] {
  const [one, ...others] = group
  const { result, decisive } = one
  const { labels } = words
  const mistake = mistakeOfAll(group)
  const said: readonly (readonly [string, string | undefined])[] = [
    [labels.scenario, result.scenario],
    [labels.atStep, decisive.place?.step],
    [labels.observed, result.observed],
    [labels.server, decisive.death && `${labels.endedDuringThis}; ${decisive.death.lastWords || labels.saidNothing}`],
    [mistake?.kind === 'usual' ? labels.usually : labels.likely, mistake?.text],
    ...(result.notes ?? []).map((note) => [labels.note, note] as const),
    [labels.source, result.source === '' ? undefined : sourceText(specification, result.source)],
  ]
  const width = labelWidth(words, 9)
  const wire = transcript(decisive.log, TRANSCRIPT_LINES, specification, words)
  const shown = [
    ...evidenceLines(one, specification, words).map(({ label, text: line }) => `${label.padEnd(width)} ${line}`),
    ...(wire.length === 0 ? [] : [labels.onTheWire(specification.role), ...wire]),
  ]
  return [
    `## ${text(`${labels.verdict[result.verdict]}: ${result.id} (${result.level}) ${result.title}`)}`,
    '',
    ...said.flatMap(([label, value]) => (value === undefined ? [] : [`- **${label}**: ${text(value)}`])),
    '',
    // Indented so far that no line of a submission's ends the block.
    ...(shown.length === 0 ? [] : ['```text', ...shown.map((line) => `    ${escapeLine(line)}`), '```', '']),
    ...(others.length === 0
      ? []
      : [
          `**${labels.sameCause}**`,
          '',
          ...others.map(
            ({ result: { id, title, verdict } }) => `- ${labels.verdict[verdict]}: ${text(`${id} ${title}`)}`,
          ),
          '',
        ]),
  ]
}
