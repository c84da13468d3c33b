import { decodeFrame, decodeLength, encodeFrame, LENGTH_SIZE, type IncompleteFrame, type TooLong } from './frame.js'
import { findNotJson, type NotJson } from './json-flaw.js'
import { findNotUtf8, type NotUtf8 } from './utf8.js'

/** of UTF-8, bytes */
const LONGEST_CHARACTER = 4

/** Why a frame holds no JSON value. */
export type JsonFrameFlaw = TooLong | { readonly kind: 'empty' | 'byte-order-mark' } | NotUtf8 | NotJson

/** What the front of some octets is: a frame that holds a JSON value, the beginning of a frame, or a frame that holds none. */
export type DecodedJsonFrame =
  | {
      readonly kind: 'complete'
      readonly value: unknown
      /** the JSON as it was written */
      readonly text: string
      /** how many octets the frame took, its length included: the next one begins there */
      readonly size: number
    }
  | IncompleteFrame
  | {
      readonly kind: 'invalid'
      readonly flaw: JsonFrameFlaw
      /** how many octets to skip to the next frame; 0 where this one is too long, and nothing behind its length can be read */
      readonly size: number
    }

/**
 * Decodes the frame at the front of the octets, and the JSON in UTF-8 that it holds. A frame that announces more than `longest`
 * octets is invalid as soon as its length is there. A byte order mark is no part of JSON (RFC 8259, 8.1).
 */
export function decodeJsonFrame(octets: Buffer, longest?: number): DecodedJsonFrame {
  const frame = decodeFrame(octets, longest)
  switch (frame.kind) {
    case 'incomplete':
      return frame
    case 'invalid':
      return { kind: 'invalid', flaw: frame.flaw, size: 0 }
    case 'complete':
      return decodeContent(frame.content, frame.size)
  }
}

/** What the front of some octets is, where the length of a frame counts characters and not octets. */
export type MiscountedJsonFrame =
  /** no such frame: its length counts octets, or nothing */
  | { readonly kind: 'none' }
  /** it may be one, should so many characters come */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'complete'; readonly value: unknown; readonly text: string; readonly size: number }

/**
 * Decodes a frame whose octets are no JSON for this flaw, in case that its length was taken of the text before that was encoded: characters as
 * Python counts them, or the UTF-16 units of Java and JavaScript.
 */
export function decodeMiscounted(octets: Buffer, flaw: JsonFrameFlaw): MiscountedJsonFrame {
  const length = decodeLength(octets)
  if (!endsTooEarly(flaw, length)) return { kind: 'none' }
  const content = octets.subarray(LENGTH_SIZE)
  const isAscii = content.subarray(0, length).every((octet) => octet < 0x80)
  if (isAscii) return { kind: 'none' }
  // So many octets have so many characters at least, of which one may be cut off at the end.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content.subarray(0, LONGEST_CHARACTER * length), {
    stream: true,
  })
  if (text.includes('\ufffd')) return { kind: 'none' }
  const candidates = [[...text].slice(0, length).join(''), text.slice(0, length)]
  for (const candidate of candidates) {
    try {
      const value: unknown = JSON.parse(candidate)
      return { kind: 'complete', value, text: candidate, size: LENGTH_SIZE + Buffer.byteLength(candidate) }
    } catch {
      // Not these characters.
    }
  }
  return text.length < length && !hasControl(text) ? { kind: 'incomplete' } : { kind: 'none' }
}

/** Whether all that is wrong with the content is where it ends: in mid-JSON, or in mid-character. */
function endsTooEarly(flaw: JsonFrameFlaw, length: number): boolean {
  switch (flaw.kind) {
    case 'not-json':
      // A word, as true, may be cut too.
      return flaw.at - 1 + Buffer.byteLength(flaw.found ?? '') >= length
    case 'not-utf8':
      return flaw.at > length - LONGEST_CHARACTER
    case 'too-long':
    case 'empty':
    case 'byte-order-mark':
      return false
  }
}

/** Whether a character stands there that no JSON has: the length of the next frame, mostly. */
const hasControl = (text: string): boolean => /[\0-\x08]/.test(text)

/** The value as it goes over the wire. Throws TypeError for what JSON cannot express: a function, undefined, a bigint, a cycle. */
export function encodeJsonFrame(value: unknown): Buffer {
  // The standard library declares a string, and gives undefined for a value that has no JSON.
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`JSON has no such value: ${typeof value}`)
  return encodeFrame(Buffer.from(text))
}

function decodeContent(content: Buffer, size: number): DecodedJsonFrame {
  const invalid = (flaw: JsonFrameFlaw): DecodedJsonFrame => ({ kind: 'invalid', flaw, size })
  if (content.length === 0) return invalid({ kind: 'empty' })
  const notUtf8 = findNotUtf8(content)
  if (notUtf8 !== undefined) return invalid(notUtf8)
  const text = content.toString()
  if (text.startsWith('\ufeff')) return invalid({ kind: 'byte-order-mark' })
  try {
    return { kind: 'complete', value: JSON.parse(text), text, size }
  } catch (error) {
    const notJson = findNotJson(text)
    // It is JSON, so what the parser has against it is no matter of the content.
    if (notJson === undefined) throw error
    return invalid(notJson)
  }
}
