import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, decodeLength, encodeFrame, encodeLength, LONGEST_CONTENT } from '../../protocols/frame.js'
import { OctetBuffer } from '../../protocols/octet-buffer.js'
import { cutAtPlaces } from '../support/segments.js'

const content = fc
  .oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.integer({ min: 200, max: 70_000 }).map((size) => new Uint8Array(size).fill(size)),
  )
  .map((array) => Buffer.from(array))

function takeAll(buffer: OctetBuffer): Buffer[] {
  const taken: Buffer[] = []
  for (let next = decodeFrame(buffer.peek()); next.kind === 'complete'; next = decodeFrame(buffer.peek())) {
    taken.push(Buffer.from(next.content))
    buffer.skip(next.size)
  }
  return taken
}

describe('a frame', () => {
  it('comes back as it was encoded, whatever follows', () => {
    fc.assert(
      fc.property(content, fc.uint8Array(), (sent, after) => {
        const decoded = decodeFrame(Buffer.concat([encodeFrame(sent), after]))
        expect(decoded).toMatchObject({ kind: 'complete', size: 4 + sent.length })
        expect(decoded.kind === 'complete' && decoded.content.equals(sent)).toBe(true)
      }),
    )
  })

  it('comes back with the others, however the stream was split or coalesced', () => {
    fc.assert(
      fc.property(
        fc.array(content, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.boolean(),
        (sent, places, atOnce) => {
          const buffer = new OctetBuffer()
          const taken: Buffer[] = []
          for (const segment of cutAtPlaces(Buffer.concat(sent.map(encodeFrame)), places)) {
            buffer.push(segment)
            if (!atOnce) taken.push(...takeAll(buffer))
          }
          taken.push(...takeAll(buffer))
          expect(taken.map((frame, i) => frame.equals(sent[i] ?? Buffer.from('none')))).toEqual(sent.map(() => true))
          expect(buffer.size).toBe(0)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('says how far it came, at every octet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (sent) => {
        const encoded = encodeFrame(sent)
        for (let size = 0; size < encoded.length; size++) {
          expect(decodeFrame(encoded.subarray(0, size))).toEqual(
            size < 4
              ? { kind: 'incomplete', need: 'length', have: size }
              : { kind: 'incomplete', need: 'content', length: sent.length, have: size - 4 },
          )
        }
      }),
    )
  })

  it('has its length first, the most significant octet first', () => {
    expect(encodeFrame(Buffer.alloc(0))).toEqual(Buffer.from([0, 0, 0, 0]))
    expect(encodeFrame(Buffer.alloc(0x010203)).subarray(0, 4)).toEqual(Buffer.from([0, 1, 2, 3]))
  })

  it('is invalid as soon as it announces too much, and at no octet before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LONGEST_CONTENT }),
        fc.integer({ min: 0, max: LONGEST_CONTENT }),
        (length, longest) => {
          const octets = encodeLength(length)
          expect(decodeFrame(octets.subarray(0, 3), longest)).toEqual({ kind: 'incomplete', need: 'length', have: 3 })
          const decoded = decodeFrame(octets, longest)
          if (length > longest)
            expect(decoded).toEqual({ kind: 'invalid', flaw: { kind: 'too-long', length, longest } })
          else expect(decoded.kind).toBe(length === 0 ? 'complete' : 'incomplete')
        },
      ),
    )
  })

  it('may announce all that four octets hold', () => {
    expect(decodeFrame(Buffer.from('ffffffff00', 'hex'))).toEqual({
      kind: 'incomplete',
      need: 'content',
      length: 4_294_967_295,
      have: 1,
    })
    expect(decodeFrame(Buffer.from('ffffffff', 'hex'), 10)).toEqual({
      kind: 'invalid',
      flaw: { kind: 'too-long', length: 4_294_967_295, longest: 10 },
    })
  })
})

describe('a length', () => {
  it('comes back as it was encoded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LONGEST_CONTENT }), (length) => {
        expect(decodeLength(encodeLength(length))).toBe(length)
      }),
    )
  })

  it('must hold in four octets', () => {
    for (const length of [-1, LONGEST_CONTENT + 1])
      expect(() => encodeLength(length), String(length)).toThrow(RangeError)
    expect(() => decodeLength(Buffer.alloc(3))).toThrow(RangeError)
  })
})
