import { uppercase } from '../protocols/uppercase.js'
import type { Comparison } from './violation.js'
import { SetupError } from './violation.js'
import { unescape } from './payload.js'

/** What a reply must be, given what was sent: pure rules over octets, closed under the phrases of the vocabulary. */
export type ReplyRule =
  | { readonly kind: 'same' }
  | { readonly kind: 'upper' }
  /** a line: the terminator is LF, CR before it accepted */
  | { readonly kind: 'upper-line' }
  /** each character unchanged or in upper case, ASCII letters in upper case */
  | { readonly kind: 'upper-utf8' }
  | { readonly kind: 'literal'; readonly octets: Buffer }

/** A judgement over the octets that have come so far. */
export type Judgement =
  | { readonly verdict: 'more' }
  | { readonly verdict: 'right'; readonly size: number }
  | { readonly verdict: 'wrong'; readonly why: string; readonly comparison: Comparison }

const LF = 0x0a
const CR = 0x0d

/** Index of the first octet in which the two differ, or the shorter length. */
export function firstDifference(a: Buffer, b: Buffer): number {
  const shorter = Math.min(a.length, b.length)
  if (a.subarray(0, shorter).equals(b.subarray(0, shorter))) return shorter
  let low = 0
  // Halving with the native comparison finds the place in megabytes quickly.
  for (let high = shorter; low < high; ) {
    const middle = (low + high) >> 1
    if (a.subarray(low, middle + 1).equals(b.subarray(low, middle + 1))) low = middle + 1
    else high = middle
  }
  return low
}

export const compare = (expected: Buffer, received: Buffer): Comparison =>
  ({ expected, received, difference: firstDifference(expected, received) })

/** The octets that the rule expects (one acceptable form of them). */
export function expectedReply(rule: ReplyRule, sent: Buffer): Buffer {
  switch (rule.kind) {
    case 'same': return sent
    case 'upper': return uppercase(sent)
    case 'upper-line': return Buffer.concat([uppercase(withoutLineEnd(sent)), Buffer.from('\n')])
    case 'upper-utf8': return uppercase(sent)
    case 'literal': return rule.octets
  }
}

/** What the rule demands, in words. */
export function describeRule(rule: ReplyRule): string {
  switch (rule.kind) {
    case 'same': return 'the same octets'
    case 'upper': return 'the same in upper case'
    case 'upper-line': return 'the same line in upper case, ended by LF'
    case 'upper-utf8': return 'the same text as UTF-8, each letter unchanged or in upper case'
    case 'literal': return 'exactly this'
  }
}

export function withoutLineEnd(line: Buffer): Buffer {
  if (line.at(-1) !== LF) return line
  return line.at(-2) === CR ? line.subarray(0, -2) : line.subarray(0, -1)
}

/**
 * Judges what has come as a reply to what was sent. A wrong octet is told as soon as it is there; a reply that is too short is `more`,
 * and becomes wrong when nothing follows.
 */
export function judge(rule: ReplyRule, sent: Buffer, soFar: { readonly size: number; peek(): Buffer }): Judgement {
  if (rule.kind === 'upper-line') return judgeLine(sent, soFar.peek())
  const expected = expectedReply(rule, sent)
  if (rule.kind === 'upper-utf8') return judgeUtf8(sent, expected, soFar.peek())
  // Comparing megabytes at every chunk would be quadratic: large replies are looked at when they are all there.
  if (soFar.size < expected.length && expected.length > 64 * 1024) return { verdict: 'more' }
  const octets = soFar.peek().subarray(0, expected.length)
  const difference = firstDifference(expected, octets)
  if (difference < octets.length) return wrong(expected, soFar.peek(), 'differs from what was expected')
  return octets.length < expected.length ? { verdict: 'more' } : { verdict: 'right', size: expected.length }
}

function judgeLine(sent: Buffer, received: Buffer): Judgement {
  const text = uppercase(withoutLineEnd(sent))
  const expected = Buffer.concat([text, Buffer.from('\n')])
  const end = received.indexOf(LF)
  if (end === -1) {
    const difference = firstDifference(text, received)
    const mayBeCR = received.length === text.length + 1 && received.at(-1) === CR
    return difference < received.length && !mayBeCR ? wrong(expected, received, 'differs from what was expected') : { verdict: 'more' }
  }
  const line = received.subarray(0, end + 1)
  return withoutLineEnd(line).equals(text)
    ? { verdict: 'right', size: end + 1 }
    : wrong(expected, received, 'differs from what was expected')
}

function judgeUtf8(sent: Buffer, expected: Buffer, received: Buffer): Judgement {
  if (received.length < expected.length) {
    // Wrong only where even its complete characters are: a reply may stop in the middle of one.
    return { verdict: 'more' }
  }
  const octets = received.subarray(0, expected.length)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return wrong(expected, received, 'is not valid UTF-8')
  }
  const original = [...sent.toString('utf8')]
  const answered = [...text]
  const same = original.length === answered.length && original.every((letter, i) =>
    answered[i] === letter.toUpperCase() || (letter > '\x7f' && answered[i] === letter))
  return same ? { verdict: 'right', size: expected.length } : wrong(expected, received, 'is not the text, unchanged or in upper case')
}

const wrong = (expected: Buffer, received: Buffer, why: string): Judgement =>
  ({ verdict: 'wrong', why, comparison: compare(expected, received) })

export const REPLY_PATTERN = /"(?:[^"\\]|\\.)*"|the same octets|the same in upper case|the same line in upper case|the same text in UTF-8, unchanged or in upper case/

/** The rule that a phrase names. Throws SetupError on any other. */
export function parseReply(phrase: string): ReplyRule {
  switch (phrase) {
    case 'the same octets': return { kind: 'same' }
    case 'the same in upper case': return { kind: 'upper' }
    case 'the same line in upper case': return { kind: 'upper-line' }
    case 'the same text in UTF-8, unchanged or in upper case': return { kind: 'upper-utf8' }
  }
  if (phrase.startsWith('"')) return { kind: 'literal', octets: unescape(phrase.slice(1, -1)) }
  throw new SetupError(`"${phrase}" is no reply that sockspec knows; see: sockspec steps`)
}
