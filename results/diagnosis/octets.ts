import { withoutLineEnd } from '../../harness/messages/reply.js'
import type { Direction, WireEvent } from '../../harness/findings/wire-log.js'
import type { CauseFound } from '../causes.js'
import type { Rule } from './facts.js'

/** Rules that lay what was expected beside what came. */

const ROUND: readonly number[] = [
  80, 100, 128, 255, 256, 500, 512, 1000, 1023, 1024, 2000, 2047, 2048, 4095, 4096, 8191, 8192, 16_384, 32_768, 65_535,
  65_536,
]
const isRound = (count: number): boolean => ROUND.includes(count)

/** The beginning came, and nothing after it. */
export const cameShort: Rule = ({ comparison, evidence, specification }) => {
  if (!comparison) return undefined
  const { expected, received, difference } = comparison
  const [octets, of] = [received.length, expected.length]
  if (octets === 0 || octets >= of || difference < octets) return undefined
  const { transport, role } = specification
  if (of - octets === 1 && expected.at(-1) === 0x0a) return { kind: 'missing-line-end', what: 'LF' }
  if (expected[octets] === 0 && (of <= 1024 || !isRound(octets))) return { kind: 'ends-at-zero' }
  if (transport === 'udp' && role === 'client' && expected[octets] === 0x20) return { kind: 'stops-at-a-blank' }
  if (role === 'client' && transport === 'tcp')
    return { kind: 'sends-part', how: isRound(octets) || isRound(octets + 1) ? 'buffer' : 'send', octets, of }
  const { segments } = evidence
  if (transport === 'tcp' && segments !== undefined && segments.length > 1 && octets === segments[0])
    return { kind: 'single-recv', how: 'first-segment', octets }
  if (of - octets === 1) return { kind: 'off-by-one' }
  if (isRound(octets))
    return transport === 'tcp' && evidence.end === 'closed'
      ? { kind: 'single-recv', how: 'a-buffer', octets }
      : { kind: 'small-buffer', octets }
  return transport === 'tcp' && evidence.end !== 'timeout' && of > 65_536
    ? { kind: 'incomplete-reply', octets, of }
    : undefined
}

/** Something else came. */
export const altered: Rule = ({ comparison, observation, specification }) => {
  if (!comparison) return undefined
  const { expected, received } = comparison
  if (received.length === 0 || expected.equals(received)) return undefined
  if (expected.length === 0)
    return (observation.kind === 'answered-early' && observation.octets > 0) || observation.kind === 'answer-to-nothing'
      ? { kind: 'answered-early', framing: specification.framing.requests }
      : undefined
  const [text, wanted] = [received.toString('latin1'), expected.toString('latin1')]
  if (/^b['"]/.test(text)) return { kind: 'bytes-literal', where: 'reply' }
  if (received.includes(REPLACEMENT) && !expected.includes(REPLACEMENT))
    return { kind: 'decoded-as-text', where: 'reply' }
  // What was added is no blank that got lost.
  const extra = extraOctets(expected, received)
  if (wanted.trim() === text.trim()) {
    if (extra) return extra
    const isLineEnd = withoutLineEnd(received).equals(withoutLineEnd(expected)) && /[\r\n]$/.test(wanted)
    return isLineEnd ? { kind: 'missing-line-end', what: 'line end' } : { kind: 'stripped' }
  }
  const sameLength = received.length === expected.length
  if (!expected.equals(Buffer.from(wanted.toLowerCase(), 'latin1')) && sameLength && text.toUpperCase() === wanted)
    return { kind: 'not-converted' }
  if (sameLength && differsByCaseBit(expected, received)) return { kind: 'too-much-converted' }
  return extra
}

/** U+FFFD, which a decoder puts in the place of what it does not understand. */
export const REPLACEMENT = Buffer.from('\ufffd')

function extraOctets(expected: Buffer, received: Buffer): CauseFound | undefined {
  const octets = received.length - expected.length
  if (octets <= 0) return undefined
  const [before, behind] = [received.subarray(0, octets), received.subarray(expected.length)]
  if (received.subarray(0, expected.length).equals(expected))
    return { kind: 'extra-octets', where: 'behind', octets, extra: behind.toString('latin1'), zero: behind[0] === 0 }
  return received.subarray(octets).equals(expected)
    ? { kind: 'extra-octets', where: 'before', octets, extra: before.toString('latin1'), zero: false }
    : undefined
}

function differsByCaseBit(expected: Buffer, received: Buffer): boolean {
  return received.every(
    (octet, i) =>
      octet === expected[i] || octet === ((expected[i] ?? 0) - 32 + 256) % 256 || octet === ((expected[i] ?? 0) & 0xdf),
  )
}

/** What a client printed of octets that it did not decode. */
export const printedLiteral: Rule = ({ evidence }) =>
  evidence.sought && /(?:^|[^\w])b['"](?:[^'"]|\\.)*\\[xnr0]/.test(evidence.sought.output.toString('latin1'))
    ? { kind: 'bytes-literal', where: 'output' }
    : undefined

export const answersEmpty: Rule = ({ comparison, evidence, specification }) =>
  specification.transport === 'udp' &&
  evidence.end === 'data' &&
  comparison?.received.length === 0 &&
  comparison.expected.length > 0
    ? { kind: 'answers-empty' }
    : undefined

export const silent: Rule = ({ finding, evidence, comparison, specification }) => {
  const isSilent = comparison?.received.length === 0 && comparison.expected.length > 0
  if (!isSilent || specification.role !== 'server') return undefined
  const { events } = finding.log
  const other = recipientOfAnother(events)
  if (other !== undefined) return { kind: 'foreign-reply', client: other, transport: specification.transport }
  const before = events.some(({ kind, direction }) => kind === 'data' && direction === 'from')
  return { kind: 'no-reply', closed: evidence.end === 'closed', before }
}

/** Shorter texts may be in a reply by chance. */
const TELLING_OCTETS = 8

/** The client that got nothing back, where what it had sent came to another: its octets, or those in upper case. */
function recipientOfAnother(events: readonly WireEvent[]): string | undefined {
  const octetsOf = (peer: string, direction: Direction): string =>
    Buffer.concat(
      events.flatMap((event) =>
        event.kind === 'data' && event.peer === peer && event.direction === direction && event.octets
          ? [event.octets]
          : [],
      ),
    )
      .toString('latin1')
      .toUpperCase()
  const peers = [...new Set(events.map(({ peer }) => peer))]
  return peers.find((peer) => {
    const sent = octetsOf(peer, 'to')
    if (sent.length < TELLING_OCTETS || octetsOf(peer, 'from') !== '') return false
    return peers.some(
      (other) => other !== peer && octetsOf(other, 'from').includes(sent) && !octetsOf(other, 'to').includes(sent),
    )
  })
}
