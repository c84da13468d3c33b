import type { OpenDemand } from '../../findings/server-violation.js'
import { SetupError } from '../../findings/violation.js'
import { linePattern, PLACEHOLDERS } from '../line-pattern.js'
import { NAME_IN_BRACKETS } from '../placeholder.js'
import { form, listOf, token, type Form } from './parser.js'
import { count, expression, quotedLine, quotedOctets } from './tokens.js'

/** Replies of which only the kind can be told beforehand. */

/** One text, or several of which any will do. */
export const texts = listOf(quotedLine, 'or')

const name = token(NAME_IN_BRACKETS, 'a name in brackets, such as [key]', (text) => text.slice(1, -1))
const several = listOf(quotedOctets, 'or', 2)

/** The text of octets. Throws SetupError where they are none. */
function textOf(octets: Buffer): string {
  const text = octets.toString('utf8')
  if (!Buffer.from(text).equals(octets)) throw new SetupError('one of several replies must be a text in UTF-8')
  return text
}

/** Throws SetupError where nothing lies between the two. */
function range(what: string, least: number, most: number): { readonly least: number; readonly most: number } {
  if (least > most) throw new SetupError(`${what}: ${least} is more than ${most}`)
  return { least, most }
}

const PATTERN_MEANING = `a line made up so: ${Object.entries(PLACEHOLDERS)
  .map(([letters, { meaning }]) => `${letters} ${meaning}`)
  .join('; ')}; all else stands for itself`

export const OPEN_FORMS: readonly Form<OpenDemand>[] = [
  form(
    '{all}',
    { all: several },
    {
      example: '"LOWER\\n" or "HIGHER\\n"',
      meaning: 'one of these; so too the line "LOWER", "HIGHER" or "RIGHT", and wherever a line has a text',
    },
    ({ all }) => ({ kind: 'one-of', as: 'bytes', texts: all.map(textOf) }),
  ),
  form(
    'a line',
    {},
    { example: 'a line', meaning: 'anything, ended by LF; CR before it is accepted here and below' },
    () => ({ kind: 'any-line' }),
  ),
  form(
    'a line that begins with {all}',
    { all: texts },
    { example: 'a line that begins with "220 "', meaning: 'this text, and perhaps more' },
    ({ all }) => ({ kind: 'line-beginning', texts: all }),
  ),
  form(
    'a line that ends with {all}',
    { all: texts },
    { example: 'a line that ends with "ready"', meaning: 'perhaps something, and this text' },
    ({ all }) => ({ kind: 'line-ending', texts: all }),
  ),
  form(
    'a line that contains {all}',
    { all: texts },
    { example: 'a line that contains "zero"', meaning: 'this text somewhere in it' },
    ({ all }) => ({ kind: 'line-containing', texts: all }),
  ),
  form(
    'a line that holds {name}',
    { name },
    { example: 'a line that holds [token]', meaning: 'not an empty one; from then on [token] stands for its text' },
    (read) => ({ kind: 'line-holding', begins: '', name: read.name }),
  ),
  form(
    'a line that begins with {begins} and holds {name}',
    { begins: quotedLine, name },
    {
      example: 'a line that begins with "SESSION " and holds [token]',
      meaning: 'the same, but for its beginning: [token] stands for what is behind that',
    },
    ({ begins, name: taken }) => ({ kind: 'line-holding', begins, name: taken }),
  ),
  form(
    'a line like {pattern}',
    { pattern: quotedLine },
    { example: 'a line like "DDD MMM DD HH:MM:SS YYYY"', meaning: PATTERN_MEANING },
    ({ pattern }) => {
      linePattern(pattern)
      return { kind: 'line-like', like: pattern }
    },
  ),
  form(
    'a line like {source}',
    { source: expression },
    {
      example: 'a line like /^[a-z]+ \\d+$/',
      meaning: 'one in which this regular expression (of JavaScript) finds something; ^ and $ are its ends',
    },
    ({ source }) => ({ kind: 'line-matching', expression: source }),
  ),
  form(
    'lines until the line {last}',
    { last: quotedLine },
    { example: 'lines until the line "."', meaning: 'any number of lines, and then this one' },
    ({ last }) => ({ kind: 'lines-until', last, among: [] }),
  ),
  form(
    'lines until the line {last}, among them {all}',
    { last: quotedLine, all: listOf(quotedLine, 'and') },
    {
      example: 'lines until the line ".", among them "[key]" and "[other key]"',
      meaning: 'the same; these are there, in any order, and perhaps others',
    },
    ({ last, all }) => ({ kind: 'lines-until', last, among: all }),
  ),
  form(
    'the lines {all} in any order',
    { all: listOf(quotedLine, 'and', 2) },
    { example: 'the lines "[key]" and "[other key]" in any order', meaning: 'each of these once, and no other' },
    ({ all }) => ({ kind: 'lines-in-any-order', texts: all }),
  ),
  form(
    'a text of {least} to {most} bytes',
    { least: count, most: count },
    {
      example: 'a text of 1 to 511 bytes',
      meaning: 'all that comes until the connection ends or nothing follows; over UDP the datagram',
    },
    ({ least, most }) => ({ kind: 'text-sized', ...range('a text', least, most) }),
  ),
  form(
    'a number between {least} and {most}',
    { least: count, most: count },
    { example: 'a number between 1 and 99', meaning: 'its digits, and perhaps a line end; both bounds belong to it' },
    ({ least, most }) => ({ kind: 'number-between', ...range('a number', least, most) }),
  ),
]
