import { Violation } from './violation.js'

export type StartFailureKind = 'exited' | 'never-bound' | 'other-transport' | 'not-again'

/** The program did not become ready to serve. */
export class StartFailure extends Violation {
  constructor(message: string, readonly kind: StartFailureKind) {
    super(message)
  }
}
