import { escapeLine } from './escape.js'
import type { Verdict } from './verdict.js'

/** What may go to a terminal as it is: nobody but a palette and {@link line} makes it, and both escape what they are given. */
export interface Painted {
  readonly painted: string
}
export type Paint = (text: string) => Painted

/** How words are emphasised; without a terminal, not at all. */
export interface Palette {
  readonly verdict: Readonly<Record<Verdict, Paint>>
  readonly strong: Paint
  readonly faint: Paint
}

const sgr =
  (code: string): Paint =>
  (text) => ({ painted: `\x1b[${code}m${escapeLine(text)}\x1b[0m` })
export const plain: Paint = (text) => ({ painted: escapeLine(text) })

/** A line of texts, whoever's they are: all that is put into it and was not painted is escaped. */
export function line(texts: TemplateStringsArray, ...values: readonly (string | number | Painted)[]): Painted {
  const shown = values.map((value) => (typeof value === 'object' ? value : plain(String(value))).painted)
  return { painted: texts.map((text, index) => text + (shown[index] ?? '')).join('') }
}

export const EMPTY = line``

export const COLOURS: Palette = {
  verdict: { pass: sgr('32'), fail: sgr('1;31'), warn: sgr('33'), info: sgr('36'), skip: sgr('2'), error: sgr('1;35') },
  strong: sgr('1'),
  faint: sgr('2'),
}
export const NO_COLOURS: Palette = {
  verdict: { pass: plain, fail: plain, warn: plain, info: plain, skip: plain, error: plain },
  strong: plain,
  faint: plain,
}
