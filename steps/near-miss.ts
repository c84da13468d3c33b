import { PARAMETERS } from '../harness/messages/grammar/parameters.js'
import { expectWords, Furthest, furthestText, token, type Parser } from '../harness/messages/grammar/parser.js'
import type { Phrase } from './phrase.js'

/** What is told of a step that no phrase of the vocabulary says: how far it made sense, and what was possible there. */

const HOLES = new Map<string, Parser<unknown>>([
  ...PARAMETERS.map(({ name, parser }) => [name, parser] as const),
  ['string', token('"(?:[^"\\\\]|\\\\.)*"', 'a text in quotation marks', (text) => text)],
])

/** A step of which less than this is understood is none of ours: then the vocabulary is the better answer. */
const LEAST = 3

/** Where a step stops making sense, and what is told of it. */
export interface NearMiss {
  /** the place in its text, counted from 0 */
  readonly at: number
  readonly told: string
}

/** How far a step makes sense as one of the phrases, and what was possible there; undefined where it hardly begins like any. */
export function nearMissOf(text: string, phrases: readonly Pick<Phrase, 'pattern'>[]): NearMiss | undefined {
  const furthest = new Furthest()
  for (const { pattern } of phrases) readPhrase(pattern, text, furthest)
  if (furthest.at < LEAST) return undefined
  const there = /^\s*(\S+)/.exec(text.slice(furthest.at))?.[1] ?? ''
  const { length } = /^\s*/.exec(text.slice(furthest.at))?.[0] ?? ''
  return { at: Math.min(furthest.at + length, text.length), told: furthestText(text, nearestFirst(furthest, there)) }
}

/** Of what was possible only a few are told: those that look most like what stands there. */
function nearestFirst({ at, possible }: Furthest, there: string): Furthest {
  const sorted = new Furthest()
  const away = (what: string): number => (alike(what.replace(/^"/, ''), there) ? 0 : 1)
  for (const what of [...possible].sort((a, b) => away(a) - away(b))) sorted.expect(at, what)
  return sorted
}

/** Half of the letters in the same order at the beginning and the end: a slip changes one or two. */
function alike(what: string, there: string): boolean {
  const word = what.split(/[\s"]/)[0] ?? ''
  let [head, tail] = [0, 0]
  while (head < there.length && there[head] === word[head]) head++
  while (tail < there.length - head && there.at(-1 - tail) === word.at(-1 - tail)) tail++
  return head + tail > 1 && head + tail >= Math.max(word.length, there.length) / 2
}

/** The same in words alone. */
export const nearMiss = (text: string, phrases: readonly Pick<Phrase, 'pattern'>[]): string | undefined =>
  nearMissOf(text, phrases)?.told

/** Reads a text as one phrase, as far as that goes; true where it goes to its end. */
function readPhrase(pattern: string, text: string, furthest: Furthest): boolean {
  const pieces = pattern.split(/\{(\w+)\}/)
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) {
      const parsed = HOLES.get(piece)?.parse(text, at, furthest)
      if (!parsed) return false
      at = parsed.end
      continue
    }
    const words = piece.replaceAll(/\\(.)/g, '$1')
    if (!text.startsWith(words, at)) {
      expectWords(words, text, at, furthest)
      return false
    }
    at += words.length
  }
  if (at < text.length) furthest.expect(at, 'the end')
  return at === text.length
}
