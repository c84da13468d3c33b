import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeRate } from '../../endpoint/rate.js'
import { kilobitsPerSecond } from '../../protocols/rate.js'

describe('a rate', () => {
  it('counts 8 bits an octet, and 1 000 bits a kbit', () => {
    expect(kilobitsPerSecond(1_000_000, 1_000)).toBe(8_000)
    expect(kilobitsPerSecond(125, 10_000)).toBe(0.1)
    expect(kilobitsPerSecond(0, 10_000)).toBe(0)
  })

  it('grows with the octets and falls with the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e8 }), (octets, milliseconds) => {
        const rate = kilobitsPerSecond(octets, milliseconds)
        expect(kilobitsPerSecond(2 * octets, milliseconds)).toBeCloseTo(2 * rate, 5)
        expect(kilobitsPerSecond(octets, 2 * milliseconds)).toBeCloseTo(rate / 2, 5)
      }),
    )
  })

  it('is finite where the clock has not moved', () => {
    expect(kilobitsPerSecond(1_000, 0)).toBe(8_000)
    expect(kilobitsPerSecond(0, 0)).toBe(0)
  })

  it('is shown with a point and without separators, whatever the size', () => {
    expect(describeRate(10_000_000, 10_000)).toBe('8000.0 kbit/s (10000000 bytes in 10.00 s)')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 1e8 }), (octets, milliseconds) => {
        const shown = /^(\d+\.\d) kbit\/s \((\d+) bytes in \d+\.\d\d s\)$/.exec(describeRate(octets, milliseconds))
        expect(Math.abs(Number(shown?.[1]) - kilobitsPerSecond(octets, milliseconds))).toBeLessThanOrEqual(0.051)
        expect(Number(shown?.[2])).toBe(octets)
      }),
    )
  })
})
