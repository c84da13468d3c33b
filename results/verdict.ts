import type { Outcome } from '../harness/findings/finding.js'
import { isGraded, type Level, type RunLevel } from '../specification/level.js'

/** The verdict on one requirement (protocols.md, "Levels"). */
export type Verdict = 'pass' | 'fail' | 'warn' | 'info' | 'skip' | 'error'

export const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'warn', 'info', 'skip', 'error']

export type OverallVerdict = 'pass' | 'fail' | 'error'

/** From the worst to the best: one violated scenario violates its requirement, whatever became of the others. */
const WORST_FIRST: readonly Outcome[] = ['violated', 'fault', 'not-observable', 'held']

/** The outcome of a requirement with several scenarios. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? 'fault'
}

/**
 * The verdict on a requirement of a level in a run. A violation above the run's level is a warning; a `strict` requirement named by
 * --only was asked for, and so is graded (`asked`).
 */
export function verdictOf(outcome: Outcome, level: Level, run: RunLevel, asked = false): Verdict {
  switch (outcome) {
    case 'fault':
      return 'error'
    case 'not-observable':
      return 'skip'
    case 'held':
      return level === 'info' ? 'info' : 'pass'
    case 'violated':
      if (level === 'info') return 'info'
      return isGraded(level, run) || (asked && level === 'strict') ? 'fail' : 'warn'
  }
}

/** A failure outweighs an error, for it is certain; warnings, infos and skips count for nothing. */
export function overallOf(verdicts: readonly Verdict[]): OverallVerdict {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.includes('error') ? 'error' : 'pass'
}

/** 0 nothing failed, 1 something failed, 3 the harness itself failed (design.md, "Command line"). */
export const exitStatusOf = (verdict: OverallVerdict): 0 | 1 | 3 => (({ pass: 0, fail: 1, error: 3 }) as const)[verdict]
