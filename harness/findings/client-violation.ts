import type { RequestHeadFlaw } from '../../protocols/http-message.js'
import type { JsonFrameFlaw } from '../../protocols/json-frame.js'
import type { Ended, Ending } from './ending.js'
import type { Demand, FrameProgress, Then } from './server-violation.js'
import type { Address, Transport } from './wire-log.js'

/** The last that a client said; empty where it said nothing. */
interface Said {
  readonly lastWords: string
}

/** What a client under test did wrong, or did not do. */
export type ClientViolation =
  // --- connecting
  | (Said & {
      readonly kind: 'never-came'
      readonly transport: Transport
      /** it had come once, and was to come again */
      readonly again: boolean
      readonly server: Address
      /** how it ended before it came; undefined where it still ran after so many ms */
      readonly ending: Ending | undefined
      readonly ms: number
      /** what it can take the server's place from, where it was given no fixed port */
      readonly given: 'url' | 'port' | undefined
    })
  /** `typed`: a line had been typed at it */
  | (Said & { readonly kind: 'connected-silent'; readonly then: Then; readonly typed: boolean })
  // --- its message
  | { readonly kind: 'not-the-typed-line' }
  | { readonly kind: 'octets-before-line'; readonly octets: number }
  | { readonly kind: 'no-line-end' }
  | { readonly kind: 'octets-after-line'; readonly octets: number }
  /** so many octets, and no end of them */
  | { readonly kind: 'sends-without-end'; readonly octets: number }
  | { readonly kind: 'several-datagrams'; readonly sizes: readonly number[] }
  | { readonly kind: 'more-than-line'; readonly line: number; readonly arrived: number }
  | { readonly kind: 'part-of-line'; readonly line: number; readonly arrived: number; readonly then: Then }
  | { readonly kind: 'wrong-json'; readonly sent: string; readonly wanted: string; readonly numberAsText: boolean }
  | { readonly kind: 'no-json-frame'; readonly flaw: JsonFrameFlaw }
  | { readonly kind: 'wrong-line'; readonly sent: string; readonly wanted: string }
  | { readonly kind: 'line-without-LF'; readonly text: string }
  | { readonly kind: 'other-octets' }
  | (Said & { readonly kind: 'message-missing'; readonly progress: MessageProgress; readonly then: Then })
  | { readonly kind: 'sent-before-greeting'; readonly octets: number }
  | (Said & { readonly kind: 'closed-before-greeting' })
  | { readonly kind: 'sent-after-end'; readonly octets: number }
  | { readonly kind: 'not-closed-after-end'; readonly ms: number }
  // --- what it shows
  | {
      readonly kind: 'answer-shown-in-part'
      readonly part: 'first' | 'last'
      readonly octets: number
      readonly all: number
    }
  | { readonly kind: 'not-shown-by-client'; readonly demand: Demand; readonly showsNothing: boolean }
  | { readonly kind: 'shown-nevertheless'; readonly demand: Demand }
  | { readonly kind: 'answer-not-shown'; readonly instead: 'nothing' | 'typed-line' | 'computed' | 'other' }
  | (Said & {
      readonly kind: 'body-not-shown'
      readonly part: 'first' | 'last' | 'none' | 'all in pieces'
      readonly octets: number
      readonly body: number
    })
  | { readonly kind: 'status-not-told'; readonly status: number; readonly ended: boolean }
  | { readonly kind: 'never-shown'; readonly runs: number }
  // --- its end
  /** `ended`: the server has ended its stream too */
  | { readonly kind: 'still-runs-after-answer'; readonly ms: number; readonly ended: boolean }
  | (Said & { readonly kind: 'still-runs'; readonly ms: number })
  | (Said & { readonly kind: 'still-runs-after-reset'; readonly ms: number })
  | (Said & { readonly kind: 'as-if-well' })
  | (Ended & { readonly kind: 'client-ended-badly' })
  | (Said & { readonly kind: 'waits-for-lost-reply'; readonly run: number; readonly ms: number })
  | (Said & { readonly kind: 'closed-before-reply' })
  // --- many octets
  | { readonly kind: 'still-sends'; readonly ms: number; readonly agreedMs: number }
  | { readonly kind: 'wrong-duration'; readonly ms: number; readonly agreedMs: number; readonly toleranceMs: number }
  /** `printed`: the number nearest to it; kbit per second */
  | {
      readonly kind: 'wrong-rate'
      readonly octets: number
      readonly ms: number
      readonly kbits: number
      readonly printed: number | undefined
    }
  | { readonly kind: 'nothing-counted' }
  // --- files
  | (Said & { readonly kind: 'part-of-length'; readonly have: number; readonly then: Then })
  | { readonly kind: 'wrong-length'; readonly said: number; readonly file: number }
  | { readonly kind: 'part-of-file'; readonly octets: number; readonly file: number; readonly then: Then }
  | { readonly kind: 'octets-after-file'; readonly octets: number }
  | { readonly kind: 'other-file' }
  | (Said & {
      readonly kind: 'parts-missing'
      readonly files: readonly string[]
      readonly progress: PartProgress
      readonly then: Then
    })
  | { readonly kind: 'unknown-part'; readonly type: number; readonly isSecond: boolean }
  | {
      readonly kind: 'part-differs'
      readonly content: 'text' | 'image'
      readonly file: string
      readonly octets: number
      readonly size: number
    }
  // --- HTTP
  | { readonly kind: 'request-unended'; readonly line: string; readonly then: Then }
  | { readonly kind: 'request-not-understood'; readonly flaw: RequestHeadFlaw; readonly line: string }
  | { readonly kind: 'request-incomplete' }
  | {
      readonly kind: 'wrong-request'
      readonly what: 'method' | 'path' | 'version'
      readonly is: string
      readonly wanted: readonly string[]
      readonly line: string
    }

/** How far a message of a client's came. */
export type MessageProgress =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-whole-line'; readonly octets: number }
  | { readonly kind: 'octets'; readonly octets: number; readonly of: number }
  | { readonly kind: 'frame'; readonly frame: FrameProgress }

/** How far a part came. */
export type PartProgress =
  | { readonly kind: 'nothing' | 'type' }
  | { readonly kind: 'length-octets'; readonly have: number }
  | { readonly kind: 'content-octets'; readonly type: number; readonly length: number; readonly have: number }
