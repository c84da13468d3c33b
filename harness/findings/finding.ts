import type { Death } from './ending.js'
import type { Note, Observation, Seen, Turn } from './observation.js'
import type { Evidence } from './violation.js'
import type { WireLog } from './wire-log.js'

/** What one scenario found out, before any level is applied to it. */
export type Outcome = 'held' | 'violated' | 'not-observable' | 'fault'

/** Where a scenario found what it found. */
export interface Place {
  /** the step as the feature has it */
  readonly step: string
  readonly turn: Turn
}

export interface Finding {
  readonly outcome: Outcome
  /** what was wrong, or why nothing could be observed; undefined where it held */
  readonly observation?: Observation
  /** what an `info` requirement has seen, in order */
  readonly seen: readonly Seen[]
  readonly evidence?: Evidence
  readonly place?: Place
  readonly notes: readonly Note[]
  /** through a pipe nothing was seen of what the program shows on a terminal: it does not flush its output */
  readonly onlyOnTerminal?: true
  readonly death?: Death
  readonly log: WireLog
  readonly durationMs: number
}
