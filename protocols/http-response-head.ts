import { addField, contentLength, CR, findEmptyLine, LF, trimBlanks, type HeaderFields } from './http-header.js'

/** Heads of responses, as a client reads them: line by line, so that it can be said what is wrong with one. */

/** Tolerant of blanks before the colon: a line that has them is a bad header line rather than the beginning of the body. */
const HEADER_LINE = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+[ \t]*:/
/** Tolerant of a missing reason together with the space before it. */
const STATUS_LINE = /^(HTTP\/\d\.\d) (\d{3})(?: ([^\r]*))?$/

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

/** What is wrong with the line: the stream ended before it (`ended`), it is no status line, or neither a header line nor empty. */
export interface ResponseHeadFlaw {
  readonly kind: 'ended' | 'no-status-line' | 'no-header-line'
}

/** What cannot be a response head. */
export interface InvalidResponseHead {
  readonly kind: 'invalid'
  readonly flaw: ResponseHeadFlaw
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
    return endOfStream ? invalidLine('ended', 1, '') : { kind: 'incomplete', lines: 0, have: octets.length }
  }
  const status = STATUS_LINE.exec(first.text)
  if (status === null) return invalidLine('no-status-line', 1, first.text)

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
    return invalidLine('no-header-line', lines.length + 1, next.text)
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

function invalidLine(kind: ResponseHeadFlaw['kind'], line: number, text: string): InvalidResponseHead {
  return { kind: 'invalid', flaw: { kind }, line, text }
}
