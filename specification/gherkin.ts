import { AstBuilder, compile, dialects, Errors, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator, type Feature, type GherkinDocument, type Pickle } from '@cucumber/messages'
import { closest } from './closest.js'
import type { Mistakes, Place } from './mistake.js'

/** A feature file as Gherkin has it. */
export interface Parsed {
  readonly feature: Feature
  readonly pickles: readonly Pickle[]
  /** lines that had to be left out to make sense of the rest */
  readonly leftOut: readonly number[]
}

/** So many times a file is read again without the lines that made no sense. */
const MOST_ATTEMPTS = 50

/**
 * Parses a feature file. What is not Gherkin is told, and then read as it was probably meant, or left out, so that mistakes in the rest can
 * be told at once; undefined where nothing can be made of it.
 */
export function parseGherkin(text: string, mistakes: Mistakes): Parsed | undefined {
  const lines = text.split('\n')
  const leftOut: number[] = []
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const newId = IdGenerator.incrementing()
    let document: GherkinDocument
    try {
      document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(lines.join('\n'))
    } catch (error) {
      if (!(error instanceof Errors.GherkinException)) throw error
      // The first error may be what causes the others.
      const { message, location } = firstOf(error)
      const { line } = location
      const written = lines[line - 1]
      const what = message.replace(/^\(\d+:\d+\): /, '')
      if (written === undefined || written === '') {
        mistakes.add({ line: Math.min(line, lines.length), column: 1 }, `this is not Gherkin: ${what}`)
        return undefined
      }
      const meant = keywordMeant(written, languageOf(text))
      mistakes.add(
        { line, column: location.column ?? 1 },
        `this is not Gherkin: ${readable(what, written, meant?.keyword)}`,
      )
      lines[line - 1] = meant?.line ?? ''
      if (meant === undefined) leftOut.push(line)
      continue
    }
    if (!document.feature) {
      mistakes.add({ line: 1, column: 1 }, 'the file holds no Feature')
      return undefined
    }
    return { feature: document.feature, pickles: compile(document, '', newId), leftOut }
  }
  return undefined
}

/** Of several errors the first. */
function firstOf(error: Errors.GherkinException): Errors.GherkinException {
  const [first] = error instanceof Errors.CompositeParserException ? error.errors : []
  return first instanceof Errors.GherkinException ? first : error
}

/** The parser lists its own names of what it expected, which tell a teacher nothing. */
function readable(what: string, written: string, keyword: string | undefined): string {
  if (!/^expected: .* got /.test(what)) return what
  const guess = keyword === undefined ? '' : `; did you mean ${keyword}?`
  return `"${written.trim()}" begins with no keyword (Given, When, Then, And, Scenario:, Examples:) and is no row of a table${guess}`
}

/** The line with the keyword that was probably meant at its beginning, one in small letters or with a slip in it. */
function keywordMeant(
  written: string,
  language: string,
): { readonly line: string; readonly keyword: string } | undefined {
  const [, indent = '', word = '', rest = ''] = /^(\s*)([\p{L} ]+:|\S+)(.*)$/u.exec(written) ?? []
  const known = word.endsWith(':') ? headings(language) : stepKeywords(language)
  const exact = known.find((keyword) => keyword.toLowerCase() === word.toLowerCase())
  const keyword = exact ?? closest(word, known)
  return keyword === undefined || keyword === word ? undefined : { line: indent + keyword + rest, keyword }
}

/** The language that the file's first comment names; English where it names none. */
export const languageOf = (text: string): string => /^\s*#\s*language\s*:\s*([\w-]+)/m.exec(text)?.[1] ?? 'en'

/** The words that a step may begin with. */
export function stepKeywords(language: string): string[] {
  const { given = [], when = [], then = [], and = [], but = [] } = dialects[language] ?? {}
  return [...given, ...when, ...then, ...and, ...but].map((word) => word.trim()).filter((word) => word !== '*')
}

/** What begins a part of a feature, with its colon. */
export function headings(language: string): string[] {
  const { background = [], scenario = [], scenarioOutline = [], examples = [], rule = [] } = dialects[language] ?? {}
  return [...background, ...scenario, ...scenarioOutline, ...examples, ...rule].map((word) => `${word}:`)
}

/** Where a node begins. */
export const placeOf = ({ location }: { readonly location: { line: number; column?: number | undefined } }): Place => ({
  line: location.line,
  column: location.column ?? 1,
})
