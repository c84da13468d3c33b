import { decodeFrame, encodeFrame, type IncompleteFrame } from './frame.js'

/** How many octets the type of a part takes. */
export const TYPE_SIZE = 1

/** The types that there are. A part of another type can be decoded all the same. */
export const PART_TYPES = { text: 1, image: 2 } as const

/** What the front of some octets is: a whole part, or the beginning of one, and how far it came. */
export type DecodedPart =
  | {
      readonly kind: 'complete'
      readonly type: number
      readonly content: Buffer
      /** how many octets the part took, its type and length included: the next one begins there */
      readonly size: number
    }
  | { readonly kind: 'incomplete'; readonly need: 'type'; readonly have: 0 }
  | (IncompleteFrame & { readonly type: number })

/**
 * Decodes the part at the front of the octets: its type, the length of its content, and the content. `content` is a view of the
 * octets given, not a copy.
 */
export function decodePart(octets: Buffer): DecodedPart {
  const type = octets[0]
  if (type === undefined) return { kind: 'incomplete', need: 'type', have: 0 }
  const frame = decodeFrame(octets.subarray(TYPE_SIZE))
  switch (frame.kind) {
    case 'incomplete':
      return { ...frame, type }
    case 'complete':
      return { kind: 'complete', type, content: frame.content, size: TYPE_SIZE + frame.size }
    case 'invalid':
      throw new RangeError('no length that a part can have is too long')
  }
}

/** The part as it goes over the wire. Throws RangeError where the type is no octet, or the content too long for its length. */
export function encodePart(type: number, content: Uint8Array): Buffer {
  return Buffer.concat([encodePartType(type), encodeFrame(content)])
}

/** The type as it goes over the wire. Throws RangeError where it is no octet. */
export function encodePartType(type: number): Buffer {
  const encoded = Buffer.alloc(TYPE_SIZE)
  encoded.writeUInt8(type)
  return encoded
}
