import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { compare } from '../../harness/messages/reply.js'
import { showComparison } from '../../results/comparison.js'

const some = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .string({ unit: fc.constantFrom(...Array.from('ab .\\\n\r\tñ€😀日')), maxLength: 40 })
        .map((text) => Buffer.from(text)),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => Buffer.concat(pieces))
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
    fc.assert(
      fc.property(pair, ([expected, received]) => {
        const shown = showComparison(compare(expected, received))
        const { caret } = shown
        expect(caret).toBeLessThanOrEqual(Math.max(shown.expected.length, shown.received.length))
        expect(shown.received.slice(0, caret)).toBe(shown.expected.slice(0, caret))
        if (expected.equals(received)) return
        expect(Math.max(shown.expected.length, shown.received.length)).toBeGreaterThan(caret)
        // No cell has more than four columns, and none is the beginning of another.
        expect(shown.received.slice(caret, caret + 4)).not.toBe(shown.expected.slice(caret, caret + 4))
      }),
      { numRuns: 1000 },
    )
  })

  it('have the hexadecimal caret at the octet that differs', () => {
    fc.assert(
      fc.property(pair, ([expected, received]) => {
        const { difference } = compare(expected, received)
        const { hexCaret, expectedHex, receivedHex } = showComparison(compare(expected, received))
        for (const [octets, row] of [
          [expected, expectedHex],
          [received, receivedHex],
        ] as const) {
          const octet = octets[difference]
          if (octet === undefined) expect(row.length).toBeLessThanOrEqual(hexCaret)
          else expect(parseInt(row.slice(hexCaret, hexCaret + 2), 16)).toBe(octet)
        }
        expect(receivedHex.slice(0, hexCaret).trim()).toBe(expectedHex.slice(0, hexCaret).trim())
      }),
      { numRuns: 500 },
    )
  })

  it('fit a line, however long the messages are, and say how long they are', () => {
    const [expected, received] = [Buffer.alloc(100_000, 'a'), Buffer.alloc(100_000, 'a')]
    received[50_000] = 0x62
    const shown = showComparison(compare(expected, received))
    expect(shown).toMatchObject({
      difference: 50_000,
      expectedSize: 100_000,
      receivedSize: 100_000,
      caret: 27,
      hexCaret: 24,
    })
    expect(shown.expected).toBe(`...${'a'.repeat(64)}...`)
    expect(shown.received).toBe(`...${'a'.repeat(24)}b${'a'.repeat(39)}...`)
    expect(shown.receivedHex).toBe(`${'61 '.repeat(8)}62 ${'61 '.repeat(7)}...`)
  })

  it('are shown as they are where they are short', () => {
    expect(showComparison(compare(Buffer.from('HELLO\n'), Buffer.from('HELLO')))).toEqual({
      expected: 'HELLO\\n',
      received: 'HELLO',
      caret: 5,
      difference: 5,
      expectedHex: '48 45 4C 4C 4F 0A',
      receivedHex: '48 45 4C 4C 4F',
      hexCaret: 15,
      expectedSize: 6,
      receivedSize: 5,
    })
    expect(showComparison(compare(Buffer.from('é'), Buffer.from([0xc3, 0x28])))).toMatchObject({
      expected: 'é',
      received: '\\xC3(',
      caret: 0,
      difference: 1,
    })
  })

  it('are laid out at once, also where they have 16 MiB: only what lies around the difference is looked at', () => {
    const [expected, received] = [Buffer.alloc(16 << 20, 'ab'), Buffer.alloc(16 << 20, 'ab')]
    const difference = expected.length - 5
    received[difference] = 0x21
    const taken: number[] = []
    for (const octets of [expected, received]) {
      const subarray = octets.subarray.bind(octets)
      vi.spyOn(octets, 'subarray').mockImplementation((...range) => {
        const part = subarray(...range)
        taken.push(part.length)
        return part
      })
    }
    const shown = showComparison({ expected, received, difference })
    expect(shown).toMatchObject({ difference, caret: 27, expectedSize: 16 << 20, receivedSize: 16 << 20 })
    expect(shown.expected).toBe(`...${expected.toString('latin1', difference - 24)}`)
    expect(shown.received).toBe(`...${received.toString('latin1', difference - 24)}`)
    expect(taken.length).toBeGreaterThan(0)
    expect(Math.max(...taken)).toBeLessThanOrEqual(4096)
  })

  it('show whole characters also where what is looked at would begin inside one', () => {
    for (const character of ['ñ', '€', '日', '😀']) {
      for (let shift = 0; shift < 4; shift++) {
        const common = Buffer.concat([Buffer.alloc(shift, '.'), Buffer.from(character.repeat(1000))])
        const shown = showComparison(
          compare(Buffer.concat([common, Buffer.from('a')]), Buffer.concat([common, Buffer.from('b')])),
        )
        const cell =
          character.length === 1 && character !== '日'
            ? character
            : [...Buffer.from(character)].map((octet) => `\\x${octet.toString(16).toUpperCase()}`).join('')
        // What is shown begins with a cell, which is a character or one octet of it, and holds whole ones from then on.
        expect(shown.expected).toMatch(/^\.\.\.[^.]*a$/)
        expect(`${cell.repeat(24)}a`.endsWith(shown.expected.slice(3))).toBe(true)
        expect(shown.received).toBe(`${shown.expected.slice(0, -1)}b`)
        expect(shown.caret).toBe(shown.expected.length - 1)
      }
    }
  })

  it('do not take stray octets for a character where what is looked at begins among them', () => {
    const common = Buffer.alloc(2000, 0x80)
    const shown = showComparison(
      compare(Buffer.concat([common, Buffer.from('a')]), Buffer.concat([common, Buffer.from('b')])),
    )
    expect(shown.expected).toBe(`...${'\\x80'.repeat(6)}a`)
  })
})
