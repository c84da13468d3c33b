import type { Then } from '../../../harness/findings/server-violation.js'
import { agree, clientNamed, joined, seconds, separated, withComma } from '../neutral.js'

/** How numbers, times and names are said in Portuguese. */

/** 100000 as `100.000`. */
export const grouped = (count: number): string => separated(count, '.')

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${agree(count, one, many)}`

export const bytes = (count: number): string => plural(count, 'byte')

/** So many bytes came: `chegou 1 byte`. */
export const cameBytes = (count: number): string => `${came(count)} ${bytes(count)}`

export const came = (count: number): string => agree(count, 'chegou', 'chegaram')

/** What came of it, behind a semicolon or comma; `ended` says how the other side ended it. */
export function thenText(then: Then, ended: string): string {
  switch (then.end) {
    case 'closed':
      return `depois ${ended}`
    case 'silent':
      return `depois nada mais em ${seconds(then.ms)} (tempo de espera esgotado)`
    case 'slow':
      return `tão devagar que após ${roughly(then.ms)} a espera foi encerrada`
    case 'flood':
      return `e mais sem fim, de modo que após ${bytes(then.octets)} a leitura foi encerrada`
  }
}

/** A time that was measured. */
export const roughly = (ms: number): string => `${withComma((ms / 1000).toFixed(1))} s`

/** `client A`, behind an article. */
export const clientText = (name: string): string => clientNamed(name, 'cliente')

/** `a`, `a ou b`, `a, b ou c`. */
export const either = (options: readonly (string | number)[]): string => joined(options.map(String), 'ou')

/** `a`, `a e b`, `a, b e c`. */
export const both = (texts: readonly string[]): string => joined(texts, 'e')
