/** What stands in brackets in a text: `[word]`, `[30 letters]`, `[a number from 1 to 99]`, or computed from those, `[a + b]`. */

/** A name, or a number as it is written. */
export type Operand =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'digits'; readonly value: number }

export type Placeholder =
  /** drawn once in each scenario, or said by one of its steps, or taken from a reply */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'letters'; readonly count: number; readonly outsideAscii: boolean }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'arithmetic'; readonly left: Operand; readonly operator: '+' | '-' | '*'; readonly right: Operand }
  | { readonly kind: 'upper' | 'reversed' | 'length'; readonly of: string }

const NAME = '[a-z]+(?: [a-z]+)*'
const COUNT = '\\d+(?: \\d{3})*'
const OPERAND = `${NAME}|${COUNT}`

/** The forms, the first that fits counts: what a computed one looks like is no name. */
const FORMS = {
  letters: new RegExp(`^(${COUNT}) letters( with letters outside ASCII)?$`),
  number: new RegExp(`^a number from (${COUNT}) to (${COUNT})$`),
  arithmetic: new RegExp(`^(${OPERAND}) ([-+*]) (${OPERAND})$`),
  upper: new RegExp(`^(${NAME}) in upper case$`),
  reversed: new RegExp(`^(${NAME}) reversed$`),
  length: new RegExp(`^length of (${NAME})$`),
  name: new RegExp(`^${NAME}$`),
}

/** What begins or ends like something that is drawn or computed, and is not quite that, is no name either: it would be drawn as one, unnoticed. */
const ALMOST =
  /^(?:an? )?number (?:from|between|of|up)\b|\bin (?:upper|lower|capital)|^(?:the )?(?:length|size) of\b|^reversed? /

/** The pattern of a name in brackets, for the phrases that say what it stands for. */
export const NAME_IN_BRACKETS = `\\[${NAME}\\]`

const numberOf = (text: string): number => Number(text.replaceAll(' ', ''))
const operandOf = (text: string): Operand =>
  /^\d/.test(text) ? { kind: 'digits', value: numberOf(text) } : { kind: 'name', name: text }

/** What the text between two brackets means; undefined where it means nothing. */
export function placeholderOf(inner: string): Placeholder | undefined {
  const letters = FORMS.letters.exec(inner)
  if (letters) return { kind: 'letters', count: numberOf(letters[1] ?? ''), outsideAscii: letters[2] !== undefined }
  const number = FORMS.number.exec(inner)
  if (number) return { kind: 'number', least: numberOf(number[1] ?? ''), most: numberOf(number[2] ?? '') }
  const arithmetic = FORMS.arithmetic.exec(inner)
  if (arithmetic) {
    const [, left = '', operator, right = ''] = arithmetic
    return { kind: 'arithmetic', left: operandOf(left), operator: operator as '+' | '-' | '*', right: operandOf(right) }
  }
  for (const kind of ['upper', 'reversed', 'length'] as const) {
    const [, of] = FORMS[kind].exec(inner) ?? []
    if (of !== undefined) return { kind, of }
  }
  return FORMS.name.test(inner) && !ALMOST.test(inner) ? { kind: 'name', name: inner } : undefined
}
