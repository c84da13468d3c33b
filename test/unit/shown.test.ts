import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Randomness } from '../../harness/messages/randomness.js'
import { findShown } from '../../harness/messages/shown.js'

/** Answers as the harness draws them; labels around them are in other letters, so that chance plays no part. */
const answer = fc
  .tuple(fc.string(), fc.integer({ min: 12, max: 200 }))
  .map(([label, count]) => new Randomness('shown', label).text(count, 'abcdefghijklmnopqrstuvwxyz'))
const label = fc.string({ unit: fc.constantFrom(...Array.from('ABCDEF :>\n')), maxLength: 20 })

describe("a text in a program's output", () => {
  it('is shown whole, whatever is printed around it', () => {
    fc.assert(
      fc.property(answer, label, label, (text, before, after) => {
        expect(findShown(`${before}${text}${after}`, text)).toEqual({ shown: 'whole' })
      }),
    )
  })

  it('is shown in pieces where the same label stands before each, but for its numbers', () => {
    const sizes = fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(fc.string(), label, sizes, fc.boolean(), (seed, before, ofPieces, numbered) => {
        const random = new Randomness('shown', seed)
        const pieces = ofPieces.map((size) => random.text(size, 'abcdefghijklmnopqrstuvwxyz'))
        const output = pieces.map((piece, i) => `${before}!${numbered ? i * 7 : ''}: ${piece}\n`).join('')
        expect(findShown(output, pieces.join(''))).toEqual({ shown: 'in pieces' })
      }),
    )
  })

  it('may have a last piece of one octet behind a label that was seen before', () => {
    expect(findShown('got: abcdef\ngot: ghijkl\ngot: m\n', 'abcdefghijklm')).toEqual({ shown: 'in pieces' })
  })

  it('is found although its first letters turn up earlier', () => {
    expect(findShown('abc is no answer\ngot: abcdef\ngot: ghijkl\n', 'abcdefghijkl')).toEqual({ shown: 'in pieces' })
  })

  it('is not shown where its last character is missing', () => {
    fc.assert(
      fc.property(answer, label, label, (text, before, after) => {
        expect(findShown(`${before}${text.slice(0, -1)}${after}`, text)).toEqual({
          shown: 'beginning',
          octets: text.length - 1,
        })
      }),
    )
  })

  it('is not shown where its last character is missing, though the letter stands in what is printed next', () => {
    expect(findShown('got: abcdef\ngoodbye', 'abcdefg')).toEqual({ shown: 'beginning', octets: 6 })
  })

  it('is not shown where only its beginning or its end is', () => {
    fc.assert(
      fc.property(answer, label, fc.nat(), (text, around, part) => {
        const size = 3 + (part % (text.length - 3))
        expect(findShown(`${around}${text.slice(0, size)}\n${around}`, text)).toEqual({
          shown: 'beginning',
          octets: size,
        })
        const end = findShown(`${around}${text.slice(-size)}\n${around}`, text)
        // The end may hold the text's first three letters once more; it is never taken for the whole.
        expect(['beginning', 'end']).toContain(end.shown)
        if (end.shown === 'end') expect(end.octets).toBe(size)
      }),
    )
  })

  it('is not shown in pieces where the labels differ', () => {
    expect(findShown('first: abcdef\nthen: ghijkl\nlast: mnopqr\n', 'abcdefghijklmnopqr').shown).toBe('beginning')
  })

  it('is not shown where one octet in the middle is missing, or another stands in its place', () => {
    const text = 'abcdefghijklmnopqrstuvwxyz'
    expect(findShown(`got: ${text.slice(0, 13)}${text.slice(14)}\n`, text).shown).toBe('beginning')
    expect(findShown(`got: ${text.slice(0, 13)}?${text.slice(14)}\n`, text).shown).toBe('beginning')
  })

  it('is not shown in pieces that are far apart', () => {
    expect(findShown(`abcdef${'.'.repeat(201)}ghijkl`, 'abcdefghijkl').shown).toBe('beginning')
    expect(findShown(`abcdef${'.'.repeat(200)}ghijkl`, 'abcdefghijkl').shown).toBe('in pieces')
  })

  it('is not shown where nothing of it is', () => {
    fc.assert(
      fc.property(answer, label, (text, output) => {
        expect(findShown(output, text)).toEqual({ shown: 'nothing' })
      }),
    )
  })
})
