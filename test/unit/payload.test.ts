import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { octetsOf, type Payload } from '../../harness/messages/message.js'
import { parsePayload, PAYLOAD_PATTERN } from '../../harness/messages/grammar/payloads.js'
import { PAYLOAD_FORMS } from '../../harness/messages/grammar/plain.js'
import { parseCount } from '../../harness/messages/grammar/tokens.js'
import { ACCENTED, cut, unescape } from '../../harness/messages/payload.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { SetupError } from '../../harness/findings/violation.js'

const seeded = (label = 'a label'): Randomness => new Randomness('a seed', label)
const drawn = (payload: Payload, random: Randomness): Buffer => octetsOf(payload.message(random, {}))
const draw = (phrase: string): Buffer => drawn(parsePayload(phrase), seeded())
const sorted = (octets: Buffer): number[] => [...octets].sort((a, b) => a - b)
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const isUtf8 = (octets: Buffer): boolean => Buffer.from(octets.toString('utf8')).equals(octets)

/** What each form's example must draw, given its octets as text. */
const DRAWS: Readonly<Record<string, (octets: Buffer, text: string) => void>> = {
  '"HELO\\n"': (_, text) => expect(text).toBe('HELO\n'),
  'the bytes 00 00 00 0C': (octets) => expect([...octets]).toEqual([0, 0, 0, 12]),
  'a text of 1 024 bytes': (octets, text) => {
    expect(octets).toHaveLength(1024)
    expect(text).toMatch(/^[\x21-\x7e][\x20-\x7e]*[\x21-\x7e]$/)
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/, / /]) expect(text).toMatch(kind)
  },
  'a text of 60 bytes with blanks at both ends': (_, text) =>
    expect(text).toMatch(/^ [ \t][\x21-\x7e][\x20-\x7e]{54}[\x21-\x7e][ \t]\n$/),
  'a sentence of 40 characters': (_, text) => expect(text).toMatch(/^[a-z][a-z ]{38}[a-z]$/),
  'a sentence of 40 characters with blanks at both ends': (_, text) =>
    expect(text).toMatch(/^ [ \t][a-z][a-z ]{34}[a-z][ \t]\n$/),
  '40 lower-case letters': (_, text) => expect(text).toMatch(/^[a-z]{40}$/),
  'a sentence of 40 characters with letters outside ASCII': (_, text) => {
    expect(Array.from(text)).toHaveLength(40)
    for (const letter of ACCENTED) expect(text).toContain(letter)
    expect(text.replaceAll(new RegExp(`[${ACCENTED}]`, 'g'), '')).toMatch(/^[a-z]*$/)
  },
  'a sentence of 40 characters with letters outside ASCII and blanks at both ends': (_, text) => {
    expect(Array.from(text)).toHaveLength(40)
    expect(text).toMatch(/^ [ \t]\S{36}[ \t]\n$/)
    for (const letter of ACCENTED) expect(text).toContain(letter)
  },
  'all printable ASCII but the lower-case letters': (octets, text) => {
    expect(text).toMatch(/^ \S+ $/)
    expect(sorted(octets)).toEqual([0x20, ...range(0x20, 0x61), ...range(0x7b, 0x7f)])
  },
  'all 256 byte values': (octets, text) => {
    expect(sorted(octets)).toEqual(range(0, 256))
    expect(text).toMatch(/^[0-9][^]*[0-9]$/)
  },
  'all 256 byte values with blanks at both ends': (octets, text) => {
    expect(sorted(octets)).toEqual(range(0, 256))
    expect(text).toMatch(/^\s[^]*\s$/)
  },
  '100 000 random bytes': (octets) => expect(octets).toHaveLength(100_000),
  '40 bytes that are not UTF-8': (octets) => {
    expect(octets).toHaveLength(40)
    expect(isUtf8(octets)).toBe(false)
  },
  'a line of 40 characters': (_, text) => expect(text).toMatch(/^[a-z][a-z ]{38}[a-z]\n$/),
  'a line of 40 characters with blanks at both ends': (_, text) =>
    expect(text).toMatch(/^ [ \t][a-z][a-z ]{34}[a-z][ \t] \n$/),
  'a line of 40 characters ended by CR LF': (_, text) => expect(text).toMatch(/^[a-z][a-z ]{38}[a-z]\r\n$/),
  'an empty line': (_, text) => expect(text).toBe('\n'),
  '12 upper-case letters': (_, text) => expect(text).toMatch(/^[A-Z]{12}$/),
  'an empty text': (octets) => expect(octets).toHaveLength(0),
  'an empty datagram': (octets) => expect(octets).toHaveLength(0),
}

describe('the forms of a message', () => {
  it('are all listed here, with what they draw', () => {
    expect(PAYLOAD_FORMS.map(({ example }) => example)).toEqual(Object.keys(DRAWS))
  })

  for (const [example, check] of Object.entries(DRAWS)) {
    it(`${example} draws what it says`, () => {
      const octets = draw(example)
      check(octets, octets.toString('utf8'))
    })
  }

  it('are each matched as a whole by the pattern that steps use, which captures nothing', () => {
    const anchored = new RegExp(`^(?:${PAYLOAD_PATTERN.source})$`)
    for (const { example } of PAYLOAD_FORMS) expect(anchored.exec(example)).toHaveLength(1)
  })

  it('with a number have that many characters, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), (count) => {
        expect(draw(`${count} lower-case letters`)).toHaveLength(count)
        expect(draw(`a text of ${count} octets`)).toHaveLength(count)
        expect(draw(`a sentence of ${count} characters`).toString()).toMatch(/^[a-z]([a-z ]*[a-z])?$/)
        expect(draw(`a sentence of ${count} characters`)).toHaveLength(count)
        expect(draw(`a line of ${count} characters`)).toHaveLength(count + 1)
        expect(draw(`${count} random octets`)).toHaveLength(count)
        expect(
          Array.from(draw(`a sentence of ${count} characters with letters outside ASCII`).toString()),
        ).toHaveLength(count)
        const bad = draw(`${count} octets that are not UTF-8`)
        expect(bad).toHaveLength(count)
        expect(isUtf8(bad)).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('have blanks at their ends only where they say so', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (seed, count) => {
        const random = new Randomness(seed, 'ends')
        for (const phrase of [`${count} random bytes`, `a text of ${count} bytes`, 'all 256 byte values']) {
          const octets = drawn(parsePayload(phrase), random)
          for (const end of [octets.at(0), octets.at(-1)]) expect([0, 9, 10, 11, 12, 13, 32]).not.toContain(end)
        }
      }),
    )
  })

  it('refuse blanks at both ends where there is no room for them', () => {
    expect(() => draw('a text of 4 bytes with blanks at both ends')).toThrow(SetupError)
  })

  it('write numbers with spaces between thousands, or without', () => {
    expect(parseCount('16 777 216')).toBe(16_777_216)
    expect(draw('a text of 1024 octets')).toHaveLength(1024)
  })

  it('draw octets that depend on the seed and the label alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, label) => {
        const payload = parsePayload('32 random octets')
        const first = drawn(payload, new Randomness(seed, label))
        expect(drawn(payload, new Randomness(seed, label))).toEqual(first)
        expect(drawn(payload, new Randomness(seed, `${label}!`))).not.toEqual(first)
        expect(drawn(payload, new Randomness(`${seed}!`, label))).not.toEqual(first)
      }),
      { numRuns: 30 },
    )
  })

  it('draw something new at the second call', () => {
    const random = seeded()
    const payload = parsePayload('a sentence of 40 characters')
    expect(drawn(payload, random)).not.toEqual(drawn(payload, random))
  })

  for (const phrase of [
    '',
    'a sentence',
    'a sentence of characters',
    'a sentence of forty characters',
    'a sentence of -1 characters',
    'a sentence of 4 00 characters',
    ' an empty line',
    'an empty line ',
    'the octets',
    'the octets 0',
    'the octets 0G',
    'the octets 000',
    '"no end',
    '"a"b"',
    '"a\\"',
  ]) {
    it(`do not include ${JSON.stringify(phrase)}`, () => {
      expect(() => parsePayload(phrase)).toThrow(SetupError)
    })
  }

  it('throw SetupError, and nothing else, on any other phrase', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (phrase) => {
        try {
          draw(phrase)
        } catch (error) {
          expect(error).toBeInstanceOf(SetupError)
        }
      }),
    )
  })
})

describe('escapes in a quoted phrase', () => {
  it('read \\n \\r \\t \\0 \\\\ \\" and \\xNN', () => {
    expect(unescape('a\\n\\r\\t\\0\\\\\\"\\x7f\\xFFz')).toEqual(
      Buffer.from([0x61, 10, 13, 9, 0, 0x5c, 0x22, 0x7f, 0xff, 0x7a]),
    )
  })

  it('give back any octets that were written as \\xNN', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const written = [...octets].map((octet) => `\\x${octet.toString(16).padStart(2, '0')}`).join('')
        expect(unescape(written)).toEqual(Buffer.from(octets))
        expect(draw(`"${written}"`)).toEqual(Buffer.from(octets))
      }),
    )
  })

  it('give back any text whose backslashes and quotes were escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(unescape(text.replaceAll(/[\\"]/g, '\\$&'))).toEqual(Buffer.from(text))
      }),
    )
  })

  for (const text of ['\\q', '\\x4', '\\xG0', '\\x', '\\N', '\\u0041', '\\é', '\\😀', '\\ ', '\\\n']) {
    it(`do not include ${JSON.stringify(text)}`, () => {
      expect(() => unescape(text)).toThrow(SetupError)
    })
  }
})

describe('a message cut into pieces', () => {
  it('is whole again when they are joined, has as many as wanted, and none is empty', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 60 }),
        fc.string(),
        (octets, count, label) => {
          const message = Buffer.from(octets)
          const pieces = cut(message, count, seeded(label))
          expect(Buffer.concat(pieces)).toEqual(message)
          expect(pieces).toHaveLength(Math.min(count, message.length))
          expect(pieces.every((piece) => piece.length > 0)).toBe(true)
        },
      ),
    )
  })
})
