import type { ResponseHeadFlaw } from '../../protocols/http-message.js'
import type { JsonFrameFlaw } from '../../protocols/json-frame.js'
import type { Ended, Ending } from './ending.js'
import type { Address } from './wire-log.js'

/** How a wait ended: the other side ended the connection, nothing (more) came for so long, it came too slowly for that long, or so much came that no more was read. */
export type Then =
  | { readonly end: 'closed' }
  | { readonly end: 'silent'; readonly ms: number }
  | { readonly end: 'slow'; readonly ms: number }
  | { readonly end: 'flood'; readonly octets: number }

/** The same of a reception: all but an end of the connection is silence for so long, ms, or came too slowly, or was too much. */
export function thenOf(
  {
    end,
    slowMs,
    flooded,
    octets,
  }: {
    readonly end: string
    readonly slowMs?: number
    readonly flooded?: true
    readonly octets?: { readonly length: number }
  },
  ms: number,
): Then {
  if (end === 'closed') return { end }
  if (flooded) return { end: 'flood', octets: octets?.length ?? 0 }
  return slowMs === undefined ? { end: 'silent', ms } : { end: 'slow', ms: slowMs }
}

/** What a reply had to be. */
export type Demand =
  | { readonly kind: 'same' | 'upper' | 'upper-line' | 'upper-utf8' | 'literal' | 'agreed' | 'nothing' | 'http-file' }
  | { readonly kind: 'number'; readonly value: number }
  /** `tolerant`: its line end may be missing */
  | { readonly kind: 'line'; readonly text: string; readonly tolerant: boolean }
  | { readonly kind: 'json'; readonly members: readonly { readonly name: string; readonly value: MemberValue }[] }
  | OpenDemand
  | { readonly kind: 'any-of'; readonly demands: readonly Demand[] }

/** What is demanded of a reply of which nobody can tell the octets beforehand; what it quotes is the feature's. */
export type OpenDemand =
  /** one of these texts, exactly, or as a line, or as a line whose end may be missing */
  | { readonly kind: 'one-of'; readonly as: 'bytes' | 'line' | 'reply'; readonly texts: readonly string[] }
  | { readonly kind: 'any-line' }
  /** a line that begins with one of these, ends with one, or has one in it */
  | { readonly kind: 'line-beginning' | 'line-ending' | 'line-containing'; readonly texts: readonly string[] }
  /** a line like this pattern of letters that stand for digits and names */
  | { readonly kind: 'line-like'; readonly like: string }
  /** a line in which this regular expression finds something */
  | { readonly kind: 'line-matching'; readonly expression: string }
  /** a line that begins so, and then holds something; the feature calls that by a name */
  | { readonly kind: 'line-holding'; readonly begins: string; readonly name: string }
  /** lines, the last of which is just this; those named are among them */
  | { readonly kind: 'lines-until'; readonly last: string; readonly among: readonly string[] }
  | { readonly kind: 'lines-in-any-order'; readonly texts: readonly string[] }
  /** all that comes, of so many octets */
  | { readonly kind: 'text-sized'; readonly least: number; readonly most: number }
  /** its digits, and perhaps a line end */
  | { readonly kind: 'number-between'; readonly least: number; readonly most: number }

/** What a member of a JSON object must be: of a type, or just this. */
export type MemberValue = 'string' | 'boolean' | 'number' | 'true' | 'false'

/** What is wrong with a reply, as soon as it shows. */
export type Flaw =
  | { readonly kind: 'differs' | 'not-utf8' | 'other-text' | 'other-body' }
  /** `text`: the line that stands in its place */
  | { readonly kind: 'no-status-line'; readonly text: string }
  | { readonly kind: 'status'; readonly status: number }
  /** more octets than a reply may have, or than a line has that anybody reads */
  | { readonly kind: 'too-long'; readonly octets: number }
  | { readonly kind: 'lines-missing'; readonly texts: readonly string[] }
  | { readonly kind: 'no-json-frame'; readonly flaw: JsonFrameFlaw }
  | { readonly kind: 'json-member'; readonly json: string; readonly flaw: MemberFlaw }

/** What is wrong with a value of JSON. */
export type MemberFlaw =
  | { readonly kind: 'no-object' }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'other'; readonly name: string; readonly is: string; readonly wanted: MemberValue }

/** How far a reply came that is not complete. */
export type Progress =
  | { readonly kind: 'octets'; readonly octets: number; readonly of: number | undefined }
  | { readonly kind: 'text-without-LF' }
  | { readonly kind: 'line-without-LF' }
  /** it differs from that octet on, counted from 1 */
  | { readonly kind: 'differs'; readonly from: number; readonly octets: number; readonly of: number }
  | { readonly kind: 'header'; readonly lines: number }
  | { readonly kind: 'body'; readonly octets: number; readonly of: number }
  | FrameProgress

/** How far a frame came: its length, or its content. */
export type FrameProgress =
  | { readonly kind: 'length-octets'; readonly have: number }
  | { readonly kind: 'content-octets'; readonly length: number; readonly have: number }

/** What was happening when a server was seen to have crashed. */
export type CrashMoment =
  | 'new-client-served'
  | 'client-ended-stream'
  | 'connection-ended'
  | 'instead-of-reply'
  | 'instead-of-response'
  | 'before-complete'
  | 'mid-stream'
  | 'no-reply'
  | 'any'

/** What a server under test did wrong, or did not do. */
export type ServerViolation =
  // --- connections
  | { readonly kind: 'connection-refused'; readonly client: string }
  | { readonly kind: 'connection-timeout'; readonly client: string; readonly ms: number }
  | { readonly kind: 'connection-failed'; readonly client: string; readonly error: string }
  | { readonly kind: 'left-open'; readonly ms: number; readonly afterEndOfStream: boolean }
  | { readonly kind: 'connection-ended' }
  | { readonly kind: 'stopped-reading'; readonly ms: number; readonly sent: number }
  /** it sends what nobody has asked for, and reads no more meanwhile: so many octets, where it was sent so many */
  | { readonly kind: 'flooded'; readonly octets: number; readonly sent: number }
  | { readonly kind: 'stream-not-taken'; readonly written: number; readonly all: number; readonly ms: number }
  | { readonly kind: 'stream-cut'; readonly written: number; readonly all: number }
  | { readonly kind: 'left-unread'; readonly ms: number }
  | { readonly kind: 'closed-unread' }
  // --- the process
  | {
      readonly kind: 'server-crashed'
      readonly moment: CrashMoment
      readonly ending: Ending
      readonly lastWords: string
    }
  | (Ended & { readonly kind: 'server-ended' | 'server-ended-badly' })
  | { readonly kind: 'server-still-runs'; readonly ms: number }
  | { readonly kind: 'spins' }
  | { readonly kind: 'port-taken'; readonly port: number }
  // --- replies over a stream
  | { readonly kind: 'wrong-reply'; readonly flaw: Flaw; readonly demand: Demand }
  | { readonly kind: 'no-reply'; readonly then: Then }
  | { readonly kind: 'reply-incomplete'; readonly progress: Progress; readonly then: Then }
  | { readonly kind: 'octets-after-reply'; readonly octets: number }
  | { readonly kind: 'banner'; readonly octets: number }
  /** no octets: the connection was ended */
  | { readonly kind: 'answered-early'; readonly octets: number }
  | { readonly kind: 'answer-to-nothing'; readonly octets: number }
  | { readonly kind: 'cr-in-text' }
  /** a number is guessed, each time in the middle of what is left: by then it must have been found, or no number is left that the replies allow */
  | { readonly kind: 'not-found'; readonly why: 'too-many' | 'contradiction'; readonly guesses: number }
  // --- replies in datagrams
  | {
      readonly kind: 'wrong-datagram'
      readonly octets: number
      readonly of: number
      readonly how: 'short' | 'long' | 'differs'
      readonly demand: Demand
    }
  | { readonly kind: 'requests-unanswered'; readonly answered: number; readonly all: number }
  | { readonly kind: 'foreign-datagram'; readonly octets: number; readonly like: 'several joined' | 'a part' }
  | { readonly kind: 'wrong-source'; readonly asked: Address; readonly answered: Address }
  | { readonly kind: 'unasked-datagram'; readonly octets: number }
  | { readonly kind: 'answers-no-request' }
  | { readonly kind: 'never-answered'; readonly number: number; readonly all: number; readonly times: number }
  | { readonly kind: 'few-answered'; readonly answered: number; readonly all: number }
  | { readonly kind: 'answered-stranger'; readonly octets: number; readonly client: string }
  // --- the server's user
  | { readonly kind: 'not-shown-by-server'; readonly ms: number; readonly showsNothing: boolean }
  | { readonly kind: 'typed-not-received'; readonly client: string; readonly ms: number }
  | { readonly kind: 'other-than-typed'; readonly octets: number }
  // --- files
  | { readonly kind: 'not-stored'; readonly file: string; readonly ms: number }
  | {
      readonly kind: 'stored-otherwise'
      readonly file: string
      readonly content: 'file' | 'text' | 'image'
      readonly how: 'nothing' | 'beginning' | 'more' | 'other'
      readonly stored: number
      readonly sent: number
    }
  // --- HTTP
  | { readonly kind: 'no-response'; readonly then: Then }
  | { readonly kind: 'response-incomplete'; readonly octets: number; readonly then: Then }
  | {
      readonly kind: 'head-not-understood'
      readonly line: { readonly number: number; readonly text: string; readonly flaw: ResponseHeadFlaw } | undefined
    }
  | {
      readonly kind: 'wrong-status'
      readonly status: number
      readonly reason: string
      readonly wanted: readonly number[]
    }
  /** `from`: the first octet that differs, counted from 1 */
  | {
      readonly kind: 'wrong-body'
      readonly how: 'beginning' | 'more' | 'other'
      readonly octets: number
      readonly file: number
      readonly from: number
    }
  | { readonly kind: 'no-content-length' }
  | { readonly kind: 'invalid-content-length'; readonly value: string }
  | { readonly kind: 'wrong-content-length'; readonly said: number; readonly body: number }
  | { readonly kind: 'wrong-content-type'; readonly value: string | undefined; readonly wanted: readonly string[] }
  /** the empty line that ends the header where its text is empty */
  | { readonly kind: 'bare-LF'; readonly line: number; readonly text: string }
  | { readonly kind: 'no-empty-line'; readonly last: string; readonly ended: boolean }
  | {
      readonly kind: 'header-not-of-get'
      readonly field: string
      readonly head: string | undefined
      readonly get: string | undefined
    }
  | { readonly kind: 'body-of-head'; readonly octets: number }
  | { readonly kind: 'secret-served' }
