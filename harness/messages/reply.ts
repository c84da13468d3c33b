import { uppercase } from '../../protocols/uppercase.js'
import { judgeHttpFile } from './http-reply.js'
import { judgeJsonFrame, type Condition } from './json-reply.js'
import type { Demand, Flaw, OpenDemand } from '../findings/server-violation.js'
import type { Judgement } from './judgement.js'
import { judgeOpen } from './open-reply.js'
import { setting, type Settings } from './settings.js'
import { SetupError, type Comparison } from '../findings/violation.js'

/** What a reply must be, given what was sent: pure rules over octets, closed under the phrases of the vocabulary. */
export type ReplyRule =
  | ExactRule
  | OpenDemand
  | { readonly kind: 'any-of'; readonly rules: readonly ReplyRule[] }
  /** what --reply says, exactly */
  | { readonly kind: 'agreed' }
  /** nothing: the server only reads what was sent */
  | { readonly kind: 'taken' }
  /** a response of HTTP with the status 200 and this body */
  | { readonly kind: 'http-file'; readonly file: Buffer }
  /** a frame with a JSON object that has these members, and perhaps others */
  | { readonly kind: 'json'; readonly conditions: readonly Condition[] }

/** Rules of which one acceptable reply can be told beforehand, octet for octet. */
export type ExactRule =
  | { readonly kind: 'same' }
  | { readonly kind: 'upper' }
  /** a line: the terminator is LF, CR before it accepted */
  | { readonly kind: 'upper-line' }
  /** each character unchanged or in upper case, ASCII letters in upper case */
  | { readonly kind: 'upper-utf8' }
  | { readonly kind: 'literal'; readonly octets: Buffer }
  /** this text as a line ended by LF, CR before it accepted; `tolerant`: also without an end */
  /** this number in decimal digits, and perhaps a line end */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'line'; readonly text: string; readonly tolerant: boolean }

const LF = 0x0a
const CR = 0x0d

/** Index of the first octet in which the two differ, or the shorter length. */
export function firstDifference(a: Buffer, b: Buffer): number {
  const shorter = Math.min(a.length, b.length)
  if (a.subarray(0, shorter).equals(b.subarray(0, shorter))) return shorter
  let low = 0
  // Halving with the native comparison finds the place in megabytes quickly.
  for (let high = shorter; low < high;) {
    const middle = (low + high) >> 1
    if (a.subarray(low, middle + 1).equals(b.subarray(low, middle + 1))) low = middle + 1
    else high = middle
  }
  return low
}

export const compare = (expected: Buffer, received: Buffer): Comparison => ({
  expected,
  received,
  difference: firstDifference(expected, received),
})

/** The rule with what the options say put into it. */
export const settled = (rule: ReplyRule, settings: Settings): ReplyRule =>
  rule.kind === 'agreed' ? { kind: 'literal', octets: Buffer.from(setting(settings, 'reply')) } : rule

/** The rules of {@link ExactRule}. */
const EXACT = {
  same: true,
  upper: true,
  'upper-line': true,
  'upper-utf8': true,
  literal: true,
  number: true,
  line: true,
} as const satisfies Readonly<Record<ExactRule['kind'], true>>

export const isExact = (rule: ReplyRule): rule is ExactRule => Object.hasOwn(EXACT, rule.kind)

/** The rule, where what it expects can be laid beside what comes. Throws SetupError for any other. */
export function exact(rule: ReplyRule): ExactRule {
  if (!isExact(rule))
    throw new SetupError(`a reply of the kind "${rule.kind}" can not be expected here: this step compares bytes`)
  return rule
}

/** The rule, where a datagram can satisfy it: one whose octets are known, or that asks for a text of some kind. Throws SetupError for any other. */
export function closed(rule: ReplyRule): ReplyRule {
  return rule.kind === 'taken' || rule.kind === 'json' || rule.kind === 'http-file' ? exact(rule) : rule
}

/** The octets that the rule expects (one acceptable form of them). */
export function expectedReply(rule: ExactRule, sent: Buffer): Buffer {
  switch (rule.kind) {
    case 'line':
      return Buffer.from(`${rule.text}\n`)
    case 'number':
      return Buffer.from(String(rule.value))
    case 'same':
      return sent
    case 'upper':
      return uppercase(sent)
    case 'upper-line':
      return Buffer.concat([uppercase(withoutLineEnd(sent)), Buffer.from('\n')])
    case 'upper-utf8':
      return uppercase(sent)
    case 'literal':
      return rule.octets
  }
}

/** The octets that the rule expects, where they can be told. */
export const expectation = (rule: ReplyRule, sent: Buffer): Buffer | undefined =>
  isExact(rule) ? expectedReply(rule, sent) : undefined

/** What the rule demands, as data. */
export function demandOf(rule: ReplyRule): Demand {
  switch (rule.kind) {
    case 'taken':
      return { kind: 'nothing' }
    case 'number':
      return { kind: 'number', value: rule.value }
    case 'line':
      return { kind: 'line', text: rule.text, tolerant: rule.tolerant }
    case 'json':
      return { kind: 'json', members: rule.conditions }
    case 'same':
    case 'upper':
    case 'upper-line':
    case 'upper-utf8':
    case 'literal':
    case 'agreed':
    case 'http-file':
      return { kind: rule.kind }
    case 'one-of':
    case 'any-line':
    case 'line-beginning':
    case 'line-ending':
    case 'line-containing':
    case 'line-holding':
    case 'line-like':
    case 'line-matching':
    case 'text-sized':
    case 'lines-until':
    case 'lines-in-any-order':
    case 'number-between':
      return rule
    case 'any-of':
      return { kind: 'any-of', demands: rule.rules.map(demandOf) }
  }
}

/** What the feature takes from a right reply, and the name that it has for it; undefined where it takes nothing. */
export const takenFrom = (
  rule: ReplyRule,
  reply: Buffer,
): { readonly name: string; readonly value: string } | undefined =>
  rule.kind === 'line-holding'
    ? { name: rule.name, value: withoutLineEnd(reply).toString('utf8').slice(rule.begins.length) }
    : undefined

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
  if (rule.kind === 'line') return judgeText(rule.text, rule.tolerant, soFar.peek())
  if (rule.kind === 'number') return judgeNumber(rule.value, soFar.peek())
  if (rule.kind === 'http-file') return judgeHttpFile(rule.file, soFar.peek())
  if (rule.kind === 'json') return judgeJsonFrame(rule.conditions, soFar.peek())
  if (rule.kind === 'one-of') return oneOf(alternativesOf(rule).map((alternative) => judge(alternative, sent, soFar)))
  if (rule.kind === 'any-of') return oneOf(rule.rules.map((one) => judge(one, sent, soFar)))
  if (!isExact(rule) && rule.kind !== 'agreed' && rule.kind !== 'taken') return judgeOpen(rule, soFar.peek())
  const expected = expectedReply(exact(rule), sent)
  if (rule.kind === 'upper-utf8') return judgeUtf8(sent, expected, soFar.peek())
  // Comparing megabytes at every chunk would be quadratic: large replies are looked at when they are all there.
  if (soFar.size < expected.length && expected.length > 64 * 1024) return { verdict: 'more' }
  const octets = soFar.peek().subarray(0, expected.length)
  const difference = firstDifference(expected, octets)
  if (difference < octets.length) return wrong(expected, soFar.peek())
  return octets.length < expected.length ? { verdict: 'more' } : { verdict: 'right', size: expected.length }
}

function alternativesOf({ as, texts }: Extract<OpenDemand, { kind: 'one-of' }>): ExactRule[] {
  return texts.map((text) =>
    as === 'bytes' ? { kind: 'literal', octets: Buffer.from(text) } : { kind: 'line', text, tolerant: as === 'reply' },
  )
}

/** Of several judgements the one that lets most of what has come be a reply; one that is the beginning of another may still become that. */
function oneOf(judgements: readonly Judgement[]): Judgement {
  const more = judgements.filter((one) => one.verdict === 'more')
  const isEnough = judgements.some((one) => one.verdict === 'right' || (one.verdict === 'more' && one.enough === true))
  if (more.length > 0) return { verdict: 'more', ...(isEnough ? { enough: true } : {}) }
  return judgements.reduce<Judgement>(
    (best, one) => (one.verdict === 'right' && (best.verdict !== 'right' || one.size > best.size) ? one : best),
    { verdict: 'wrong', flaw: { kind: 'differs' } },
  )
}

function judgeLine(sent: Buffer, received: Buffer): Judgement {
  const text = uppercase(withoutLineEnd(sent))
  const expected = Buffer.concat([text, Buffer.from('\n')])
  const end = received.indexOf(LF)
  if (end === -1) {
    const difference = firstDifference(text, received)
    const mayBeCR = received.length === text.length + 1 && received.at(-1) === CR
    return difference < received.length && !mayBeCR ? wrong(expected, received) : { verdict: 'more' }
  }
  const line = received.subarray(0, end + 1)
  return withoutLineEnd(line).equals(text) ? { verdict: 'right', size: end + 1 } : wrong(expected, received)
}

/** The digits of the number, and perhaps a line end behind them. */
function judgeNumber(value: number, received: Buffer): Judgement {
  const text = received.toString('latin1')
  if (text === String(value) || new RegExp(`^${value}\\r?\\n$`).test(text))
    return { verdict: 'right', size: received.length }
  return `${value}\r`.startsWith(text) ? { verdict: 'more' } : wrong(Buffer.from(String(value)), received)
}

/** One line with this text. Where its end may be missing, what follows the text at once is the next reply. */
function judgeText(text: string, tolerant: boolean, received: Buffer): Judgement {
  const wanted = Buffer.from(text)
  const expected = Buffer.from(`${text}\n`)
  const end = received.indexOf(LF)
  if (end !== -1 && withoutLineEnd(received.subarray(0, end + 1)).equals(wanted))
    return { verdict: 'right', size: end + 1 }
  const begins = received.subarray(0, wanted.length).equals(wanted)
  const rest = received.subarray(wanted.length)
  if (begins && (rest.length === 0 || (rest.length === 1 && rest[0] === CR)))
    return { verdict: 'more', soFar: { kind: 'text-without-LF' }, enough: tolerant }
  // The text without an end, and the beginning of another reply behind it: three digits.
  if (begins && tolerant && /^\d{3}(?: |$)/.test(rest.toString('latin1', 0, 4)))
    return { verdict: 'right', size: wanted.length }
  const isBeginning = received.length < wanted.length && wanted.subarray(0, received.length).equals(received)
  if (isBeginning || (begins && tolerant && end === -1 && /^\d{1,2}$/.test(rest.toString('latin1'))))
    return { verdict: 'more' }
  return wrong(expected, received)
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
    return wrong(expected, received, { kind: 'not-utf8' })
  }
  const original = [...sent.toString('utf8')]
  const answered = [...text]
  const same =
    original.length === answered.length &&
    original.every((letter, i) => answered[i] === letter.toUpperCase() || (letter > '\x7f' && answered[i] === letter))
  return same ? { verdict: 'right', size: expected.length } : wrong(expected, received, { kind: 'other-text' })
}

const wrong = (expected: Buffer, received: Buffer, flaw: Flaw = { kind: 'differs' }): Judgement => ({
  verdict: 'wrong',
  flaw,
  comparison: compare(expected, received),
})
