import { SetupError } from '../../findings/violation.js'
import { unescape } from '../payload.js'
import { token } from './parser.js'

/** The small things that stand in phrases. */

/** A number as the features write it: `100 000`. */
export const parseCount = (text: string): number => Number(text.replaceAll(' ', ''))

export const count = token('\\d+(?: \\d{3})*', 'a number, such as 1 024', parseCount)

/** Digits without spaces between. */
export const digits = token('\\d+', 'a number, such as 7', Number)

/** Characters in quotation marks, with escapes: the bytes that they stand for. */
export const quotedOctets = token('"(?:[^"\\\\]|\\\\.)*"', 'a text in quotation marks', (text) =>
  unescape(text.slice(1, -1)),
)

/** Characters in quotation marks, as they are. */
export const quotedText = token('"[^"]*"', 'a text in quotation marks', (text) => text.slice(1, -1))

/** The same with escapes, as characters. */
export const quotedLine = token('"[^"]*"', 'a text in quotation marks', (text) =>
  unescape(text.slice(1, -1)).toString('utf8'),
)

export const hexOctets = token('[0-9A-Fa-f]{2}(?: ?[0-9A-Fa-f]{2})*', 'bytes in hexadecimal, such as 00 0C', (text) =>
  Buffer.from(text.replaceAll(' ', ''), 'hex'),
)

export const json = token('\\{[^{}]*\\}', 'JSON in braces', (text) => text)

/** A regular expression between slashes. Throws SetupError where it is none. */
export const expression = token('/(?:[^/\\\\]|\\\\.)+/', 'a regular expression between slashes', (text) => {
  const source = text.slice(1, -1)
  try {
    new RegExp(source, 'u')
  } catch (error) {
    throw new SetupError(`${text}: ${(error as Error).message}`)
  }
  return source
})
