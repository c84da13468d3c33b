import type { Ending } from './ending.js'

/**
 * What was really done to a program, as far as the kernel shows it: what a scenario describes may not have come about, and then its end
 * proves nothing.
 */
export type Stimulus =
  /** segments sent one by one; `apart`: so many of the cuts between them were seen read before the next was sent; undefined where nobody can tell */
  | { readonly kind: 'segments'; readonly sent: number; readonly apart: number | undefined }
  /** `accepted`: the program had accepted the connection; `read`: it had read what was sent before; undefined where nobody can tell */
  | { readonly kind: 'reset'; readonly accepted: boolean | undefined; readonly read: boolean | undefined }
  /** a connection of the server's port was seen in TIME_WAIT when it was started again */
  | { readonly kind: 'time-wait'; readonly seen: boolean }
  /** for so long nothing was read, ms */
  | { readonly kind: 'unread'; readonly ms: number }
  /** so many octets were read in so long, ms, at no more than `rate` octets per second */
  | { readonly kind: 'read'; readonly octets: number; readonly ms: number; readonly rate: number | undefined }

/**
 * What a scenario speaks of and did not come about, undefined where nothing is missing: segments that the program found together in its buffer, resets
 * of connections none of which it had accepted. What nobody can tell is not missing.
 */
export function missingStimulus(stimuli: readonly Stimulus[]): MissingStimulus | undefined {
  const together = stimuli.find(
    (one): one is Extract<Stimulus, { kind: 'segments' }> =>
      one.kind === 'segments' && one.apart !== undefined && one.apart < one.sent - 1,
  )
  if (together) return together
  const resets = stimuli.filter((one) => one.kind === 'reset')
  const isKnown = resets.some(({ accepted }) => accepted !== undefined)
  return isKnown && resets.every(({ accepted }) => accepted !== true) ? resets[0] : undefined
}

/** The kinds whose absence can be told. */
export type MissingStimulus = Extract<Stimulus, { kind: 'segments' | 'reset' }>

/** What is of note in a scenario and crosses no wire. */
export type WireNote =
  | { readonly kind: 'server-stopped' }
  | { readonly kind: 'server-started-again' }
  | { readonly kind: 'client-started' }
  /** how it ended by itself; undefined where the harness ended it */
  | { readonly kind: 'client-ended'; readonly ending: Ending | undefined }
  /** `text` where it is short enough to be shown */
  | {
      readonly kind: 'typed'
      readonly at: 'server' | 'client'
      readonly text: string | undefined
      readonly octets: number
    }
  | { readonly kind: 'network-cut'; readonly ms: number }
  | { readonly kind: 'network-restored' }
  | { readonly kind: 'poured'; readonly client: string; readonly octets: number; readonly write: number }
