import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OctetBuffer } from '../../protocols/octet-buffer.js'

type Action =
  { readonly kind: 'push'; readonly octets: Buffer } | { readonly kind: 'take' | 'skip'; readonly share: number }

const share = fc.double({ min: 0, max: 1, noNaN: true })
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      octets: fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      octets: fc.integer({ min: 0, max: 20_000 }).map((size) => Buffer.alloc(size, size)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('take' as const, 'skip' as const), share }) },
)

describe('a buffer of octets', () => {
  it('holds what was pushed and not taken, in order, whatever is pushed and taken', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const buffer = new OctetBuffer()
        let expected = Buffer.alloc(0)
        for (const step of actions) {
          if (step.kind === 'push') {
            buffer.push(step.octets)
            expected = Buffer.concat([expected, step.octets])
          } else {
            const count = Math.floor(step.share * expected.length)
            if (step.kind === 'skip') buffer.skip(count)
            else expect(buffer.take(count).equals(expected.subarray(0, count))).toBe(true)
            expected = expected.subarray(count)
          }
          expect(buffer.size).toBe(expected.length)
          expect(buffer.peek().equals(expected)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('copies what it is given and what it gives', () => {
    const buffer = new OctetBuffer()
    const segment = Buffer.from('onetwo')
    buffer.push(segment)
    segment.fill(0)
    const first = buffer.take(3)
    const second = buffer.take(3)
    buffer.push(Buffer.alloc(10_000, 'x'))
    expect([first.toString(), second.toString(), buffer.size]).toEqual(['one', 'two', 10_000])
  })

  it('gives no more than it has', () => {
    const buffer = new OctetBuffer()
    buffer.push(Buffer.from('abc'))
    for (const count of [4, -1, 1.5, NaN]) {
      expect(() => buffer.take(count), String(count)).toThrow(RangeError)
      expect(() => buffer.skip(count), String(count)).toThrow(RangeError)
    }
    expect(buffer.peek().toString()).toBe('abc')
  })

  it('takes a long stream octet by octet at a cost that is linear', () => {
    const buffer = new OctetBuffer()
    const count = 1 << 20
    const octet = Buffer.from('x')
    for (let i = 0; i < count; i++) buffer.push(octet)
    for (let i = 0; i < count; i++) buffer.skip(1)
    expect(buffer.size).toBe(0)
  })
})
