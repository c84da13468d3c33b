import { Violation, type StartFailureKind } from './violation.js'

export type { StartFailureKind }

/** The program did not become ready to serve. */
export class StartFailure extends Violation {
  constructor(
    message: string,
    readonly kind: StartFailureKind,
  ) {
    super(message, { end: 'error', start: kind })
  }
}
