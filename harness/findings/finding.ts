import type { Death } from './ending.js'
import type { Note, Observation, Seen, Turn } from './observation.js'
import type { Evidence } from './violation.js'
import type { WireLog } from './wire-log.js'
import type { MissingWithPipes } from './with-pipes.js'

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
  /** what was missing with pipes, and is to be asked again on a terminal */
  readonly missingWithPipes?: MissingWithPipes
  /** it held on a terminal; this was missing with pipes */
  readonly onlyOnTerminal?: MissingWithPipes
  readonly death?: Death
  readonly log: WireLog
  readonly durationMs: number
}
