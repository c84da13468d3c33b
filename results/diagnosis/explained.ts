import type { Finding } from '../../harness/findings/finding.js'
import { headerOf } from '../../harness/messages/framing.js'
import type { Specification } from '../../specification/specification.js'
import type { CauseFound } from '../causes.js'
import { framingOf } from '../decoded.js'

/**
 * Whether a cause that was named for one failure accounts for all that was seen in another, of which by itself none could be named: the same octets
 * stand before, or behind, each piece of the reply, or the lengths of all its messages have their bytes in the wrong order.
 */
export function explains(cause: CauseFound, { evidence }: Finding, specification: Specification): boolean {
  const received = evidence?.comparison?.received ?? evidence?.received
  if (!received) return false
  switch (cause.kind) {
    case 'extra-octets':
      return evidence?.comparison !== undefined && hasExtra(cause, evidence.comparison.expected, received)
    case 'byte-order': {
      const header = headerOf(framingOf(specification, 'from'))
      return (
        header !== undefined && cause.readLength === undefined && areReversed(received, header.lengthAt, header.size)
      )
    }
    default:
      return false
  }
}

function hasExtra(
  { where, extra }: Extract<CauseFound, { kind: 'extra-octets' }>,
  expected: Buffer,
  received: Buffer,
): boolean {
  const octets = Buffer.from(extra, 'latin1')
  if (where === 'before' && !received.subarray(0, octets.length).equals(octets)) return false
  const rest = removed(octets, received)
  return rest.length > 0 && rest.length < received.length && expected.subarray(0, rest.length).equals(rest)
}

/** Read with the lowest byte first, the lengths lead from message to message, just to the end. */
function areReversed(received: Buffer, lengthAt: number, size: number): boolean {
  let at = 0
  while (at + size <= received.length) at += size + received.readUInt32LE(at + lengthAt)
  return received.length > 0 && at === received.length
}

/** The octets without each occurrence of some others. */
function removed(what: Buffer, octets: Buffer): Buffer {
  const kept: Buffer[] = []
  let from = 0
  for (let at = octets.indexOf(what); at !== -1; at = octets.indexOf(what, from)) {
    kept.push(octets.subarray(from, at))
    from = at + what.length
  }
  return Buffer.concat([...kept, octets.subarray(from)])
}
