import type { Then } from '../../../harness/findings/server-violation.js'
import { agree, clientNamed, joined, seconds, separated, withComma } from '../neutral.js'

/** How numbers, times and names are said in Spanish. */

/** 100000 as `100 000`; four digits stay together. */
export const grouped = (count: number): string => (count < 10_000 ? String(count) : separated(count, ' '))

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${agree(count, one, many)}`

export const bytes = (count: number): string => plural(count, 'byte')

/** So many bytes came: `llegó 1 byte`. */
export const cameBytes = (count: number): string => `${agree(count, 'llegó', 'llegaron')} ${bytes(count)}`

/** What came of it, behind a semicolon or comma; `ended` says how the other side ended it. */
export function thenText(then: Then, ended: string): string {
  switch (then.end) {
    case 'closed':
      return `después ${ended}`
    case 'silent':
      return `después nada más en ${seconds(then.ms)} (tiempo de espera agotado)`
    case 'slow':
      return `tan lento que a los ${roughly(then.ms)} se dejó de esperar`
    case 'flood':
      return `y más sin fin, de modo que después de ${bytes(then.octets)} se dejó de leer`
  }
}

/** A time that was measured. */
export const roughly = (ms: number): string => `${withComma((ms / 1000).toFixed(1))} s`

/** `client A`, behind an article. */
export const clientText = (name: string): string => clientNamed(name, 'cliente')

/** `a`, `a o b`, `a, b o c`. */
export const either = (options: readonly (string | number)[]): string => joined(options.map(String), 'o')

/** `a`, `a y b`, `a, b y c`. */
export const both = (texts: readonly string[]): string => joined(texts, 'y')
