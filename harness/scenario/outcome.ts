import type { Finding } from '../findings/finding.js'
import { HarnessFault, NotObservable, SetupError, Violation } from '../findings/violation.js'
import { plural } from '../findings/wording.js'
import type { Course } from './run-context.js'
import type { Scenario } from './scenario.js'

/** Sorts what a step threw. A SetupError is no finding: it ends the run, so it is thrown on. */
export function outcomeOf(error: unknown): Pick<Finding, 'outcome' | 'message' | 'evidence'> {
  if (error instanceof SetupError) throw error
  if (error instanceof Violation)
    return { outcome: 'violated', message: error.message, ...(error.evidence ? { evidence: error.evidence } : {}) }
  if (error instanceof NotObservable) return { outcome: 'not-observable', message: error.message }
  if (error instanceof HarnessFault) return { outcome: 'fault', message: error.message }
  const detail = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
  return { outcome: 'fault', message: `the harness itself failed: ${detail}` }
}

/** The outcome of a scenario: it held only where all its steps did. Throws on a SetupError, as {@link outcomeOf}. */
export function outcomeOfCourse(course: Course): Pick<Finding, 'outcome' | 'message' | 'evidence'> {
  switch (course.kind) {
    case 'held':
      return { outcome: 'held', message: '' }
    case 'failed':
      return outcomeOf(course.error)
    case 'cut-off':
      return { outcome: 'fault', message: cutOffText(course) }
  }
}

function cutOffText({ held, steps, why }: Extract<Course, { kind: 'cut-off' }>): string {
  if (steps === 0) return 'the scenario has no steps, so nothing was checked'
  const [reason = ''] = (why ?? '').split('\n')
  return `the scenario was cut off after ${held} of its ${plural(steps, 'step')}${reason === '' ? '' : `: ${reason}`}`
}

/** What a scenario that has ended found. Throws on a SetupError, as {@link outcomeOf}. */
export function findingOf(scenario: Scenario, course: Course, durationMs: number): Finding {
  const step = course.kind === 'held' ? undefined : course.step
  return {
    ...outcomeOfCourse(course),
    ...(scenario.observed === undefined ? {} : { observed: scenario.observed }),
    ...(step === undefined ? {} : { step }),
    notes: scenario.notes,
    log: scenario.log,
    durationMs,
  }
}
