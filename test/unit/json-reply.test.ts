import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameProgress, judgeJsonFrame, type Condition } from '../../harness/messages/json-reply.js'
import { demandOf } from '../../harness/messages/reply.js'
import { parseReply, REPLY_PATTERN } from '../../harness/messages/grammar/replies.js'
import { encodeFrame } from '../../protocols/frame.js'
import { encodeJsonFrame } from '../../protocols/json-frame.js'
import type { Flaw, FrameProgress } from '../../harness/findings/server-violation.js'
import { english } from '../../results/words/en.js'

const conditions: readonly Condition[] = [
  { name: 'resultado', value: 'string' },
  { name: 'continuar', value: 'true' },
]
const judged = (value: unknown, wanted: readonly Condition[] = conditions): ReturnType<typeof judgeJsonFrame> =>
  judgeJsonFrame(wanted, encodeJsonFrame(value))
/** What is said of a reply with this flaw: `the reply ... (expected a JSON frame with ...)`. */
const said = (flaw: Flaw, wanted: readonly Condition[] = conditions): string =>
  english.observation({ kind: 'wrong-reply', flaw, demand: demandOf({ kind: 'json', conditions: wanted }) })
const why = (judgement: ReturnType<typeof judgeJsonFrame>): string =>
  judgement.verdict === 'wrong'
    ? said(judgement.flaw).replace(/^the reply (.*) \(expected a JSON frame with .*\)$/s, '$1')
    : judgement.verdict
/** What is said of a frame that came so far: the part of it between the words for the reply and for its end. */
const progressText = (progress: FrameProgress): string =>
  english
    .observation({ kind: 'reply-incomplete', progress, then: { end: 'closed' } })
    .replace(/^the reply is not complete: (.*); then the connection ended$/, '$1')

describe('the conditions on a JSON object', () => {
  it('are read from a phrase, and said again in the same words', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record<Condition>({
            name: fc.stringMatching(/^\w{1,9}$/),
            value: fc.constantFrom('string', 'boolean', 'number', 'true', 'false'),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        (some) => {
          const phrase = /\(expected (.*)\)$/.exec(said({ kind: 'differs' }, some))?.[1] ?? ''
          expect(new RegExp(`^(?:${REPLY_PATTERN.source})$`).exec(phrase)).toHaveLength(1)
          expect(parseReply(phrase)).toEqual({ kind: 'json', conditions: some })
        },
      ),
    )
  })

  it('are only of these kinds', () => {
    for (const phrase of [
      'a JSON frame with',
      'a JSON frame with "a": an array',
      'a JSON frame with "a": 1',
      'a JSON frame with a: true',
      'a JSON frame with "a b": true',
      'a JSON frame with "a": true and "b": true',
    ]) {
      expect(new RegExp(`^(?:${REPLY_PATTERN.source})$`).test(phrase), phrase).toBe(false)
    }
  })
})

describe('judging a JSON frame', () => {
  it('says "more", and how far it came, at every octet before the end, and "right" with its size at the end and after it', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 20 }), (resultado, after) => {
        const frame = encodeJsonFrame({ resultado, continuar: true, more: [1, null] })
        for (let end = 0; end < frame.length; end++) {
          const soFar: FrameProgress =
            end < 4
              ? { kind: 'length-octets', have: end }
              : { kind: 'content-octets', length: frame.length - 4, have: end - 4 }
          expect(judgeJsonFrame(conditions, frame.subarray(0, end))).toEqual({ verdict: 'more', soFar })
        }
        expect(judgeJsonFrame(conditions, frame)).toEqual({ verdict: 'right', size: frame.length })
        expect(judgeJsonFrame(conditions, Buffer.concat([frame, after]))).toEqual({
          verdict: 'right',
          size: frame.length,
        })
      }),
      { numRuns: 40 },
    )
  })

  it('says how far a frame came with the words for one byte, and groups of thousands', () => {
    expect(progressText(frameProgress({ need: 'length', have: 3 }))).toBe('read 3 of 4 length bytes')
    expect(progressText(frameProgress({ need: 'content', length: 1, have: 0 }))).toBe(
      'its length says 1 byte, of which 0 have come',
    )
    expect(progressText(frameProgress({ need: 'content', length: 20_000, have: 1 }))).toBe(
      'its length says 20 000 bytes, of which 1 has come',
    )
  })

  const WRONG: readonly (readonly [string, unknown, readonly Condition[], RegExp])[] = [
    ['a member that is missing', { resultado: 'x' }, conditions, /: "continuar" is missing$/],
    ['a string for a boolean', { resultado: 'x', continuar: 'true' }, conditions, /: "continuar" is "true", not true$/],
    ['the other boolean', { resultado: 'x', continuar: false }, conditions, /: "continuar" is false, not true$/],
    ['true for false', { a: true }, [{ name: 'a', value: 'false' }], /: "a" is true, not false$/],
    ['null for false', { a: null }, [{ name: 'a', value: 'false' }], /: "a" is null, not false$/],
    ['a number for a string', { resultado: 12, continuar: true }, conditions, /: "resultado" is 12, not a string$/],
    ['a string for a number', { a: '12' }, [{ name: 'a', value: 'number' }], /: "a" is "12", not a number$/],
    ['0 for a boolean', { a: 0 }, [{ name: 'a', value: 'boolean' }], /: "a" is 0, not a boolean$/],
    ['null for a string', { a: null }, [{ name: 'a', value: 'string' }], /: "a" is null, not a string$/],
    ['an array with such members', ['resultado', 'continuar'], conditions, /: it is no JSON object$/],
    ['null', null, conditions, /^is the JSON null: it is no JSON object$/],
    ['a string', 'resultado', conditions, /: it is no JSON object$/],
    [
      'a member that every object inherits',
      {},
      [{ name: 'constructor', value: 'string' }],
      /^is the JSON \{\}: "constructor" is missing$/,
    ],
    ['the first of two that are wrong', {}, conditions, /: "resultado" is missing$/],
  ]
  for (const [what, value, wanted, message] of WRONG) {
    it(`says "wrong" of ${what}`, () => {
      expect(why(judged(value, wanted))).toMatch(message)
    })
  }

  it('accepts each type, and members that nobody asked for', () => {
    expect(
      judged({ s: '', b: false, n: -1.5, t: true, f: false, more: {} }, [
        { name: 's', value: 'string' },
        { name: 'b', value: 'boolean' },
        { name: 'n', value: 'number' },
        { name: 't', value: 'true' },
        { name: 'f', value: 'false' },
      ]).verdict,
    ).toBe('right')
  })

  it('says "wrong" of what is no JSON, once all of it has come', () => {
    for (const [content, message] of [
      ['{', /its content is not JSON: it ends after 1 byte, where a name/],
      ['', /its content is empty/],
      ['{"a": 1} x', /its content is not JSON: "x" stands at byte 10 of it, where nothing more may come/],
      ['\ufeff{}', /byte order mark/],
      [Buffer.from([0x22, 0xff, 0x22]), /its content is not UTF-8: byte 2 of it \(0xff\)/],
    ] as const) {
      expect(why(judgeJsonFrame(conditions, encodeFrame(Buffer.from(content as string))))).toMatch(
        new RegExp(`^is no frame with JSON: .*${message.source}`),
      )
    }
  })

  it('does not wait for a frame that is longer than any answer', () => {
    expect(why(judgeJsonFrame(conditions, Buffer.from('HTTP/1.0')))).toMatch(
      /^is no frame with JSON: its length says 1 213 486 160 bytes, and at most 1 048 576 are waited for/,
    )
  })

  it('quotes no more of the JSON than fits a line', () => {
    const text = why(judged({ other: 'x'.repeat(5000) }))
    expect(text).toMatch(/^is the JSON \{"other":"x+\.\.\.: "resultado" is missing$/)
    expect(text.length).toBeLessThan(130)
  })
})

describe('a length that is not that of its frame', () => {
  const state = JSON.stringify({ resultado: '¡Sí, señor 🎲!', continuar: true })
  const framed = (length: number, text: string): Buffer => {
    const header = Buffer.alloc(4)
    header.writeUInt32BE(length)
    return Buffer.concat([header, Buffer.from(text)])
  }
  const next = encodeJsonFrame({ resultado: '', continuar: true })

  it.each([
    ['characters', [...state].length],
    ['UTF-16 units', state.length],
  ])('that counts %s delimits a right message, and is said', (_, length) => {
    const octets = framed(length, state)
    for (const received of [octets, Buffer.concat([octets, next])])
      expect(judgeJsonFrame(conditions, received)).toMatchObject({
        verdict: 'right',
        size: octets.length,
        miscounted: { kind: 'no-json-frame' },
      })
  })

  it('may cut a word of the JSON', () => {
    const last = '{"continuar":true,"resultado":"sí","ultimo":true}'
    expect(judgeJsonFrame(conditions, framed(last.length, last))).toMatchObject({ verdict: 'right' })
    const two = '{"continuar":true,"resultado":"¡sí!","ultimo":true}'
    expect(judgeJsonFrame(conditions, framed(two.length, two))).toMatchObject({ verdict: 'right' })
  })

  it('is known only once so many characters are there, and wrong where they do not come', () => {
    const octets = framed([...state].length, state)
    expect(judgeJsonFrame(conditions, octets.subarray(0, 4 + [...state].length))).toMatchObject({
      verdict: 'more',
      flaw: { kind: 'no-json-frame' },
    })
  })

  it('leaves blanks over, which are passed over before the next frame, and said', () => {
    expect(judgeJsonFrame(conditions, Buffer.concat([Buffer.from('\r\n'), next]))).toEqual({
      verdict: 'right',
      size: 2 + next.length,
      miscounted: { kind: 'left-over', octets: 2 },
    })
  })

  it('excuses no frame of ASCII that ends too early or too late', () => {
    const ascii = JSON.stringify({ resultado: 'si', continuar: true })
    for (const length of [ascii.length - 2, ascii.length + 1])
      expect(judgeJsonFrame(conditions, framed(length, `${ascii}\0\0\0`))).toMatchObject({ verdict: 'wrong' })
  })

  it('of a right frame is not said to be wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (resultado) => {
        const octets = encodeJsonFrame({ resultado, continuar: true })
        expect(judgeJsonFrame(conditions, Buffer.concat([octets, octets]))).toEqual({
          verdict: 'right',
          size: octets.length,
        })
      }),
    )
  })
})
