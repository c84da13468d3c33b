import { placeholderOf } from './placeholder.js'

/** Texts that phrases name in brackets: `[word]`, `[30 letters]`, `[a + b]`, in every text in quotation marks, wherever that stands. */

/** An escape, or something in brackets. */
const BRACKETS = /\\(?<escaped>.)|\[(?<inner>[^[\]]*)\]/gsu
/** A text in quotation marks, a regular expression, a brace, or what stands in brackets outside of them. */
const PIECES = /"(?<quoted>(?:[^"\\]|\\.)*)"|like \/(?:[^/\\]|\\.)+\/|(?<brace>\{)|\[(?<inner>[^[\]"]*)\]/gsu
/** What JSON itself may have in brackets. */
const JSON_ITEMS = /^(?:true|false|null)?$/
/** In JSON these are drawn anew at every place, as a string with its quotation marks. */
const JSON_LETTERS = /^\d+(?: \d{3})* letters(?: with letters outside ASCII)?$/

const isPlaceholder = (inner: string): boolean => placeholderOf(inner) !== undefined

/** Something in brackets that looks like a number of letters and is none. */
const ALMOST_LETTERS = /^\s*\d[\d ]*\s*[a-z]/i

/** What is drawn for a name: always the same for the same one. */
export interface Drawn {
  drawn(name: string): string
}

type Groups = Readonly<Record<string, string | undefined>>

const replaced = (text: string, pattern: RegExp, by: (found: string, groups: Groups) => string): string =>
  text.replaceAll(pattern, (found: string, ...rest: unknown[]) => by(found, rest.at(-1) as Groups))

/** The text of a quoted phrase with what it names in brackets drawn; `\[` stands for a bracket. */
export const resolved = (text: string, names: Drawn): string =>
  replaced(text, BRACKETS, (found, { escaped, inner }) => {
    if (escaped === '[' || escaped === ']') return escaped
    return inner !== undefined && isPlaceholder(inner) ? names.drawn(inner) : found
  })

/** A phrase, in whose texts in quotation marks all that they name in brackets is drawn; escapes stay what they are. */
export function withDrawn(phrase: string, names: Drawn): string {
  let isJson = false
  return replaced(phrase, PIECES, (found, { quoted, brace, inner }) => {
    isJson ||= brace !== undefined
    if (inner !== undefined)
      return isJson && isPlaceholder(inner) && !JSON_ITEMS.test(inner) && !JSON_LETTERS.test(inner)
        ? JSON.stringify(names.drawn(inner))
        : found
    if (quoted === undefined) return found
    const text = replaced(quoted, BRACKETS, (piece, { inner: word }) =>
      word !== undefined && isPlaceholder(word) ? names.drawn(word).replaceAll(/[\\"[\]]/g, '\\$&') : piece,
    )
    return `"${text}"`
  })
}

/** What stands in brackets in a step and is no placeholder; undefined where there is nothing of the kind. */
export function strayBrackets(step: string): string | undefined {
  for (const { groups = {} } of step.matchAll(PIECES)) {
    const { quoted, inner } = groups
    if (inner !== undefined && ALMOST_LETTERS.test(inner) && !JSON_LETTERS.test(inner)) return `[${inner}]`
    for (const { groups: within = {} } of (quoted ?? '').matchAll(BRACKETS))
      if (within.inner !== undefined && !isPlaceholder(within.inner)) return `[${within.inner}]`
  }
  return undefined
}
