import type { Said } from './reading.js'

/** How a program ended. */
export type Ending =
  { readonly kind: 'status'; readonly status: number } | { readonly kind: 'signal'; readonly signal: string }

/** Ended by a signal or with a status other than 0. */
export const isCrash = (ending: Ending): boolean => ending.kind === 'signal' || ending.status !== 0

/** How a server ended while it should have served, and the last that it said. */
export interface Death extends Said {
  readonly ending: Ending
}

/** How a program ended, where that is known, and the last that it said. */
export interface Ended extends Said {
  readonly ending: Ending | undefined
}
