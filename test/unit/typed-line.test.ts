import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relate } from '../../harness/messages/typed-line.js'

const line = fc
  .string({ unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz ')), minLength: 12, maxLength: 60 })
  .map((text) => Buffer.from(text))
/** Has no octet in common with a line. */
const foreign = fc
  .string({ unit: fc.constantFrom(...Array.from('ABCDEF.!\n')), maxLength: 30 })
  .map((text) => Buffer.from(text))

describe("a client's message", () => {
  it('is the whole line where it holds it, with anything before and after', () => {
    fc.assert(
      fc.property(foreign, line, foreign, (before, typed, after) => {
        expect(relate(Buffer.concat([before, typed, after]), typed)).toBe('whole')
      }),
    )
  })

  it('is a part of the line at each of its beginnings', () => {
    fc.assert(
      fc.property(line, (typed) => {
        for (let size = 1; size < typed.length; size++) expect(relate(typed.subarray(0, size), typed)).toBe('part')
      }),
    )
  })

  it('is a part of the line where it has six octets of it, in whatever company', () => {
    fc.assert(
      fc.property(foreign, line, fc.nat(), foreign, (before, typed, place, after) => {
        const at = place % (typed.length - 6)
        expect(relate(Buffer.concat([before, typed.subarray(at, at + 6), after]), typed)).toBe('part')
      }),
    )
  })

  it("is the client's own where it has nothing in common with the line, or nothing came", () => {
    fc.assert(
      fc.property(foreign, line, (octets, typed) => {
        expect(relate(octets, typed)).toBe('own')
      }),
    )
    expect(relate(Buffer.from('hello!'), Buffer.from('zz hello zz'))).toBe('own')
  })
})
