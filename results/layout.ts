import { escapeLine } from './escape.js'
import { EMPTY, line, plain, type Paint, type Painted } from './palette.js'
import { wrap } from './wrap.js'

/** How a report is laid out. */
export interface Layout {
  /** the width of the terminal; undefined where lines are not broken */
  readonly columns: number | undefined
  /** every failure in full, and every requirement in a line */
  readonly isVerbose: boolean
}

/** All there is, in lines as long as they are: for a file. */
export const FULL: Layout = { columns: undefined, isVerbose: true }

/** Narrower than that nothing can be read, wider than that nobody likes to read. */
const COLUMNS = { least: 60, most: 120 }

/** The width for a terminal of so many columns; undefined where there is none. */
export const columnsFor = (terminal: number | undefined): number | undefined =>
  terminal === undefined || terminal === 0 ? undefined : Math.min(COLUMNS.most, Math.max(COLUMNS.least, terminal))

/** Room for what stands behind so many columns. */
export const roomBehind = ({ columns }: Layout, indent: number): number | undefined =>
  columns === undefined ? undefined : columns - indent

/** What stands before a text: so many columns before its first line, and before its further lines. */
export interface Head {
  readonly painted: Painted
  readonly width: number
  readonly indent?: number
}

/** A text behind its head, its further lines below its first. */
export function hanging(
  { painted, width, indent = width }: Head,
  text: string,
  layout: Layout,
  paint: Paint = plain,
): Painted[] {
  const [first = '', ...rest] = wrap(escapeLine(text), roomBehind(layout, indent), roomBehind(layout, width))
  return [line`${painted}${paint(first)}`, ...rest.map((one) => line`${' '.repeat(indent)}${paint(one)}`)]
}

/** A text that begins a line. */
export const flush = (text: string, layout: Layout, paint?: Paint): Painted[] =>
  hanging({ painted: EMPTY, width: 0 }, text, layout, paint)

/** Each block, with an empty line behind it. */
export const spaced = (blocks: readonly (readonly Painted[])[]): Painted[] =>
  blocks.flatMap((block) => (block.length === 0 ? [] : [...block, EMPTY]))
