import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../harness/reply.js'
import { showComparison } from '../../results/comparison.js'

const some = fc.array(fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...Array.from('ab .\\\n\r\tñ€😀日')), maxLength: 40 }).map((text) => Buffer.from(text)),
), { maxLength: 6 }).map((pieces) => Buffer.concat(pieces))
/** Two messages that have a beginning in common, as an expected and a received one have. */
const pair = fc.oneof(
  fc.tuple(some, some),
  fc.tuple(some, some, some).map(([common, a, b]) => [Buffer.concat([common, a]), Buffer.concat([common, b])] as const),
  fc.tuple(some, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([whole, place, change]) => {
    const changed = Buffer.from(whole)
    if (changed.length > 0) changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ change
    return [whole, changed] as const
  }),
)

describe('expected and received, side by side', () => {
  it('have the caret at the first difference in both rows: alike before it, and not from it on', () => {
    fc.assert(fc.property(pair, ([expected, received]) => {
      const shown = showComparison(compare(expected, received))
      const { caret } = shown
      expect(caret).toBeLessThanOrEqual(Math.max(shown.expected.length, shown.received.length))
      expect(shown.received.slice(0, caret)).toBe(shown.expected.slice(0, caret))
      if (expected.equals(received)) return
      expect(Math.max(shown.expected.length, shown.received.length)).toBeGreaterThan(caret)
      // No cell has more than four columns, and none is the beginning of another.
      expect(shown.received.slice(caret, caret + 4)).not.toBe(shown.expected.slice(caret, caret + 4))
    }), { numRuns: 1000 })
  })

  it('have the hexadecimal caret at the octet that differs', () => {
    fc.assert(fc.property(pair, ([expected, received]) => {
      const { difference } = compare(expected, received)
      const { hexCaret, expectedHex, receivedHex } = showComparison(compare(expected, received))
      for (const [octets, row] of [[expected, expectedHex], [received, receivedHex]] as const) {
        const octet = octets[difference]
        if (octet === undefined) expect(row.length).toBeLessThanOrEqual(hexCaret)
        else expect(parseInt(row.slice(hexCaret, hexCaret + 2), 16)).toBe(octet)
      }
      expect(receivedHex.slice(0, hexCaret).trim()).toBe(expectedHex.slice(0, hexCaret).trim())
    }), { numRuns: 500 })
  })

  it('fit a line, however long the messages are, and say how long they are', () => {
    const [expected, received] = [Buffer.alloc(100_000, 'a'), Buffer.alloc(100_000, 'a')]
    received[50_000] = 0x62
    const shown = showComparison(compare(expected, received))
    expect(shown).toMatchObject({ difference: 50_000, expectedSize: 100_000, receivedSize: 100_000, caret: 27, hexCaret: 24 })
    expect(shown.expected).toBe(`...${'a'.repeat(64)}...`)
    expect(shown.received).toBe(`...${'a'.repeat(24)}b${'a'.repeat(39)}...`)
    expect(shown.receivedHex).toBe(`${'61 '.repeat(8)}62 ${'61 '.repeat(7)}...`)
  })

  it('are shown as they are where they are short', () => {
    expect(showComparison(compare(Buffer.from('HELLO\n'), Buffer.from('HELLO')))).toEqual({
      expected: 'HELLO\\n', received: 'HELLO', caret: 5, difference: 5,
      expectedHex: '48 45 4C 4C 4F 0A', receivedHex: '48 45 4C 4C 4F', hexCaret: 15, expectedSize: 6, receivedSize: 5,
    })
    expect(showComparison(compare(Buffer.from('é'), Buffer.from([0xc3, 0x28])))).toMatchObject({ expected: 'é', received: '\\xC3(', caret: 0, difference: 1 })
  })
})
