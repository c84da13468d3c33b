import { isUtf8 } from 'node:buffer'

/*
 * The parts of HTTP messages (RFC 9110, RFC 9112) that servers, clients and the harness share. A head is what precedes the body:
 * the first line, the header lines, and the empty line that ends them.
 */

const LF = 0x0a
const CR = 0x0d
const PERCENT = 0x25

/** RFC 9110, section 5.6.2: what methods and header names consist of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/
/** Tolerant of blanks before the colon: a line that has them is a bad header line rather than the beginning of the body. */
const HEADER_LINE = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+[ \t]*:/
/** Tolerant of a missing reason together with the space before it. */
const STATUS_LINE = /^(HTTP\/\d\.\d) (\d{3})(?: ([^\r]*))?$/

/** The header of a message: its values by name. Names are in lower case; a value has no blanks around it, and one character per octet. */
export type HeaderFields = ReadonlyMap<string, readonly string[]>

/** The longest request head that is waited for, in octets. */
export interface HeadLimits {
  /** of the request line, its terminator not counted */
  readonly line: number
  /** of all header lines together, their terminators counted, without the empty line */
  readonly fields: number
}

/** RFC 9112, section 3, recommends at least 8 000 octets for the line; the header has room for a browser's cookies. */
export const HEAD_LIMITS: HeadLimits = { line: 8192, fields: 32_768 }

/** The beginning of a request head: how far it came. */
export type IncompleteRequestHead =
  | {
      readonly kind: 'incomplete'
      readonly need: 'line'
      /** how many octets are there so far */
      readonly have: number
    }
  | {
      readonly kind: 'incomplete'
      readonly need: 'header'
      /** how many whole header lines are there so far */
      readonly lines: number
    }

/** A whole request head. */
export interface RequestHead {
  readonly kind: 'complete'
  readonly method: string
  /** as it was sent, with its percent-encoding; it has neither spaces nor control characters */
  readonly target: string
  /** HTTP/1.0 or HTTP/1.1, say; the major version is always 1 */
  readonly version: string
  readonly headers: HeaderFields
  /** how many octets the head took, its empty line included: the body begins there */
  readonly size: number
}

/** A request head that cannot be understood, or is too long to be waited for. */
export interface InvalidRequestHead {
  readonly kind: 'invalid'
  /** the status that tells the client (RFC 9110, section 15): bad request, target too long, header too long, version not supported */
  readonly status: 400 | 414 | 431 | 505
  /** what is wrong, in words of ours: nothing of the request is repeated */
  readonly why: string
}

/** What the front of some octets is to a server. */
export type DecodedRequestHead = RequestHead | IncompleteRequestHead | InvalidRequestHead

/**
 * Decodes the request head at the front of the octets, as a server does. As RFC 9112, section 2.2, has it, LF alone ends a line as
 * CR LF does, and one empty line before the request line is ignored. A bad request line is invalid as soon as it is there, a
 * bad header line once the whole head is. Little of the cost depends on how many octets there are, so a server may try again after
 * every segment.
 */
export function decodeRequestHead(octets: Buffer, longest: HeadLimits = HEAD_LIMITS): DecodedRequestHead {
  const start = leadingEmptyLine(octets)
  const lf = octets.indexOf(LF, start)
  const end = lf === -1 ? octets.length : lf
  const line = octets.subarray(start, end > start && octets[end - 1] === CR ? end - 1 : end)
  if (line.length > longest.line)
    return { kind: 'invalid', status: 414, why: `the request line is longer than ${longest.line} octets` }
  if (lf === -1) return { kind: 'incomplete', need: 'line', have: octets.length }

  const request = parseRequestLine(line)
  if (request.kind === 'invalid') return request

  const headerStart = lf + 1
  const emptyLine = findEmptyLine(octets, lf)
  // Of an empty line whose LF is still to come, the CR may be there.
  const headerSize = emptyLine === undefined ? octets.length - headerStart - 1 : emptyLine.start - headerStart
  if (headerSize > longest.fields)
    return { kind: 'invalid', status: 431, why: `the header is longer than ${longest.fields} octets` }
  if (emptyLine === undefined) return { kind: 'incomplete', need: 'header', lines: countLines(octets, headerStart) }

  const header = parseHeader(octets.toString('latin1', headerStart, emptyLine.start))
  if (header.kind === 'invalid') return header
  return { ...request, kind: 'complete', headers: header.fields, size: emptyLine.end }
}

/** How many octets an empty line takes at the front of the octets: none where there is none. */
function leadingEmptyLine(octets: Buffer): number {
  if (octets[0] === LF) return 1
  return octets[0] === CR && octets[1] === LF ? 2 : 0
}

/** Where the first empty line is behind a line that ends with the LF at `lf`. */
function findEmptyLine(octets: Buffer, lf: number): { readonly start: number; readonly end: number } | undefined {
  const bare = octets.indexOf('\n\n', lf)
  const full = octets.indexOf('\n\r\n', lf)
  if (bare !== -1 && (full === -1 || bare < full)) return { start: bare + 1, end: bare + 2 }
  return full === -1 ? undefined : { start: full + 1, end: full + 3 }
}

function countLines(octets: Buffer, from: number): number {
  let lines = 0
  for (let lf = octets.indexOf(LF, from); lf !== -1; lf = octets.indexOf(LF, lf + 1)) lines++
  return lines
}

type RequestLine = { readonly kind: 'line' } & Pick<RequestHead, 'method' | 'target' | 'version'>

function parseRequestLine(line: Buffer): RequestLine | InvalidRequestHead {
  if (line.length === 0) return bad('the request line is empty')
  // RFC 9112 allows only ASCII; curl and the students' clients send a name such as canção.txt as it was typed.
  if (!isUtf8(line)) return bad('the request line is not UTF-8')
  const [method = '', target = '', version = '', ...more] = line.toString().split(' ')
  if (version === '' || more.length > 0)
    return bad('the request line is not a method, a target and a version with one space between each')
  if (!TOKEN.test(method)) return bad('the method has characters that no method has')
  if (!/^[^\x00-\x20\x7f]+$/.test(target)) return bad('the target is missing, or has control characters')
  const major = /^HTTP\/(\d)\.\d$/.exec(version)?.[1]
  if (major === undefined) return bad('the version does not look like HTTP/1.0')
  if (major !== '1') return { kind: 'invalid', status: 505, why: 'the major version of HTTP is not 1' }
  return { kind: 'line', method, target, version }
}

function bad(why: string): InvalidRequestHead {
  return { kind: 'invalid', status: 400, why }
}

/** The header lines of a request, each with its terminator. */
function parseHeader(text: string): { readonly kind: 'header'; readonly fields: HeaderFields } | InvalidRequestHead {
  const fields = new Map<string, string[]>()
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const field = line.endsWith('\r') ? line.slice(0, -1) : line
    const colon = field.indexOf(':')
    const where = `header line ${i + 1}`
    if (colon === -1) return bad(`${where} has no colon`)
    // Blanks before the colon, or at the front (a folded line), let two parties read two different headers: RFC 9112, section 5.
    if (!TOKEN.test(field.slice(0, colon))) return bad(`${where} has a name with characters that no name has`)
    if (/[\x00-\x08\x0a-\x1f\x7f]/.test(field)) return bad(`${where} has control characters`)
    addField(fields, field.slice(0, colon), field.slice(colon + 1))
  }
  return { kind: 'header', fields }
}

function addField(fields: Map<string, string[]>, name: string, value: string): void {
  const key = name.toLowerCase()
  const values = fields.get(key)
  if (values === undefined) fields.set(key, [trimBlanks(value)])
  else values.push(trimBlanks(value))
}

/** Without the spaces and tabs around it. A loop, since /[ \t]+$/ takes a time that is quadratic in the blanks of hostile input. */
function trimBlanks(text: string): string {
  const blank = (at: number) => text[at] === ' ' || text[at] === '\t'
  let start = 0
  let end = text.length
  while (start < end && blank(start)) start++
  while (end > start && blank(end - 1)) end--
  return text.slice(start, end)
}

/** A line of a response head, as it came. */
export interface HeadLine {
  /** without its terminator; one character per octet */
  readonly text: string
  /** what ended it; nothing where the stream ended first */
  readonly end: '\r\n' | '\n' | ''
}

/** A response head whose parts can be told, whether or not all of it is as it should be. */
export interface ResponseHead {
  readonly kind: 'complete'
  /** HTTP/1.0, say */
  readonly version: string
  readonly status: number
  /** one character per octet; empty where there is none */
  readonly reason: string
  /** the status line and the header lines as they came, the empty line too where there is one */
  readonly lines: readonly HeadLine[]
  readonly headers: HeaderFields
  /** how many octets the head took, its empty line included: the body begins there */
  readonly size: number
  /**
   * Whether an empty line ends the header. Where not, the last of `lines` is the last that looks like a header line (or the status
   * line), and the body is taken to begin behind it.
   */
  readonly emptyLine: boolean
  /** where the empty line is missing: the line that stands where it should (one character per octet); otherwise empty */
  readonly instead: string
}

/** The beginning of a response head: how far it came. */
export interface IncompleteResponseHead {
  readonly kind: 'incomplete'
  /** how many whole lines are there so far that can belong to a head, the status line included */
  readonly lines: number
  /** how many octets are there so far */
  readonly have: number
}

/** What cannot be a response head. */
export interface InvalidResponseHead {
  readonly kind: 'invalid'
  readonly why: string
  /** the number of the line that is wrong; the status line is 1 */
  readonly line: number
  /** that line, without its terminator; one character per octet */
  readonly text: string
}

/** What the front of some octets is to a client. */
export type DecodedResponseHead = ResponseHead | IncompleteResponseHead | InvalidResponseHead

/**
 * Decodes the response head at the front of the octets, and keeps its lines as they came, so that a caller can name the very line
 * that is wrong. `endOfStream` says that nothing more will come: then nothing is incomplete.
 *
 * A line that is no header line may be a mistake in the header, or the body of a server that forgot the empty line. Which one is
 * known only at the end of the stream: it is the body where it is as long as Content-Length says, or where no empty line follows.
 * A body that begins with an empty line, or with header lines and an empty line, cannot be told from a header.
 */
export function decodeResponseHead(octets: Buffer, endOfStream = false): DecodedResponseHead {
  const first = lineAt(octets, 0, endOfStream)
  if (first === undefined) {
    return endOfStream
      ? invalidLine('the stream ended before a status line', 1, '')
      : { kind: 'incomplete', lines: 0, have: octets.length }
  }
  const status = STATUS_LINE.exec(first.text)
  if (status === null) return invalidLine('it is not a status line such as "HTTP/1.0 200 OK"', 1, first.text)

  const lines: PlacedLine[] = [first]
  let next = lineAt(octets, first.next, endOfStream)
  for (; next !== undefined && isHeaderLine(next.text, lines.length); next = lineAt(octets, next.next, endOfStream))
    lines.push(next)
  const parts = {
    kind: 'complete',
    version: status[1] ?? '',
    status: Number(status[2]),
    reason: status[3] ?? '',
  } as const
  if (next?.text === '') return { ...parts, ...headOf([...lines, next]), emptyLine: true, instead: '' }
  if (!endOfStream) return { kind: 'incomplete', lines: lines.length, have: octets.length }

  const announced = endByContentLength(lines, octets.length)
  if (announced === undefined && next !== undefined && findEmptyLine(octets, next.next - 1) !== undefined) {
    return invalidLine(
      'it is neither a header line (a name, a colon and a value) nor the empty line that ends the header',
      lines.length + 1,
      next.text,
    )
  }
  const head = headOf(lines.slice(0, announced))
  return { ...parts, ...head, emptyLine: false, instead: lineAt(octets, head.size, true)?.text ?? '' }
}

/** A line, and where the next one begins. */
interface PlacedLine extends HeadLine {
  readonly next: number
}

/** The line that begins there; undefined where its LF has not come, or there is nothing. */
function lineAt(octets: Buffer, start: number, endOfStream: boolean): PlacedLine | undefined {
  const lf = octets.indexOf(LF, start)
  if (lf === -1) {
    return endOfStream && start < octets.length
      ? { text: octets.toString('latin1', start), end: '', next: octets.length }
      : undefined
  }
  const full = lf > start && octets[lf - 1] === CR
  return { text: octets.toString('latin1', start, full ? lf - 1 : lf), end: full ? '\r\n' : '\n', next: lf + 1 }
}

/** A line that begins with a blank continues the header line before it (obsolete, but no body); the status line cannot be continued. */
function isHeaderLine(text: string, linesBefore: number): boolean {
  return HEADER_LINE.test(text) || (linesBefore > 1 && /^[ \t]/.test(text))
}

/** How many of the lines are the head, where the body behind one of them has just the length that a line up to it announces. */
function endByContentLength(lines: readonly PlacedLine[], total: number): number | undefined {
  const announcing = lines.findIndex(({ text }) => /^content-length[ \t]*:/i.test(text))
  if (announcing === -1) return undefined
  const length = contentLength(fieldsOf(lines.slice(announcing, announcing + 1)))
  if (length.kind !== 'length') return undefined
  const last = lines.findIndex(({ next }, i) => i >= announcing && total - next === length.length)
  return last === -1 ? undefined : last + 1
}

function headOf(lines: readonly PlacedLine[]): Pick<ResponseHead, 'lines' | 'headers' | 'size'> {
  return {
    lines: lines.map(({ text, end }) => ({ text, end })),
    headers: fieldsOf(lines.slice(1)),
    size: lines.at(-1)?.next ?? 0,
  }
}

function fieldsOf(lines: readonly HeadLine[]): HeaderFields {
  const unfolded: string[] = []
  for (const { text } of lines) {
    if (HEADER_LINE.test(text)) unfolded.push(text)
    else if (text !== '') unfolded.push(`${unfolded.pop() ?? ''} ${trimBlanks(text)}`)
  }
  const fields = new Map<string, string[]>()
  for (const text of unfolded) {
    const colon = text.indexOf(':')
    addField(fields, trimBlanks(text.slice(0, colon)), text.slice(colon + 1))
  }
  return fields
}

function invalidLine(why: string, line: number, text: string): InvalidResponseHead {
  return { kind: 'invalid', why, line, text }
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

/** The way from a server's root to what a target names. */
export type TargetPath =
  | {
      readonly kind: 'path'
      /** names of folders, and at last of a file or a folder: never empty, `.` or `..`, and without `/`, `\` and NUL; none for the root itself */
      readonly segments: readonly string[]
      /** whether it ends with a slash, so that only a folder can be meant */
      readonly folder: boolean
    }
  | { readonly kind: 'invalid'; readonly why: string }

/**
 * The path that a request's target names, once its query and fragment are gone and its percent-encoding is undone, once only. The
 * target is a path from `/` on, or an http URL (RFC 9112, section 3.2). `..` is invalid wherever it would lead: no client needs
 * it, since RFC 3986 has clients resolve it themselves. An encoded slash or backslash is invalid too, since it would be a separator
 * to the file system.
 */
export function pathOf(target: string): TargetPath {
  const path = target.replace(/^http:\/\/[^/?#]+/i, '').replace(/[?#].*$/s, '')
  if (!path.startsWith('/') && (path !== '' || !/^http:/i.test(target)))
    return { kind: 'invalid', why: 'the target is neither a path from / on nor an http URL' }
  const segments: string[] = []
  for (const encoded of path.split('/')) {
    const segment = percentDecoded(encoded)
    if (segment === undefined)
      return { kind: 'invalid', why: 'the path has a % without two hexadecimal digits, or is not UTF-8' }
    if (segment === '..') return { kind: 'invalid', why: 'the path has a segment ".."' }
    if (/[/\\\0]/.test(segment)) return { kind: 'invalid', why: 'the path has a name with a slash, a backslash or NUL' }
    if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return { kind: 'path', segments, folder: /\/\.?$/.test(path) || path === '' }
}

/** Undefined where it has a % without two hexadecimal digits, or the octets are not UTF-8: an overlong encoding of a dot, say. */
function percentDecoded(text: string): string | undefined {
  const encoded = Buffer.from(text)
  if (!encoded.includes(PERCENT)) return text
  if (/%(?![\dA-Fa-f]{2})/.test(text)) return undefined
  const decoded = Buffer.alloc(encoded.length)
  let size = 0
  for (let at = 0; at < encoded.length; size++) {
    const escaped = encoded[at] === PERCENT
    decoded[size] = escaped ? Number.parseInt(encoded.toString('latin1', at + 1, at + 3), 16) : (encoded[at] ?? 0)
    at += escaped ? 3 : 1
  }
  const octets = decoded.subarray(0, size)
  return isUtf8(octets) ? octets.toString() : undefined
}

/** Those that the lecture's server (001) knows; text/javascript is what became of its text/js (RFC 9239). */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['css', 'text/css'],
  ['js', 'text/javascript'],
])

/** The Content-Type of a file with that name. */
export function contentTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return (name.includes('.') ? CONTENT_TYPES.get(extension) : undefined) ?? 'application/octet-stream'
}
