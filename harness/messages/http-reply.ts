import { decodeResponseHead } from '../../protocols/http-message.js'
import type { Judgement } from './judgement.js'

/** A header of more is none: each look at it costs as much as it has lines. */
export const LONGEST_HEAD = 128 * 1024

const STATUS_200 = /^HTTP\/1\.[01] 200[ \r]/

/** Judges a response that must have the status 200 and this file as its body, tolerant of whatever else is in its head. */
export function judgeHttpFile(file: Buffer, received: Buffer): Judgement {
  const head = decodeResponseHead(received)
  switch (head.kind) {
    // A head that is never ended (the lecture's prototype) shows only by what stands at the end.
    case 'incomplete':
      if (
        file.length > 0 &&
        head.lines > 1 &&
        STATUS_200.test(received.toString('latin1', 0, 16)) &&
        received.subarray(-file.length).equals(file)
      )
        return { verdict: 'right', size: received.length }
      return {
        verdict: 'more',
        soFar: { kind: 'header', lines: head.lines },
        endless: received.length > file.length + LONGEST_HEAD,
      }
    case 'invalid':
      // Before the end of the stream nothing but the status line is judged.
      return { verdict: 'wrong', flaw: { kind: 'no-status-line', text: head.text } }
    case 'complete': {
      if (head.status !== 200) return { verdict: 'wrong', flaw: { kind: 'status', status: head.status } }
      const body = received.subarray(head.size, head.size + file.length)
      if (body.length < file.length)
        return {
          verdict: 'more',
          soFar: { kind: 'body', octets: body.length, of: file.length },
        }
      return body.equals(file)
        ? { verdict: 'right', size: head.size + file.length }
        : { verdict: 'wrong', flaw: { kind: 'other-body' } }
    }
  }
}
