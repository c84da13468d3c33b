import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OctetBuffer } from '../../protocols/octet-buffer.js'
import { decodePart, encodePart, encodePartType, PART_TYPES } from '../../protocols/part.js'
import { cutAtPlaces } from '../support/segments.js'

const type = fc.oneof(fc.constantFrom(...Object.values(PART_TYPES)), fc.integer({ min: 0, max: 255 }))
const part = fc.record({ type, content: fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)) })

describe('a part', () => {
  it('comes back as it was encoded, of whatever type, whatever follows', () => {
    fc.assert(
      fc.property(part, fc.uint8Array(), ({ type, content }, after) => {
        expect(decodePart(Buffer.concat([encodePart(type, content), after]))).toEqual({
          kind: 'complete',
          type,
          content,
          size: 5 + content.length,
        })
      }),
    )
  })

  it('comes back with the others, however the stream was split or coalesced', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 40 }), (sent, places) => {
        const buffer = new OctetBuffer()
        const taken: { type: number; content: Buffer }[] = []
        for (const segment of cutAtPlaces(
          Buffer.concat(sent.map(({ type, content }) => encodePart(type, content))),
          places,
        )) {
          buffer.push(segment)
          for (let next = decodePart(buffer.peek()); next.kind === 'complete'; next = decodePart(buffer.peek())) {
            taken.push({ type: next.type, content: Buffer.from(next.content) })
            buffer.skip(next.size)
          }
        }
        expect(taken).toEqual(sent)
        expect(buffer.size).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('says how far it came, at every octet', () => {
    fc.assert(
      fc.property(part, ({ type, content }) => {
        const encoded = encodePart(type, content)
        expect(decodePart(encoded.subarray(0, 0))).toEqual({ kind: 'incomplete', need: 'type', have: 0 })
        for (let size = 1; size < encoded.length; size++) {
          expect(decodePart(encoded.subarray(0, size))).toEqual(
            size < 5
              ? { kind: 'incomplete', need: 'length', type, have: size - 1 }
              : { kind: 'incomplete', need: 'content', type, length: content.length, have: size - 5 },
          )
        }
      }),
    )
  })

  it('is its type, its length with the most significant octet first, and its content', () => {
    expect(encodePart(PART_TYPES.text, Buffer.from('hola'))).toEqual(Buffer.from('0100000004686f6c61', 'hex'))
    expect(encodePart(PART_TYPES.image, Buffer.alloc(0))).toEqual(Buffer.from('0200000000', 'hex'))
    expect(decodePart(Buffer.from('02ffffffff00', 'hex'))).toEqual({
      kind: 'incomplete',
      need: 'content',
      type: 2,
      length: 4_294_967_295,
      have: 1,
    })
  })

  it('has a type that is one octet', () => {
    for (const none of [-1, 256]) expect(() => encodePartType(none), String(none)).toThrow(RangeError)
  })
})
