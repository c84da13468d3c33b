/** Random texts that phrases name in brackets: `[word]` and `[30 letters]`, in every text in quotation marks, wherever that stands. */

/** Words of lower-case letters, or a number of letters. */
const PLACEHOLDER = '[a-z]+(?: [a-z]+)*|\\d+(?: \\d{3})* letters(?: with letters outside ASCII)?'
/** An escape, or something in brackets. */
const BRACKETS = /\\(?<escaped>.)|\[(?<inner>[^[\]]*)\]/gsu
const WHOLE = new RegExp(`^(?:${PLACEHOLDER})$`)
/** A text in quotation marks, or what stands in brackets outside of one, in JSON. */
const QUOTED_OR_BRACKETS = /"(?<quoted>(?:[^"\\]|\\.)*)"|\[(?<inner>[^[\]"]*)\]/gsu
/** What JSON itself may have in brackets. */
const JSON_ITEMS = /^(?:true|false|null)?$/
/** In JSON these are drawn anew at every place, as a string with its quotation marks. */
const JSON_LETTERS = /^\d+(?: \d{3})* letters(?: with letters outside ASCII)?$/

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
    return inner !== undefined && WHOLE.test(inner) ? names.drawn(inner) : found
  })

/** A phrase, in whose texts in quotation marks all that they name in brackets is drawn; escapes stay what they are. */
export const withDrawn = (phrase: string, names: Drawn): string =>
  replaced(phrase, QUOTED_OR_BRACKETS, (found, { quoted, inner = '' }) => {
    if (quoted === undefined)
      return WHOLE.test(inner) && !JSON_ITEMS.test(inner) && !JSON_LETTERS.test(inner)
        ? JSON.stringify(names.drawn(inner))
        : found
    const text = replaced(quoted, BRACKETS, (piece, { inner: word }) =>
      word !== undefined && WHOLE.test(word) ? names.drawn(word).replaceAll(/[\\"[\]]/g, '\\$&') : piece,
    )
    return `"${text}"`
  })

/** What stands in brackets in a step and is no placeholder; undefined where there is nothing of the kind. */
export function strayBrackets(step: string): string | undefined {
  for (const { groups = {} } of step.matchAll(QUOTED_OR_BRACKETS)) {
    const { quoted, inner } = groups
    if (inner !== undefined && ALMOST_LETTERS.test(inner) && !JSON_LETTERS.test(inner)) return `[${inner}]`
    for (const { groups: within = {} } of (quoted ?? '').matchAll(BRACKETS))
      if (within.inner !== undefined && !WHOLE.test(within.inner)) return `[${within.inner}]`
  }
  return undefined
}
