import type { Address, Direction, WireEvent, WireLog } from '../harness/findings/wire-log.js'
import type { Words } from './words/words.js'
import type { Role } from '../specification/specification.js'
import {
  addressOctets,
  FLAGS,
  mostInDatagram,
  mostInSegment,
  NOTHING,
  tcpPacket,
  udpPacket,
  type Content,
  type End,
  type Packet,
} from './packet.js'

/** The events of a wire log as the packets that would have carried them. */

/** A packet with the time of its event and what it is. */
export interface SentPacket extends Packet {
  /** milliseconds since the scenario began */
  readonly at: number
  /** as in `client A → server: 6 octets` */
  readonly what: string
}

/** Gives the initial sequence numbers: no two streams of a capture may begin with the same one, or Wireshark takes their SYN for a retransmission. */
export type InitialSequence = () => number

/** Initial sequence numbers that look random, of which none comes twice: a multiplication by an odd number is a bijection. */
export function initialSequences(): InitialSequence {
  let count = 0
  return () => Math.imul(++count, 0x9e37_79b1) >>> 0
}

/**
 * The packets of one scenario, in the order of its events: handshakes, acknowledgements and sequence numbers are made up, since the harness
 * sees none. `subject` is what the program under test is.
 */
export function packetsOf(log: WireLog, subject: Role, initial: InitialSequence, words: Words): SentPacket[] {
  const streams = new Map<string, TcpStream>()
  return log.events.flatMap((event) => {
    if (event.kind === 'note') return []
    const ends = endsOf(event)
    if (event.transport === 'udp') return event.kind === 'data' ? datagram(event, ends, subject, words) : []
    const key = [event.peer, event.local?.host, event.local?.port, event.remote?.host, event.remote?.port].join(' ')
    const known = streams.get(key)
    const stream =
      known && event.kind !== 'open' && event.kind !== 'refused' ? known : new TcpStream(ends, subject, initial, words)
    streams.set(key, stream)
    return stream.packets(event)
  })
}

type Ends = Readonly<Record<Direction, { readonly source: End; readonly destination: End }>>

const OTHER: Readonly<Record<Direction, Direction>> = { to: 'from', from: 'to' }

function datagram(event: WireEvent, ends: Ends, subject: Role, words: Words): SentPacket[] {
  const { source, destination } = ends[event.direction]
  const content = contentOf(event)
  // What fits into no datagram the kernel has refused.
  if (content.size > mostInDatagram(source)) return []
  return [
    {
      ...udpPacket(source, destination, content),
      at: event.at,
      what: `${arrow(event, event.direction, subject)}: ${words.bytes(content.size)}`,
    },
  ]
}

/** One TCP connection: what each direction has sent so far, and whether it has ended. */
class TcpStream {
  /** the sequence number of the next octet of each direction */
  readonly #next: Record<Direction, number>
  readonly #ended: Record<Direction, boolean> = { to: false, from: false }

  constructor(
    private readonly ends: Ends,
    private readonly subject: Role,
    initial: InitialSequence,
    private readonly words: Words,
  ) {
    this.#next = { to: initial(), from: initial() }
  }

  packets(event: WireEvent): SentPacket[] {
    const { direction } = event
    const other = OTHER[direction]
    const { packet, event: events, endOfStream } = this.words.labels
    switch (event.kind) {
      case 'open':
        return [
          this.#segment(event, direction, FLAGS.syn, packet.syn),
          this.#segment(event, other, FLAGS.syn | FLAGS.ack, packet.synAck),
          this.#segment(event, direction, FLAGS.ack, packet.established),
        ]
      case 'refused': {
        // What refuses has no sequence number (RFC 9293, 3.10.7.1).
        this.#next[direction] = 0
        const local = event.local ? '' : packet.ownPortUnseen
        return [
          this.#segment(event, other, FLAGS.syn, packet.syn + local),
          this.#segment(event, direction, FLAGS.rst | FLAGS.ack, `${events.refused} (RST)`),
        ]
      }
      case 'data':
        return this.#ended[direction] || contentOf(event).size === 0 ? [] : this.#data(event)
      case 'end': {
        if (this.#ended[direction]) return []
        this.#ended[direction] = true
        const what = direction === 'to' ? endOfStream : packet.closed
        return [this.#segment(event, direction, FLAGS.fin | FLAGS.ack, what), this.#acknowledgement(event)]
      }
      case 'reset':
        if (this.#ended.to && this.#ended.from) return []
        this.#ended.to = this.#ended.from = true
        return [this.#segment(event, direction, FLAGS.rst | FLAGS.ack, events.reset)]
      case 'note':
        return []
    }
  }

  /** The octets of an event, in as many segments as they take. Each is acknowledged before the next, since more than the window may not be on their way. */
  #data(event: WireEvent): SentPacket[] {
    const { octets, size } = contentOf(event)
    const most = mostInSegment(this.ends.to.source)
    const parts = Math.ceil(size / most)
    return Array.from({ length: parts }, (_, part) => part).flatMap((part) => {
      const at = part * most
      const content = { octets: octets.subarray(at, at + most), size: Math.min(most, size - at) }
      const last = part === parts - 1
      const what = `${this.words.bytes(size)}${parts > 1 ? this.words.labels.packet.part(part + 1, parts) : ''}`
      return [
        this.#segment(event, event.direction, last ? FLAGS.psh | FLAGS.ack : FLAGS.ack, what, content),
        this.#acknowledgement(event),
      ]
    })
  }

  #acknowledgement(event: WireEvent): SentPacket {
    return this.#segment(event, OTHER[event.direction], FLAGS.ack, this.words.labels.packet.acknowledges)
  }

  #segment(
    event: WireEvent,
    direction: Direction,
    flags: number,
    what: string,
    content: Content = NOTHING,
  ): SentPacket {
    const { source, destination } = this.ends[direction]
    const sequence = this.#next[direction]
    const acknowledged = (flags & FLAGS.ack) === 0 ? 0 : this.#next[OTHER[direction]]
    // SYN and FIN take a sequence number each.
    const taken = content.size + ((flags & (FLAGS.syn | FLAGS.fin)) === 0 ? 0 : 1)
    this.#next[direction] = (sequence + taken) >>> 0
    return {
      ...tcpPacket(source, destination, { sequence, acknowledged, flags }, content),
      at: event.at,
      what: `${arrow(event, direction, this.subject)}: ${what}`,
    }
  }
}

const arrow = ({ peer }: WireEvent, direction: Direction, subject: Role): string =>
  direction === 'to' ? `${peer} → ${subject}` : `${subject} → ${peer}`

const contentOf = ({ octets = NOTHING.octets, size = octets.length }: WireEvent): Content => ({ octets, size })

/** The loopback address of the family whose addresses have so many octets. */
const LOOPBACK: Readonly<Record<number, Buffer>> = {
  4: Buffer.from([127, 0, 0, 1]),
  16: Buffer.from([...Array<number>(15).fill(0), 1]),
}

/** The port of an end that was never seen: one that nobody may register (RFC 6335, 6), and that Linux gives to no socket by itself. */
const UNSEEN_PORT = 65_535

/** Source and destination of both directions. An address that is not known, or that says `any`, is the loopback address of the other end's family. */
function endsOf({ local, remote }: WireEvent): Ends {
  const remoteAddress = knownAddress(remote)
  const localAddress = knownAddress(local)
  const family = (remoteAddress ?? localAddress)?.length ?? 4
  const end = (address: Buffer | undefined, port = UNSEEN_PORT): End => ({
    address: (address?.length === family ? address : LOOPBACK[family]) ?? Buffer.alloc(family),
    port,
  })
  const [ours, theirs] = [end(localAddress, local?.port), end(remoteAddress, remote?.port)]
  return { to: { source: ours, destination: theirs }, from: { source: theirs, destination: ours } }
}

function knownAddress(address: Address | undefined): Buffer | undefined {
  const octets = address && addressOctets(address.host)
  return octets?.some((octet) => octet !== 0) ? octets : undefined
}
