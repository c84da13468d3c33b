import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { octetsOf, type Message } from '../../harness/messages/message.js'
import { STRUCTURED_FORMS } from '../../harness/messages/grammar/messages.js'
import { parsePayload, PAYLOAD_PATTERN, SUFFIXES } from '../../harness/messages/grammar/payloads.js'
import { PAYLOAD_FORMS } from '../../harness/messages/grammar/plain.js'
import { ACCENTED } from '../../harness/messages/payload.js'
import { Randomness } from '../../harness/messages/randomness.js'
import type { Settings } from '../../harness/messages/settings.js'
import { NotObservable, SetupError } from '../../harness/findings/violation.js'
import { decodeFrame, encodeFrame } from '../../protocols/frame.js'
import { decodePart, encodePart, PART_TYPES } from '../../protocols/part.js'

/** As the features that have these options set them by default. */
const SETTINGS: Settings = { eol: 'lf', 'data-form': 'two-lines', 'shutdown-text': 'close now' }

const drawn = (phrase: string, settings: Settings = SETTINGS, label = 'a label'): Message =>
  parsePayload(phrase).message(new Randomness('a seed', label), settings)
const textOf = (message: Message): string => octetsOf(message).toString('utf8')
const segmentsOf = (message: Message): string[] => message.segments.map((segment) => segment.toString('utf8'))
const framed = (message: Message): Buffer => {
  const frame = decodeFrame(octetsOf(message))
  if (frame.kind !== 'complete') throw new Error(frame.kind)
  expect(frame.size).toBe(octetsOf(message).length)
  return frame.content
}

/** What each form's example must draw. */
const DRAWS: Readonly<Record<string, (message: Message) => void>> = {
  'a file of 200 random bytes': (message) => {
    expect(framed(message)).toHaveLength(200)
    expect(message.contents).toEqual([{ kind: 'file', octets: framed(message) }])
  },
  'an empty file': (message) =>
    expect(message).toEqual({
      segments: [Buffer.alloc(4)],
      contents: [{ kind: 'file', octets: Buffer.alloc(0) }],
      header: 4,
    }),
  'a frame holding "hola"': (message) =>
    expect(message).toEqual({ segments: [Buffer.from('\0\0\0\x04hola')], header: 4 }),
  'the JSON frame {"mensaje": [30 letters], "continuar": true}': (message) => {
    const { shown = '' } = message
    expect(shown).toMatch(/^[a-z]{30}$/)
    expect(framed(message).toString()).toBe(`{"mensaje": "${shown}", "continuar": true}`)
    expect(message.compared).toBe('json')
  },
  'an image part of 300 random bytes': (message) => {
    const content = octetsOf(message).subarray(5)
    expect(content).toHaveLength(300)
    expect(message).toMatchObject({
      segments: [encodePart(PART_TYPES.image, content)],
      contents: [{ kind: 'image', octets: content }],
    })
  },
  'a text part of "hola"': (message) =>
    expect(message).toMatchObject({
      segments: [encodePart(PART_TYPES.text, Buffer.from('hola'))],
      contents: [{ kind: 'text', octets: Buffer.from('hola') }],
    }),
  'an empty text part': (message) =>
    expect(message).toMatchObject({
      segments: [encodePart(PART_TYPES.text, Buffer.alloc(0))],
      contents: [{ kind: 'text', octets: Buffer.alloc(0) }],
    }),
  'an empty image part': (message) =>
    expect(message).toMatchObject({
      segments: [encodePart(PART_TYPES.image, Buffer.alloc(0))],
      contents: [{ kind: 'image', octets: Buffer.alloc(0) }],
    }),
  'a part of type 9 of 20 random bytes': (message) => {
    expect(decodePart(octetsOf(message))).toMatchObject({ kind: 'complete', type: 9, size: 25 })
    expect(message.contents).toBeUndefined()
  },
  'the command "DATA" and a line of 40 characters': (message) => {
    expect(message.inTurns).toBe(true)
    const [name, data] = segmentsOf(message)
    expect(name).toBe('DATA\n')
    expect(data).toMatch(/^[a-z][a-z ]{38}[a-z]\n$/)
    expect(message.segments).toHaveLength(2)
  },
  'the command "DATA" and the line "QUIT"': (message) =>
    expect(message).toMatchObject({ segments: [Buffer.from('DATA\n'), Buffer.from('QUIT\n')], inTurns: true }),
  'the command "HELO" ended by CR LF': (message) =>
    expect(message).toEqual({ segments: [Buffer.from('HELO\r\n')], compared: 'line' }),
  'the command "HELO"': (message) =>
    expect(message).toMatchObject({ segments: [Buffer.from('HELO\n')], compared: 'line' }),
  'the shutdown text': (message) => expect(message).toEqual({ segments: [Buffer.from('close now')] }),
  'the shutdown text in lower case': (message) => {
    expect(octetsOf(message).toString()).toBe('CLOSE NOW')
  },
  'the shutdown text between other words': (message) =>
    expect(textOf(message)).toMatch(/^[a-z]{5} close now [a-z]{5}$/),
  'the shutdown text and a word behind it': (message) => expect(textOf(message)).toMatch(/^close now [a-z]{5}$/),
  'a word and the shutdown text behind it': (message) => expect(textOf(message)).toMatch(/^[a-z]{5} close now$/),
  'the line "100 OK"': (message) =>
    expect(message).toEqual({ segments: [Buffer.from('100 OK\n')], compared: 'line', shown: '100 OK' }),
}

const SUFFIXED: Readonly<Record<string, (message: Message) => void>> = {
  'a file of 200 random bytes, the length first': (message) => {
    expect(message.segments.map(({ length }) => length)).toEqual([4, 200])
    expect(message.contents).toEqual([{ kind: 'file', octets: framed(message) }])
    expect(message.inTurns).toBeUndefined()
  },
  'a file of 200 random bytes, its length in two segments': (message) => {
    const [first = 0, second = 0, rest] = message.segments.map(({ length }) => length)
    expect([first + second, rest]).toEqual([4, 200])
    expect(Math.min(first, second)).toBeGreaterThan(0)
    expect(framed(message)).toHaveLength(200)
  },
  'the JSON frame {"a": 1}, padded with spaces to 3 000 bytes': (message) => {
    expect(framed(message).toString()).toBe('{"a": 1}'.padEnd(3000))
    expect(message.compared).toBe('json')
  },
  'a file of 200 random bytes, broken off half-way': (message) => {
    expect(octetsOf(message)).toHaveLength(102)
    expect(octetsOf(message).readUInt32BE()).toBe(200)
    expect(message.contents).toBeUndefined()
  },
  'the command "HELO", twice': (message) =>
    expect(message).toMatchObject({
      segments: [Buffer.from('HELO\n'), Buffer.from('HELO\n')],
      compared: 'line',
      inTurns: true,
    }),
}

describe('the forms of a structured message', () => {
  it('are all listed here, with what they draw', () => {
    expect(STRUCTURED_FORMS.map(({ example }) => example).sort()).toEqual(Object.keys(DRAWS).sort())
    expect(SUFFIXES.map(({ example }) => example)).toEqual(Object.keys(SUFFIXED))
  })

  for (const [example, check] of Object.entries({ ...DRAWS, ...SUFFIXED })) {
    it(`${example}: draws what it says`, () => {
      for (const label of ['one', 'another', 'a third']) check(drawn(example, SETTINGS, label))
    })
  }

  it('keep the phrase that names them', () => {
    for (const example of Object.keys(DRAWS)) expect(parsePayload(example).phrase).toBe(example)
  })

  it('draw the same again from the same randomness, and another one where they are random', () => {
    for (const example of [...Object.keys(DRAWS), ...Object.keys(SUFFIXED)])
      expect(drawn(example)).toEqual(drawn(example))
    for (const example of [
      'a file of 200 random octets',
      'the command "DATA" and a line of 40 characters',
      'the JSON frame {"a": [30 letters]}',
    ]) {
      expect(textOf(drawn(example, SETTINGS, 'another label'))).not.toBe(textOf(drawn(example)))
    }
  })
})

describe('the pattern that steps use', () => {
  const anchored = new RegExp(`^(?:${PAYLOAD_PATTERN.source})$`)

  it('matches each example as a whole, and captures nothing', () => {
    for (const example of [
      ...PAYLOAD_FORMS.map((form) => form.example),
      ...Object.keys(DRAWS),
      ...Object.keys(SUFFIXED),
    ]) {
      expect(anchored.exec(example), example).toHaveLength(1)
    }
  })

  const simple = fc.constantFrom(
    ...[...PAYLOAD_FORMS, ...STRUCTURED_FORMS]
      .map(({ example }) => example)
      .filter((example) => example !== 'an empty datagram'),
  )
  const one = fc.oneof(simple, fc.constantFrom(...Object.keys(SUFFIXED)))

  it('matches any of them behind each other, and what it matches can be parsed and drawn', () => {
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' followed by ', ', followed by '),
        (examples, between) => {
          const phrase = examples.join(between)
          expect(anchored.exec(phrase)).toHaveLength(1)
          expect(octetsOf(drawn(phrase)).length).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('matches whatever wraps a form of payload.ts', () => {
    for (const form of PAYLOAD_FORMS) {
      for (const wrapping of [
        'a file of',
        'a frame holding',
        'a text part of',
        'an image part of',
        'a part of type 7 of',
      ]) {
        const phrase = `${wrapping} ${form.example}`
        expect(anchored.exec(phrase), phrase).toHaveLength(1)
        expect(octetsOf(drawn(phrase)).length).toBeGreaterThanOrEqual(4)
      }
    }
  })

  for (const phrase of [
    'a file of a file of 3 random octets',
    'a frame holding',
    'the JSON frame {"a": {"b": 1}}',
    'the JSON frame [1]',
    'an empty sound part',
    'a part of type x of "a"',
    'the command HELO',
    'the command "HELO" and a file of "x"',
    'the command "HELO", thrice',
    'the command "HELO", twice, twice',
    '"a" followed by',
    'followed by "a"',
    '"a" followed by nothing',
    'the line "a"b"',
    'the shutdown text between words',
    'a file of "a", padded with spaces to many octets',
    '"a"; followed by "b"',
  ]) {
    it(`does not match ${phrase}, which is no message`, () => {
      expect(anchored.test(phrase)).toBe(false)
      expect(() => parsePayload(phrase)).toThrow(SetupError)
    })
  }
})

describe('frames and parts', () => {
  it('hold what they say', () => {
    for (const { example } of PAYLOAD_FORMS) {
      const octets = octetsOf(parsePayload(example).message(new Randomness('a seed', 'the same'), {}))
      const wrapped = (before: string): Message =>
        parsePayload(`${before} ${example}`).message(new Randomness('a seed', 'the same'), {})
      expect(wrapped('a frame holding')).toEqual({ segments: [encodeFrame(octets)], header: 4 })
      expect(wrapped('a file of')).toEqual({
        segments: [encodeFrame(octets)],
        contents: [{ kind: 'file', octets }],
        header: 4,
      })
      expect(wrapped('a text part of')).toMatchObject({
        segments: [encodePart(1, octets)],
        contents: [{ kind: 'text', octets }],
      })
      expect(wrapped('an image part of')).toMatchObject({
        segments: [encodePart(2, octets)],
        contents: [{ kind: 'image', octets }],
      })
      expect(wrapped('a part of type 200 of')).toMatchObject({ segments: [encodePart(200, octets)] })
    }
  })

  it('may be empty', () => {
    expect(drawn('an empty text part')).toMatchObject({
      segments: [encodePart(1, Buffer.alloc(0))],
      contents: [{ kind: 'text', octets: Buffer.alloc(0) }],
    })
    expect(drawn('a file of an empty text')).toEqual(drawn('an empty file'))
  })

  it('have their length cut off as many times as there are octets for it', () => {
    expect(drawn('an empty file, the length first').segments).toEqual([Buffer.alloc(4)])
    expect(drawn('an empty file, its length in two segments').segments).toHaveLength(2)
  })

  it('can have their length cut at any place inside it', () => {
    const places = new Set(
      Array.from(
        { length: 60 },
        (_, i) => drawn('a file of "x", its length in two segments', SETTINGS, String(i)).segments[0]?.length,
      ),
    )
    expect([...places].sort()).toEqual([1, 2, 3])
  })

  it('are never shortened by padding', () => {
    expect(framed(drawn('the JSON frame {"a": 1}, padded with spaces to 3 octets')).toString()).toBe('{"a": 1}')
  })

  it('broken off half-way keep the greater half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (count) => {
        expect(octetsOf(drawn(`a file of ${count} random octets, broken off half-way`))).toHaveLength(
          Math.ceil((4 + count) / 2),
        )
      }),
    )
  })
})

describe('a JSON frame', () => {
  it('holds the template, octet for octet, where nothing is to be filled in', () => {
    for (const template of [
      '{}',
      '{ "a":1 ,"b" : null}',
      '{"tipo": "\\\\salir"}',
      '{"ñ": "€"}',
      '{no JSON at all}',
      '{"a": [letters]}',
    ]) {
      expect(drawn(`the JSON frame ${template}`)).toEqual({
        segments: [encodeFrame(Buffer.from(template))],
        compared: 'json',
        header: 4,
      })
    }
  })

  it('has each placeholder filled with letters of its own, and shows the last of them', () => {
    const message = drawn('the JSON frame {"a": [5 letters], "b": [1 000 letters]}')
    const { a, b } = JSON.parse(framed(message).toString()) as { a: string; b: string }
    expect(a).toMatch(/^[a-z]{5}$/)
    expect(b).toMatch(/^[a-z]{1000}$/)
    expect(b).not.toContain(a)
    expect(message.shown).toBe(b)
  })

  it('may have letters outside ASCII, counted as characters', () => {
    const message = drawn('the JSON frame {"a": [40 letters with letters outside ASCII]}')
    const { a } = JSON.parse(framed(message).toString('utf8')) as { a: string }
    expect(Array.from(a)).toHaveLength(40)
    for (const letter of ACCENTED) expect(a).toContain(letter)
    expect(framed(message)).toHaveLength(40 + Array.from(ACCENTED).length + '{"a": ""}'.length)
    expect(message.shown).toBe(a)
  })
})

describe('a command', () => {
  const ends = { lf: '\n', crlf: '\r\n', none: '' }
  for (const [eol, end] of Object.entries(ends)) {
    it(`ends as --eol ${eol} has it`, () => {
      const settings = { ...SETTINGS, eol }
      expect(drawn('the command "HELO"', settings)).toMatchObject({
        segments: [Buffer.from(`HELO${end}`)],
        compared: 'line',
      })
      expect(drawn('the command "DATA" and the line "hola \\"a\\""', settings)).toMatchObject({
        segments: [Buffer.from(`DATA${end}`), Buffer.from(`hola "a"${end}`)],
        inTurns: true,
      })
      expect(drawn('the command "DATA" and the line "hola"', { ...settings, 'data-form': 'inline' })).toMatchObject({
        segments: [Buffer.from(`DATA hola${end}`)],
      })
      const [name, data] = segmentsOf(drawn('the command "USER" and a line of 20 characters', settings))
      expect(name).toBe(`USER${end}`)
      expect(data?.slice(20)).toBe(end)
      expect(data?.slice(0, 20)).toMatch(/^[a-z][a-z ]{18}[a-z]$/)
      expect(
        textOf(drawn('the command "USER" and a line of 1 character', { ...settings, 'data-form': 'inline' })),
      ).toMatch(new RegExp(`^USER [a-z]${end}$`))
    })
  }

  it('ended by CR LF is so whatever --eol says', () => {
    for (const eol of ['lf', 'crlf'])
      expect(textOf(drawn('the command "HELO" ended by CR LF', { eol }))).toBe('HELO\r\n')
  })

  it('cannot be observed with --eol none where its end, or what is behind it, matters', () => {
    for (const phrase of [
      'the command "HELO" ended by CR LF',
      'the command "HELO" followed by the command "QUIT"',
      'the command "HELO", twice followed by the command "QUIT"',
    ]) {
      expect(() => drawn(phrase, { ...SETTINGS, eol: 'none' }), phrase).toThrow(NotObservable)
    }
    expect(segmentsOf(drawn('the command "HELO", twice', { eol: 'none' }))).toEqual(['HELO', 'HELO'])
  })

  it('can not be drawn where the feature does not have the options that it depends on', () => {
    for (const [phrase, settings, option] of [
      ['the command "HELO"', {}, 'eol'],
      ['the command "DATA" and the line "a"', { eol: 'lf' }, 'data-form'],
      ['the shutdown text', {}, 'shutdown-text'],
      ['a word and the shutdown text behind it', {}, 'shutdown-text'],
    ] as const) {
      expect(() => drawn(phrase, settings), phrase).toThrow(SetupError)
      expect(() => drawn(phrase, settings), phrase).toThrow(`--${option}`)
    }
  })
})

describe('the shutdown text', () => {
  it('is what --shutdown-text says, alone or among words', () => {
    const settings = { 'shutdown-text': 'adiós, y $& gracias' }
    expect(textOf(drawn('the shutdown text', settings))).toBe('adiós, y $& gracias')
    expect(textOf(drawn('the shutdown text and a word behind it', settings))).toMatch(/^adiós, y \$& gracias [a-z]{5}$/)
    expect(textOf(drawn('a word and the shutdown text behind it', settings))).toMatch(/^[a-z]{5} adiós, y \$& gracias$/)
    const [, word, other] =
      /^([a-z]{5}) adiós, y \$& gracias ([a-z]{5})$/.exec(
        textOf(drawn('the shutdown text between other words', settings)),
      ) ?? []
    expect(word).toBeDefined()
    expect(word).not.toBe(other)
  })
})

describe('a line', () => {
  it('has its escapes read, and shows what it holds without its LF', () => {
    expect(drawn('the line "a \\"b\\" \\x43"')).toEqual({
      segments: [Buffer.from('a "b" C\n')],
      compared: 'line',
      shown: 'a "b" C',
    })
    expect(drawn('the line "ñ"').segments).toEqual([Buffer.from('ñ\n')])
  })
})

describe('messages that follow each other', () => {
  it('are one segment, with all that is to be stored of them', () => {
    const message = drawn('a text part of "uno" followed by an image part of "dos" followed by a text part of "tres"')
    expect(message.segments).toEqual([
      Buffer.concat([
        encodePart(1, Buffer.from('uno')),
        encodePart(2, Buffer.from('dos')),
        encodePart(1, Buffer.from('tres')),
      ]),
    ])
    expect(message.contents?.map(({ kind, octets }) => [kind, octets.toString()])).toEqual([
      ['text', 'uno'],
      ['image', 'dos'],
      ['text', 'tres'],
    ])
  })

  it('keep the cut of the first one before them', () => {
    expect(segmentsOf(drawn('a file of "uno", the length first, followed by "dos"'))).toEqual(['\0\0\0\x03', 'unodos'])
    expect(drawn('a file of "uno", its length in two segments, followed by "dos"').segments.at(-1)?.toString()).toBe(
      'unodos',
    )
  })

  it('are one segment also where one of them would be sent in turns', () => {
    expect(
      segmentsOf(
        drawn('the command "HELO" followed by the command "DATA" and the line "a" followed by the command "QUIT"'),
      ),
    ).toEqual(['HELO\nDATA\na\nQUIT\n'])
    expect(segmentsOf(drawn('the command "DATA" and the line "a" followed by the command "QUIT"'))).toEqual([
      'DATA\na\nQUIT\n',
    ])
    expect(drawn('the command "HELO", twice followed by the command "QUIT"')).toEqual({
      segments: [Buffer.from('HELO\nHELO\nQUIT\n')],
    })
  })

  it('may have the words "followed by" in what they hold', () => {
    expect(segmentsOf(drawn('"a followed by b"'))).toEqual(['a followed by b'])
    expect(segmentsOf(drawn('the line "a \\" b, followed by c" followed by "d followed by e"'))).toEqual([
      'a " b, followed by c\nd followed by e',
    ])
    expect(framed(drawn('the JSON frame {"a": "x followed by y"}')).toString()).toBe('{"a": "x followed by y"}')
  })

  it('hold the octets of each, in order', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom(...Array.from('ab ,"\\ñ')), maxLength: 12 }), {
      minLength: 2,
      maxLength: 5,
    })
    fc.assert(
      fc.property(texts, (words) => {
        const phrase = words.map((word) => JSON.stringify(word)).join(' followed by ')
        expect(drawn(phrase)).toEqual({ segments: [Buffer.from(words.join(''))] })
      }),
    )
  })
})

describe('what was found by review', () => {
  it('is refused with --eol none wherever a command stands among several messages', () => {
    expect(() =>
      parsePayload('"x" followed by the command "QUIT"').message(new Randomness('s', 'l'), { eol: 'none' }),
    ).toThrow(NotObservable)
    expect(() =>
      parsePayload('the command "DATA" and the line "a" followed by the command "QUIT"').message(
        new Randomness('s', 'l'),
        { eol: 'none', 'data-form': 'two-lines' },
      ),
    ).toThrow(NotObservable)
  })

  it('is cut behind the length also where a type stands before it', () => {
    const { segments } = parsePayload('an image part of 30 lower-case letters, the length first').message(
      new Randomness('s', 'l'),
      {},
    )
    expect(segments.map(({ length }) => length)).toEqual([5, 30])
  })
})
