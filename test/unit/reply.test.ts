import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReply, REPLY_PATTERN } from '../../harness/messages/grammar/replies.js'
import { OctetQueue } from '../../harness/peers/octet-queue.js'
import {
  compare,
  demandOf,
  exact,
  expectedReply,
  firstDifference,
  isExact,
  judge,
  settled,
  withoutLineEnd,
  type ExactRule,
  type ReplyRule,
} from '../../harness/messages/reply.js'
import type { Judgement } from '../../harness/messages/judgement.js'
import { uppercase as upperCase } from '../../protocols/uppercase.js'
import type { Flaw, ServerViolation } from '../../harness/findings/server-violation.js'
import { SetupError } from '../../harness/findings/violation.js'
import { english } from '../../results/words/en.js'

const arrived = (octets: Buffer): OctetQueue => {
  const queue = new OctetQueue()
  queue.push(octets)
  return queue
}
const judged = (rule: ReplyRule, sent: Buffer, received: Buffer): Judgement => judge(rule, sent, arrived(received))

const wrongReply = (flaw: Flaw, rule: ReplyRule): ServerViolation => ({
  kind: 'wrong-reply',
  flaw,
  demand: demandOf(rule),
})
const octets = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array))
const someOctets = fc.uint8Array({ minLength: 1, maxLength: 80 }).map((array) => Buffer.from(array))
/** The text of a line: anything but its terminator, and no CR that would belong to it. */
const lineText = fc
  .uint8Array({ maxLength: 60 })
  .map((array) => Buffer.from(array.filter((octet) => octet !== 10 && octet !== 13)))
const line = fc
  .tuple(lineText, fc.constantFrom('\n', '\r\n'))
  .map(([text, end]) => Buffer.concat([text, Buffer.from(end)]))
const exactRules = fc.oneof(
  fc.constantFrom<ExactRule>({ kind: 'same' }, { kind: 'upper' }),
  someOctets.map((literal): ExactRule => ({ kind: 'literal', octets: literal })),
)
/** ASCII, letters of the lectures' languages, and a character of four octets. */
const utf8Text = fc.string({ unit: fc.constantFrom(...Array.from('azAZ09 .áéñçãôÁÑ€😀')), minLength: 1, maxLength: 30 })

describe('judging a reply that must be exact', () => {
  it('says "more" at every octet before the end, and "right" with its size at the end and after it', () => {
    fc.assert(
      fc.property(exactRules, someOctets, octets, (rule, sent, after) => {
        const reply = expectedReply(rule, sent)
        for (let end = 0; end < reply.length; end++)
          expect(judged(rule, sent, reply.subarray(0, end))).toEqual({ verdict: 'more' })
        expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
        expect(judged(rule, sent, Buffer.concat([reply, after]))).toEqual({ verdict: 'right', size: reply.length })
      }),
    )
  })

  it('says "wrong" where any one octet is changed, as soon as it is there', () => {
    fc.assert(
      fc.property(exactRules, someOctets, fc.nat(), fc.integer({ min: 1, max: 255 }), (rule, sent, place, change) => {
        const reply = Buffer.from(expectedReply(rule, sent))
        const at = place % reply.length
        reply[at] = (reply[at] ?? 0) ^ change
        for (const received of [reply, reply.subarray(0, at + 1)]) {
          expect(judged(rule, sent, received)).toMatchObject({ verdict: 'wrong', comparison: { difference: at } })
        }
      }),
    )
  })

  it('looks at a large reply once it is all there', () => {
    const sent = Buffer.alloc(100_000, 'a')
    const bad = Buffer.from(sent)
    bad[7] = 0
    expect(judged({ kind: 'same' }, sent, bad.subarray(0, 99_999)).verdict).toBe('more')
    expect(judged({ kind: 'same' }, sent, bad)).toMatchObject({ verdict: 'wrong', comparison: { difference: 7 } })
    expect(judged({ kind: 'same' }, sent, sent)).toEqual({ verdict: 'right', size: 100_000 })
  })

  it('is right at once where nothing is expected', () => {
    expect(judged({ kind: 'same' }, Buffer.alloc(0), Buffer.alloc(0))).toEqual({ verdict: 'right', size: 0 })
  })
})

describe('judging a line in upper case', () => {
  const rule: ReplyRule = { kind: 'upper-line' }

  it('accepts LF and CR LF, and says "more" at every octet before', () => {
    fc.assert(
      fc.property(line, fc.constantFrom('\n', '\r\n'), octets, (sent, end, after) => {
        const reply = Buffer.concat([upperCase(withoutLineEnd(sent)), Buffer.from(end)])
        for (let size = 0; size < reply.length; size++)
          expect(judged(rule, sent, reply.subarray(0, size))).toEqual({ verdict: 'more' })
        expect(judged(rule, sent, Buffer.concat([reply, after]))).toEqual({ verdict: 'right', size: reply.length })
      }),
    )
  })

  it('says "wrong" where any one octet of the text is changed', () => {
    fc.assert(
      fc.property(line, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, place, change) => {
        const text = upperCase(withoutLineEnd(sent))
        fc.pre(text.length > 0)
        const at = place % text.length
        const reply = Buffer.concat([text, Buffer.from('\n')])
        reply[at] = (reply[at] ?? 0) ^ change
        expect(judged(rule, sent, reply).verdict).toBe('wrong')
      }),
    )
  })

  for (const [what, reply] of [
    ['a line that ends too early', 'HE\n'],
    ['more text before the LF', 'HELLO!\n'],
    ['two CRs', 'HELLO\r\r\n'],
    ['a line left as it was', 'hello\n'],
    ['a space before it', ' HELLO\n'],
    ['another octet where the LF should be', 'HELLO!'],
    ['a CR followed by text', 'HELLO\rX'],
  ] as const) {
    it(`says "wrong" of ${what}`, () => {
      expect(judged(rule, Buffer.from('hello\n'), Buffer.from(reply)).verdict).toBe('wrong')
    })
  }
})

describe('judging UTF-8 in upper case', () => {
  const rule: ReplyRule = { kind: 'upper-utf8' }

  it('accepts each letter outside ASCII unchanged or in upper case, and says "more" at every octet before', () => {
    fc.assert(
      fc.property(utf8Text, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (text, choices) => {
        const reply = Buffer.from(
          Array.from(text)
            .map((letter, i) => (letter > '\x7f' && choices[i] ? letter : letter.toUpperCase()))
            .join(''),
        )
        const sent = Buffer.from(text)
        for (let size = 0; size < reply.length; size++)
          expect(judged(rule, sent, reply.subarray(0, size))).toEqual({ verdict: 'more' })
        expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
      }),
    )
  })

  it('says "wrong" where any one octet is changed, unless that gives the letter in its other case', () => {
    fc.assert(
      fc.property(utf8Text, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, place, change) => {
        const reply = Buffer.from(text.toUpperCase())
        const at = place % reply.length
        reply[at] = (reply[at] ?? 0) ^ change
        const mayBe =
          Array.from(text).length === Array.from(reply.toString()).length &&
          Array.from(reply.toString()).every(
            (letter, i) =>
              letter === (Array.from(text)[i] ?? '').toUpperCase() ||
              (letter > '\x7f' && letter === Array.from(text)[i]),
          )
        expect(judged(rule, Buffer.from(text), reply).verdict).toBe(mayBe ? 'right' : 'wrong')
      }),
    )
  })

  it('says "wrong" of ASCII letters that were left in lower case, and of what is not UTF-8', () => {
    expect(judged(rule, Buffer.from('aé'), Buffer.from('aÉ')).verdict).toBe('wrong')
    // What toupper() makes of each octet in a Latin-1 locale.
    expect(judged(rule, Buffer.from('aé'), Buffer.from([0x41, 0xc3, 0xff]))).toMatchObject({
      verdict: 'wrong',
      flaw: { kind: 'not-utf8' },
    })
    expect(english.observation(wrongReply({ kind: 'not-utf8' }, rule))).toContain('is not valid UTF-8')
  })
})

describe('judging a line with a text of its own', () => {
  const strict: ReplyRule = { kind: 'line', text: '200 ¡Adiós!', tolerant: false }
  const tolerant: ReplyRule = { ...strict, tolerant: true }
  const reply = (rule: ReplyRule, received: string): Judgement =>
    judged(rule, Buffer.from('sent'), Buffer.from(received))
  const text = Buffer.from('200 ¡Adiós!')

  it('accepts LF and CR LF, whatever follows, and says "more" at every octet before', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom('\n', '\r\n'), octets, (isTolerant, end, after) => {
        const rule: ReplyRule = { ...strict, tolerant: isTolerant }
        const whole = Buffer.concat([text, Buffer.from(end)])
        for (let size = 0; size < whole.length; size++)
          expect(judged(rule, Buffer.alloc(0), whole.subarray(0, size))).toMatchObject({ verdict: 'more' })
        expect(judged(rule, Buffer.alloc(0), Buffer.concat([whole, after]))).toEqual({
          verdict: 'right',
          size: whole.length,
        })
      }),
    )
  })

  it('says of the text without its end that it is enough where that may be missing, and only there', () => {
    for (const received of ['200 ¡Adiós!', '200 ¡Adiós!\r']) {
      expect(reply(strict, received)).toEqual({
        verdict: 'more',
        soFar: { kind: 'text-without-LF' },
        enough: false,
      })
      expect(reply(tolerant, received)).toEqual({
        verdict: 'more',
        soFar: { kind: 'text-without-LF' },
        enough: true,
      })
    }
    expect(
      english.observation({
        kind: 'reply-incomplete',
        progress: { kind: 'text-without-LF' },
        then: { end: 'silent', ms: 2000 },
      }),
    ).toBe('the reply is not complete: the text came, but no LF to end it; then nothing more within 2 s')
    expect(reply(tolerant, '200 ¡Adi')).toEqual({ verdict: 'more' })
  })

  it('takes three digits behind the text for the next reply where its end may be missing', () => {
    for (const next of ['221 bye', '221 bye\n', '221 ', '221']) {
      expect(reply(tolerant, `200 ¡Adiós!${next}`), next).toEqual({ verdict: 'right', size: text.length })
      expect(reply(strict, `200 ¡Adiós!${next}`).verdict, next).toBe('wrong')
    }
    for (const next of ['2', '22']) {
      expect(reply(tolerant, `200 ¡Adiós!${next}`), next).toEqual({ verdict: 'more' })
      expect(reply(strict, `200 ¡Adiós!${next}`).verdict, next).toBe('wrong')
    }
  })

  it('says "wrong" of any other text, as soon as it is there', () => {
    for (const received of [
      '3',
      '200 ¡adiós',
      ' 200 ¡Adiós!\n',
      '200 ¡Adiós!!',
      '200 ¡Adiós! \n',
      '200 ¡Adiós!\r\r\n',
      '200 ¡Adiós!\r2',
      '200 ¡Adiós!2215',
      '200 ¡Adiós!bye',
      '200\n',
      '\n',
      '200 ¡ADIÓS!\n',
    ]) {
      for (const rule of [strict, tolerant])
        expect(reply(rule, received), received).toMatchObject({
          verdict: 'wrong',
          comparison: { expected: Buffer.concat([text, Buffer.from('\n')]) },
        })
    }
  })
})

describe('judging a number', () => {
  const rule: ReplyRule = { kind: 'number', value: 127 }
  const reply = (received: string): Judgement => judged(rule, Buffer.alloc(0), Buffer.from(received))

  it('accepts its digits, with a line end or without', () => {
    for (const received of ['127', '127\n', '127\r\n'])
      expect(reply(received)).toEqual({ verdict: 'right', size: received.length })
    expect(reply('')).toEqual({ verdict: 'more' })
    expect(judged({ kind: 'number', value: 0 }, Buffer.alloc(0), Buffer.from('0'))).toEqual({
      verdict: 'right',
      size: 1,
    })
  })

  it('says "wrong" of any other', () => {
    for (const received of [
      '128',
      '0127',
      '1270',
      '127.0',
      '+127',
      '-127',
      '1 27',
      "b'127'",
      '127\0',
      'status 127',
      '0x7f',
      '127\n1',
    ]) {
      expect(reply(received), received).toMatchObject({
        verdict: 'wrong',
        comparison: { expected: Buffer.from('127') },
      })
    }
    for (let status = 0; status < 256; status++)
      expect(reply(`${status}\n`).verdict).toBe(status === 127 ? 'right' : 'wrong')
  })
})

describe('the agreed reply', () => {
  it('is what --reply says, exactly, once the options are settled', () => {
    const rule = settled({ kind: 'agreed' }, { reply: '¡Gracias!' })
    expect(rule).toEqual({ kind: 'literal', octets: Buffer.from('¡Gracias!') })
    expect(judged(rule, Buffer.from('x'), Buffer.from('¡Gracias!\n'))).toEqual({ verdict: 'right', size: 10 })
    expect(judged(rule, Buffer.from('x'), Buffer.from('Gracias')).verdict).toBe('wrong')
  })

  it('can not be expected of a feature that does not have the option, nor before it is settled', () => {
    expect(() => settled({ kind: 'agreed' }, {})).toThrow(SetupError)
    expect(() => judged({ kind: 'agreed' }, Buffer.alloc(0), Buffer.from('x'))).toThrow(
      /^a reply of the kind "agreed" can not be expected here/,
    )
  })

  it('is the only one that the options change', () => {
    for (const rule of [
      { kind: 'same' },
      { kind: 'taken' },
      { kind: 'number', value: 1 },
      { kind: 'line', text: 'a', tolerant: true },
    ] as const)
      expect(settled(rule, { reply: 'x' })).toBe(rule)
  })
})

describe('rules that no octets can be laid beside', () => {
  const file = Buffer.from('<p>hola</p>')

  it('are a file over HTTP, a JSON frame, the agreed reply and none', () => {
    const rules: readonly ReplyRule[] = [
      { kind: 'http-file', file },
      { kind: 'json', conditions: [{ name: 'a', value: 'true' }] },
      { kind: 'agreed' },
      { kind: 'taken' },
    ]
    for (const rule of rules) {
      expect(isExact(rule)).toBe(false)
      expect(() => exact(rule)).toThrow(SetupError)
    }
    for (const rule of [
      { kind: 'line', text: 'a', tolerant: false },
      { kind: 'number', value: 3 },
      { kind: 'literal', octets: file },
    ] as const)
      expect(exact(rule)).toBe(rule)
  })

  it('are judged by what they are', () => {
    expect(
      judged({ kind: 'http-file', file }, Buffer.alloc(0), Buffer.from('HTTP/1.0 200 OK\r\n\r\n<p>hola</p>')),
    ).toEqual({ verdict: 'right', size: 30 })
    expect(judged({ kind: 'http-file', file }, Buffer.alloc(0), Buffer.from('HTTP/1.0 404 Not Found\r\n\r\n'))).toEqual(
      { verdict: 'wrong', flaw: { kind: 'status', status: 404 } },
    )
    expect(english.observation(wrongReply({ kind: 'status', status: 404 }, { kind: 'taken' }))).toContain(
      'has the status 404',
    )
    const json: ReplyRule = { kind: 'json', conditions: [{ name: 'a', value: 'true' }] }
    expect(judged(json, Buffer.alloc(0), Buffer.from('\0\0\0\x0b{"a": true}rest'))).toEqual({
      verdict: 'right',
      size: 15,
    })
    expect(judged(json, Buffer.alloc(0), Buffer.from('\0\0\0\x0b{"a": nul}}')).verdict).toBe('wrong')
  })
})

describe('the expected reply', () => {
  it('is what the rule says', () => {
    const sent = Buffer.from('aZ{\xe1\r\n', 'latin1')
    expect(expectedReply({ kind: 'same' }, sent)).toEqual(sent)
    expect(expectedReply({ kind: 'upper' }, sent)).toEqual(Buffer.from('AZ{\xe1\r\n', 'latin1'))
    expect(expectedReply({ kind: 'upper-line' }, sent)).toEqual(Buffer.from('AZ{\xe1\n', 'latin1'))
    expect(expectedReply({ kind: 'upper-utf8' }, Buffer.from('aé'))).toEqual(Buffer.from('Aé'))
    expect(expectedReply({ kind: 'literal', octets: Buffer.from('220') }, sent)).toEqual(Buffer.from('220'))
  })

  it('is always judged right, whatever was sent', () => {
    fc.assert(
      fc.property(line, (sent) => {
        for (const rule of [{ kind: 'same' }, { kind: 'upper' }, { kind: 'upper-line' }] as const) {
          const reply = expectedReply(rule, sent)
          expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
        }
      }),
    )
  })

  it('has only the letters a to z converted', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
    expect(upperCase(all)).toEqual(
      Buffer.from([...all].map((octet) => (octet >= 97 && octet <= 122 ? octet - 32 : octet))),
    )
    expect(all[97]).toBe(97)
  })

  it('has a line without its LF or CR LF, and nothing else removed', () => {
    for (const [whole, text] of [
      ['a\n', 'a'],
      ['a\r\n', 'a'],
      ['a\r', 'a\r'],
      ['a', 'a'],
      ['\n', ''],
      ['\r\n', ''],
      ['', ''],
      ['a\n\n', 'a\n'],
      ['a\r\r\n', 'a\r'],
    ] as const) {
      expect(withoutLineEnd(Buffer.from(whole)).toString(), JSON.stringify(whole)).toBe(text)
    }
  })
})

describe('the first difference', () => {
  it('is where a naive comparison finds it', () => {
    const naive = (a: Buffer, b: Buffer): number => {
      let i = 0
      while (i < a.length && i < b.length && a[i] === b[i]) i++
      return i
    }
    const pair = fc.oneof(
      fc.tuple(octets, octets),
      // Two that have much in common.
      fc
        .tuple(octets, octets, octets)
        .map(([common, a, b]) => [Buffer.concat([common, a]), Buffer.concat([common, b])] as const),
    )
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(firstDifference(a, b)).toBe(naive(a, b))
        expect(compare(a, b)).toEqual({ expected: a, received: b, difference: naive(a, b) })
      }),
      { numRuns: 500 },
    )
  })
})

describe('a phrase for a reply', () => {
  it('names its rule, and is matched by the pattern that steps use', () => {
    const rules: readonly (readonly [string, ReplyRule])[] = [
      ['the same octets', { kind: 'same' }],
      ['the same in upper case', { kind: 'upper' }],
      ['the same line in upper case', { kind: 'upper-line' }],
      ['the same text in UTF-8, unchanged or in upper case', { kind: 'upper-utf8' }],
      ['"220 ok\\r\\n"', { kind: 'literal', octets: Buffer.from('220 ok\r\n') }],
      ['the agreed reply', { kind: 'agreed' }],
      ['the number 127', { kind: 'number', value: 127 }],
      ['the line "200 ¡Adiós!"', { kind: 'line', text: '200 ¡Adiós!', tolerant: false }],
      ['the reply "200 ¡Adiós!"', { kind: 'line', text: '200 ¡Adiós!', tolerant: true }],
      [
        'a JSON frame with "a": a string, "b": true',
        {
          kind: 'json',
          conditions: [
            { name: 'a', value: 'string' },
            { name: 'b', value: 'true' },
          ],
        },
      ],
    ]
    for (const [phrase, rule] of rules) {
      expect(parseReply(phrase)).toEqual(rule)
      expect(new RegExp(`^(?:${REPLY_PATTERN.source})$`).test(phrase)).toBe(true)
    }
    const said = rules.map(([, rule]) => english.observation(wrongReply({ kind: 'differs' }, rule)))
    expect(new Set(said).size).toBe(rules.length)
  })

  it('throws SetupError where it is none', () => {
    for (const phrase of [
      '',
      'the same',
      'the same octets ',
      'something else',
      '"\\q"',
      'the number',
      'the number -1',
      'the reply OK',
      'the text "OK"',
      'a JSON frame',
    ])
      expect(() => parseReply(phrase), phrase).toThrow(SetupError)
  })
})
