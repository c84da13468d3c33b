import { encodeFrame } from '../../../protocols/frame.js'
import { SetupError } from '../../findings/violation.js'
import type { Condition } from '../json-reply.js'
import type { ReplyRule } from '../reply.js'
import { OPEN_FORMS, texts } from './open-replies.js'
import { form, furthestText, oneOf, parseWhole, token, type Form, type Parser } from './parser.js'
import { digits, quotedOctets } from './tokens.js'

/** What must come back. */

const VALUES = ['a string', 'a boolean', 'a number', 'true', 'false'] as const
const value = token<Condition['value']>(
  VALUES.join('|'),
  'a string, a boolean, a number, true or false',
  (text) => text.replace(/^a /, '') as Condition['value'],
)
const name = token('"\\w+"', 'a name in quotation marks', (text) => text.slice(1, -1))
const condition = form(
  '{name}: {value}',
  { name, value },
  { example: '', meaning: '' },
  (read): Condition => read,
).parser
const comma = token(', ', 'a comma', () => undefined)

const conditions: Parser<readonly Condition[]> = {
  pattern: `${condition.pattern}(?:, ${condition.pattern})*`,
  parse: (text, at, furthest) => {
    const all: Condition[] = []
    let end = at
    for (let from: number | undefined = at; from !== undefined;) {
      const one = condition.parse(text, from, furthest)
      if (!one) break
      all.push(one.value)
      ;({ end } = one)
      from = comma.parse(text, end, furthest)?.end
    }
    return all.length === 0 ? undefined : { end, value: all }
  },
}

const fixed = (words: string, meaning: string, rule: ReplyRule): Form<ReplyRule> =>
  form(words, {}, { example: words, meaning }, () => rule)

/** One text as a line, or one of several. */
function lineOf(all: readonly string[], tolerant: boolean): ReplyRule {
  const [text = '', ...others] = all
  return others.length === 0
    ? { kind: 'line', text, tolerant }
    : { kind: 'one-of', as: tolerant ? 'reply' : 'line', texts: all }
}

export const REPLY_FORMS: readonly Form<ReplyRule>[] = [
  fixed('the same bytes', 'exactly what was sent', { kind: 'same' }),
  fixed('the same in upper case', 'ASCII letters in upper case, everything else unchanged', { kind: 'upper' }),
  fixed('the same line in upper case', 'the same, ended by LF; CR before it is accepted', { kind: 'upper-line' }),
  fixed(
    'the same text in UTF-8, unchanged or in upper case',
    'each letter outside ASCII unchanged or in upper case, ASCII letters in upper case',
    { kind: 'upper-utf8' },
  ),
  form(
    '{octets}',
    { octets: quotedOctets },
    { example: '"100 OK\\n"', meaning: 'exactly these characters, with the escapes below' },
    ({ octets }) => ({ kind: 'literal', octets }),
  ),
  form(
    'the line {all}',
    { all: texts },
    { example: 'the line "OK"', meaning: 'this text, ended by LF; CR before it is accepted' },
    ({ all }) => lineOf(all, false),
  ),
  form(
    'the reply {all}',
    { all: texts },
    { example: 'the reply "100 OK"', meaning: 'the same, whether or not a line end follows' },
    ({ all }) => lineOf(all, true),
  ),
  form(
    'the number {number}',
    { number: digits },
    { example: 'the number 7', meaning: 'its digits, and perhaps a line end' },
    ({ number }) => ({ kind: 'number', value: number }),
  ),
  form(
    'a JSON frame with {conditions}',
    { conditions },
    {
      example: 'a JSON frame with "mensaje": a string, "continuar": true',
      meaning:
        'a frame (length of 4 bytes, content) with a JSON object that has these members; a string, a number, a boolean, true, false',
    },
    (read) => ({ kind: 'json', conditions: read.conditions }),
  ),
  fixed('the agreed reply', 'what --reply says', { kind: 'agreed' }),
  form(
    'a frame holding {octets}',
    { octets: quotedOctets },
    { example: 'a frame holding "hola"', meaning: 'the length as 4 bytes, big-endian, and exactly this content' },
    ({ octets }) => ({ kind: 'literal', octets: encodeFrame(octets) }),
  ),
  ...OPEN_FORMS,
]

export const reply: Parser<ReplyRule> = oneOf(REPLY_FORMS.map(({ parser }) => parser))

export const REPLY_PATTERN = new RegExp(reply.pattern)

/** The rule that a phrase names. Throws SetupError on any other, with how far it made sense. */
export function parseReply(phrase: string): ReplyRule {
  const parsed = parseWhole(reply, phrase)
  if ('value' in parsed) return parsed.value
  throw new SetupError(
    `"${phrase}" is no reply that sockspec knows: ${furthestText(phrase, parsed.furthest)}; see: sockspec steps`,
  )
}
