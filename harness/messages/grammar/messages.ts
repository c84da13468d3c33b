import { encodeFrame, encodeLength, LENGTH_SIZE } from '../../../protocols/frame.js'
import { encodePart, PART_TYPES, TYPE_SIZE } from '../../../protocols/part.js'
import { NotObservable, SetupError } from '../../findings/violation.js'
import type { Message } from '../message.js'
import { accentedSentence, LOWER, sentence } from '../payload.js'
import type { Randomness } from '../randomness.js'
import { setting, type Settings } from '../settings.js'
import { form, longer, oneOf, type Form, type Parser } from './parser.js'
import { plain, type Draw } from './plain.js'
import { count, digits, json, parseCount, quotedOctets, quotedText } from './tokens.js'

/** Messages with a structure of their own: frames, JSON, commands, parts. */

/** Makes a message. */
export type Maker = (random: Randomness, settings: Settings) => Message

export const single = (octets: Buffer, more: Omit<Message, 'segments'> = {}): Message => ({
  segments: [octets],
  ...more,
})

const storedPart = (kind: 'text' | 'image', octets: Buffer): Message =>
  single(encodePart(PART_TYPES[kind], octets), { contents: [{ kind, octets }], header: TYPE_SIZE + LENGTH_SIZE })

/** The text with each `[30 letters]` replaced by a JSON string of so many random letters; `shown` is the last of them. */
function fillIn(template: string, random: Randomness): { readonly text: string; readonly shown?: string } {
  let shown: string | undefined
  const text = template.replaceAll(
    /\[(\d+(?: \d{3})*) letters( with letters outside ASCII)?\]/g,
    (_, letters: string, outside: string | undefined) => {
      const size = parseCount(letters)
      shown = outside === undefined ? random.text(size, LOWER) : accentedSentence(random, size)
      return JSON.stringify(shown)
    },
  )
  return shown === undefined ? { text } : { text, shown }
}

/** What ends a command's line, as --eol has it. */
function lineEnd(settings: Settings): string {
  return { lf: '\n', crlf: '\r\n', none: '' }[setting(settings, 'eol')] ?? '\n'
}

/** Throws NotObservable where nothing but the segment tells where a command ends. */
export function requireLineEnds(settings: Settings): void {
  if (settings.eol === 'none') throw new NotObservable({ kind: 'no-line-ends', what: 'coalesced' })
}

/** A command and the data that belong to it: two lines with a turn between them, or one, as --data-form has it. */
function withData(name: string, data: (random: Randomness) => string): Maker {
  return (random, settings) => {
    const [text, end] = [data(random), lineEnd(settings)]
    return setting(settings, 'data-form') === 'inline'
      ? single(Buffer.from(`${name} ${text}${end}`), { needsLineEnd: true })
      : { segments: [Buffer.from(name + end), Buffer.from(text + end)], inTurns: true, needsLineEnd: true }
  }
}

const DATA_MEANING = 'two lines with a turn between them, or one, as --data-form has it; they end as --eol has it'

/** Random words around the shutdown text. */
const around =
  (make: (text: string, word: string, other: string) => string): Maker =>
  (random, settings) =>
    single(Buffer.from(make(setting(settings, 'shutdown-text'), random.text(5, LOWER), random.text(5, LOWER))))

/** What stands before a content that is a form of its own. */
const WRAPPING: readonly Form<(draw: Draw) => Maker>[] = [
  form(
    'a file of ',
    {},
    { example: 'a file of 200 random bytes', meaning: 'its length as 4 bytes, big-endian, and the file' },
    () => (draw) => (random) => {
      const octets = draw(random)
      return single(encodeFrame(octets), { contents: [{ kind: 'file', octets }], header: LENGTH_SIZE })
    },
  ),
  form(
    'a frame holding ',
    {},
    { example: 'a frame holding "hola"', meaning: 'the length as 4 bytes, big-endian, and the content' },
    () => (draw) => (random) => single(encodeFrame(draw(random)), { header: LENGTH_SIZE }),
  ),
  form(
    'a text part of ',
    {},
    {
      example: 'a text part of "hola"',
      meaning: 'a type byte (1), the length as 4 bytes, big-endian, and the content',
    },
    () => (draw) => (random) => storedPart('text', draw(random)),
  ),
  form(
    'an image part of ',
    {},
    {
      example: 'an image part of 300 random bytes',
      meaning: 'a type byte (2), the length as 4 bytes, big-endian, and the content',
    },
    () => (draw) => (random) => storedPart('image', draw(random)),
  ),
  form(
    'a part of type {type} of ',
    { type: digits },
    { example: 'a part of type 9 of 20 random bytes', meaning: 'a part with another type byte' },
    ({ type }) => {
      if (type > 255) throw new SetupError(`a part of type ${type}: the type is one byte, at most 255`)
      return (draw) => (random) => single(encodePart(type, draw(random)), { header: TYPE_SIZE + LENGTH_SIZE })
    },
  ),
]

const WHOLE: readonly Form<Maker>[] = [
  form(
    'an empty file',
    {},
    { example: 'an empty file', meaning: 'four zero bytes' },
    () => () => single(encodeLength(0), { contents: [{ kind: 'file', octets: Buffer.alloc(0) }], header: LENGTH_SIZE }),
  ),
  form(
    'the JSON frame {json}',
    { json },
    {
      example: 'the JSON frame {"mensaje": [30 letters], "continuar": true}',
      meaning: 'a frame with this JSON, byte for byte; [30 letters] is a string of so many random letters',
    },
    ({ json: template }) =>
      (random) => {
        const { text, shown } = fillIn(template, random)
        return single(encodeFrame(Buffer.from(text)), {
          compared: 'json',
          header: LENGTH_SIZE,
          ...(shown === undefined ? {} : { shown }),
        })
      },
  ),
  form(
    'an empty text part',
    {},
    { example: 'an empty text part', meaning: 'a part without content' },
    () => () => storedPart('text', Buffer.alloc(0)),
  ),
  form(
    'an empty image part',
    {},
    { example: 'an empty image part', meaning: 'a part without content' },
    () => () => storedPart('image', Buffer.alloc(0)),
  ),
  form(
    'the command {name} and a line of {count} character(s)',
    { name: quotedText, count },
    { example: 'the command "DATA" and a line of 40 characters', meaning: DATA_MEANING },
    ({ name, count: size }) => withData(name, (random) => sentence(random, size)),
  ),
  form(
    'the command {name} and the line {line}',
    { name: quotedText, line: quotedOctets },
    { example: 'the command "DATA" and the line "QUIT"', meaning: DATA_MEANING },
    ({ name, line }) => withData(name, () => line.toString('utf8')),
  ),
  form(
    'the command {name} ended by CR LF',
    { name: quotedText },
    { example: 'the command "HELO" ended by CR LF', meaning: 'a line with this text, whatever --eol says' },
    ({ name }) =>
      (_, settings) => {
        requireLineEnds(settings)
        return single(Buffer.from(`${name}\r\n`), { compared: 'line' })
      },
  ),
  form(
    'the command {name}',
    { name: quotedText },
    { example: 'the command "HELO"', meaning: 'a line with this text, which ends as --eol has it' },
    ({ name }) =>
      (_, settings) =>
        single(Buffer.from(name + lineEnd(settings)), { compared: 'line', needsLineEnd: true }),
  ),
  form('the shutdown text', {}, { example: 'the shutdown text', meaning: 'what --shutdown-text says' }, () =>
    around((text) => text),
  ),
  form(
    'the shutdown text in lower case',
    {},
    {
      example: 'the shutdown text in lower case',
      meaning:
        'the same with other letters: small ones, or capitals where it has none; a random word where it has no letters',
    },
    () => around((text, word) => [text.toLowerCase(), text.toUpperCase()].find((other) => other !== text) ?? word),
  ),
  form(
    'the shutdown text between other words',
    {},
    { example: 'the shutdown text between other words', meaning: 'the same with a random word before and behind it' },
    () => around((text, word, other) => `${word} ${text} ${other}`),
  ),
  form(
    'the shutdown text and a word behind it',
    {},
    { example: 'the shutdown text and a word behind it', meaning: 'the same, a space and a random word' },
    () => around((text, word) => `${text} ${word}`),
  ),
  form(
    'a word and the shutdown text behind it',
    {},
    {
      example: 'a word and the shutdown text behind it',
      meaning: 'a random word, a space and what --shutdown-text says',
    },
    () => around((text, word) => `${word} ${text}`),
  ),
  form(
    'the line {line}',
    { line: quotedOctets },
    { example: 'the line "100 OK"', meaning: 'this text and LF; where it is expected, CR LF is accepted as LF' },
    ({ line }) =>
      () =>
        single(Buffer.concat([line, Buffer.from('\n')]), { compared: 'line', shown: line.toString('utf8') }),
  ),
]

/** Every form of them, for people. */
export const STRUCTURED_FORMS: readonly Pick<Form<unknown>, 'example' | 'meaning'>[] = [...WRAPPING, ...WHOLE]

const wrapping = oneOf(WRAPPING.map(({ parser }) => parser))
const whole = oneOf(WHOLE.map(({ parser }) => parser))

/** A message without a suffix: one of a structure of its own, or plain octets. What wraps another form is written with that form's pattern once: it is long. */
export const message: Parser<Maker> = {
  pattern: `(?:${whole.pattern}|(?:${wrapping.pattern})?${plain.pattern})`,
  parse: (text, at, furthest) => {
    const around = wrapping.parse(text, at, furthest)
    const content = plain.parse(text, around?.end ?? at, furthest)
    const wrapped = content && {
      end: content.end,
      value: around ? around.value(content.value) : ofPlain(content.value),
    }
    return longer(whole.parse(text, at, furthest), wrapped)
  },
}

const ofPlain =
  (draw: Draw): Maker =>
  (random) =>
    single(draw(random))
