import type { Randomness } from './randomness.js'

/** How the harness, as the server, answers a client's message: with what the client cannot have computed. */
export interface AnswerRule {
  readonly letters: 'lower' | 'upper'
  /** so many letters, whatever the message; by default as many as it has */
  readonly count?: number
  /** `as-sent`: whatever line end the message had; `LF`: always a line */
  readonly end: 'as-sent' | 'LF'
}

const LETTERS = { lower: 'abcdefghijklmnopqrstuvwxyz', upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' }

/** `\n`, `\r\n` or nothing: how the octets end. */
export function lineEndOf(octets: Buffer): '' | '\n' | '\r\n' {
  if (octets.at(-1) !== 0x0a) return ''
  return octets.at(-2) === 0x0d ? '\r\n' : '\n'
}

/** An answer of the message's length. `text` is what the client must show of it. */
export function drawAnswer(
  rule: AnswerRule,
  message: Buffer,
  random: Randomness,
): { readonly octets: Buffer; readonly text: string } {
  const sentEnd = lineEndOf(message)
  const text = random.text(rule.count ?? Math.max(1, message.length - sentEnd.length), LETTERS[rule.letters])
  const end = rule.count !== undefined ? '' : rule.end === 'LF' ? '\n' : sentEnd
  return { octets: Buffer.from(text + end), text }
}
