import type { Fault, NotReady, Unobservable, Violated } from './observation.js'

/** What a scenario can find besides success, as a closed set of errors that steps throw. */

/** Expected against received, where the two can be laid side by side. */
export interface Comparison {
  readonly expected: Buffer
  readonly received: Buffer
  /** index of the first octet that differs, or the shorter length */
  readonly difference: number
}

/** What was seen when a requirement was violated, for the rules that name a likely cause. */
export interface Evidence {
  /** how the wait ended: enough came (and was wrong), the connection ended, nothing more came in time, it was refused */
  readonly end: 'data' | 'closed' | 'timeout' | 'refused' | 'error'
  readonly comparison?: Comparison
  /** what came, where nothing can be laid beside it */
  readonly received?: Buffer
  /** sizes of the segments or datagrams that the harness had sent, in order */
  readonly segments?: readonly number[]
  /** what a program should have printed, and all that it printed */
  readonly sought?: { readonly wanted: Buffer; readonly output: Buffer }
  /** the program kept a CPU busy while it had nothing to do */
  readonly spins?: true
  /** the file that was to be stored: it is not there, or holds something else */
  readonly stored?: 'missing' | 'other'
  /** octets of another client in the reply */
  readonly foreign?: string
}

/** The program under test did not do what the requirement says. Its message is the kind of the observation alone: words are made elsewhere. */
export class Violation extends Error {
  override readonly name: string = 'Violation'
  constructor(
    readonly observation: Violated,
    readonly evidence?: Evidence,
  ) {
    super(observation.kind)
  }
}

/** The program did not become ready to serve. */
export class StartFailure extends Violation {
  constructor(observation: NotReady) {
    super(observation, { end: 'error' })
  }
}

/** The requirement cannot be observed in this set-up: a `skip`, with the reason. */
export class NotObservable extends Error {
  override readonly name = 'NotObservable'
  constructor(readonly observation: Unobservable) {
    super(observation.kind)
  }
}

/** The harness itself was at fault, or starved of CPU: an `error`, never the submission's fault. */
export class HarnessFault extends Error {
  override readonly name = 'HarnessFault'
  constructor(readonly observation: Fault) {
    super(observation.kind)
  }
}

/** The set-up is wrong (port in use, command not found): the run ends with exit status 2 and this message. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}
