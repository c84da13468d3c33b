import { decodeFrame, encodeFrame, type IncompleteFrame } from './frame.js'

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
      readonly why: string
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
      return { kind: 'invalid', why: frame.why, size: 0 }
    case 'complete':
      return decodeContent(frame.content, frame.size)
  }
}

/** The value as it goes over the wire. Throws TypeError for what JSON cannot express: a function, undefined, a bigint, a cycle. */
export function encodeJsonFrame(value: unknown): Buffer {
  // The standard library declares a string, and gives undefined for a value that has no JSON.
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`JSON has no such value: ${typeof value}`)
  return encodeFrame(Buffer.from(text))
}

function decodeContent(content: Buffer, size: number): DecodedJsonFrame {
  const text = decodeText(content)
  if (text === undefined) return { kind: 'invalid', why: 'the content is not UTF-8', size }
  if (text === '') return { kind: 'invalid', why: 'the content is empty, which is not JSON', size }
  if (text.startsWith('\ufeff'))
    return { kind: 'invalid', why: 'the content begins with a byte order mark, which is not JSON', size }
  try {
    return { kind: 'complete', value: JSON.parse(text), text, size }
  } catch (error) {
    return { kind: 'invalid', why: `the content is not JSON: ${oneLine(error)}`, size }
  }
}

function decodeText(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return undefined
  }
}

/** What the parser says; it quotes the content, which may hold anything. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
}
