import type { Death } from './ending.js'
import type { Evidence } from './violation.js'
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
