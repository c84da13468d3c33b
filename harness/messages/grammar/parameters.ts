import { ANSWER_FORMS, answer, parseAnswer } from './answers.js'
import { STRUCTURED_FORMS } from './messages.js'
import { form, token, type Form, type Parser } from './parser.js'
import { parsePayload, payload, SUFFIXES } from './payloads.js'
import { PAYLOAD_FORMS } from './plain.js'
import { NAME_IN_BRACKETS } from '../placeholder.js'
import { parseReply, reply, REPLY_FORMS } from './replies.js'
import { count, parseCount } from './tokens.js'

/** One parameter of the phrases, by its name in braces. */
export interface Parameter {
  readonly name: string
  readonly parser: Parser<unknown>
  /** what the text that stands for it means; throws SetupError with how far it made sense */
  readonly read: (text: string) => unknown
  /** in a line, or the forms that it has */
  readonly about: string | readonly Pick<Form<unknown>, 'example' | 'meaning'>[]
}

/** A parameter that is one token. */
const simple = (
  name: string,
  pattern: string,
  example: string,
  about: string,
  value: (text: string) => unknown,
): Parameter => ({
  name,
  parser: token(pattern, example, value),
  read: value,
  about,
})

const letter = token('[A-Z]', 'a capital letter, as in client A', (text) => text)
const client = form('client {letter}', { letter }, { example: 'client A', meaning: '' }, (read) => read.letter).parser

const several = {
  example: 'the command "A" followed by the command "B"',
  meaning: 'several messages in one segment',
}

/** All that a phrase can name. Cucumber's own {string} stands beside them. */
export const PARAMETERS: readonly Parameter[] = [
  { name: 'client', parser: client, read: (text) => text, about: 'client A to client Z' },
  {
    name: 'count',
    parser: count,
    read: parseCount,
    about: 'a whole number, with spaces between thousands: 100 000',
  },
  { name: 'answer', parser: answer, read: parseAnswer, about: ANSWER_FORMS },
  simple('name', NAME_IN_BRACKETS, 'a name in brackets, such as [key]', '[key] | [first number]', (text) =>
    text.slice(1, -1),
  ),
  simple('content', 'file|text|image', 'file, text or image', 'file | text | image', (text) => text),
  simple('statuses', '\\d{3}(?:, \\d{3})*(?: or \\d{3})?', 'a status, such as 404', '200 | 400, 405 or 501', (text) =>
    (text.match(/\d{3}/g) ?? []).map(Number),
  ),
  simple(
    'types',
    '"[^"]+"(?:, "[^"]+")*(?: or "[^"]+")?',
    'a type in quotation marks',
    '"text/html" | "text/js" or "text/javascript"',
    (text) => [...text.matchAll(/"([^"]+)"/g)].map(([, type = '']) => type),
  ),
  { name: 'reply', parser: reply, read: parseReply, about: REPLY_FORMS },
  {
    name: 'payload',
    parser: payload,
    read: parsePayload,
    about: [...PAYLOAD_FORMS, ...STRUCTURED_FORMS, ...SUFFIXES, several],
  },
]
