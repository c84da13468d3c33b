import { encodeFrame, encodeLength, LENGTH_SIZE } from '../../protocols/frame.js'
import { encodePart, PART_TYPES, TYPE_SIZE } from '../../protocols/part.js'
import { octetsOf, type Content, type Message, type Payload } from './message.js'
import { COUNT, parseCount, PLAIN_PATTERN, plainForm, unescape } from './payload.js'
import type { Randomness } from './randomness.js'
import { setting, type Settings } from './settings.js'
import { NotObservable, SetupError } from '../findings/violation.js'

/**
 * Messages with a structure of their own, made of the octets that payload.ts draws: frames, JSON, commands, parts, and several of them in one segment.
 * This is the only place that knows their grammar.
 */

interface StructuredForm {
  /** with at most two groups, its arguments */
  readonly pattern: string
  readonly example: string
  readonly meaning: string
  readonly make: (random: Randomness, settings: Settings, first: string, second: string) => Message
}

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const single = (octets: Buffer, more: Omit<Message, 'segments'> = {}): Message => ({ segments: [octets], ...more })

function drawPlain(phrase: string, random: Randomness): Buffer {
  const draw = plainForm(phrase)
  if (!draw) throw new SetupError(`"${phrase}" is nothing that sockspec can draw; see: sockspec steps`)
  return draw(random)
}

const storedPart = (kind: 'text' | 'image', octets: Buffer): Message =>
  single(encodePart(PART_TYPES[kind], octets), { contents: [{ kind, octets }], header: TYPE_SIZE + LENGTH_SIZE })

/** The text with each `[30 letters]` replaced by a JSON string of so many random letters; `shown` is the last of them. */
function fillIn(template: string, random: Randomness): { readonly json: string; readonly shown?: string } {
  let shown: string | undefined
  const json = template.replaceAll(
    /\[(\d+(?: \d{3})*) letters( with letters outside ASCII)?\]/g,
    (_, count: string, outside: string | undefined) => {
      shown =
        outside === undefined
          ? random.text(parseCount(count), LETTERS)
          : drawPlain(`a sentence of ${count} characters with letters outside ASCII`, random).toString('utf8')
      return JSON.stringify(shown)
    },
  )
  return shown === undefined ? { json } : { json, shown }
}

/** What ends a command's line, as --eol has it. */
function lineEnd(settings: Settings): string {
  return { lf: '\n', crlf: '\r\n', none: '' }[setting(settings, 'eol')] ?? '\n'
}

function requireLineEnds(settings: Settings): void {
  if (settings.eol === 'none') throw new NotObservable({ kind: 'no-line-ends', what: 'coalesced' })
}

/** A command and what belongs to it: `a line of 40 characters` drawn, or `the line "QUIT"`. */
function command(random: Randomness, settings: Settings, name: string, data: string): Message {
  const end = lineEnd(settings)
  if (data === '') return single(Buffer.from(name + end), { compared: 'line', needsLineEnd: true })
  const quoted = /^the line "(.*)"$/s.exec(data)
  const text = quoted ? unescape(quoted[1] ?? '').toString('utf8') : drawPlain(data, random).toString('utf8').trimEnd()
  return setting(settings, 'data-form') === 'inline'
    ? single(Buffer.from(`${name} ${text}${end}`), { needsLineEnd: true })
    : { segments: [Buffer.from(name + end), Buffer.from(text + end)], inTurns: true, needsLineEnd: true }
}

export const STRUCTURED_FORMS: readonly StructuredForm[] = [
  {
    pattern: `a file of (${PLAIN_PATTERN})`,
    example: 'a file of 200 random octets',
    meaning: 'its length as 4 octets, big-endian, and the file',
    make: (random, _, content) => {
      const octets = drawPlain(content, random)
      return single(encodeFrame(octets), { contents: [{ kind: 'file', octets }] })
    },
  },
  {
    pattern: 'an empty file',
    example: 'an empty file',
    meaning: 'four zero octets',
    make: () => single(encodeLength(0), { contents: [{ kind: 'file', octets: Buffer.alloc(0) }] }),
  },
  {
    pattern: `a frame holding (${PLAIN_PATTERN})`,
    example: 'a frame holding "hola"',
    meaning: 'the length as 4 octets, big-endian, and the content',
    make: (random, _, content) => single(encodeFrame(drawPlain(content, random))),
  },
  {
    pattern: `the JSON frame (\\{[^{}]*\\})`,
    example: 'the JSON frame {"mensaje": [30 letters], "continuar": true}',
    meaning: 'a frame with this JSON, octet for octet; [30 letters] is a string of so many random letters',
    make: (random, _, template) => {
      const { json, shown } = fillIn(template, random)
      return single(encodeFrame(Buffer.from(json)), { compared: 'json', ...(shown === undefined ? {} : { shown }) })
    },
  },
  {
    pattern: `(?:a text|an image) part of (?:${PLAIN_PATTERN})`,
    example: 'an image part of 300 random octets',
    meaning: 'a type octet (1 text, 2 image), the length as 4 octets, big-endian, and the content',
    make: () => single(Buffer.alloc(0)),
  },
  {
    pattern: 'an empty (text|image) part',
    example: 'an empty image part',
    meaning: 'a part without content',
    make: (_, __, kind) => storedPart(kind === 'text' ? 'text' : 'image', Buffer.alloc(0)),
  },
  {
    pattern: `a part of type (\\d+) of (${PLAIN_PATTERN})`,
    example: 'a part of type 9 of 20 random octets',
    meaning: 'a part with another type octet',
    make: (random, _, type, content) => {
      if (Number(type) > 255) throw new SetupError(`a part of type ${type}: the type is one octet, at most 255`)
      return single(encodePart(Number(type), drawPlain(content, random)), { header: TYPE_SIZE + LENGTH_SIZE })
    },
  },
  {
    pattern: `the command "([^"]*)" and (a line of ${COUNT} characters?|the line ${QUOTED})`,
    example: 'the command "DATA" and a line of 40 characters',
    meaning: 'two lines with a turn between them, or one, as --data-form has it; they end as --eol has it',
    make: command,
  },
  {
    pattern: 'the command "([^"]*)" ended by CR LF',
    example: 'the command "HELO" ended by CR LF',
    meaning: 'a line with this text, whatever --eol says',
    make: (_, settings, name) => {
      requireLineEnds(settings)
      return single(Buffer.from(`${name}\r\n`), { compared: 'line' })
    },
  },
  {
    pattern: 'the command "([^"]*)"',
    example: 'the command "HELO"',
    meaning: 'a line with this text, which ends as --eol has it',
    make: (random, settings, name) => command(random, settings, name, ''),
  },
  {
    pattern: 'the shutdown text( between other words| and a word behind it)?',
    example: 'the shutdown text',
    meaning: 'what --shutdown-text says, alone or with random words around it',
    make: (random, settings, around) => {
      const [text, word, other] = [setting(settings, 'shutdown-text'), random.text(5, LETTERS), random.text(5, LETTERS)]
      return single(
        Buffer.from(
          around === '' ? text : around.startsWith(' between') ? `${word} ${text} ${other}` : `${text} ${word}`,
        ),
      )
    },
  },
  {
    pattern: 'a word and the shutdown text behind it',
    example: 'a word and the shutdown text behind it',
    meaning: 'a random word, a space and what --shutdown-text says',
    make: (random, settings) => single(Buffer.from(`${random.text(5, LETTERS)} ${setting(settings, 'shutdown-text')}`)),
  },
  {
    pattern: `the line (${QUOTED})`,
    example: 'the line "100 OK"',
    meaning: 'this text and LF; where it is expected, CR LF is accepted as LF',
    make: (_, __, quoted) => {
      const text = unescape(quoted.slice(1, -1))
      return single(Buffer.concat([text, Buffer.from('\n')]), { compared: 'line', shown: text.toString('utf8') })
    },
  },
]

/** What may stand behind a message, after a comma. */
interface Suffix {
  readonly pattern: string
  readonly example: string
  readonly meaning: string
  readonly change: (message: Message, random: Randomness, settings: Settings, argument: string) => Message
}

export const SUFFIXES: readonly Suffix[] = [
  {
    pattern: 'the length first',
    example: 'a file of 200 random octets, the length first',
    meaning: 'the length is a segment of its own',
    change: (message) => cutAt(message, [headerOf(message)]),
  },
  {
    pattern: 'its length in two segments',
    example: 'a file of 200 random octets, its length in two segments',
    meaning: 'the first is cut inside the length; what follows it is a third',
    change: (message, random) =>
      cutAt(message, [headerOf(message) - LENGTH_SIZE + 1 + random.below(LENGTH_SIZE - 1), headerOf(message)]),
  },
  {
    pattern: `padded with spaces to (${COUNT}) octets`,
    example: 'the JSON frame {"a": 1}, padded with spaces to 3 000 octets',
    meaning: 'spaces behind the JSON, inside the frame',
    change: (message, _, __, size) => {
      const content = octetsOf(message).subarray(LENGTH_SIZE)
      return {
        ...message,
        segments: [
          encodeFrame(Buffer.concat([content, Buffer.alloc(Math.max(0, parseCount(size) - content.length), ' ')])),
        ],
      }
    },
  },
  {
    pattern: 'broken off half-way',
    example: 'a file of 200 random octets, broken off half-way',
    meaning: 'its first half',
    change: (message) => ({ segments: [octetsOf(message).subarray(0, Math.ceil(octetsOf(message).length / 2))] }),
  },
  {
    pattern: 'twice',
    example: 'the command "HELO", twice',
    meaning: 'the same once more, a turn later',
    change: (message) => ({ ...message, segments: [...message.segments, ...message.segments], inTurns: true }),
  },
]

const headerOf = ({ header = LENGTH_SIZE }: Message): number => header

/** The same octets, cut at these places into segments that the program reads one by one. */
function cutAt(message: Message, places: readonly number[]): Message {
  const octets = octetsOf(message)
  const ends = [...places.filter((place) => place < octets.length), octets.length]
  return { ...message, segments: ends.map((end, i) => octets.subarray(i === 0 ? 0 : ends[i - 1], end)) }
}

const withoutGroups = (pattern: string): string => pattern.replaceAll(/(?<!\\)\((?!\?)/g, '(?:')
const BASE =
  `(?:${STRUCTURED_FORMS.filter(({ pattern }) => !pattern.includes(PLAIN_PATTERN))
    .map(({ pattern }) => withoutGroups(pattern))
    .join('|')}` +
  // All that wrap another form, with that form's pattern once: it is long.
  `|(?:(?:a file of|a frame holding|a text part of|an image part of|a part of type \\d+ of) )?(?:${PLAIN_PATTERN}))`
const ONE = `${BASE}(?:, (?:${SUFFIXES.map(({ pattern }) => withoutGroups(pattern)).join('|')}))?`

/** Every message that a phrase can name. */
export const PAYLOAD_PATTERN = new RegExp(`${ONE}(?:,? followed by ${ONE})*`)

/** The message that a phrase names. Throws SetupError on a phrase of no known form. */
export function parsePayload(phrase: string): Payload {
  const makers = phrase.split(/,? followed by (?=(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*$)/).map(parseOne)
  return {
    phrase,
    message: (random, settings) => {
      const [first, ...rest] = makers.map((make) => make(random, settings))
      if (!first) throw new Error('no message')
      return rest.length === 0 ? first : joined(first, rest, settings)
    },
  }
}

/** Several messages in one segment; the first may keep its own cut before it. */
function joined(first: Message, rest: readonly Message[], settings: Settings): Message {
  if ([first, ...rest].some(({ needsLineEnd }) => needsLineEnd === true)) requireLineEnds(settings)
  const contents = [first, ...rest].flatMap((message): readonly Content[] => message.contents ?? [])
  const head = first.inTurns === true ? [octetsOf(first)] : first.segments
  const last = Buffer.concat([head.at(-1) ?? Buffer.alloc(0), ...rest.map(octetsOf)])
  return { segments: [...head.slice(0, -1), last], ...(contents.length > 0 ? { contents } : {}) }
}

type Maker = (random: Randomness, settings: Settings) => Message

function parseOne(phrase: string): Maker {
  const whole = makerOf(phrase)
  if (whole) return whole
  for (const { pattern, change } of SUFFIXES) {
    const match = new RegExp(`^(.+), ${pattern}$`, 'su').exec(phrase)
    const make = match && makerOf(match[1] ?? '')
    if (make) return (random, settings) => change(make(random, settings), random, settings, match[2] ?? '')
  }
  throw new SetupError(`"${phrase}" is no message that sockspec knows; see: sockspec steps`)
}

function makerOf(phrase: string): Maker | undefined {
  const ofPart = /^(?:a (text)|an (image)) part of (.+)$/su.exec(phrase)
  if (ofPart && plainForm(ofPart[3] ?? ''))
    return (random) => storedPart(ofPart[1] === 'text' ? 'text' : 'image', drawPlain(ofPart[3] ?? '', random))
  for (const { pattern, make } of STRUCTURED_FORMS) {
    const match = new RegExp(`^(?:${pattern.replace(`(${PLAIN_PATTERN})`, '(.+)')})$`, 'su').exec(phrase)
    // What is wrapped is a form of its own, and no suffix of the whole.
    if (match && (!pattern.includes(PLAIN_PATTERN) || plainForm(match.at(-1) ?? '')))
      return (random, settings) => make(random, settings, match[1] ?? '', match[2] ?? '')
  }
  const draw = plainForm(phrase)
  return draw && ((random) => single(draw(random)))
}
