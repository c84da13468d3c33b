/** How many octets the length of a frame takes: unsigned, the most significant one first. */
export const LENGTH_SIZE = 4
/** The longest content that such a length can announce. */
export const LONGEST_CONTENT = 0xffff_ffff

/** The beginning of a frame: how far it came. */
export type IncompleteFrame =
  | {
      readonly kind: 'incomplete'
      readonly need: 'length'
      /** how many octets of the length are there so far */
      readonly have: number
    }
  | {
      readonly kind: 'incomplete'
      readonly need: 'content'
      /** the length that the frame announces */
      readonly length: number
      /** how many octets of the content are there so far */
      readonly have: number
    }

/** What the front of some octets is: a whole frame, the beginning of one, or one that is too long to be waited for. */
export type DecodedFrame =
  | {
      readonly kind: 'complete'
      readonly content: Buffer
      /** how many octets the frame took, its length included: the next one begins there */
      readonly size: number
    }
  | IncompleteFrame
  | { readonly kind: 'invalid'; readonly flaw: TooLong }

/** A frame that is too long to be waited for. */
export interface TooLong {
  readonly kind: 'too-long'
  /** the length that it announces */
  readonly length: number
  readonly longest: number
}

/** The length that these four octets are. Throws RangeError where there are fewer. */
export function decodeLength(octets: Buffer): number {
  return octets.readUInt32BE(0)
}

/** The length as it goes over the wire. Throws RangeError where four octets do not hold it. */
export function encodeLength(length: number): Buffer {
  const encoded = Buffer.alloc(LENGTH_SIZE)
  encoded.writeUInt32BE(length)
  return encoded
}

/**
 * Decodes the frame at the front of the octets: a length, and that many octets of content. `content` is a view of the octets
 * given, not a copy. A frame that announces more than `longest` octets is invalid as soon as its length is there. The cost does
 * not depend on how many octets there are, so a reader may try again after every segment.
 */
export function decodeFrame(octets: Buffer, longest = LONGEST_CONTENT): DecodedFrame {
  if (octets.length < LENGTH_SIZE) return { kind: 'incomplete', need: 'length', have: octets.length }
  const length = decodeLength(octets)
  if (length > longest) return { kind: 'invalid', flaw: { kind: 'too-long', length, longest } }
  const size = LENGTH_SIZE + length
  if (octets.length < size) return { kind: 'incomplete', need: 'content', length, have: octets.length - LENGTH_SIZE }
  return { kind: 'complete', content: octets.subarray(LENGTH_SIZE, size), size }
}

/** The frame as it goes over the wire. Throws RangeError where its length does not hold in four octets. */
export function encodeFrame(content: Uint8Array): Buffer {
  return Buffer.concat([encodeLength(content.length), content])
}
