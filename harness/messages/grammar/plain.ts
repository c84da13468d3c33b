import {
  ACCENTED,
  accentedSentence,
  between,
  betweenBlanks,
  DIGITS,
  LOWER,
  notUtf8,
  PUNCTUATION,
  randomOctets,
  sentence,
  spaced,
  UPPER,
} from '../payload.js'
import type { Randomness } from '../randomness.js'
import { form, oneOf, type Form } from './parser.js'
import { count, hexOctets, quotedOctets } from './tokens.js'

/** Draws octets. */
export type Draw = (random: Randomness) => Buffer

const nothing: Draw = () => Buffer.alloc(0)
const text =
  (make: (random: Randomness) => string): Draw =>
  (random) =>
    Buffer.from(make(random))
const range = (size: number): number[] => Array.from({ length: size }, (_, i) => i)
const ANY_TEXT = LOWER + UPPER + DIGITS + PUNCTUATION

/** Octets without a structure of their own. */
export const PAYLOAD_FORMS: readonly Form<Draw>[] = [
  form(
    '{quoted}',
    { quoted: quotedOctets },
    {
      example: '"HELO\\n"',
      meaning:
        'these characters in UTF-8, with the escapes \\n \\r \\t \\0 \\\\ \\" \\[ \\xNN; [word] and [30 letters] are drawn',
    },
    ({ quoted }) =>
      () =>
        quoted,
  ),
  form(
    'the bytes {hex}',
    { hex: hexOctets },
    { example: 'the bytes 00 00 00 0C', meaning: 'these bytes, in hexadecimal' },
    ({ hex }) =>
      () =>
        hex,
  ),
  form(
    'a text of {count} byte(s)',
    { count },
    { example: 'a text of 1 024 bytes', meaning: 'random ASCII letters, digits, punctuation and spaces' },
    ({ count }) => text((random) => spaced(random, count, ANY_TEXT)),
  ),
  form(
    'a text of {count} bytes with blanks at both ends',
    { count },
    {
      example: 'a text of 60 bytes with blanks at both ends',
      meaning: 'the same, beginning with a space and ending with LF, each with another blank beside it',
    },
    ({ count }) => text((random) => betweenBlanks(random, count, (inner) => spaced(random, inner, ANY_TEXT))),
  ),
  form(
    'a sentence of {count} character(s)',
    { count },
    { example: 'a sentence of 40 characters', meaning: 'random lower-case ASCII letters and spaces' },
    ({ count }) => text((random) => sentence(random, count)),
  ),
  form(
    'a sentence of {count} characters with blanks at both ends',
    { count },
    {
      example: 'a sentence of 40 characters with blanks at both ends',
      meaning: 'the same, beginning with a space and ending with LF, each with another blank beside it',
    },
    ({ count }) => text((random) => betweenBlanks(random, count, (inner) => sentence(random, inner))),
  ),
  form(
    '{count} lower-case letter(s)',
    { count },
    { example: '40 lower-case letters', meaning: 'random lower-case ASCII letters' },
    ({ count }) => text((random) => random.text(count, LOWER)),
  ),
  form(
    'a sentence of {count} characters with letters outside ASCII',
    { count },
    {
      example: 'a sentence of 40 characters with letters outside ASCII',
      meaning: `random lower-case letters and each of ${ACCENTED}, in UTF-8`,
    },
    ({ count }) => text((random) => accentedSentence(random, count)),
  ),
  form(
    'a sentence of {count} characters with letters outside ASCII and blanks at both ends',
    { count },
    {
      example: 'a sentence of 40 characters with letters outside ASCII and blanks at both ends',
      meaning: 'the same, beginning with a space and ending with LF, each with another blank beside it',
    },
    ({ count }) => text((random) => betweenBlanks(random, count, (inner) => accentedSentence(random, inner))),
  ),
  form(
    'all printable ASCII but the lower-case letters',
    {},
    {
      example: 'all printable ASCII but the lower-case letters',
      meaning: 'digits, punctuation marks and upper-case letters, each once, in random order, and a space at each end',
    },
    () => text((random) => ` ${random.shuffle([...(DIGITS + PUNCTUATION + UPPER)]).join('')} `),
  ),
  form(
    'all 256 byte values',
    {},
    { example: 'all 256 byte values', meaning: 'each once, in random order, no white space at the ends' },
    () => (random) => between(random, range(256), 'kept'),
  ),
  form(
    'all 256 byte values with blanks at both ends',
    {},
    { example: 'all 256 byte values with blanks at both ends', meaning: 'the same, white space at both ends' },
    () => (random) => between(random, range(256), 'blank'),
  ),
  form(
    '{count} random byte(s)',
    { count },
    { example: '100 000 random bytes', meaning: 'any bytes; no white space at the ends' },
    ({ count }) =>
      (random) =>
        randomOctets(random, count),
  ),
  form(
    '{count} bytes that are not UTF-8',
    { count },
    { example: '40 bytes that are not UTF-8', meaning: 'random bytes that no UTF-8 decoder accepts' },
    ({ count }) =>
      (random) =>
        notUtf8(random, count),
  ),
  form(
    'a line of {count} character(s)',
    { count },
    { example: 'a line of 40 characters', meaning: 'a sentence and LF' },
    ({ count }) => text((random) => `${sentence(random, count)}\n`),
  ),
  form(
    'a line of {count} characters with blanks at both ends',
    { count },
    {
      example: 'a line of 40 characters with blanks at both ends',
      meaning: 'a sentence with spaces and tabs at both ends, and LF',
    },
    ({ count }) => text((random) => `${betweenBlanks(random, count, (inner) => sentence(random, inner), ' ')}\n`),
  ),
  form(
    'a line of {count} character(s) ended by CR LF',
    { count },
    { example: 'a line of 40 characters ended by CR LF', meaning: 'a sentence, CR and LF' },
    ({ count }) => text((random) => `${sentence(random, count)}\r\n`),
  ),
  form('an empty line', {}, { example: 'an empty line', meaning: 'LF alone' }, () => text(() => '\n')),
  form(
    '{count} upper-case letter(s)',
    { count },
    { example: '12 upper-case letters', meaning: 'random upper-case ASCII letters' },
    ({ count }) => text((random) => random.text(count, UPPER)),
  ),
  form(
    'an empty text',
    {},
    { example: 'an empty text', meaning: 'no byte at all, for a file or a part' },
    () => nothing,
  ),
  form('an empty datagram', {}, { example: 'an empty datagram', meaning: 'no byte at all (UDP)' }, () => nothing),
]

/** Any of them. */
export const plain = oneOf(PAYLOAD_FORMS.map(({ parser }) => parser))
