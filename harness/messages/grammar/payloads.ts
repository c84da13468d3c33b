import { encodeFrame, LENGTH_SIZE } from '../../../protocols/frame.js'
import { SetupError } from '../../findings/violation.js'
import { octetsOf, type Content, type Message, type Payload } from '../message.js'
import type { Randomness } from '../randomness.js'
import type { Settings } from '../settings.js'
import { message, requireLineEnds, type Maker } from './messages.js'
import { form, furthestText, oneOf, parseWhole, token, type Form, type Parser } from './parser.js'
import { count } from './tokens.js'

/** Everything that a scenario can send, store or type: a message, what may stand behind it, and several of them in one segment. */

type Change = (message: Message, random: Randomness) => Message

/** What may stand behind a message, after a comma. */
export const SUFFIXES: readonly Form<Change>[] = [
  form(
    'the length first',
    {},
    { example: 'a file of 200 random bytes, the length first', meaning: 'the length is a segment of its own' },
    () => (message) => cutAt(message, [headerOf(message)]),
  ),
  form(
    'its length in two segments',
    {},
    {
      example: 'a file of 200 random bytes, its length in two segments',
      meaning: 'the first is cut inside the length; what follows it is a third',
    },
    () => (message, random) =>
      cutAt(message, [headerOf(message) - LENGTH_SIZE + 1 + random.below(LENGTH_SIZE - 1), headerOf(message)]),
  ),
  form(
    'padded with spaces to {count} bytes',
    { count },
    {
      example: 'the JSON frame {"a": 1}, padded with spaces to 3 000 bytes',
      meaning: 'spaces behind the JSON, inside the frame',
    },
    ({ count: size }) =>
      (message) => {
        if (message.compared !== 'json') throw new SetupError('only a JSON frame can be padded with spaces')
        const content = octetsOf(message).subarray(LENGTH_SIZE)
        const padding = Buffer.alloc(Math.max(0, size - content.length), ' ')
        return { ...message, segments: [encodeFrame(Buffer.concat([content, padding]))] }
      },
  ),
  form(
    'broken off half-way',
    {},
    { example: 'a file of 200 random bytes, broken off half-way', meaning: 'its first half' },
    () => (message) => ({
      segments: [octetsOf(message).subarray(0, Math.ceil(octetsOf(message).length / 2))],
    }),
  ),
  form(
    'twice',
    {},
    { example: 'the command "HELO", twice', meaning: 'the same once more, a turn later' },
    () => (message) => ({
      ...message,
      segments: [...message.segments, ...message.segments],
      inTurns: true,
    }),
  ),
]

/** Where the length of a message ends. Throws SetupError where it has none. */
function headerOf({ header }: Message): number {
  if (header === undefined)
    throw new SetupError('this message has no length before its content, so a step cannot speak of that')
  return header
}

/** The same octets, cut at these places into segments that the program reads one by one. */
function cutAt(message: Message, places: readonly number[]): Message {
  const octets = octetsOf(message)
  const ends = [...places.filter((place) => place < octets.length), octets.length]
  return { ...message, isCut: true, segments: ends.map((end, i) => octets.subarray(i === 0 ? 0 : ends[i - 1], end)) }
}

/** Several messages in one segment; the first may keep its own cut before it. */
function joined(first: Message, rest: readonly Message[], settings: Settings): Message {
  if ([first, ...rest].some(({ needsLineEnd }) => needsLineEnd === true)) requireLineEnds(settings)
  const contents = [first, ...rest].flatMap((message): readonly Content[] => message.contents ?? [])
  const head = first.inTurns === true ? [octetsOf(first)] : first.segments
  const last = Buffer.concat([head.at(-1) ?? Buffer.alloc(0), ...rest.map(octetsOf)])
  const isCut = first.isCut === true && head.length > 1
  return {
    segments: [...head.slice(0, -1), last],
    ...(isCut ? { isCut } : {}),
    ...(contents.length > 0 ? { contents } : {}),
  }
}

const comma = token(', ', 'a comma', () => undefined)
const suffix = oneOf(SUFFIXES.map(({ parser }) => parser))
const followedBy = token(',? followed by ', '"followed by"', () => undefined)

/** A message and perhaps a suffix. */
const suffixed: Parser<Maker> = {
  pattern: `${message.pattern}(?:, ${suffix.pattern})?`,
  parse: (text, at, furthest) => {
    const one = message.parse(text, at, furthest)
    const behind = one && comma.parse(text, one.end, furthest)
    const change = behind && suffix.parse(text, behind.end, furthest)
    if (!one || !change) return one
    return { end: change.end, value: (random, settings) => change.value(one.value(random, settings), random) }
  },
}

/** One or several. */
export const payload: Parser<Maker> = {
  pattern: `${suffixed.pattern}(?:${followedBy.pattern}${suffixed.pattern})*`,
  parse: (text, at, furthest) => {
    const first = suffixed.parse(text, at, furthest)
    if (!first) return undefined
    const rest: Maker[] = []
    let { end } = first
    for (;;) {
      const next = followedBy.parse(text, end, furthest)
      const other = next && suffixed.parse(text, next.end, furthest)
      if (!other) break
      rest.push(other.value)
      ;({ end } = other)
    }
    if (rest.length === 0) return first
    return {
      end,
      value: (random, settings) =>
        joined(
          first.value(random, settings),
          rest.map((make) => make(random, settings)),
          settings,
        ),
    }
  },
}

/** Every message that a phrase can name. */
export const PAYLOAD_PATTERN = new RegExp(payload.pattern)

/** The message that a phrase names. Throws SetupError on a phrase of no known form, with how far it made sense. */
export function parsePayload(phrase: string): Payload {
  const parsed = parseWhole(payload, phrase)
  if ('value' in parsed) return { phrase, message: parsed.value }
  throw new SetupError(
    `"${phrase}" is no message that sockspec knows: ${furthestText(phrase, parsed.furthest)}; see: sockspec steps`,
  )
}
