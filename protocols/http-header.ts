/** What the heads of requests and responses have in common: header lines, their values, and the empty line that ends them. */

export const LF = 0x0a
export const CR = 0x0d

/** RFC 9110, section 5.6.2: what methods and header names consist of. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/

/** The header of a message: its values by name. Names are in lower case; a value has no blanks around it, and one character per octet. */
export type HeaderFields = ReadonlyMap<string, readonly string[]>

/** Where the first empty line is behind a line that ends with the LF at `lf`. */
export function findEmptyLine(
  octets: Buffer,
  lf: number,
): { readonly start: number; readonly end: number } | undefined {
  const bare = octets.indexOf('\n\n', lf)
  const full = octets.indexOf('\n\r\n', lf)
  if (bare !== -1 && (full === -1 || bare < full)) return { start: bare + 1, end: bare + 2 }
  return full === -1 ? undefined : { start: full + 1, end: full + 3 }
}

/** Adds a value to those that the header has under this name. */
export function addField(fields: Map<string, string[]>, name: string, value: string): void {
  const key = name.toLowerCase()
  const values = fields.get(key)
  if (values === undefined) fields.set(key, [trimBlanks(value)])
  else values.push(trimBlanks(value))
}

/** Without the spaces and tabs around it. A loop, since /[ \t]+$/ takes a time that is quadratic in the blanks of hostile input. */
export function trimBlanks(text: string): string {
  const blank = (at: number) => text[at] === ' ' || text[at] === '\t'
  let start = 0
  let end = text.length
  while (start < end && blank(start)) start++
  while (end > start && blank(end - 1)) end--
  return text.slice(start, end)
}

/** What Content-Length says of a body. */
export type ContentLength =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'invalid'; readonly value: string }

/** What the header says of the body's length, in octets. The same value more than once is one value (RFC 9110, section 8.6). */
export function contentLength(headers: HeaderFields): ContentLength {
  const values = headers.get('content-length')
  if (values === undefined) return { kind: 'none' }
  const [first = '', ...others] = values.flatMap((value) => value.split(',').map(trimBlanks))
  const length = Number(first)
  if (!/^\d+$/.test(first) || !Number.isSafeInteger(length) || others.some((other) => other !== first))
    return { kind: 'invalid', value: values.join(', ') }
  return { kind: 'length', length }
}

/** The head as it goes over the wire: the first line, the header lines, and an empty line. Texts have one character per octet. */
export function encodeHead(firstLine: string, fields: readonly (readonly [name: string, value: string])[]): Buffer {
  const lines = [firstLine, ...fields.map(([name, value]) => `${name}: ${value}`), '', '']
  return Buffer.from(lines.join('\r\n'), 'latin1')
}
