import type { Result } from './result.js'
import type { Verdict } from './verdict.js'
import type { Words } from './words/words.js'

/** The verdict of each requirement, by its identifier. */
export type Verdicts = Readonly<Record<string, Verdict>>

/** What a check has found of each requirement. */
export const verdictsOf = ({ requirements }: Pick<Result, 'requirements'>): Verdicts =>
  Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]))

/** What differs between two runs of the same program; identifiers, in the order of the later run. */
export interface Changes {
  readonly newlyPasses: readonly string[]
  readonly newlyFails: readonly string[]
  readonly failsAsBefore: readonly string[]
}

const isViolated = (verdict: Verdict | undefined): boolean => verdict === 'fail' || verdict === 'warn'

/** Compares two runs. What one of them did not judge has not changed. */
export function changesBetween(before: Verdicts, after: Verdicts): Changes {
  const changed = (was: (verdict: Verdict | undefined) => boolean, is: (verdict: Verdict) => boolean): string[] =>
    Object.entries(after).flatMap(([id, verdict]) => (was(before[id]) && is(verdict) ? [id] : []))
  return {
    newlyPasses: changed(isViolated, (verdict) => verdict === 'pass'),
    newlyFails: changed((verdict) => verdict === 'pass', isViolated),
    failsAsBefore: changed(isViolated, isViolated),
  }
}

/** A line for each kind of change, or one that says that there is none. */
export function changeLines(changes: Changes, { labels }: Words): string[] {
  const { newlyPasses, newlyFails, failsAsBefore } = changes
  const told = [
    [labels.changes.newlyPasses, newlyPasses],
    [labels.changes.newlyFails, newlyFails],
    [labels.changes.failsAsBefore, failsAsBefore],
  ] as const
  const width = Math.max(...told.map(([label]) => label.length))
  const lines = told.flatMap(([label, ids]) => (ids.length > 0 ? [`${label.padEnd(width)}  ${ids.join(', ')}`] : []))
  return lines.length > 0 ? lines : [labels.changes.none]
}

/** What failed in a run, or could not be judged in it. */
export const failedIn = (verdicts: Verdicts): string[] =>
  Object.entries(verdicts).flatMap(([id, verdict]) => (verdict === 'fail' || verdict === 'error' ? [id] : []))
