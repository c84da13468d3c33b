import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uppercase } from '../../protocols/uppercase.js'

describe('upper case', () => {
  it('changes the ASCII letters a to z, and no other octet', () => {
    for (let octet = 0; octet < 256; octet++) {
      expect(uppercase(Buffer.from([octet]))).toEqual(
        Buffer.from([octet >= 0x61 && octet <= 0x7a ? octet - 0x20 : octet]),
      )
    }
  })

  it('is the same however the octets are split, and leaves them as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (octets, place) => {
        const before = Buffer.from(octets)
        const at = place % (octets.length + 1)
        expect(Buffer.concat([uppercase(octets.subarray(0, at)), uppercase(octets.subarray(at))])).toEqual(
          uppercase(octets),
        )
        expect(Buffer.from(octets)).toEqual(before)
      }),
    )
  })

  it('leaves text outside ASCII valid, and is done when it is done', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const upper = uppercase(Buffer.from(text))
        expect(upper.toString()).toBe(
          Buffer.from(text)
            .toString()
            .replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
        )
        expect(uppercase(upper)).toEqual(upper)
      }),
    )
  })
})
