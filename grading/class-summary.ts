import { escapeForMarkdown as cell } from '../results/escape.js'
import type { Words } from '../results/words/words.js'
import type { ClassRecord } from './class-record.js'
import { pointsText, type Gradebook } from './gradebook.js'
import { outcomeInWords } from './outcome-words.js'
import { commonestFailures } from './statistics.js'

/** GitHub cuts a step's summary off at 1 MiB. */
const MOST_ROWS = 2_000

/** The class as Markdown, for GitHub's step summary. */
export function formatSummary(gradebook: Gradebook, record: ClassRecord, words: Words): string {
  const { classLabels: labels } = words
  const titles = new Map(record.requirements.map(({ id, title }) => [id, title]))
  const failures = commonestFailures(gradebook).map(
    ({ id, failed, judged }) => `| ${cell(`${id} ${titles.get(id) ?? ''}`)} | ${labels.failedBy(failed, judged)} |`,
  )
  const rows = gradebook.rows.slice(0, MOST_ROWS).map(({ graded, standing, earned, possible, unchecked: [first] }) => {
    const said = first ? outcomeInWords(first.outcome, words) : labels.standing[standing]
    // A submission of which nothing is known has no points, which is not 0.
    const points = earned === undefined ? '' : labels.pointsOf(pointsText(earned), pointsText(possible))
    return `| ${cell(graded.submission.name)} | ${cell(said)} | ${points} |`
  })
  return [
    `# ${cell(labels.title(record.title))}`,
    '',
    labels.submissions(gradebook.rows.length),
    '',
    `## ${labels.commonest}`,
    '',
    ...(failures.length === 0
      ? [labels.nothingFailed]
      : [`| ${words.labels.requirement} | |`, '|---|---|', ...failures]),
    '',
    `## ${labels.everyone}`,
    '',
    `| ${labels.student} | ${words.labels.verdictLabel} | ${labels.points} |`,
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
