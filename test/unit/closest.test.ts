import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closest } from '../../specification/closest.js'

const word = fc.string({ unit: fc.constantFrom(...Array.from('abcdef-')), minLength: 1, maxLength: 12 })

describe('the word that was probably meant', () => {
  it('is the word itself where it is there', () => {
    fc.assert(
      fc.property(word, fc.array(word), (meant, others) => {
        expect(closest(meant, [...others, meant])).toBe(meant)
      }),
    )
  })

  it('is found in spite of one letter too many, too few, or wrong', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(),
        fc.constantFrom('', 'X', 'XY'),
        fc.nat({ max: 1 }),
        (meant, place, typed, removed) => {
          const at = place % meant.length
          expect(
            closest(meant.slice(0, at) + typed + meant.slice(at + removed), [meant, 'ZZZZZZZZZZZZZZZZZZZZZZZZZZ']),
          ).toBe(meant)
        },
      ),
    )
  })

  it('is always one of the candidates, and none where all are far away', () => {
    fc.assert(
      fc.property(word, fc.array(word), (typed, candidates) => {
        const found = closest(typed, candidates)
        if (found !== undefined) expect(candidates).toContain(found)
      }),
    )
    expect(closest('tcp-echo', ['line-uppercase', 'smtp'])).toBeUndefined()
    expect(closest('anything', [])).toBeUndefined()
  })

  it('is the nearest of several', () => {
    expect(closest('tcp-ecko', ['udp-echo', 'tcp-echo', 'tcp-uppercase'])).toBe('tcp-echo')
    expect(closest('TCP-ECHO-S11', ['TCP-ECHO-S2', 'TCP-ECHO-S1', 'TCP-ECHO-S12'])).toBe('TCP-ECHO-S1')
  })
})
