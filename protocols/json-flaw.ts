/** Where a text stops being JSON. The parser of the language says only that it does, in a sentence that differs from version to version. */

/** What would have to come where a text stops being JSON. `end`: nothing more; `text`: the rest of a text, to its closing quote. */
export type JsonExpected =
  | 'value'
  | 'value or ]'
  | 'name'
  | 'name or }'
  | 'colon'
  | 'comma or ]'
  | 'comma or }'
  | 'end'
  | 'text'
  | 'escape'
  | 'hexadecimal digit'
  | 'digit'

export interface NotJson {
  readonly kind: 'not-json'
  /** the octet (of UTF-8) at which it stops, counted from 1; one more than there are where it only ends too early */
  readonly at: number
  /** what stands there: a character, or the beginning of a word or number; undefined at the end */
  readonly found: string | undefined
  readonly expected: JsonExpected
}

/** The same, with the index of a character. */
interface Stop {
  readonly index: number
  readonly expected: JsonExpected
}

/** So much of what stands there is enough to recognise it. */
const FOUND = /^[\p{L}\p{N}_]{1,20}|^[^]/u
const LONGEST_FOUND = 40

/** Where a text stops being JSON (RFC 8259); undefined where it is JSON. Its cost is linear, and it does not recurse. */
export function findNotJson(text: string): NotJson | undefined {
  const stop = stopOf(text)
  if (stop === undefined) return undefined
  const { index, expected } = stop
  const found = FOUND.exec(text.slice(index, index + LONGEST_FOUND))?.[0]
  return { kind: 'not-json', at: Buffer.byteLength(text.slice(0, index)) + 1, found, expected }
}

function stopOf(text: string): Stop | undefined {
  const open: ('[' | '{')[] = []
  let expected: JsonExpected = 'value'
  /** What can come behind a value: it depends on what it stands in. */
  const behindValue = (): JsonExpected => {
    const inner = open.at(-1)
    return inner === undefined ? 'end' : inner === '[' ? 'comma or ]' : 'comma or }'
  }
  for (let index = behindBlanks(text, 0); index < text.length; index = behindBlanks(text, index)) {
    const next = text.charAt(index)
    const stop: Stop = { index, expected }
    const takesValue: boolean = expected === 'value' || expected === 'value or ]'
    if (takesValue && (next === '[' || next === '{')) {
      open.push(next)
      expected = next === '[' ? 'value or ]' : 'name or }'
      index++
    } else if ((next === ']' || next === '}') && expected.endsWith(` or ${next}`)) {
      open.pop()
      expected = behindValue()
      index++
    } else if (next === ',' && expected.startsWith('comma')) {
      expected = expected === 'comma or ]' ? 'value' : 'name'
      index++
    } else if (next === ':' && expected === 'colon') {
      expected = 'value'
      index++
    } else if (takesValue || (expected.startsWith('name') && next === '"')) {
      const end = endOfScalar(text, index)
      if (end === undefined) return stop
      if (typeof end !== 'number') return end
      expected = takesValue ? behindValue() : 'colon'
      index = end
    } else {
      return stop
    }
  }
  return expected === 'end' ? undefined : { index: text.length, expected }
}

function behindBlanks(text: string, from: number): number {
  let index = from
  while (index < text.length && ' \t\n\r'.includes(text.charAt(index))) index++
  return index
}

/** The index behind the text, number or word that begins there, or where it stops being one; undefined where none begins. */
function endOfScalar(text: string, start: number): number | Stop | undefined {
  const first = text.charAt(start)
  if (first === '"') return endOfText(text, start)
  if (/[-\d]/.test(first)) return endOfNumber(text, start)
  const word = ['true', 'false', 'null'].find((word) => text.startsWith(word, start))
  return word === undefined ? undefined : start + word.length
}

function endOfText(text: string, start: number): number | Stop {
  for (let index = start + 1; index < text.length; index++) {
    const next = text.charAt(index)
    if (next === '"') return index + 1
    if (next < ' ') return { index, expected: 'text' }
    if (next !== '\\') continue
    index++
    const escaped = text.charAt(index)
    if (escaped === '' || !'"\\/bfnrtu'.includes(escaped)) return { index, expected: 'escape' }
    if (escaped !== 'u') continue
    for (const last = index + 4; index < last;) {
      index++
      if (!/[\dA-Fa-f]/.test(text.charAt(index))) return { index, expected: 'hexadecimal digit' }
    }
  }
  return { index: text.length, expected: 'text' }
}

function endOfNumber(text: string, start: number): number | Stop {
  const isDigit = (index: number): boolean => /\d/.test(text.charAt(index))
  const missing = (index: number): Stop => ({ index, expected: 'digit' })
  let index = text.charAt(start) === '-' ? start + 1 : start
  if (!isDigit(index)) return missing(index)
  if (text.charAt(index) === '0') index++
  else while (isDigit(index)) index++
  if (text.charAt(index) === '.') {
    index++
    if (!isDigit(index)) return missing(index)
    while (isDigit(index)) index++
  }
  if (/e/i.test(text.charAt(index))) {
    index++
    if (/[+-]/.test(text.charAt(index))) index++
    if (!isDigit(index)) return missing(index)
    while (isDigit(index)) index++
  }
  return index
}
