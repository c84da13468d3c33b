import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Names } from '../../harness/messages/names.js'
import { strayBrackets, withDrawn } from '../../harness/messages/placeholders.js'
import { Randomness } from '../../harness/messages/randomness.js'

const names = (): Names => new Names(new Randomness('a seed', 'a label'))

describe('what a phrase names in brackets', () => {
  it('is drawn in every text in quotation marks, the same for the same name', () => {
    const some = names()
    const sent = withDrawn('the line "SET [key] [30 letters]" followed by the command "GET [key]"', some)
    const [, key, value, again] =
      /^the line "SET ([a-z]{8}) ([a-z]{30})" followed by the command "GET ([a-z]{8})"$/.exec(sent) ?? []
    expect(key).toBeDefined()
    expect(again).toBe(key)
    expect(withDrawn('the line "[key]: [30 letters]"', some)).toBe(`the line "${key}: ${value}"`)
    expect(some.resolve('/[key].html')).toBe(`/${key}.html`)
    expect(withDrawn('"[1 000 letters]"', some)).toMatch(/^"[a-z]{1000}"$/)
    expect(Array.from(withDrawn('"[40 letters with letters outside ASCII]"', some))).toHaveLength(42)
  })

  it('is a text of JSON outside of its texts; letters there are drawn by each message', () => {
    const some = names()
    const key = some.drawn('key')
    const frame = (json: string): string => withDrawn(`the JSON frame ${json}`, some)
    expect(frame('{"a": [key], "b": "x [key]", "c": [30 letters]}')).toBe(
      `the JSON frame {"a": "${key}", "b": "x ${key}", "c": [30 letters]}`,
    )
    for (const json of ['{"a": [true], "b": [null], "c": [1, 2], "d": ["x"], "e": []}'])
      expect(frame(json)).toBe(`the JSON frame ${json}`)
  })

  it('is written so that a text stays one, whatever was defined', () => {
    const some = names()
    some.define('path', 'a "b" \\[c]')
    expect(withDrawn('"[path]"', some)).toBe('"a \\"b\\" \\\\\\[c\\]"')
  })

  it('leaves brackets that are escaped, and all that is not in quotation marks', () => {
    const some = names()
    for (const phrase of ['"\\[key\\]"', 'a text of 40 bytes', 'the bytes 5B 5D', '"a [ b"', '"a ] b"', '"\\\\x5b"'])
      expect(withDrawn(phrase, some)).toBe(phrase)
    expect(some.resolve('\\[key\\]')).toBe('[key]')
  })

  it('is told where it names nothing', () => {
    for (const [step, stray] of [
      ['client A sends "SET [Key]"', '[Key]'],
      ['client A sends the line "a [30 leters]"', '[30 leters]'],
      ['client A receives "[]"', '[]'],
      ['the server sends the JSON frame {"a": [30 leters]}', '[30 leters]'],
      ['the server sends the JSON frame {"a": "[x1]"}', '[x1]'],
    ] as const)
      expect(strayBrackets(step), step).toBe(stray)
    for (const step of [
      'client A sends "SET [key] [30 letters]"',
      'client A sends "\\[Key\\]"',
      'client A sends a text of 40 bytes',
      'the server sends the JSON frame {"a": [1, 2], "b": [], "c": [30 letters], "d": [true]}',
    ])
      expect(strayBrackets(step), step).toBeUndefined()
  })

  it('throws at no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof withDrawn(text, names())).toBe('string')
        strayBrackets(text)
      }),
    )
  })
})
