import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersIn } from '../../harness/client/throughput.js'

describe('the numbers that a text may mean', () => {
  const CASES: readonly (readonly [string, readonly number[]])[] = [
    ['Rate: 64000 kbit/s', [64_000]],
    ['64000.25kbps', [64_000.25]],
    ['64000,25 kbit/s', [64_000.25]],
    ['64 000 kbit/s', [64_000]],
    ['64 000,25', [64_000.25]],
    ['64 000.25', [64_000.25]],
    ['1.234.567,8', [1_234_567.8]],
    ['1,234,567.8', [1_234_567.8]],
    ["1'234'567.8", [1_234_567.8]],
    ['1.234', [1.234, 1234]],
    ['1,234', [1.234, 1234]],
    ['=5', [5]],
    ['10 s, 64000 kbit/s', [10, 64_000]],
    ['10 64000.25', [10, 64_000.25]],
    ['80000 octets in 10.002 s: 63.99 kbit/s.', [80_000, 10.002, 63.99]],
    ['12:30:59', [12, 30, 59]],
    ['(64000)', [64_000]],
    ['64000.', [64_000]],
    ['a1b22', [1, 22]],
    ['\n64000\n10\n', [64_000, 10]],
  ]
  for (const [text, numbers] of CASES) {
    it(`include ${numbers.join(' and ')} in ${JSON.stringify(text)}`, () => {
      expect(numbersIn(text)).toEqual(expect.arrayContaining([...numbers]))
    })
  }

  it('are none where there is none, and never 0, negative or no number', () => {
    for (const text of ['', 'nothing', '0', '0.0', '0,00 kbit/s', '...', ',', " ' ", 'NaN Infinity'])
      expect(numbersIn(text), text).toEqual([])
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,' -e\n")), maxLength: 40 }), (text) => {
        for (const number of numbersIn(text)) expect(number > 0 && Number.isFinite(number)).toBe(true)
      }),
    )
  })

  it('include any number, however it is written, with words around it', () => {
    const written = fc.tuple(
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom<readonly [string, string]>(['', '.'], ['', ','], [',', '.'], ['.', ','], [' ', ','], ["'", '.']),
    )
    fc.assert(
      fc.property(written, fc.constantFrom('kbit/s', ' kbit/s', '\n', ''), ([whole, part, [between, point]], after) => {
        const decimals = String(part).padStart(2, '0')
        const text = `rate: ${String(whole).replaceAll(/\B(?=(\d{3})+$)/g, between)}${point}${decimals}${after}`
        expect(numbersIn(text)).toContain(Number(`${whole}.${decimals}`))
      }),
    )
  })
})

describe('numbers as programs print them', () => {
  it('a point before one decimal separates no thousands', () => {
    expect(numbersIn('2597070.7 kbit/s')).toEqual([2_597_070.7, 2_597_070.7])
  })

  it.for([
    ['64000, 80000, 5', 80_000],
    ['6.4e+04 kbit/s', 64_000],
    ['64\u00a0000 kbit/s', 64_000],
    ['1.234.567,8', 1_234_567.8],
    ['Vazao: 1,234.5 kb/s', 1234.5],
  ] as const)('"%s" holds %d', ([text, number]) => {
    expect(numbersIn(text)).toContain(number)
  })
})
