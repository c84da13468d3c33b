import { isGraded } from '../specification/level.js'
import { escapeForTerminal } from './escape.js'
import { factsOf } from './facts.js'
import { overallText } from './overall-text.js'
import type { Report, RequirementResult } from './result.js'
import type { Words } from './words/words.js'

/** What a requirement came to, and what it is worth. */
export interface Worth {
  readonly earned: number
  readonly possible: number
}

/** What Gradescope's autograders read: results.json (https://gradescope-autograders.readthedocs.io/en/latest/specs/). */
export interface GradescopeResults {
  readonly score?: number
  readonly execution_time?: number
  readonly output?: string
  readonly output_format?: 'text'
  readonly tests: readonly object[]
}

export const gradescopeJson = ({ tests, ...rest }: GradescopeResults): string =>
  `${JSON.stringify({ ...rest, visibility: 'visible', tests }, undefined, 2)}\n`

/** One requirement as a test of Gradescope's. */
export const gradescopeTest = (one: RequirementResult, { earned, possible }: Worth, words: Words): object => ({
  name: `${one.id} (${one.level}) ${one.title}`,
  score: earned,
  max_score: possible,
  ...(one.verdict === 'pass' ? { status: 'passed' } : one.verdict === 'fail' ? { status: 'failed' } : {}),
  output: outputOf(one, words),
  output_format: 'text',
})

const outputOf = ({ verdict, observed, diagnosis, notes = [] }: RequirementResult, { labels }: Words): string =>
  escapeForTerminal(
    [
      `${labels.verdict[verdict]}${observed === undefined ? '' : `: ${observed}`}`,
      ...(diagnosis?.text === undefined ? [] : [`${labels.likely}: ${diagnosis.text}`]),
      ...notes.map((note) => `${labels.note}: ${note}`),
    ].join('\n'),
  )

/** A check without an assignment, which would say what each requirement is worth: a point for each that is graded. */
export function formatGradescope(report: Report): string {
  const { result, words } = report
  const rows = result.requirements.map((one) => ({ one, worth: worthOf(one, result.level) }))
  return gradescopeJson({
    score: rows.reduce((sum, { worth }) => sum + worth.earned, 0),
    execution_time: Math.round(result.durationMs / 1000),
    output: escapeForTerminal(
      [overallText(report), ...factsOf(report).map(({ label, text }) => `${label}: ${text}`)].join('\n'),
    ),
    output_format: 'text',
    tests: rows.map(({ one, worth }) => gradescopeTest(one, worth, words)),
  })
}

/** As in a class: only a failure takes points away. But what an interrupted check did not come to is none that was earned: a program may have made it hang. */
function worthOf({ level, verdict, observation }: RequirementResult, run: Report['result']['level']): Worth {
  // A strict requirement runs below that level only where it was asked for by its name, and counts then.
  const possible = isGraded(level, run) || level === 'strict' ? 1 : 0
  return { possible, earned: verdict === 'fail' || observation?.kind === 'interrupted' ? 0 : possible }
}
