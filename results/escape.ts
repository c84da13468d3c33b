/**
 * Making untrusted octets and texts harmless: a submission's output must not reach a terminal's escape sequences or a browser's parser.
 */

const NAMED: Readonly<Record<number, string>> = { 0x0a: '\\n', 0x0d: '\\r', 0x09: '\\t', 0x00: '\\0', 0x5c: '\\\\' }

/** Octets that display as several columns or none are shown by their number. */
const PLAIN = /^[\p{L}\p{N}\p{P}\p{S} ]$/u

export interface Cell {
  /** what is shown for it */
  readonly text: string
  /** index of its first octet, and how many it has */
  readonly at: number
  readonly size: number
}

/**
 * Octets as text with escapes, one cell per character: UTF-8 where it is valid (a combining or control character by number), `\xNN` otherwise.
 * Every cell's text is printable and has one column per UTF-16 unit.
 */
export function cellsOf(octets: Buffer): Cell[] {
  const cells: Cell[] = []
  for (let at = 0; at < octets.length;) {
    const octet = octets[at] as number
    const size = octet < 0x80 ? 1 : utf8Size(octets, at)
    const character = size > 0 ? octets.toString('utf8', at, at + size) : ''
    const named = NAMED[octet]
    if (size === 1 && named !== undefined) cells.push({ text: named, at, size: 1 })
    else if (size > 0 && character.length === 1 && PLAIN.test(character) && !isWide(character))
      cells.push({ text: character, at, size })
    else
      for (let i = 0; i < Math.max(1, size); i++)
        cells.push({ text: `\\x${hex(octets[at + i] as number)}`, at: at + i, size: 1 })
    at += Math.max(1, size)
  }
  return withSingleBackslashes(cells)
}

/** What makes an escape of a backslash that stands before it. */
const READS_AS_ESCAPE = /^[nrt0x]/

/** A backslash is doubled only where it would read as an escape with what follows it: nobody doubles that of `\salir`. */
function withSingleBackslashes(cells: readonly Cell[]): Cell[] {
  let isDoubled = false
  return cells
    .toReversed()
    .map((cell) => {
      if (cell.text !== NAMED[0x5c]) {
        isDoubled = cell.text.startsWith('\\') || READS_AS_ESCAPE.test(cell.text)
        return cell
      }
      return isDoubled ? cell : { ...cell, text: '\\' }
    })
    .reverse()
}

/** The number of octets of the valid UTF-8 character that begins here, 0 where there is none. */
function utf8Size(octets: Buffer, at: number): number {
  const lead = octets[at] as number
  const size = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0
  if (size === 0 || at + size > octets.length) return 0
  const character = octets.subarray(at, at + size)
  return Buffer.from(character.toString('utf8'), 'utf8').equals(character) ? size : 0
}

/** East Asian characters take two columns, which would shift the caret. */
const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character)

export const hex = (octet: number): string => octet.toString(16).toUpperCase().padStart(2, '0')

/** Octets as text with escapes. */
export const escapeOctets = (octets: Buffer): string =>
  cellsOf(octets)
    .map((cell) => cell.text)
    .join('')

/** C0 without tabs and line ends, DEL, C1, and the characters that change the direction of writing. */
const OBEYED = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

const byNumber = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** A text for a terminal: line ends stay, every other control character becomes visible. */
export const escapeForTerminal = (text: string): string =>
  text.replace(OBEYED, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x100 ? `\\x${hex(code)}` : byNumber(character)
  })

/** JSON may be read at a terminal too: it means the same with every such character by its number. */
export const escapeForJson = (json: string): string => json.replace(OBEYED, byNumber)

/** The same where a text must stay one line. */
export const escapeLine = (text: string): string =>
  escapeForTerminal(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')

/** A text in quotation marks, on one line; its backslashes as those of octets. */
export const quotedLiteral = (text: string): string =>
  `"${escapeLine(text.replace(/\\+(?=[nrt0x]|\p{C})/gu, (run) => run + run))}"`

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text for HTML, as content or in a quoted attribute. */
export const escapeForHtml = (text: string): string =>
  escapeForTerminal(text).replace(/[&<>"']/g, (character) => HTML[character] ?? character)

/** A text for a line or a cell of Markdown: neither Markdown nor HTML in it means anything. */
export const escapeForMarkdown = (text: string): string =>
  // HTML afterwards: the # of a character's number must stay one.
  escapeForHtml(escapeLine(text).replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&'))

/** A text for XML 1.0, which cannot hold most control characters, not even as references. */
export const escapeForXml = (text: string): string =>
  escapeForHtml(text).replace(
    /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
