import { OctetBuffer } from './octet-buffer.js'

const LF = 0x0a
const CR = 0x0d

/** What the front of some octets is: a whole line, or the beginning of one. */
export type DecodedLine =
  | {
      readonly kind: 'complete'
      /** the text of the line, without its terminator */
      readonly line: Buffer
      /** how many octets the line took, its terminator included: the next one begins there */
      readonly size: number
    }
  | {
      readonly kind: 'incomplete'
      /** how many octets of the line are there so far */
      readonly have: number
    }

/**
 * Decodes the line at the front of the octets. LF ends it; a CR just before that LF belongs to the terminator. `line` is a view
 * of the octets given, not a copy. A caller that knows the first `searched` octets to hold no LF says so, and they are not
 * looked at again.
 */
export function decodeLine(octets: Buffer, searched = 0): DecodedLine {
  const end = octets.indexOf(LF, searched)
  if (end === -1) return { kind: 'incomplete', have: octets.length }
  const textEnd = end > 0 && octets[end - 1] === CR ? end - 1 : end
  return { kind: 'complete', line: octets.subarray(0, textEnd), size: end + 1 }
}

/** The line as it goes over the wire: its text, ended by LF. */
export function encodeLine(text: Uint8Array): Buffer {
  const encoded = Buffer.alloc(text.length + 1, LF)
  encoded.set(text)
  return encoded
}

/**
 * Octets of a byte stream, appended in whatever segments they arrive and taken line by line. Its cost is linear in the octets,
 * however small the segments: no octet is searched twice.
 */
export class LineBuffer {
  readonly #octets = new OctetBuffer()
  #searched = 0

  /** How many octets have been appended and not been taken. */
  get size(): number {
    return this.#octets.size
  }

  /** Appends octets; they are copied. */
  push(octets: Uint8Array): void {
    this.#octets.push(octets)
  }

  /** Takes the next line, as a copy, where a whole one is there; otherwise nothing is taken. */
  next(): DecodedLine {
    const decoded = decodeLine(this.#octets.peek(), this.#searched)
    if (decoded.kind === 'incomplete') {
      this.#searched = decoded.have
      return decoded
    }
    const line = Buffer.from(decoded.line)
    this.#octets.skip(decoded.size)
    this.#searched = 0
    return { kind: 'complete', line, size: decoded.size }
  }

  /** The octets that have not been taken: what there is of a line whose LF never came. */
  rest(): Buffer {
    return Buffer.from(this.#octets.peek())
  }
}
