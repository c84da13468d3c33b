import type { Randomness } from './randomness.js'
import { SetupError } from '../findings/violation.js'

/**
 * Octets that a scenario can send, store or type, as its phrases name them; {@link parsePayload} (structured-payload.ts) makes messages of them.
 */

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
/** The letters of the lectures' languages that have two octets in UTF-8 and a capital of as many. */
export const ACCENTED = 'áéíóúñçãõâêôüà'

/** A text of `count` characters that neither begins nor ends with a space, so that a prompt's strip() cannot show. */
function spaced(random: Randomness, count: number, alphabet: string): string {
  if (count <= 2) return random.text(count, alphabet)
  // One character in seven is a space: words.
  const inner = [...random.text(count - 2, alphabet)].map((letter) => (random.below(7) === 0 ? ' ' : letter)).join('')
  return `${random.text(1, alphabet)}${inner}${random.text(1, alphabet)}`
}

/** Draws `count` spaced characters quickly, also for lines of megabytes. */
function sentence(random: Randomness, count: number): string {
  if (count <= 4096) return spaced(random, count, LOWER)
  return `${random.text(1, LOWER)}${random.text(count - 2, `${LOWER} ${LOWER} ${LOWER} `)}${random.text(1, LOWER)}`
}

function accentedSentence(random: Randomness, count: number): string {
  const letters = [...ACCENTED].slice(0, Math.max(1, count - 2))
  const rest = [...random.text(Math.max(0, count - letters.length), LOWER)]
  return random.shuffle([...letters, ...rest]).join('')
}

function notUtf8(random: Randomness, count: number): Buffer {
  const octets = random.octets(count)
  // 0xFF occurs nowhere in UTF-8, and C3 must be followed by a continuation octet.
  octets[0] = 0xff
  octets.set([0xc3, 0x28].slice(0, Math.max(0, count - 1)), Math.min(1, count))
  return octets
}

/** Reads `\n \r \t \0 \\ \" \xNN` in a quoted phrase. Throws SetupError on any other escape. */
export function unescape(text: string): Buffer {
  const pieces: Buffer[] = []
  const escape = /\\(x[0-9a-fA-F]{2}|.)/gsu
  let at = 0
  for (const match of text.matchAll(escape)) {
    pieces.push(Buffer.from(text.slice(at, match.index)))
    at = match.index + match[0].length
    pieces.push(escaped(match[1] ?? '', text))
  }
  pieces.push(Buffer.from(text.slice(at)))
  return Buffer.concat(pieces)
}

function escaped(code: string, whole: string): Buffer {
  switch (code[0]) {
    case 'n':
      return Buffer.from('\n')
    case 'r':
      return Buffer.from('\r')
    case 't':
      return Buffer.from('\t')
    case '0':
      return Buffer.from([0])
    case '\\':
      return Buffer.from('\\')
    case '"':
      return Buffer.from('"')
    case 'x':
      if (code.length === 3) return Buffer.from(code.slice(1), 'hex')
      break
    default:
  }
  throw new SetupError(`"${whole}": \\${code} is no escape; known are \\n \\r \\t \\0 \\\\ \\" and \\xNN`)
}

/** A number as the features write it: `100 000`. */
export const parseCount = (text: string): number => Number(text.replaceAll(' ', ''))

export const COUNT = '\\d+(?: \\d{3})*'

export interface Form {
  readonly pattern: string
  readonly example: string
  readonly meaning: string
  readonly make: (random: Randomness, argument: string) => Buffer
}

const WHITE_SPACE = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]

/** The octets in random order, one of white space at each end: there strip() shows, wherever else it may not. */
function between(random: Randomness, octets: readonly number[]): Buffer {
  const [first = 0x20, last = 0x0a] = random.shuffle(WHITE_SPACE)
  return Buffer.from([first, ...random.shuffle(octets.filter((octet) => octet !== first && octet !== last)), last])
}

const asUtf8 =
  (make: (random: Randomness, count: number) => string) =>
  (random: Randomness, argument: string): Buffer =>
    Buffer.from(make(random, parseCount(argument)))

/** Each form's pattern has at most one group, its argument. */
export const PAYLOAD_FORMS: readonly Form[] = [
  {
    pattern: '"((?:[^"\\\\]|\\\\.)*)"',
    example: '"HELO\\n"',
    meaning: 'these characters in UTF-8, with the escapes \\n \\r \\t \\0 \\\\ \\" \\xNN',
    make: (_, text) => unescape(text),
  },
  {
    pattern: 'the octets ((?:[0-9A-Fa-f]{2} ?)+)',
    example: 'the octets 00 00 00 0C',
    meaning: 'these octets, in hexadecimal',
    make: (_, hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'),
  },
  {
    pattern: `a text of (${COUNT}) octets?`,
    example: 'a text of 1 024 octets',
    meaning: 'random ASCII letters, digits, punctuation and spaces',
    make: asUtf8((random, count) => spaced(random, count, LOWER + UPPER + DIGITS + PUNCTUATION)),
  },
  {
    pattern: `a sentence of (${COUNT}) characters?`,
    example: 'a sentence of 40 characters',
    meaning: 'random lower-case ASCII letters and spaces',
    make: asUtf8(sentence),
  },
  {
    pattern: `(${COUNT}) lower-case letters?`,
    example: '40 lower-case letters',
    meaning: 'random lower-case ASCII letters',
    make: asUtf8((random, count) => random.text(count, LOWER)),
  },
  {
    pattern: `a sentence of (${COUNT}) characters with letters outside ASCII`,
    example: 'a sentence of 40 characters with letters outside ASCII',
    meaning: `random lower-case letters and each of ${ACCENTED}, in UTF-8`,
    make: asUtf8(accentedSentence),
  },
  {
    pattern: `(${COUNT}) digits, punctuation marks, spaces and upper-case letters`,
    example: '60 digits, punctuation marks, spaces and upper-case letters',
    meaning: 'random characters of these kinds',
    make: asUtf8((random, count) => spaced(random, count, DIGITS + PUNCTUATION + UPPER)),
  },
  {
    pattern: 'all of ASCII but the lower-case letters',
    example: 'all of ASCII but the lower-case letters',
    meaning: 'the 102 other characters, control characters included, in random order, white space at both ends',
    make: (random) =>
      between(
        random,
        Array.from({ length: 128 }, (_, i) => i).filter((i) => i < 97 || i > 122),
      ),
  },
  {
    pattern: 'all 256 octet values',
    example: 'all 256 octet values',
    meaning: 'each once, in random order, white space at both ends',
    make: (random) =>
      between(
        random,
        Array.from({ length: 256 }, (_, i) => i),
      ),
  },
  {
    pattern: `(${COUNT}) random octets?`,
    example: '100 000 random octets',
    meaning: 'any octets',
    make: (random, count) => random.octets(parseCount(count)),
  },
  {
    pattern: `(${COUNT}) octets that are not UTF-8`,
    example: '40 octets that are not UTF-8',
    meaning: 'random octets that no UTF-8 decoder accepts',
    make: (random, count) => notUtf8(random, parseCount(count)),
  },
  {
    pattern: `a line of (${COUNT}) characters?`,
    example: 'a line of 40 characters',
    meaning: 'a sentence and LF',
    make: asUtf8((random, count) => `${sentence(random, count)}\n`),
  },
  {
    pattern: `a line of (${COUNT}) characters ended by CR LF`,
    example: 'a line of 40 characters ended by CR LF',
    meaning: 'a sentence, CR and LF',
    make: asUtf8((random, count) => `${sentence(random, count)}\r\n`),
  },
  { pattern: 'an empty line', example: 'an empty line', meaning: 'LF alone', make: () => Buffer.from('\n') },
  {
    pattern: `(${COUNT}) upper-case letters?`,
    example: '12 upper-case letters',
    meaning: 'random upper-case ASCII letters',
    make: asUtf8((random, count) => random.text(count, UPPER)),
  },
  {
    pattern: 'an empty text',
    example: 'an empty text',
    meaning: 'no octet at all, for a file or a part',
    make: () => Buffer.alloc(0),
  },
  {
    pattern: 'an empty datagram',
    example: 'an empty datagram',
    meaning: 'no octet at all (UDP)',
    make: () => Buffer.alloc(0),
  },
]

/** The forms as one pattern without groups. */
export const PLAIN_PATTERN = PAYLOAD_FORMS.map((form) => form.pattern.replaceAll(/\((?!\?)/g, '(?:')).join('|')

/** How to draw the octets that a phrase of one of the forms names; undefined where it is of none. */
export function plainForm(phrase: string): ((random: Randomness) => Buffer) | undefined {
  for (const form of PAYLOAD_FORMS) {
    const match = new RegExp(`^(?:${form.pattern})$`, 'su').exec(phrase)
    if (match) return (random) => form.make(random, match[1] ?? '')
  }
  return undefined
}

/** Cuts octets into `count` pieces of random sizes, none empty. */
export function cut(octets: Buffer, count: number, random: Randomness): Buffer[] {
  const places = new Set<number>()
  const wanted = Math.min(count, octets.length) - 1
  while (places.size < wanted) places.add(1 + random.below(octets.length - 1))
  const ordered = [0, ...[...places].sort((a, b) => a - b), octets.length]
  return ordered.slice(1).map((end, i) => octets.subarray(ordered[i], end))
}
