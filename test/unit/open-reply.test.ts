import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReply } from '../../harness/messages/grammar/replies.js'
import { demandOf, judge } from '../../harness/messages/reply.js'
import { SetupError } from '../../harness/findings/violation.js'

/** What is judged of a text that has come as the reply that a phrase demands, and so of each of its beginnings. */
function judged(phrase: string, received: string): string {
  const octets = Buffer.from(received)
  const judgement = judge(parseReply(phrase), Buffer.alloc(0), { size: octets.length, peek: () => octets })
  switch (judgement.verdict) {
    case 'right':
      return `right ${judgement.size}`
    case 'more':
      return judgement.enough === true ? 'enough' : 'more'
    case 'wrong':
      return `wrong: ${judgement.flaw.kind}`
  }
}

describe('a reply of which only the kind is known', () => {
  it.each([
    ['"LOWER\\n" or "HIGHER\\n"', 'LOWER\n', 'right 6'],
    ['"LOWER\\n" or "HIGHER\\n"', 'HIGHER\nLOWER\n', 'right 7'],
    ['"LOWER\\n" or "HIGHER\\n"', 'HI', 'more'],
    ['"LOWER\\n" or "HIGHER\\n"', 'RIGHT', 'wrong: differs'],
    ['"OK" or "OK, bye"', 'OK', 'enough'],
    ['"OK" or "OK, bye"', 'OK, bye', 'right 7'],
    ['"OK" or "OK, bye"', 'OK.', 'right 2'],
    ['the line "LOWER", "HIGHER" or "RIGHT"', 'RIGHT\r\n', 'right 7'],
    ['the line "LOWER", "HIGHER" or "RIGHT"', 'RIGHT', 'more'],
    ['the line "LOWER", "HIGHER" or "RIGHT"', 'EQUAL\n', 'wrong: differs'],
    ['the reply "LOWER" or "HIGHER" or "RIGHT"', 'RIGHT', 'enough'],
    ['a line', '', 'more'],
    ['a line', 'anything', 'more'],
    ['a line', '\nmore', 'right 1'],
    ['a line', 'x'.repeat(70_000), 'wrong: too-long'],
    ['a line that begins with "220 "', '220 hello\r\nmore', 'right 11'],
    ['a line that begins with "220 "', '22 hello\n', 'wrong: differs'],
    ['a line that begins with "250" or "251"', '251 ok\n', 'right 7'],
    ['a line that ends with "ready"', 'all ready\r\n', 'right 11'],
    ['a line that ends with "ready"', 'all ready.\n', 'wrong: differs'],
    ['a line that contains "zero"', 'division by zero!\n', 'right 18'],
    ['a line that contains "zero"', 'division\nzero\n', 'wrong: differs'],
    ['a line like "DDD NN"', 'Mon 12\n', 'right 7'],
    ['a line like "DDD NN"', 'Mon 123\n', 'wrong: differs'],
    ['a line like /^[a-f]{2,3}\\/"\\d+"$/', 'abc/"12"\n', 'right 9'],
    ['a line like /^[a-f]{2,3}\\/"\\d+"$/', 'abc/12\n', 'wrong: differs'],
    ['a text of 1 to 5 bytes', '', 'more'],
    ['a text of 1 to 5 bytes', 'é\n', 'enough'],
    ['a text of 1 to 5 bytes', 'sechs!', 'wrong: too-long'],
    ['a number between 1 and 99', '99', 'enough'],
    ['a number between 1 and 99', '99\r\n', 'right 4'],
    ['a number between 1 and 99', '99\n7', 'right 3'],
    ['a number between 1 and 99', '', 'more'],
    ['a number between 1 and 99', '0\n', 'wrong: differs'],
    ['a number between 1 and 99', '100\n', 'wrong: differs'],
    ['a number between 1 and 99', 'x', 'wrong: differs'],
    ['a number between 1 and 99', '7 ', 'wrong: differs'],
  ])('%s, where "%s" has come: %s', (phrase, received, verdict) => {
    expect(judged(phrase, received)).toBe(verdict)
  })

  it('is no sooner a line than its LF has come', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\n')),
        (text) => {
          expect(judged('a line', text)).toBe('more')
          expect(judged('a line', `${text}\n`)).toMatch(/^right/)
        },
      ),
    )
  })

  it('tells what it demands', () => {
    expect(demandOf(parseReply('the line "A", "B" or "C"'))).toEqual({
      kind: 'one-of',
      as: 'line',
      texts: ['A', 'B', 'C'],
    })
    expect(demandOf(parseReply('the line "A"'))).toEqual({ kind: 'line', text: 'A', tolerant: false })
  })

  it.each([
    ['a number between 9 and 1', /9 is more than 1/],
    ['a text of 5 to 1 bytes', /5 is more than 1/],
    ['a line like "DD.MM.YY"', /YY stands for nothing/],
    ['a line like /[/', /no|Unterminated|Invalid/],
    ['"\\xff" or "a"', /a text in UTF-8/],
  ])('%s is a mistake of the feature', (phrase, told) => {
    expect(() => parseReply(phrase)).toThrow(SetupError)
    expect(() => parseReply(phrase)).toThrow(told)
  })

  it.each([
    ['the line "A" or B', /as far as "the line "A" or", then "B"; possible there: a text in quotation marks/],
    ['the line "A", "B"', /as far as "the line "A", "B"", then it ends; possible there: a comma, or "or"/],
    ['a line which begins with "A"', /as far as "a line", then "which"/],
    ['a text of 1 to many bytes', /then "many"; possible there: a number/],
  ])('%s is told where it stops making sense', (phrase, told) => {
    expect(() => parseReply(phrase)).toThrow(told)
  })
})
