import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsFor } from '../../results/layout.js'
import { cut, wrap } from '../../results/wrap.js'

const text = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'ñ', '"'), minLength: 1, maxLength: 30 }))
  .map((words) => words.join(' '))

describe('a text that is broken into lines', () => {
  it('fits them, and has lost nothing but blanks', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 40 }), fc.integer({ min: 1, max: 40 }), (whole, columns, first) => {
        const lines = wrap(whole, columns, first)
        for (const [index, line] of lines.entries())
          expect(line.length).toBeLessThanOrEqual(index === 0 ? first : columns)
        expect(lines.join('').replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''))
      }),
    )
  })

  it('is broken at blanks, and only a word that is too long elsewhere', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('incomprehensible', 10)).toEqual(['incomprehe', 'nsible'])
    expect(wrap('one two three', undefined)).toEqual(['one two three'])
  })

  it('is cut where it has one line only', () => {
    expect([cut('one two three', 10), cut('one', 10), cut('one two three', undefined)]).toEqual([
      'one two...',
      'one',
      'one two three',
    ])
  })
})

describe('the width of a terminal', () => {
  it('is its own from 60 to 120, and none where there is no terminal', () => {
    expect([undefined, 0, 20, 60, 93, 120, 400].map(columnsFor)).toEqual([undefined, undefined, 60, 60, 93, 120, 120])
  })
})
