import type { StepFailure } from './run-context.js'
import type { Scenario } from './scenario.js'
import type { Death } from './server-subject.js'
import { HarnessFault, NotObservable, SetupError, Violation, type Evidence } from './violation.js'
import type { WireLog } from './wire-log.js'

/** What one scenario found out, before any level is applied to it. */
export type Outcome = 'held' | 'violated' | 'not-observable' | 'fault'

export interface Finding {
  readonly outcome: Outcome
  /** what was wrong, or why nothing could be observed; empty where it held */
  readonly message: string
  /** what an `info` requirement observed */
  readonly observed?: string
  readonly evidence?: Evidence
  /** the step that found it, as the feature has it */
  readonly step?: string
  readonly notes: readonly string[]
  /** through a pipe nothing was seen of what the program shows on a terminal: it does not flush its output */
  readonly onlyOnTerminal?: true
  readonly death?: Death
  readonly log: WireLog
  readonly durationMs: number
}

/** Sorts what a step threw. A SetupError is no finding: it ends the run, so it is thrown on. */
export function outcomeOf(error: unknown): Pick<Finding, 'outcome' | 'message' | 'evidence'> {
  if (error === undefined) return { outcome: 'held', message: '' }
  if (error instanceof SetupError) throw error
  if (error instanceof Violation) return { outcome: 'violated', message: error.message, ...(error.evidence ? { evidence: error.evidence } : {}) }
  if (error instanceof NotObservable) return { outcome: 'not-observable', message: error.message }
  if (error instanceof HarnessFault) return { outcome: 'fault', message: error.message }
  const detail = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
  return { outcome: 'fault', message: `the harness itself failed: ${detail}` }
}

/** What a scenario that has ended found. Throws on a SetupError, as {@link outcomeOf}. */
export function findingOf(scenario: Scenario, failure: StepFailure | undefined, durationMs: number): Finding {
  return {
    ...outcomeOf(failure?.error),
    ...(scenario.observed === undefined ? {} : { observed: scenario.observed }),
    ...(failure ? { step: failure.step } : {}),
    notes: scenario.notes, log: scenario.log, durationMs,
  }
}
