import type { Ending } from '../harness/findings/ending.js'
import type { ProgramError } from '../harness/findings/program-error.js'
import type { Transport } from '../harness/findings/wire-log.js'
import type { Framing } from '../harness/messages/framing.js'

/** What a program that takes its set-up from its command line needs there. */
export type Placeholder = '{port}' | '{url}' | '{host} {port}'

/** What ended a program; of an index also where the evidence has no empty read to blame. */
export type ErrorTold = ProgramError | 'index-of-content'

/** Mistakes that the evidence can tell apart, with what tells one case of them from another: a closed list, said in words elsewhere. */
export type CauseFound =
  // --- starting
  | { readonly kind: 'address-in-use' }
  | { readonly kind: 'bind-unchecked' }
  | { readonly kind: 'wrong-transport'; readonly needed: Transport }
  | { readonly kind: 'never-listens'; readonly transport: Transport }
  | {
      readonly kind: 'ends-at-start'
      readonly why: 'is-a-client' | 'before-serving' | 'before-connecting'
      readonly missing: Placeholder | undefined
    }
  // --- ending and not ending
  | { readonly kind: 'spins' }
  | {
      readonly kind: 'out-of-memory'
      readonly why: 'believed-length' | 'took-more-for-length'
      readonly length: number | undefined
    }
  | {
      readonly kind: 'unhandled-error'
      readonly ending: Ending
      readonly error: ErrorTold | undefined
      readonly lastWords: string
      readonly afterReset: boolean
    }
  | { readonly kind: 'ends-after-one-client'; readonly transport: Transport }
  | { readonly kind: 'connection-refused' }
  | { readonly kind: 'left-open' }
  /** `how`: where nothing came any more, after the server had closed, or after an exchange that was complete */
  | { readonly kind: 'does-not-end'; readonly how: 'silence' | 'closed' | 'answered'; readonly transport: Transport }
  | { readonly kind: 'wrong-status' }
  | { readonly kind: 'closes-too-early' }
  // --- reading
  | {
      readonly kind: 'single-recv'
      readonly how: 'first-segment' | 'a-buffer' | 'part-of-length' | 'reply-before-length'
      readonly octets: number
    }
  | { readonly kind: 'small-buffer'; readonly octets: number }
  | { readonly kind: 'incomplete-reply'; readonly octets: number; readonly of: number }
  | { readonly kind: 'answered-early'; readonly framing: Framing }
  | { readonly kind: 'foreign-reply'; readonly client: string; readonly transport: Transport }
  /** `before`: something had been sent back in this scenario */
  | { readonly kind: 'no-reply'; readonly closed: boolean; readonly before: boolean }
  | { readonly kind: 'answers-empty' }
  | { readonly kind: 'banner' }
  // --- lengths
  | { readonly kind: 'byte-order'; readonly readLength: number | undefined }
  | { readonly kind: 'length-as-text' }
  | { readonly kind: 'length-of-characters' }
  | { readonly kind: 'length-includes-itself' }
  | { readonly kind: 'number-as-text' }
  // --- octets
  | { readonly kind: 'off-by-one' }
  | { readonly kind: 'ends-at-zero' }
  | { readonly kind: 'stops-at-a-blank' }
  | { readonly kind: 'decoded-as-text'; readonly where: 'reply' | 'file' }
  | { readonly kind: 'bytes-literal'; readonly where: 'reply' | 'output' }
  | { readonly kind: 'stripped' }
  | { readonly kind: 'not-converted' }
  | { readonly kind: 'too-much-converted' }
  | { readonly kind: 'missing-line-end'; readonly what: 'LF' | 'line end' }
  | { readonly kind: 'cr-in-text' }
  | {
      readonly kind: 'extra-octets'
      readonly where: 'behind' | 'before'
      readonly octets: number
      /** the octets themselves, each a character of ISO 8859-1 */
      readonly extra: string
      readonly zero: boolean
    }
  // --- files
  | { readonly kind: 'not-stored'; readonly ended: boolean }
  | {
      readonly kind: 'stored-otherwise'
      readonly how: 'more' | 'line-ends' | 'nothing' | 'beginning' | 'other'
      readonly octets: number
    }
  // --- clients
  /** `how`: its line buffer was full, or a send took less */
  | { readonly kind: 'sends-part'; readonly how: 'buffer' | 'send'; readonly octets: number; readonly of: number }
  | { readonly kind: 'own-message' }
  | { readonly kind: 'several-datagrams' }
  | { readonly kind: 'shows-own-input' }
  | { readonly kind: 'computes-answer' }
  | { readonly kind: 'shows-part' }
  | { readonly kind: 'shows-nothing' }
  | { readonly kind: 'status-not-told' }

export type Cause = CauseFound['kind']
