import type { Refusal } from '../submission.js'

/** Ends the taking of one hand-in from deep inside; findSubmissions makes a row of the gradebook of it. */
export class HandInRefused extends Error {
  override readonly name = 'HandInRefused'
  constructor(readonly why: Refusal) {
    super(why.kind)
  }
}
