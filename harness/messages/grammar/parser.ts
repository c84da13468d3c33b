/**
 * The parser of phrases: what a phrase can name is described once, as templates with holes, and from that description come the parser,
 * the pattern that Cucumber needs, and what `sockspec steps` prints. Parsing remembers the furthest place at which it still made sense.
 */

/** The furthest place that any alternative has reached, and what would have been possible there. */
export class Furthest {
  at = 0
  readonly possible = new Set<string>()

  /** Nothing of what was tried goes on from here but this. */
  expect(at: number, what: string): void {
    if (at < this.at) return
    if (at > this.at) this.possible.clear()
    this.at = at
    this.possible.add(what)
  }
}

export interface Parsed<T> {
  readonly end: number
  readonly value: T
}

/** Reads one kind of thing from a place in a text. */
export interface Parser<T> {
  /** Undefined where it does not stand there; then the furthest place is noted. Of several readings the longest counts. */
  parse(text: string, at: number, furthest: Furthest): Parsed<T> | undefined
  /** a regular expression without capturing groups that accepts the same */
  readonly pattern: string
}

/** Compiled when it is first needed: most forms stand in no step of a run. */
function onDemand(pattern: string, flags: string): () => RegExp {
  let compiled: RegExp | undefined
  return () => (compiled ??= new RegExp(pattern, flags))
}

/** Reads what a regular expression of its own accepts; `example` is said where it does not stand there. */
export function token<T>(pattern: string, example: string, value: (text: string) => T): Parser<T> {
  const compiled = onDemand(pattern, 'suy')
  return {
    pattern: `(?:${pattern})`,
    parse: (text, at, furthest) => {
      const regexp = compiled()
      regexp.lastIndex = at
      const found = regexp.exec(text)
      if (found) return { end: at + found[0].length, value: value(found[0]) }
      furthest.expect(at, example)
      return undefined
    },
  }
}

/** Tells of two readings the one that goes further; of equals, the first. */
export const longer = <T>(one: Parsed<T> | undefined, other: Parsed<T> | undefined): Parsed<T> | undefined =>
  !one || (other && other.end > one.end) ? other : one

/** Reads whichever of these goes furthest. */
export function oneOf<T>(parsers: readonly Parser<T>[]): Parser<T> {
  return {
    pattern: `(?:${parsers.map(({ pattern }) => pattern).join('|')})`,
    parse: (text, at, furthest) =>
      parsers.reduce<Parsed<T> | undefined>(
        (best, parser) => longer(best, parser.parse(text, at, furthest)),
        undefined,
      ),
  }
}

/** Reads one, or several: `one or other`, `one, other or third`, the last of them behind `word`. */
export function listOf<T>(item: Parser<T>, word: 'or' | 'and', least = 1): Parser<readonly T[]> {
  const comma = token(', ', 'a comma', () => undefined)
  const last = token(` ${word} `, `"${word}"`, () => undefined)
  const next = (separator: Parser<undefined>, text: string, at: number, furthest: Furthest): Parsed<T> | undefined => {
    const behind = separator.parse(text, at, furthest)
    return behind && item.parse(text, behind.end, furthest)
  }
  return {
    pattern: `${item.pattern}(?:(?:, ${item.pattern})* ${word} ${item.pattern})${least > 1 ? '+' : '*'}`,
    parse: (text, at, furthest) => {
      const first = item.parse(text, at, furthest)
      if (!first) return undefined
      const all = [first.value]
      let { end } = first
      for (;;) {
        const before: T[] = []
        let until = end
        for (let one = next(comma, text, until, furthest); one; one = next(comma, text, until, furthest)) {
          before.push(one.value)
          until = one.end
        }
        const final = next(last, text, until, furthest)
        if (!final) return all.length < least ? undefined : { end, value: all }
        all.push(...before, final.value)
        ;({ end } = final)
      }
    },
  }
}

/** One way to say something, for people and for the parser. */
export interface Form<T> {
  readonly example: string
  readonly meaning: string
  readonly parser: Parser<T>
}

type Holes = Readonly<Record<string, Parser<unknown>>>
type Values<H extends Holes> = { readonly [K in keyof H]: H[K] extends Parser<infer T> ? T : never }

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** What stands in a template for more than itself: a plural that may be a singular, `byte(s)`; and bytes were once called octets. */
const VARIANTS = /byte\\\(s\\\)|\bbytes\b|\bbyte\b|\\\(s\\\)/g

/** The words of a template as a regular expression. */
const literal = (words: string): string =>
  escaped(words).replaceAll(VARIANTS, (found) => {
    switch (found) {
      case 'byte\\(s\\)':
        return '(?:bytes?|octets?)'
      case 'bytes':
        return '(?:bytes|octets)'
      case 'byte':
        return '(?:byte|octet)'
      default:
        return 's?'
    }
  })

/** A piece of a template in words, for people. */
const shown = (text: string): string => text.trim().replaceAll('(s)', 's')

/**
 * One way to say something. `template` has words, and holes in braces that stand for what `holes` reads; `make` gets what was read.
 * The example is what `sockspec steps` shows.
 */
export function form<T, H extends Holes>(
  template: string,
  holes: H,
  about: { readonly example: string; readonly meaning: string },
  make: (values: Values<H>) => T,
): Form<T> {
  const pieces = template.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return { words: literalParser(piece) }
    const hole = holes[piece]
    if (!hole) throw new Error(`the template "${template}" has no hole {${piece}}`)
    return { name: piece, hole }
  })
  const pattern = pieces.map((piece) => ('words' in piece ? piece.words.pattern : piece.hole.pattern)).join('')
  return {
    ...about,
    parser: {
      pattern,
      parse: (text, start, furthest) => {
        let at = start
        const values: Record<string, unknown> = {}
        for (const piece of pieces) {
          const parsed = ('words' in piece ? piece.words : piece.hole).parse(text, at, furthest)
          if (!parsed) return undefined
          if ('name' in piece) values[piece.name] = parsed.value
          at = parsed.end
        }
        return { end: at, value: make(values as Values<H>) }
      },
    },
  }
}

/** Notes that words stand there only in part: what follows the last whole one of them was possible. */
export function expectWords(words: string, text: string, at: number, furthest: Furthest): void {
  let common = 0
  while (common < words.length && text[at + common] === words[common]) common++
  const whole = words.slice(0, common).lastIndexOf(' ') + 1
  furthest.expect(at + whole, `"${shown(words.slice(whole)) || shown(words)}"`)
}

/** Reads the words of a template; where they stand only in part, the furthest place is behind the last whole word. */
function literalParser(piece: string): Parser<undefined> {
  const pattern = literal(piece)
  const compiled = onDemand(pattern, 'uy')
  return {
    pattern,
    parse: (text, at, furthest) => {
      const regexp = compiled()
      regexp.lastIndex = at
      const found = regexp.exec(text)
      if (found) return { end: at + found[0].length, value: undefined }
      expectWords(piece, text, at, furthest)
      return undefined
    },
  }
}

/** Reads a whole text. Gives the furthest place where it makes no sense to its end. */
export function parseWhole<T>(
  parser: Parser<T>,
  text: string,
): { readonly value: T } | { readonly furthest: Furthest } {
  const furthest = new Furthest()
  const parsed = parser.parse(text, 0, furthest)
  if (parsed?.end === text.length) return { value: parsed.value }
  if (parsed) furthest.expect(parsed.end, 'the end')
  return { furthest }
}

/** What is told of a phrase that is read only in part: as far as it made sense, what stands there, and what was possible instead. */
export function furthestText(text: string, { at, possible }: Furthest): string {
  const before = text.slice(0, at).trimEnd()
  const there = /^\s*(\S+)/.exec(text.slice(at))?.[1]
  const choices = [...possible].slice(0, MOST_CHOICES).join(', or ')
  const more = possible.size > MOST_CHOICES ? ', or others' : ''
  return (
    (before === '' ? '' : `understood as far as "${before}", then `) +
    `${there === undefined ? 'it ends' : `"${there}"`}; possible there: ${choices}${more}`
  )
}
const MOST_CHOICES = 3
