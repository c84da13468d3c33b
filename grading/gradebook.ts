import { overall, verdictsOf, type Graded, type Outcome, type Standing } from './graded.js'
import type { Verdict } from '../results/verdict.js'

/** A class's grades as a table: pure, and the same from the same results, whatever the order in which they came. */
export interface Gradebook {
  /** the identifiers of all requirements that any submission was judged by, in the order of the assignment */
  readonly requirements: readonly string[]
  readonly rows: readonly GradebookRow[]
}

export interface GradebookRow {
  readonly graded: Graded
  readonly standing: Standing
  /** points of all tasks together; undefined where nothing is known of one of them */
  readonly earned: number | undefined
  readonly possible: number
  /** requirements that nobody could judge: for the teacher to look at */
  readonly open: readonly string[]
  /** the verdict on each requirement of the gradebook's; undefined where it was not judged */
  readonly verdicts: readonly (Verdict | undefined)[]
  /** the tasks that were not checked, and what became of them */
  readonly unchecked: readonly { readonly task: string; readonly outcome: Exclude<Outcome, { kind: 'checked' }> }[]
}

/** Makes the table: rows in the order of their names, then of their identifiers. */
export function gradebookOf(graded: Iterable<Graded>, requirements: readonly string[]): Gradebook {
  const all = [...graded].sort(
    (a, b) => compare(a.submission.name, b.submission.name) || compare(a.submission.id, b.submission.id),
  )
  return { requirements, rows: all.map((one) => rowOf(one, requirements)) }
}

/** By code points: the order of a language would be another on another machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function rowOf(graded: Graded, requirements: readonly string[]): GradebookRow {
  const verdicts = verdictsOf(graded)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  return {
    graded,
    standing: overall(graded),
    earned: graded.tasks.some(({ points }) => !points)
      ? undefined
      : sum(graded.tasks.map(({ points }) => points?.earned ?? 0)),
    possible: sum(graded.tasks.map(({ points }) => points?.possible ?? 0)),
    open: graded.tasks.flatMap(({ points }) => points?.open ?? []),
    verdicts: requirements.map((id) => verdicts.get(id)),
    unchecked: graded.tasks.flatMap(({ task, outcome }) => (outcome.kind === 'checked' ? [] : [{ task, outcome }])),
  }
}

/** Points for people: two decimals at most. */
export const rounded = (points: number): number => Math.round(points * 100) / 100

/** The same where there may be none. */
export const pointsText = (points: number | undefined): string => (points === undefined ? '' : String(rounded(points)))
