import {
  ACCENTED,
  accentedSentence,
  between,
  DIGITS,
  LOWER,
  notUtf8,
  PUNCTUATION,
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

/** Octets without a structure of their own. */
export const PAYLOAD_FORMS: readonly Form<Draw>[] = [
  form(
    '{quoted}',
    { quoted: quotedOctets },
    { example: '"HELO\\n"', meaning: 'these characters in UTF-8, with the escapes \\n \\r \\t \\0 \\\\ \\" \\xNN' },
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
    ({ count }) => text((random) => spaced(random, count, LOWER + UPPER + DIGITS + PUNCTUATION)),
  ),
  form(
    'a sentence of {count} character(s)',
    { count },
    { example: 'a sentence of 40 characters', meaning: 'random lower-case ASCII letters and spaces' },
    ({ count }) => text((random) => sentence(random, count)),
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
    '{count} digits, punctuation marks, spaces and upper-case letters',
    { count },
    {
      example: '60 digits, punctuation marks, spaces and upper-case letters',
      meaning: 'random characters of these kinds',
    },
    ({ count }) => text((random) => spaced(random, count, DIGITS + PUNCTUATION + UPPER)),
  ),
  form(
    'all of ASCII but the lower-case letters',
    {},
    {
      example: 'all of ASCII but the lower-case letters',
      meaning: 'the 102 other characters, control characters included, in random order, white space at both ends',
    },
    () => (random) =>
      between(
        random,
        range(128).filter((octet) => octet < 97 || octet > 122),
      ),
  ),
  form(
    'all 256 byte values',
    {},
    { example: 'all 256 byte values', meaning: 'each once, in random order, white space at both ends' },
    () => (random) => between(random, range(256)),
  ),
  form(
    '{count} random byte(s)',
    { count },
    { example: '100 000 random bytes', meaning: 'any bytes' },
    ({ count }) =>
      (random) =>
        random.octets(count),
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
