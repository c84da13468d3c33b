import type { Comparison } from '../harness/findings/violation.js'
import { cellsOf, hex, type Cell } from './escape.js'

/** So much of a message is shown around the first difference, where there is room for it. */
export const COLUMNS = 64
/** So much of it stands before the difference. */
const BEFORE = 24
const HEX_OCTETS = 16
/** So many octets on either side of the difference are more than are ever shown. */
const WINDOW = 512

/** Expected and received, side by side, ready for a fixed-width font. */
export interface ShownComparison {
  readonly expected: string
  readonly received: string
  /** column of the first difference in both, for the caret */
  readonly caret: number
  readonly difference: number
  readonly expectedHex: string
  readonly receivedHex: string
  readonly hexCaret: number
  readonly expectedSize: number
  readonly receivedSize: number
}

/** Lays out a comparison around its first difference, in so many columns. */
export function showComparison({ expected, received, difference }: Comparison, columns = COLUMNS): ShownComparison {
  // Only what lies around the difference is laid out: of megabytes the rest would take seconds, and nobody sees it.
  const begin = windowStart(expected, Math.max(0, difference - WINDOW))
  const [left, right] = [
    cellsOf(expected.subarray(begin, difference + WINDOW)),
    cellsOf(received.subarray(begin, difference + WINDOW)),
  ]
  // A difference inside a character of several octets is shown at the character.
  const index = Math.min(
    cellIndex(left, difference - begin),
    cellIndex(right, difference - begin),
    // A backslash is doubled for what follows it.
    firstUnlike(left, right),
  )
  const from = start(left, index)
  const lead = from > 0 || begin > 0 ? '...' : ''
  const caret = lead.length + textOf(left.slice(from, index)).length
  const hexFrom = Math.max(0, difference - HEX_OCTETS / 2)
  return {
    expected: lead + fit(left.slice(from), columns),
    received: lead + fit(right.slice(from), columns),
    caret,
    difference,
    expectedHex: hexRow(expected, hexFrom),
    receivedHex: hexRow(received, hexFrom),
    hexCaret: (difference - hexFrom) * 3,
    expectedSize: expected.length,
    receivedSize: received.length,
  }
}

/** The first octet of the character in which the window would begin. */
function windowStart(octets: Buffer, begin: number): number {
  let at = begin
  while (at > 0 && begin - at < 3 && ((octets[at] ?? 0) & 0xc0) === 0x80) at--
  return at
}

const textOf = (cells: readonly Cell[]): string => cells.map((cell) => cell.text).join('')

/** The cell that holds the octet, or the end. */
function cellIndex(cells: readonly Cell[], octet: number): number {
  const index = cells.findIndex((cell) => octet < cell.at + cell.size)
  return index === -1 ? cells.length : index
}

/** The first cell that is shown otherwise in the other. */
function firstUnlike(left: readonly Cell[], right: readonly Cell[]): number {
  const index = left.findIndex(({ text }, i) => text !== right[i]?.text)
  return index === -1 ? left.length : index
}

/** The first cell shown, so that the difference is in view with some text before it. */
function start(cells: readonly Cell[], index: number): number {
  let columns = 0
  let from = index
  while (from > 0 && columns < BEFORE) columns += (cells[--from] as Cell).text.length
  return from
}

function fit(cells: readonly Cell[], columns: number): string {
  let out = ''
  for (const { text } of cells) {
    if (out.length + text.length > columns) return `${out}...`
    out += text
  }
  return out
}

function hexRow(octets: Buffer, from: number): string {
  const row = [...octets.subarray(from, from + HEX_OCTETS)].map(hex).join(' ')
  return from + HEX_OCTETS < octets.length ? `${row} ...` : row
}
