import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawAnswer, lineEndOf } from '../../harness/messages/answer.js'
import { ANSWER_PATTERN, parseAnswer } from '../../harness/messages/grammar/answers.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { SetupError } from '../../harness/findings/violation.js'

const random = (): Randomness => new Randomness('s', 'answer')
const body = fc
  .uint8Array({ minLength: 1, maxLength: 60 })
  .map((array) => Buffer.from(array.filter((octet) => octet !== 10 && octet !== 13)))
const end = fc.constantFrom('', '\n', '\r\n')

describe('an answer to a client', () => {
  it('is named by a phrase, which the pattern of the steps matches', () => {
    const phrases = {
      'as many other lower-case letters': { letters: 'lower', end: 'as-sent' },
      'as many other upper-case letters': { letters: 'upper', end: 'as-sent' },
      'a line of as many other lower-case letters': { letters: 'lower', end: 'LF' },
      'a line of as many other upper-case letters': { letters: 'upper', end: 'LF' },
    }
    for (const [phrase, rule] of Object.entries(phrases)) {
      expect(parseAnswer(phrase)).toEqual(rule)
      expect(new RegExp(`^(?:${ANSWER_PATTERN.source})$`).test(phrase)).toBe(true)
    }
  })

  it('is no other phrase', () => {
    for (const phrase of ['', 'as many other letters', 'as many other lower-case letters.', 'a line'])
      expect(() => parseAnswer(phrase), phrase).toThrow(SetupError)
  })

  it('has as many letters as the message, and the line end that it was sent with', () => {
    fc.assert(
      fc.property(body, end, (text, lineEnd) => {
        fc.pre(text.length > 0)
        const message = Buffer.concat([text, Buffer.from(lineEnd)])
        const answer = drawAnswer({ letters: 'lower', end: 'as-sent' }, message, random())
        expect(answer.text).toMatch(/^[a-z]+$/)
        expect(answer.octets.toString()).toBe(answer.text + lineEnd)
        expect(answer.octets).toHaveLength(message.length)
      }),
    )
  })

  it('is always ended by LF where it is to be a line', () => {
    fc.assert(
      fc.property(body, end, (text, lineEnd) => {
        const answer = drawAnswer(
          { letters: 'upper', end: 'LF' },
          Buffer.concat([text, Buffer.from(lineEnd)]),
          random(),
        )
        expect(answer.text).toMatch(/^[A-Z]+$/)
        expect(answer.text).toHaveLength(Math.max(1, text.length))
        expect(answer.octets.toString()).toBe(`${answer.text}\n`)
      }),
    )
  })

  it('has at least one letter to be shown, also to an empty message', () => {
    expect(drawAnswer({ letters: 'lower', end: 'as-sent' }, Buffer.alloc(0), random()).text).toHaveLength(1)
    expect(drawAnswer({ letters: 'lower', end: 'as-sent' }, Buffer.from('\r\n'), random()).octets.toString()).toMatch(
      /^[a-z]\r\n$/,
    )
  })

  it('knows the line end of octets', () => {
    for (const [octets, expected] of [
      ['', ''],
      ['a', ''],
      ['a\r', ''],
      ['\n', '\n'],
      ['a\n', '\n'],
      ['\r\n', '\r\n'],
      ['a\r\n', '\r\n'],
      ['a\nb', ''],
    ] as const) {
      expect(lineEndOf(Buffer.from(octets)), JSON.stringify(octets)).toBe(expected)
    }
  })
})
