import { describe, expect, it } from 'vitest'
import { parseReply } from '../../harness/messages/grammar/replies.js'
import { isShown } from '../../harness/messages/shown-text.js'
import { judge, takenFrom } from '../../harness/messages/reply.js'
import { SetupError } from '../../harness/findings/violation.js'

function judged(phrase: string, received: string): unknown {
  const octets = Buffer.from(received)
  const judgement = judge(parseReply(phrase), Buffer.alloc(0), { size: octets.length, peek: () => octets })
  return judgement.verdict === 'right' ? judgement.size : judgement.verdict === 'wrong' ? judgement.flaw : 'more'
}

describe('a reply of several lines', () => {
  it.each([
    ['lines until the line "."', '.\n', 2],
    ['lines until the line "."', 'a\r\nb\n.\r\nmore', 8],
    ['lines until the line "."', 'a\n..\n', 'more'],
    ['lines until the line "."', 'a\n.', 'more'],
    ['lines until the line ".", among them "b" and "a"', 'a\nx\nb\n.\n', 8],
    ['lines until the line ".", among them "b" and "a"', 'a\nb', 'more'],
    ['lines until the line ".", among them "b", "c" and "a"', 'a\n.\n', { kind: 'lines-missing', texts: ['b', 'c'] }],
    ['the lines "a" and "b" in any order', 'b\na\n', 4],
    ['the lines "a" and "b" in any order', 'a\r\nb\nc\n', 5],
    ['the lines "a" and "b" in any order', 'a\nb', 'more'],
    ['the lines "a" and "b" in any order', 'a\na\n', { kind: 'lines-missing', texts: ['b'] }],
    ['the lines "a" and "a" in any order', 'a\na\n', 4],
  ])('%s: %j', (phrase, received, verdict) => {
    expect(judged(phrase, received)).toEqual(verdict)
  })

  it('is not waited for without end', () => {
    expect(judged('lines until the line "."', 'x\n'.repeat(600_000))).toEqual({ kind: 'too-long', octets: 1_200_000 })
  })
})

describe('a line that holds a value', () => {
  it.each([
    ['a line that holds [token]', 'abc\r\n', 'abc'],
    ['a line that begins with "SESSION " and holds [token]', 'SESSION a b\n', 'a b'],
  ])('%s: %j gives it', (phrase, reply, value) => {
    expect(judged(phrase, reply)).toBe(reply.length)
    expect(takenFrom(parseReply(phrase), Buffer.from(reply))).toEqual({ name: 'token', value })
  })

  it('is not without one', () => {
    expect(judged('a line that holds [token]', '\n')).toEqual({ kind: 'differs' })
    expect(judged('a line that begins with "SESSION " and holds [token]', 'SESSION \n')).toEqual({ kind: 'differs' })
    expect(takenFrom(parseReply('a line'), Buffer.from('abc\n'))).toBeUndefined()
  })

  it('is told where its name is none', () => {
    expect(() => parseReply('a line that holds token')).toThrow(/then "token"; possible there: a name in brackets/)
    expect(() => parseReply('a line that begins with "A" and holds [Token]')).toThrow(/then "\[Token\]"/)
  })
})

describe('what a program shows', () => {
  it.each([
    ['"42"', 'The answer is 42!', true],
    ['"42"', 'The answer is 4 2', false],
    ['"42" or "43"', 'The answer is 43!', true],
    ['the line "12 + 30 = 42"', '> 12 + 30 = 42\n> ', true],
    ['the line "12 + 30 = 42"', '> 12 + 30 = 420\n', false],
    ['a line like "NN"', 'Guess: 42\r\n', true],
    ['a line like "NN"', 'Guess: 142\n', false],
    ['a line that contains "lower"', 'It is lower.\nGuess: ', true],
    ['a line that ends with "lower"', 'It is lower.\n', false],
    ['a line that begins with "it"', '(it is)', true],
    ['a line that begins with "it"', 'visit', false],
    ['the number 7', 'Result: 7\n', true],
  ])('has %s, where it is %j: %s', (phrase, output, shown) => {
    expect(isShown(parseReply(phrase), output)).toBe(shown)
  })

  it('is no reply that only octets make', () => {
    expect(() => isShown(parseReply('the same bytes'), 'x')).toThrow(SetupError)
  })
})
