import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNotJson, type JsonExpected } from '../../protocols/json-flaw.js'

/** What stands between the pieces of JSON, and pieces of what is none: put together they are often nearly JSON. */
const PIECES = [
  ...'{}[]:,"\\-.0123 \n\t\r\u00a0\u0000ñ😀',
  ...[
    'true',
    'false',
    'null',
    'True',
    'NaN',
    'e5',
    'E+',
    '1.5',
    '"a"',
    '"a":',
    '\\u00e1',
    '\\ud83d',
    '\\x',
    "'",
    '//',
    '[]',
  ],
]

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('what is not JSON', () => {
  it('is found in just the texts that the parser does not take', () => {
    const nearly = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''))
    const changed = fc
      .tuple(fc.json(), fc.nat(), fc.nat(2), fc.constantFrom(...PIECES))
      .map(([text, at, cut, piece]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + piece + text.slice(place + cut)
      })
    fc.assert(
      fc.property(fc.oneof(nearly, changed, fc.json(), fc.string({ unit: 'grapheme' })), (text) => {
        expect(findNotJson(text) === undefined, text).toBe(isJson(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('is found where the text stops being the beginning of one, however it goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.string(), (pieces, after) => {
        const text = pieces.join('')
        const flaw = findNotJson(text)
        if (flaw?.found === undefined) return
        const before = Buffer.from(text)
          .subarray(0, flaw.at - 1)
          .toString()
        expect(text.startsWith(before + flaw.found)).toBe(true)
        const longer = findNotJson(text + after)
        expect({ ...longer, found: undefined }).toEqual({ ...flaw, found: undefined })
      }),
      { numRuns: 1000 },
    )
  })

  it.each<readonly [text: string, at: number, found: string | undefined, expected: JsonExpected]>([
    ['', 1, undefined, 'value'],
    ['   ', 4, undefined, 'value'],
    ['hola', 1, 'hola', 'value'],
    ['{"a": True}', 7, 'True', 'value'],
    ['{"ñ": None}', 8, 'None', 'value'],
    ["{'a': 1}", 2, "'", 'name or }'],
    ['{"a": 1,}', 9, '}', 'name'],
    ['{"a" 1}', 6, '1', 'colon'],
    ['{"a": 1 "b": 2}', 9, '"', 'comma or }'],
    ['{"a": 1', 8, undefined, 'comma or }'],
    ['[1, 2', 6, undefined, 'comma or ]'],
    ['[1, ]', 5, ']', 'value'],
    ['[', 2, undefined, 'value or ]'],
    ['{"a": 1]', 8, ']', 'comma or }'],
    ['{} {}', 4, '{', 'end'],
    ['"hola', 6, undefined, 'text'],
    ['"ho\nla"', 4, '\n', 'text'],
    ['"\\x41"', 3, 'x41', 'escape'],
    ['"\\', 3, undefined, 'escape'],
    ['"\\u12g4"', 6, 'g4', 'hexadecimal digit'],
    ['-', 2, undefined, 'digit'],
    ['1.e5', 3, 'e5', 'digit'],
    ['01', 2, '1', 'end'],
    ['"a"😀', 4, '😀', 'end'],
    [`[${'x'.repeat(1000)}`, 2, 'x'.repeat(20), 'value or ]'],
  ])('in %j is told with what would have had to come', (text, at, found, expected) => {
    expect(findNotJson(text)).toEqual({ kind: 'not-json', at, found, expected })
  })

  it('is found in a text that is nested however deeply', () => {
    const deep = '['.repeat(1_000_000)
    expect(findNotJson(deep)).toEqual({ kind: 'not-json', at: 1_000_001, found: undefined, expected: 'value or ]' })
    expect(findNotJson(deep + ']'.repeat(1_000_000))).toBeUndefined()
  })
})
