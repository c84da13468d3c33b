import { addField, CR, findEmptyLine, LF, TOKEN, type HeaderFields } from './http-header.js'
import { findNotUtf8, type NotUtf8 } from './utf8.js'

/** Heads of requests, as a server reads them. */

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
  readonly flaw: RequestHeadFlaw
}

/** What is wrong with a request head; a header line is told by its number, from 1. */
export type RequestHeadFlaw =
  | { readonly kind: 'long-line' | 'long-header'; readonly longest: number }
  | { readonly kind: 'empty-line' | 'no-three-parts' | 'bad-method' | 'no-target' | 'bad-target' }
  | { readonly kind: 'bad-version' | 'not-http-1' }
  /** of the request line */
  | NotUtf8
  | { readonly kind: 'no-colon' | 'bad-name' | 'control-character'; readonly line: number }

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
  if (line.length > longest.line) return invalid({ kind: 'long-line', longest: longest.line }, 414)
  if (lf === -1) return { kind: 'incomplete', need: 'line', have: octets.length }

  const request = parseRequestLine(line)
  if (request.kind === 'invalid') return request

  const headerStart = lf + 1
  const emptyLine = findEmptyLine(octets, lf)
  // Of an empty line whose LF is still to come, the CR may be there.
  const headerSize = emptyLine === undefined ? octets.length - headerStart - 1 : emptyLine.start - headerStart
  if (headerSize > longest.fields) return invalid({ kind: 'long-header', longest: longest.fields }, 431)
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

function countLines(octets: Buffer, from: number): number {
  let lines = 0
  for (let lf = octets.indexOf(LF, from); lf !== -1; lf = octets.indexOf(LF, lf + 1)) lines++
  return lines
}

type RequestLine = { readonly kind: 'line' } & Pick<RequestHead, 'method' | 'target' | 'version'>

function parseRequestLine(line: Buffer): RequestLine | InvalidRequestHead {
  if (line.length === 0) return invalid({ kind: 'empty-line' })
  // RFC 9112 allows only ASCII; curl and the students' clients send a name such as canção.txt as it was typed.
  const notUtf8 = findNotUtf8(line)
  if (notUtf8 !== undefined) return invalid(notUtf8)
  const [method = '', target = '', version = '', ...more] = line.toString().split(' ')
  if (version === '' || more.length > 0) return invalid({ kind: 'no-three-parts' })
  if (!TOKEN.test(method)) return invalid({ kind: 'bad-method' })
  if (target === '') return invalid({ kind: 'no-target' })
  if (!/^[^\x00-\x20\x7f]+$/.test(target)) return invalid({ kind: 'bad-target' })
  const major = /^HTTP\/(\d)\.\d$/.exec(version)?.[1]
  if (major === undefined) return invalid({ kind: 'bad-version' })
  if (major !== '1') return invalid({ kind: 'not-http-1' }, 505)
  return { kind: 'line', method, target, version }
}

function invalid(flaw: RequestHeadFlaw, status: InvalidRequestHead['status'] = 400): InvalidRequestHead {
  return { kind: 'invalid', status, flaw }
}

/** The header lines of a request, each with its terminator. */
function parseHeader(text: string): { readonly kind: 'header'; readonly fields: HeaderFields } | InvalidRequestHead {
  const fields = new Map<string, string[]>()
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const field = line.endsWith('\r') ? line.slice(0, -1) : line
    const colon = field.indexOf(':')
    if (colon === -1) return invalid({ kind: 'no-colon', line: i + 1 })
    // Blanks before the colon, or at the front (a folded line), let two parties read two different headers: RFC 9112, section 5.
    if (!TOKEN.test(field.slice(0, colon))) return invalid({ kind: 'bad-name', line: i + 1 })
    if (/[\x00-\x08\x0a-\x1f\x7f]/.test(field)) return invalid({ kind: 'control-character', line: i + 1 })
    addField(fields, field.slice(0, colon), field.slice(colon + 1))
  }
  return { kind: 'header', fields }
}
