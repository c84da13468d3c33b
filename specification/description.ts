import { closest } from './closest.js'
import type { Mistakes, Place } from './mistake.js'

/** The keys that a feature's description may have. */
export const FEATURE_KEYS = [
  'Protocol',
  'Role',
  'Transport',
  'Port',
  'Source',
  'Requests',
  'Replies',
  'Options',
  'Working directory',
  'Allowed',
] as const

/** The keys that the description of a scenario or rule may have. */
export const SCENARIO_KEYS = ['Source', 'Usual mistake'] as const

export type FeatureKey = (typeof FEATURE_KEYS)[number]
export type ScenarioKey = (typeof SCENARIO_KEYS)[number]

/** One line of a description, without the blanks around it. */
export interface Line extends Place {
  readonly text: string
}

/** What a description says. */
export interface Description<Key extends string> {
  readonly values: ReadonlyMap<Key, Line>
  /** the lines that are no `Key: value` */
  readonly prose: readonly Line[]
}

/** The value of a key, with its place; undefined where the description does not say it. */
export const said = <Key extends string>({ values }: Description<Key>, key: Key): string | undefined =>
  values.get(key)?.text

/** The lines of a node's description with their places, which Gherkin does not tell. */
export function linesOf(
  { description, location }: { readonly description: string; readonly location: { readonly line: number } },
  source: readonly string[],
): Line[] {
  let at = location.line
  return description
    .split('\n')
    .map((line) => line.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const found = source.findIndex((line, index) => index >= at && line.trim() === text)
      if (found === -1) return { text, line: location.line, column: 1 }
      at = found + 1
      return { text, line: at, column: (source[found] ?? '').search(/\S/) + 1 }
    })
}

const PAIR = /^(\p{L}[\p{L} -]{0,30}?)\s*:(?:\s+(.*))?$/u
/** What is written as a key is: a capital, and at most two words. */
const KEY = /^[A-Z][a-z]+(?: [a-z]+)?$/

/**
 * The `Key: value` lines of a description; the others are prose. A key that nobody reads, or that is said without a value or twice, is a mistake: it would
 * be passed over in silence.
 */
export function descriptionOf<Key extends string>(
  lines: readonly Line[],
  keys: readonly Key[],
  mistakes: Mistakes,
): Description<Key> {
  const values = new Map<Key, Line>()
  const prose: Line[] = []
  for (const line of lines) {
    const [, written = '', value = ''] = PAIR.exec(line.text) ?? []
    const key = keys.find((one) => one === written)
    if (key === undefined) {
      const meant = written === '' ? undefined : meantBy(written, keys)
      if (meant !== undefined || (KEY.test(written) && value !== ''))
        mistakes.add(
          line,
          `nobody reads "${line.text}"; ${meant === undefined ? `known here are ${keys.map((one) => `${one}:`).join(', ')}; prose has no colon behind its first words, and a comment begins with #` : `did you mean ${meant}:?`}`,
        )
      else prose.push(line)
      continue
    }
    const earlier = values.get(key)
    if (value === '') mistakes.add(line, `"${key}:" has nothing behind it`)
    else if (earlier) mistakes.add(line, `"${key}:" is said in line ${earlier.line} already`)
    else values.set(key, { text: value, line: line.line, column: line.column })
  }
  return { values, prose }
}

/** A key in other letters, or with a slip in it. */
function meantBy<Key extends string>(written: string, keys: readonly Key[]): Key | undefined {
  const lower = keys.map((key) => key.toLowerCase())
  const guess = closest(written.toLowerCase(), lower)
  // Of a short key a slip may make any other word.
  return guess === undefined || Math.abs(guess.length - written.length) > 2 ? undefined : keys[lower.indexOf(guess)]
}
