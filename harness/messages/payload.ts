import type { Randomness } from './randomness.js'
import { SetupError } from '../findings/violation.js'

/** Octets that a scenario can send, store or type: how they are drawn. grammar/ says how phrases name them. */

export const LOWER = 'abcdefghijklmnopqrstuvwxyz'
export const UPPER = LOWER.toUpperCase()
export const DIGITS = '0123456789'
export const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
/** The letters of the lectures' languages that have two octets in UTF-8 and a capital of as many. */
export const ACCENTED = 'áéíóúñçãõâêôüà'

/** A text of `count` characters that neither begins nor ends with a space, so that a prompt's strip() cannot show. */
export function spaced(random: Randomness, count: number, alphabet: string): string {
  if (count <= 2) return random.text(count, alphabet)
  // One character in seven is a space: words.
  const inner = [...random.text(count - 2, alphabet)].map((letter) => (random.below(7) === 0 ? ' ' : letter)).join('')
  return `${random.text(1, alphabet)}${inner}${random.text(1, alphabet)}`
}

/** Draws `count` spaced characters quickly, also for lines of megabytes. */
export function sentence(random: Randomness, count: number): string {
  if (count <= 4096) return spaced(random, count, LOWER)
  return `${random.text(1, LOWER)}${random.text(count - 2, `${LOWER} ${LOWER} ${LOWER} `)}${random.text(1, LOWER)}`
}

/** What stands at the two ends of a text with blanks there, whatever is drawn: a space and LF are what strip(), trim() and chomp() look for. */
const BLANK_ENDS = 4

/** A text of `count` characters that begins with a space and ends with `last`, each with a further blank beside it; `make` draws what stands between. */
export function betweenBlanks(
  random: Randomness,
  count: number,
  make: (count: number) => string,
  last: ' ' | '\n' = '\n',
): string {
  if (count <= BLANK_ENDS) throw new SetupError(`${count} characters have no room for blanks at both ends and a text`)
  return ` ${random.text(1, ' \t')}${make(count - BLANK_ENDS)}${random.text(1, ' \t')}${last}`
}

export function accentedSentence(random: Randomness, count: number): string {
  const letters = [...ACCENTED].slice(0, Math.max(1, count - 2))
  const rest = [...random.text(Math.max(0, count - letters.length), LOWER)]
  return random.shuffle([...letters, ...rest]).join('')
}

export function notUtf8(random: Randomness, count: number): Buffer {
  const octets = random.octets(count)
  // 0xFF occurs nowhere in UTF-8, and C3 must be followed by a continuation octet.
  octets[0] = 0xff
  octets.set([0xc3, 0x28].slice(0, Math.max(0, count - 1)), Math.min(1, count))
  return octets
}

/** Reads `\n \r \t \0 \\ \" \[ \] \xNN` in a quoted phrase. Throws SetupError on any other escape. */
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
    case '[':
    case ']':
      return Buffer.from(code)
    case 'x':
      if (code.length === 3) return Buffer.from(code.slice(1), 'hex')
      break
    default:
  }
  throw new SetupError(`"${whole}": \\${code} is no escape; known are \\n \\r \\t \\0 \\\\ \\" \\[ \\] and \\xNN`)
}

const WHITE_SPACE = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]
/** The digits: no function that tidies a text takes them off its ends. */
const KEPT = Array.from(DIGITS, (digit) => digit.charCodeAt(0))

/** The octets in random order, one of white space at each end, or none there that a strip() could take away. */
export function between(random: Randomness, octets: readonly number[], ends: 'blank' | 'kept'): Buffer {
  const [first = 0x20, last = 0x0a] = random.shuffle(ends === 'blank' ? WHITE_SPACE : KEPT)
  return Buffer.from([first, ...random.shuffle(octets.filter((octet) => octet !== first && octet !== last)), last])
}

/** Any octets; the first and the last are none that a strip() could take away: where blanks stand at the ends is the features' to say, not chance's. */
export function randomOctets(random: Randomness, count: number): Buffer {
  const octets = random.octets(count)
  for (const at of [0, count - 1]) {
    const octet = octets[at]
    if (octet === 0 || (octet !== undefined && WHITE_SPACE.includes(octet))) octets[at] = octet + 0x80
  }
  return octets
}

/** Cuts octets into `count` pieces of random sizes, none empty. */
export function cut(octets: Buffer, count: number, random: Randomness): Buffer[] {
  const places = new Set<number>()
  const wanted = Math.min(count, octets.length) - 1
  while (places.size < wanted) places.add(1 + random.below(octets.length - 1))
  const ordered = [0, ...[...places].sort((a, b) => a - b), octets.length]
  return ordered.slice(1).map((end, i) => octets.subarray(ordered[i], end))
}
