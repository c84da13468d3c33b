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
  const { length } = /^\s*/.exec(text.slice(furthest.at))?.[0] ?? ''
  return { at: Math.min(furthest.at + length, text.length), told: furthestText(text, furthest) }
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
