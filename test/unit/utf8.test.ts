import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNotUtf8 } from '../../protocols/utf8.js'

describe('what is not UTF-8', () => {
  it('is found in just the octets that are not', () => {
    const octets = fc.oneof(
      fc.uint8Array(),
      fc
        .tuple(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 2 }), fc.string({ unit: 'binary' }))
        .map(([before, between, after]) => Buffer.concat([Buffer.from(before), between, Buffer.from(after)])),
    )
    fc.assert(
      fc.property(octets, (some) => {
        const all = Buffer.from(some)
        const found = findNotUtf8(all)
        expect(found === undefined).toBe(isUtf8(all))
        if (found === undefined) return
        expect(found.octet).toBe(all[found.at - 1])
        expect(isUtf8(all.subarray(0, found.at - 1))).toBe(true)
        // Whatever is taken for the character that begins there.
        for (let size = 1; size <= 4; size++)
          expect(isUtf8(all.subarray(found.at - 1, found.at - 1 + size)), `${size} octets`).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['68f16f', 2, 0xf1],
    ['c3b1c3', 3, 0xc3],
    ['c0ae', 1, 0xc0],
    ['22eda08022', 2, 0xed],
    ['e282', 1, 0xe2],
    ['f09f9880f8', 5, 0xf8],
  ])('%s: it is its octet %i', (hex, at, octet) => {
    expect(findNotUtf8(Buffer.from(hex, 'hex'))).toEqual({ kind: 'not-utf8', at, octet })
  })
})
