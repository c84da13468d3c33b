import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Randomness } from '../../harness/messages/randomness.js'

describe('randomness', () => {
  it('is the same for the same seed and label, and another for any other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 16, max: 5000 }), (seed, label, count) => {
        const octets = new Randomness(seed, label).octets(count)
        expect(octets).toHaveLength(count)
        expect(new Randomness(seed, label).octets(count)).toEqual(octets)
        expect(new Randomness(seed, `${label}'`).octets(count)).not.toEqual(octets)
        expect(new Randomness(`${seed}'`, label).octets(count)).not.toEqual(octets)
      }),
      { numRuns: 50 },
    )
  })

  it('is reproduced by the same sequence of draws', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }), (counts) => {
        const [one, other] = [new Randomness('s', 'l'), new Randomness('s', 'l')]
        for (const count of counts) expect(one.octets(count)).toEqual(other.octets(count))
      }),
    )
  })

  it('does not repeat itself, also over more than one refill', () => {
    const octets = new Randomness('s', 'l').octets(3 << 20)
    const blocks = new Set<string>()
    for (let at = 0; at < octets.length; at += 4096) blocks.add(octets.toString('latin1', at, at + 16))
    expect(blocks.size).toBe(octets.length / 4096)
  })

  it('draws every octet value about as often as any other', () => {
    const counts = new Array<number>(256).fill(0)
    for (const octet of new Randomness('fair', 'octets').octets(256 * 1000)) counts[octet] = (counts[octet] ?? 0) + 1
    // Six standard deviations of a binomial distribution with mean 1000.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(190)
  })

  it('draws numbers below the bound, each of which occurs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.string(), (bound, label) => {
        const random = new Randomness('s', label)
        const drawn = new Set(Array.from({ length: bound * 40 }, () => random.below(bound)))
        expect([...drawn].sort((a, b) => a - b)).toEqual(Array.from({ length: bound }, (_, i) => i))
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  it('draws texts of the letters of an alphabet, each of which occurs', () => {
    const text = new Randomness('s', 'l').text(1000, 'abc')
    expect(text).toMatch(/^[abc]{1000}$/)
    expect(new Set(text).size).toBe(3)
  })

  it('shuffles without losing or adding anything, and leaves its argument as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, label) => {
        const before = [...items]
        const shuffled = new Randomness('s', label).shuffle(items)
        expect(items).toEqual(before)
        expect(shuffled.sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b))
      }),
    )
  })

  it('can bring every item to every place', () => {
    const random = new Randomness('s', 'places')
    const seen = new Set<string>()
    for (let i = 0; i < 200; i++) seen.add(random.shuffle(['a', 'b', 'c']).join(''))
    expect([...seen].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
  })
})
