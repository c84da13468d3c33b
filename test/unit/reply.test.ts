import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OctetQueue } from '../../harness/octet-queue.js'
import { compare, describeRule, expectedReply, firstDifference, judge, parseReply, REPLY_PATTERN, withoutLineEnd, type ExactRule, type Judgement, type ReplyRule } from '../../harness/reply.js'
import { uppercase as upperCase } from '../../protocols/uppercase.js'
import { SetupError } from '../../harness/violation.js'

const arrived = (octets: Buffer): OctetQueue => {
  const queue = new OctetQueue()
  queue.push(octets)
  return queue
}
const judged = (rule: ReplyRule, sent: Buffer, received: Buffer): Judgement => judge(rule, sent, arrived(received))

const octets = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array))
const someOctets = fc.uint8Array({ minLength: 1, maxLength: 80 }).map((array) => Buffer.from(array))
/** The text of a line: anything but its terminator, and no CR that would belong to it. */
const lineText = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array.filter((octet) => octet !== 10 && octet !== 13)))
const line = fc.tuple(lineText, fc.constantFrom('\n', '\r\n')).map(([text, end]) => Buffer.concat([text, Buffer.from(end)]))
const exactRules = fc.oneof(
  fc.constantFrom<ExactRule>({ kind: 'same' }, { kind: 'upper' }),
  someOctets.map((literal): ExactRule => ({ kind: 'literal', octets: literal })),
)
/** ASCII, letters of the lectures' languages, and a character of four octets. */
const utf8Text = fc.string({ unit: fc.constantFrom(...Array.from('azAZ09 .áéñçãôÁÑ€😀')), minLength: 1, maxLength: 30 })

describe('judging a reply that must be exact', () => {
  it('says "more" at every octet before the end, and "right" with its size at the end and after it', () => {
    fc.assert(fc.property(exactRules, someOctets, octets, (rule, sent, after) => {
      const reply = expectedReply(rule, sent)
      for (let end = 0; end < reply.length; end++) expect(judged(rule, sent, reply.subarray(0, end))).toEqual({ verdict: 'more' })
      expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
      expect(judged(rule, sent, Buffer.concat([reply, after]))).toEqual({ verdict: 'right', size: reply.length })
    }))
  })

  it('says "wrong" where any one octet is changed, as soon as it is there', () => {
    fc.assert(fc.property(exactRules, someOctets, fc.nat(), fc.integer({ min: 1, max: 255 }), (rule, sent, place, change) => {
      const reply = Buffer.from(expectedReply(rule, sent))
      const at = place % reply.length
      reply[at] = (reply[at] ?? 0) ^ change
      for (const received of [reply, reply.subarray(0, at + 1)]) {
        expect(judged(rule, sent, received)).toMatchObject({ verdict: 'wrong', comparison: { difference: at } })
      }
    }))
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
    fc.assert(fc.property(line, fc.constantFrom('\n', '\r\n'), octets, (sent, end, after) => {
      const reply = Buffer.concat([upperCase(withoutLineEnd(sent)), Buffer.from(end)])
      for (let size = 0; size < reply.length; size++) expect(judged(rule, sent, reply.subarray(0, size))).toEqual({ verdict: 'more' })
      expect(judged(rule, sent, Buffer.concat([reply, after]))).toEqual({ verdict: 'right', size: reply.length })
    }))
  })

  it('says "wrong" where any one octet of the text is changed', () => {
    fc.assert(fc.property(line, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, place, change) => {
      const text = upperCase(withoutLineEnd(sent))
      fc.pre(text.length > 0)
      const at = place % text.length
      const reply = Buffer.concat([text, Buffer.from('\n')])
      reply[at] = (reply[at] ?? 0) ^ change
      expect(judged(rule, sent, reply).verdict).toBe('wrong')
    }))
  })

  for (const [what, reply] of [['a line that ends too early', 'HE\n'], ['more text before the LF', 'HELLO!\n'], ['two CRs', 'HELLO\r\r\n'], ['a line left as it was', 'hello\n'],
    ['a space before it', ' HELLO\n'], ['another octet where the LF should be', 'HELLO!'], ['a CR followed by text', 'HELLO\rX']] as const) {
    it(`says "wrong" of ${what}`, () => {
      expect(judged(rule, Buffer.from('hello\n'), Buffer.from(reply)).verdict).toBe('wrong')
    })
  }
})

describe('judging UTF-8 in upper case', () => {
  const rule: ReplyRule = { kind: 'upper-utf8' }

  it('accepts each letter outside ASCII unchanged or in upper case, and says "more" at every octet before', () => {
    fc.assert(fc.property(utf8Text, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (text, choices) => {
      const reply = Buffer.from(Array.from(text).map((letter, i) => (letter > '\x7f' && choices[i] ? letter : letter.toUpperCase())).join(''))
      const sent = Buffer.from(text)
      for (let size = 0; size < reply.length; size++) expect(judged(rule, sent, reply.subarray(0, size))).toEqual({ verdict: 'more' })
      expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
    }))
  })

  it('says "wrong" where any one octet is changed, unless that gives the letter in its other case', () => {
    fc.assert(fc.property(utf8Text, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, place, change) => {
      const reply = Buffer.from(text.toUpperCase())
      const at = place % reply.length
      reply[at] = (reply[at] ?? 0) ^ change
      const mayBe = Array.from(text).length === Array.from(reply.toString()).length
        && Array.from(reply.toString()).every((letter, i) => letter === (Array.from(text)[i] ?? '').toUpperCase() || (letter > '\x7f' && letter === Array.from(text)[i]))
      expect(judged(rule, Buffer.from(text), reply).verdict).toBe(mayBe ? 'right' : 'wrong')
    }))
  })

  it('says "wrong" of ASCII letters that were left in lower case, and of what is not UTF-8', () => {
    expect(judged(rule, Buffer.from('aé'), Buffer.from('aÉ')).verdict).toBe('wrong')
    // What toupper() makes of each octet in a Latin-1 locale.
    expect(judged(rule, Buffer.from('aé'), Buffer.from([0x41, 0xc3, 0xff]))).toMatchObject({ verdict: 'wrong', why: 'is not valid UTF-8' })
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
    fc.assert(fc.property(line, (sent) => {
      for (const rule of [{ kind: 'same' }, { kind: 'upper' }, { kind: 'upper-line' }] as const) {
        const reply = expectedReply(rule, sent)
        expect(judged(rule, sent, reply)).toEqual({ verdict: 'right', size: reply.length })
      }
    }))
  })

  it('has only the letters a to z converted', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
    expect(upperCase(all)).toEqual(Buffer.from([...all].map((octet) => (octet >= 97 && octet <= 122 ? octet - 32 : octet))))
    expect(all[97]).toBe(97)
  })

  it('has a line without its LF or CR LF, and nothing else removed', () => {
    for (const [whole, text] of [['a\n', 'a'], ['a\r\n', 'a'], ['a\r', 'a\r'], ['a', 'a'], ['\n', ''], ['\r\n', ''], ['', ''], ['a\n\n', 'a\n'], ['a\r\r\n', 'a\r']] as const) {
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
      fc.tuple(octets, octets, octets).map(([common, a, b]) => [Buffer.concat([common, a]), Buffer.concat([common, b])] as const),
    )
    fc.assert(fc.property(pair, ([a, b]) => {
      expect(firstDifference(a, b)).toBe(naive(a, b))
      expect(compare(a, b)).toEqual({ expected: a, received: b, difference: naive(a, b) })
    }), { numRuns: 500 })
  })
})

describe('a phrase for a reply', () => {
  it('names its rule, and is matched by the pattern that steps use', () => {
    const rules: readonly (readonly [string, ReplyRule])[] = [
      ['the same octets', { kind: 'same' }], ['the same in upper case', { kind: 'upper' }], ['the same line in upper case', { kind: 'upper-line' }],
      ['the same text in UTF-8, unchanged or in upper case', { kind: 'upper-utf8' }], ['"220 ok\\r\\n"', { kind: 'literal', octets: Buffer.from('220 ok\r\n') }],
    ]
    for (const [phrase, rule] of rules) {
      expect(parseReply(phrase)).toEqual(rule)
      expect(new RegExp(`^(?:${REPLY_PATTERN.source})$`).test(phrase)).toBe(true)
    }
    expect(new Set(rules.map(([, rule]) => describeRule(rule))).size).toBe(rules.length)
  })

  it('throws SetupError where it is none', () => {
    for (const phrase of ['', 'the same', 'the same octets ', 'something else', '"\\q"']) expect(() => parseReply(phrase), phrase).toThrow(SetupError)
  })
})
