import { quotedLiteral } from '../escape.js'

/** What is the same in every language: how somebody's text is quoted and cut, times, units. */

export const quotedText = quotedLiteral

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}...` : text)

/** A line of somebody's, of which the beginning is enough. */
export const quotedLine = (text: string): string => quotedText(cut(text, 120))

/** A text that may be long. */
export const shortened = (text: string): string => cut(text, 200)

/** A number with a mark between its groups of three digits. */
export const separated = (count: number, mark: string): string => String(count).replace(/\B(?=(\d{3})+$)/g, mark)

/** A number with decimals, where a language has a comma before them. */
export const withComma = (decimals: string): string => decimals.replace('.', ',')

export const seconds = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`)

export const megabits = (bitsPerMs: number): string => `${(bitsPerMs / 1000).toFixed(0)} Mbit/s`

export const mebibytes = (octets: number): number => octets / (1 << 20)

export const hexadecimal = (octet: number): string => `0x${octet.toString(16).padStart(2, '0')}`

/** The harness's end of a connection, as the features name it (`client A`), with a language's own word for a client. */
export const clientNamed = (name: string, word: string): string => name.replace(/^client(?= )/, word)

/** The form of a word that goes with so many. */
export const agree = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/** `a`, `a or b`, `a, b or c`, with a language's own word before the last. */
export const joined = (texts: readonly string[], word: string): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1) ?? ''}`
