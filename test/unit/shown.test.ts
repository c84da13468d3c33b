import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Randomness } from '../../harness/messages/randomness.js'
import { findShown, type Shown } from '../../harness/messages/shown.js'

/** Answers as the harness draws them; labels around them are in other letters, so that chance plays no part. */
const answer = fc
  .tuple(fc.string(), fc.integer({ min: 12, max: 200 }))
  .map(([label, count]) => new Randomness('shown', label).text(count, 'abcdefghijklmnopqrstuvwxyz'))
const label = fc.string({ unit: fc.constantFrom(...Array.from('ABCDEF :>\n')), maxLength: 20 })

/** The search as anybody would first write it. */
function naive(output: string, text: string): Shown {
  if (output.includes(text)) return { shown: 'whole' }
  // The beginning may turn up by chance before the place where the answer is really shown.
  let best = 0
  for (let at = output.indexOf(text.slice(0, 3)); at !== -1; at = output.indexOf(text.slice(0, 3), at + 1)) {
    const first = commonLength(output, at, text, 0)
    if (first >= 3 && showsRest(output, at + first, text, first, undefined)) return { shown: 'in pieces' }
    best = Math.max(best, first)
  }
  if (best >= 3) return { shown: 'beginning', octets: best }
  for (let size = text.length - 1; size >= 3; size--) {
    if (output.includes(text.slice(-size))) return { shown: 'end', octets: size }
  }
  return { shown: 'nothing' }
}

/** Whether the rest of `text` follows in `output`, the same label (but for its numbers) before each piece. */
function showsRest(output: string, at: number, text: string, done: number, label: string | undefined): boolean {
  if (done === text.length) return true
  const wanted = text.slice(done, done + 3)
  // A last piece that chance can make counts only behind a label that has been seen before.
  if (wanted.length < 3 && label === undefined) return false
  for (
    let next = output.indexOf(wanted, at);
    next !== -1 && next - at <= 200;
    next = output.indexOf(wanted, next + 1)
  ) {
    const gap = output.slice(at, next).replaceAll(/\d+/g, '#')
    if (label !== undefined && gap !== label) continue
    const length = commonLength(output, next, text, done)
    if (showsRest(output, next + length, text, done + length, gap)) return true
  }
  return false
}

function commonLength(a: string, i: number, b: string, j: number): number {
  let length = 0
  while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++
  return length
}

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

  it('is found as a search would find it that takes whatever time it likes', () => {
    // Few letters, so that beginnings, pieces and labels turn up by chance everywhere.
    const some = (maxLength: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength })
    fc.assert(
      fc.property(some(12), some(60), (text, output) => {
        fc.pre(text !== '')
        expect(findShown(output, text)).toEqual(naive(output, text))
      }),
      { numRuns: 2000 },
    )
    const ofPieces = fc.tuple(answer, fc.array(fc.tuple(fc.nat(30), fc.nat(12), label), { maxLength: 30 }))
    fc.assert(
      fc.property(ofPieces, ([text, pieces]) => {
        const output = pieces.map(([at, size, between]) => `${between}${text.slice(at, at + size)}`).join('')
        expect(findShown(output, text)).toEqual(naive(output, text))
      }),
      { numRuns: 1000 },
    )
  })

  it.each([3, 6, 20, 39])(
    'is looked for in a time that does not grow with how often its first %i letters are there',
    (size) => {
      const text = new Randomness('shown', 'again').text(40, 'abcdefghijklmnopqrstuvwxyz')
      const again = text.slice(0, size)
      // Quadratic, it would take minutes, which the runner does not wait for.
      expect(findShown(again.repeat((1 << 20) / size), text)).toEqual({ shown: 'beginning', octets: size })
      expect(findShown(text.slice(-size).repeat((1 << 20) / size), text).shown).not.toBe('whole')
      expect(findShown(`${again} `.repeat((1 << 20) / size), text.slice(0, 3) + text.repeat(500))).toMatchObject({
        shown: 'beginning',
      })
    },
  )

  it('is not shown where nothing of it is', () => {
    fc.assert(
      fc.property(answer, label, (text, output) => {
        expect(findShown(output, text)).toEqual({ shown: 'nothing' })
      }),
    )
  })
})
