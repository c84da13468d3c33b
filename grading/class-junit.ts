import { escapeForXml } from '../results/escape.js'
import type { Words } from '../results/words/words.js'
import type { ClassRecord } from './class-record.js'
import type { Gradebook, GradebookRow } from './gradebook.js'
import { outcomeInWords } from './outcome-words.js'

/** The class as JUnit XML: a suite for each submission, a case for each requirement. */
export function formatClassJUnit(gradebook: Gradebook, record: ClassRecord, words: Words): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escapeForXml(record.title)}" time="${(record.durationMs / 1000).toFixed(3)}">
${gradebook.rows.map((row) => suite(row, gradebook, words)).join('\n')}
</testsuites>
`
}

function suite({ graded, verdicts, unchecked }: GradebookRow, { requirements }: Gradebook, words: Words): string {
  const name = escapeForXml(graded.submission.id)
  const observed = new Map(
    graded.tasks.flatMap(({ outcome }) =>
      outcome.kind === 'checked' ? outcome.result.requirements.map((one) => [one.id, one] as const) : [],
    ),
  )
  const cases = requirements.flatMap((id, index) => {
    const verdict = verdicts[index]
    if (verdict === undefined) return []
    const text = escapeForXml(observed.get(id)?.observed ?? '')
    const inside = {
      pass: '',
      info: '',
      warn: '',
      fail: `<failure message="${text}"/>`,
      error: `<error message="${text}"/>`,
      skip: '<skipped/>',
    }[verdict]
    return [`<testcase classname="${name}" name="${escapeForXml(id)}">${inside}</testcase>`]
  })
  const others = unchecked.map(
    ({ task, outcome }) =>
      `<testcase classname="${name}" name="${escapeForXml(task)}"><error message="${escapeForXml(outcomeInWords(outcome, words))}"/></testcase>`,
  )
  const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length
  return `<testsuite name="${name}" tests="${cases.length + others.length}" failures="${count('fail')}" errors="${count('error') + others.length}" skipped="${count('skip')}">${[...cases, ...others].join('')}</testsuite>`
}
