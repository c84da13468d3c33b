import type { Finding, Place } from '../findings/finding.js'
import { HarnessFault, NotObservable, SetupError, Violation } from '../findings/violation.js'
import { missingStimulus } from '../findings/stimulus.js'
import type { Course } from './run-context.js'
import type { Scenario } from './scenario.js'

type Outcome = Pick<Finding, 'outcome' | 'observation' | 'evidence'>

/** Sorts what a step threw. A SetupError is no finding: it ends the run, so it is thrown on. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof SetupError) throw error
  if (error instanceof Violation) {
    const { observation, evidence } = error
    return { outcome: 'violated', observation, ...(evidence ? { evidence } : {}) }
  }
  if (error instanceof NotObservable) return { outcome: 'not-observable', observation: error.observation }
  if (error instanceof HarnessFault) return { outcome: 'fault', observation: error.observation }
  const thrown = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
  return { outcome: 'fault', observation: { kind: 'harness-failed', thrown } }
}

/** The outcome of a scenario: it held only where all its steps did. Throws on a SetupError, as {@link outcomeOf}. */
export function outcomeOfCourse(course: Course): Outcome {
  switch (course.kind) {
    case 'held':
      return { outcome: 'held' }
    case 'failed':
      return outcomeOf(course.error)
    case 'cut-off': {
      const { held, steps, said = '' } = course
      const [firstLine = ''] = said.split('\n')
      return {
        outcome: 'fault',
        observation: steps === 0 ? { kind: 'no-steps' } : { kind: 'cut-off', held, steps, said: firstLine },
      }
    }
  }
}

/** What a scenario that has ended found. Throws on a SetupError, as {@link outcomeOf}. */
export function findingOf(scenario: Scenario, course: Course, durationMs: number): Finding {
  const place: Place | undefined = course.kind === 'held' ? undefined : course.place
  const missing = course.kind === 'held' ? missingStimulus(scenario.log.stimuli) : undefined
  return {
    ...(missing
      ? { outcome: 'fault' as const, observation: { kind: 'no-stimulus' as const, stimulus: missing } }
      : outcomeOfCourse(course)),
    ...(place ? { place } : {}),
    seen: scenario.seen,
    notes: scenario.notes,
    log: scenario.log,
    durationMs,
  }
}
