import { describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import { Names } from '../../harness/messages/names.js'
import { placeholderOf } from '../../harness/messages/placeholder.js'
import { strayBrackets, withDrawn } from '../../harness/messages/placeholders.js'
import { Randomness } from '../../harness/messages/randomness.js'

const names = (label = 'a label'): Names => new Names(new Randomness('a seed', label))

describe('what stands in brackets', () => {
  it.each([
    ['key', { kind: 'name', name: 'key' }],
    ['other key', { kind: 'name', name: 'other key' }],
    ['1 000 letters', { kind: 'letters', count: 1000, outsideAscii: false }],
    ['a number from 1 to 1 000', { kind: 'number', least: 1, most: 1000 }],
    [
      'a + b',
      { kind: 'arithmetic', left: { kind: 'name', name: 'a' }, operator: '+', right: { kind: 'name', name: 'b' } },
    ],
    [
      '10 * b',
      { kind: 'arithmetic', left: { kind: 'digits', value: 10 }, operator: '*', right: { kind: 'name', name: 'b' } },
    ],
    ['key in upper case', { kind: 'upper', of: 'key' }],
    ['other key reversed', { kind: 'reversed', of: 'other key' }],
    ['length of key', { kind: 'length', of: 'key' }],
  ])('[%s] is read', (inner, meant) => {
    expect(placeholderOf(inner)).toEqual(meant)
  })

  it.each([
    '',
    'Key',
    'a+b',
    'a / b',
    'a number from one to ten',
    '30 leters',
    'a + b + c',
    'x1',
    'key in uppercase',
    'the length of key',
    'reversed key',
  ])('[%s] means nothing, and is told before anything runs', (inner) => {
    expect(placeholderOf(inner)).toBeUndefined()
    expect(strayBrackets(`client A sends "x [${inner}]"`)).toBe(`[${inner}]`)
  })

  it('is computed from what was drawn, said or taken, each time anew', () => {
    const some = names()
    some.drawNumber('a', 100, 999)
    some.define('b', '7')
    some.define('key', 'añb')
    const a = Number(some.drawn('a'))
    expect(a).toBeGreaterThanOrEqual(100)
    expect(a).toBeLessThanOrEqual(999)
    expect(withDrawn('the line "[a + b] [a - 1 000] [b * b]"', some)).toBe(`the line "${a + 7} ${a - 1000} 49"`)
    expect(some.resolve('[key in upper case] [key reversed] [length of key]')).toBe('AÑB bña 4')
    some.define('b', '-8')
    expect(some.resolve('[0 - b]')).toBe('8')
  })

  it('is a number within its bounds, the same wherever it stands', () => {
    const drawn = new Set(
      Array.from({ length: 200 }, (_, i) => {
        const some = names(`label ${i}`)
        const number = some.resolve('[a number from 3 to 5]')
        expect(some.resolve('[a number from 3 to 5]')).toBe(number)
        return number
      }),
    )
    expect([...drawn].sort()).toEqual(['3', '4', '5'])
    expect(() => names().resolve('[a number from 5 to 3]')).toThrow(/5 is more than 3/)
  })

  it('cannot be computed from what is no number', () => {
    expect(() => names().resolve('[a + b]')).toThrow(SetupError)
    expect(() => names().resolve('[a + b]')).toThrow(
      /\[a\] is not known there; say "Given \[a\] is a number from 1 to 99"/,
    )
    const some = names()
    some.define('a', 'x')
    expect(() => some.resolve('[a + 1]')).toThrow(/\[a\] is "x", and no number/)
  })

  it('that is expected must have been sent, said or taken before', () => {
    const some = names()
    expect(() => withDrawn('the line "[key]"', some.known)).toThrow(
      '[key] is expected, but nothing before sends, says or takes it',
    )
    const key = some.drawn('key')
    expect(withDrawn('the line "[key]"', some.known)).toBe(`the line "${key}"`)
    expect(() => withDrawn('the line "[kye]"', some.known)).toThrow(/\[kye\] is expected, .*; known there: \[key\]/)
    expect(() => withDrawn('the line "[length of kye]"', some.known)).toThrow(SetupError)
  })

  it('outside of texts stays for the phrase to read, but in JSON', () => {
    const some = names()
    some.define('token', 'x')
    for (const phrase of [
      'a line that holds [token]',
      'a line like /^[token]"[key]"{2}$/',
      'a line that begins with "{" and holds [token]',
    ])
      expect(withDrawn(phrase, some)).toBe(phrase)
    expect(withDrawn('the JSON frame {"a": [token]}', some)).toBe('the JSON frame {"a": "x"}')
  })
})
