import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPTURE_MARK } from '../../harness/hosts/agent/wire.js'
import { packetsOfCapture } from '../../results/captured.js'
import {
  addressOctets,
  fillChecksum,
  FLAGS,
  NOTHING,
  portsOf,
  tcpPacket,
  udpPacket,
  type Content,
  type End,
} from '../../results/packet.js'

/** What the headers of LINUX_SLL2 say of a packet (tcpdump.org, LINKTYPE_LINUX_SLL2). */
const TO_US = 0
const OUTGOING = 4
const LOOPBACK = 1
const ETHERNET = 2
const IPV4 = 0x0800
const IPV6 = 0x86dd
const ARP = 0x0806

interface Captured {
  readonly packet: Buffer
  readonly index?: number
  readonly kind?: number
  readonly protocol?: number
  /** of so many octets in all, link layer not counted; those that are there if undefined */
  readonly size?: number
  readonly seconds?: number
  readonly microseconds?: number
}

function fileHeader(magic = 0xa1b2_c3d4, linkType = 276): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(magic, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(262_144, 16)
  header.writeUInt32LE(linkType, 20)
  return header
}

function record({
  packet,
  index = ETHERNET,
  kind = TO_US,
  protocol = (packet[0] ?? 0) >> 4 === 6 ? IPV6 : IPV4,
  size = packet.length,
  seconds = 0,
  microseconds = 0,
}: Captured): Buffer {
  const header = Buffer.alloc(36)
  header.writeUInt32LE(seconds, 0)
  header.writeUInt32LE(microseconds, 4)
  header.writeUInt32LE(20 + packet.length, 8)
  header.writeUInt32LE(20 + size, 12)
  header.writeUInt16BE(protocol, 16)
  header.writeUInt32BE(index, 20)
  header.writeUInt16BE(index === LOOPBACK ? 772 : 1, 24)
  header.writeUInt8(kind, 26)
  header.writeUInt8(6, 27)
  return Buffer.concat([header, packet])
}

const capture = (...records: readonly Captured[]): Buffer => Buffer.concat([fileHeader(), ...records.map(record)])

const content = (text: string | Uint8Array): Content => {
  const octets = Buffer.from(text)
  return { octets, size: octets.length }
}
const end = (host: string, port: number): End => ({ address: addressOctets(host) ?? Buffer.alloc(4), port })
const [ONE, TWO] = [end('10.220.3.1', 40_000), end('10.220.3.100', 3500)]
const [ONE6, TWO6] = [end('fd00::1', 40_000), end('fd00::100', 3500)]
const tcp = (text: string | Uint8Array, from = ONE, to = TWO): Buffer =>
  tcpPacket(from, to, { sequence: 1, acknowledged: 2, flags: FLAGS.psh | FLAGS.ack }, content(text)).octets
const udp = (text: string | Uint8Array, from = ONE, to = TWO): Buffer => udpPacket(from, to, content(text)).octets

/** Where the checksum of the transport stands. */
const fieldOf = (packet: Buffer): number => {
  const isFourth = (packet[0] ?? 0) >> 4 === 4
  return (isFourth ? 20 : 40) + (packet[isFourth ? 9 : 6] === 6 ? 16 : 6)
}

const withChecksum = (packet: Buffer, checksum: number): Buffer => {
  const changed = Buffer.from(packet)
  changed.writeUInt16BE(checksum, fieldOf(packet))
  return changed
}

/** What the kernel puts there for a network card that computes checksums: the sum of addresses, protocol and length (RFC 793, 3.1), folded. */
function pseudoSum(packet: Buffer): number {
  const isFourth = (packet[0] ?? 0) >> 4 === 4
  const header = isFourth ? 20 : 40
  const addresses = packet.subarray(isFourth ? 12 : 8, isFourth ? 20 : 40)
  let sum = (packet[isFourth ? 9 : 6] ?? 0) + packet.length - header
  for (let at = 0; at < addresses.length; at += 2) sum += addresses.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000)
  return sum
}

const hosts = fc.oneof(
  fc.tuple(fc.ipV4(), fc.ipV4()),
  fc.tuple(fc.ipV6(), fc.ipV6()).filter((both) => both.every((host) => addressOctets(host)?.length === 16)),
)
const port = fc.integer({ min: 1, max: 65_535 })
const packet = fc
  .tuple(hosts, port, port, fc.uint8Array({ maxLength: 60 }), fc.boolean())
  .map(([[from, to], source, destination, octets, isTcp]) =>
    (isTcp ? tcp : udp)(octets, end(from, source), end(to, destination)),
  )

describe('a checksum that was left to a network card', () => {
  it('is filled in as it is on the wire, of whatever packet', () => {
    fc.assert(
      fc.property(packet, (right) => {
        const left = withChecksum(right, pseudoSum(right))
        expect(fillChecksum(left).toString('hex')).toBe(right.toString('hex'))
        // The packet that was captured stays as it is.
        expect(left.readUInt16BE(fieldOf(left))).toBe(pseudoSum(right))
      }),
      { numRuns: 300 },
    )
  })

  it('is filled in also where octets that belong to no packet stand behind it', () => {
    for (const right of [tcp('abc'), udp('abc'), tcp('abc', ONE6, TWO6), udp('abc', ONE6, TWO6)]) {
      const trailer = Buffer.from('padding')
      const filled = fillChecksum(Buffer.concat([withChecksum(right, pseudoSum(right)), trailer]))
      expect(filled.equals(Buffer.concat([right, trailer]))).toBe(true)
    }
  })

  it('is never zero for UDP, where that would say that there is none', () => {
    // A payload whose sum makes the checksum zero: what is missing from 0xffff.
    const plain = udp(Buffer.alloc(2))
    const missing = Buffer.alloc(2)
    missing.writeUInt16BE(plain.readUInt16BE(fieldOf(plain)))
    const right = udp(missing)
    expect(right.readUInt16BE(fieldOf(right))).toBe(0xffff)
    expect(fillChecksum(withChecksum(right, pseudoSum(right))).equals(right)).toBe(true)
  })
})

describe('any other checksum', () => {
  it('stays, be it right or wrong', () => {
    fc.assert(
      fc.property(packet, fc.nat(0xffff), (right, other) => {
        fc.pre(other !== pseudoSum(right))
        expect(fillChecksum(withChecksum(right, other)).equals(withChecksum(right, other))).toBe(true)
        expect(fillChecksum(right).equals(right)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['the first', 0x2000],
    ['a middle', 0x2001],
    ['the last', 0x0010],
  ])('stays in %s fragment', (_, flags) => {
    for (const right of [tcp('abcdefgh'), udp('abcdefgh')]) {
      const fragment = withChecksum(right, pseudoSum(right))
      fragment.writeUInt16BE(flags, 6)
      expect(fillChecksum(fragment).equals(fragment)).toBe(true)
    }
  })

  it('stays in what is not there in full, and in what is neither TCP nor UDP', () => {
    for (const right of [tcp('abcdefgh'), udp('abcdefgh'), tcp('abcdefgh', ONE6, TWO6), udp('abcdefgh', ONE6, TWO6)]) {
      const left = withChecksum(right, pseudoSum(right))
      for (let length = 0; length < left.length; length++)
        expect(fillChecksum(left.subarray(0, length)).equals(left.subarray(0, length))).toBe(true)
      const other = Buffer.from(left)
      other[(left[0] ?? 0) >> 4 === 4 ? 9 : 6] = 1
      expect(fillChecksum(other).equals(other)).toBe(true)
    }
  })

  it('stays in what is no packet at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (octets) => {
        const before = Buffer.from(octets)
        const after = fillChecksum(Buffer.from(octets))
        expect(after).toHaveLength(before.length)
        expect(portsOf(before) === undefined || before.length >= 28).toBe(true)
        if ((before[0] ?? 0) >> 4 !== 4 && (before[0] ?? 0) >> 4 !== 6) expect(after.equals(before)).toBe(true)
      }),
      { numRuns: 300 },
    )
    // A header of IPv4 that says it is shorter than one is.
    for (let length = 1; length < 60; length++) {
      for (const words of [0, 1, 2, 3, 4]) {
        const octets = Buffer.alloc(length, 17)
        octets.writeUInt8(0x40 | words, 0)
        expect(fillChecksum(octets).equals(octets)).toBe(true)
        expect(portsOf(octets)).toBeUndefined()
      }
    }
  })
})

describe('the ports of a packet', () => {
  it('are those that it was made with', () => {
    fc.assert(
      fc.property(hosts, port, port, fc.boolean(), ([from, to], source, destination, isTcp) => {
        const made = (isTcp ? tcp : udp)('x', end(from, source), end(to, destination))
        expect(portsOf(made)).toEqual({ transport: isTcp ? 'tcp' : 'udp', source, destination })
      }),
    )
  })

  it('are found behind options of IPv4', () => {
    const plain = udp('x')
    const longer = Buffer.concat([plain.subarray(0, 20), Buffer.alloc(8, 1), plain.subarray(20)])
    longer.writeUInt8(0x47, 0)
    longer.writeUInt16BE(longer.length, 2)
    expect(portsOf(longer)).toEqual({ transport: 'udp', source: 40_000, destination: 3500 })
  })

  it('are none in a later fragment, in what is cut before them, and in other protocols', () => {
    const fragment = udp('abcdefgh')
    fragment.writeUInt16BE(0x2001, 6)
    expect(portsOf(fragment)).toBeUndefined()
    expect(portsOf(udp('').subarray(0, 27))).toBeUndefined()
    expect(portsOf(Buffer.alloc(0))).toBeUndefined()
    const icmp = udp('x')
    icmp.writeUInt8(1, 9)
    expect(portsOf(icmp)).toBeUndefined()
  })
})

describe('a capture', () => {
  it('gives its packets in order, without the headers of the link, with their times', () => {
    const records = fc.array(
      fc.record({ packet, seconds: fc.integer({ min: 0, max: 2 ** 32 - 1 }), microseconds: fc.nat(999_999) }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(records, (captured) => {
        expect(packetsOfCapture(capture(...captured))).toEqual(
          captured.map(({ packet, seconds, microseconds }) => ({
            octets: packet,
            size: packet.length,
            microseconds: seconds * 1_000_000 + microseconds,
          })),
        )
      }),
    )
  })

  it('gives what crossed the loopback interface once, though it is seen leaving and arriving', () => {
    const own = end('127.0.0.1', 3500)
    const packets = [tcp('question', end('127.0.0.1', 40_000), own), tcp('answer', own, end('127.0.0.1', 40_000))]
    const records = packets.flatMap((packet) => [
      { packet, index: LOOPBACK, kind: OUTGOING },
      { packet, index: LOOPBACK, kind: TO_US },
    ])
    expect(packetsOfCapture(capture(...records)).map(({ octets }) => octets)).toEqual(packets)
  })

  it('gives what crossed another interface as it was seen, leaving and arriving', () => {
    const packets = [tcp('question'), tcp('answer', TWO, ONE)]
    expect(
      packetsOfCapture(capture({ packet: tcp('question') }, { packet: tcp('answer', TWO, ONE), kind: OUTGOING })).map(
        ({ octets }) => octets,
      ),
    ).toEqual(packets)
  })

  it('leaves out the mark that ends it, and nothing that only reminds of it', () => {
    const own = end('127.0.0.1', 50_000)
    const [mark, other] = [udp(CAPTURE_MARK, own, own), udp(CAPTURE_MARK.slice(1), own, own)]
    const elsewhere = udp(CAPTURE_MARK)
    expect(
      packetsOfCapture(
        capture(
          { packet: other, index: LOOPBACK },
          { packet: elsewhere },
          { packet: mark, index: LOOPBACK, kind: OUTGOING },
          { packet: mark, index: LOOPBACK },
        ),
      ).map(({ octets }) => octets),
    ).toEqual([other, elsewhere])
  })

  it('leaves out what is not of the Internet', () => {
    expect(
      packetsOfCapture(
        capture(
          { packet: Buffer.alloc(28), protocol: ARP },
          { packet: udp('x') },
          { packet: Buffer.alloc(0), protocol: ARP },
        ),
      ),
    ).toHaveLength(1)
    // A record without a whole header of the link.
    const short = Buffer.alloc(16 + 10)
    short.writeUInt32LE(10, 8)
    short.writeUInt32LE(10, 12)
    expect(
      packetsOfCapture(Buffer.concat([capture({ packet: udp('x') }), short, record({ packet: udp('y') })])),
    ).toHaveLength(2)
  })

  it('leaves out a last record that was cut off, wherever that was, and keeps those before', () => {
    const whole = capture({ packet: udp('one') }, { packet: tcp('two', ONE6, TWO6) })
    const first = capture({ packet: udp('one') }).length
    for (let length = 24; length < first; length++) expect(packetsOfCapture(whole.subarray(0, length))).toEqual([])
    for (let length = first; length < whole.length; length++)
      expect(packetsOfCapture(whole.subarray(0, length)).map(({ octets }) => octets)).toEqual([udp('one')])
    expect(packetsOfCapture(whole)).toHaveLength(2)
  })

  it('tells the size of a packet of which only the beginning was kept', () => {
    const [packet] = packetsOfCapture(capture({ packet: tcp('x'.repeat(1000)).subarray(0, 96), size: 1040 }))
    expect([packet?.octets.length, packet?.size]).toEqual([96, 1040])
  })

  it('has its checksums filled in', () => {
    for (const right of [
      tcp('abc'),
      udp('abc'),
      tcpPacket(ONE6, TWO6, { sequence: 1, acknowledged: 0, flags: FLAGS.syn }, NOTHING).octets,
    ]) {
      const [first] = packetsOfCapture(capture({ packet: withChecksum(right, pseudoSum(right)) }))
      expect(first?.octets.equals(right)).toBe(true)
    }
  })

  it('may hold nothing', () => {
    expect(packetsOfCapture(fileHeader())).toEqual([])
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['what is too short', fileHeader().subarray(0, 23)],
    ['zeros', Buffer.alloc(100)],
    ['nanoseconds', fileHeader(0xa1b2_3c4d)],
    ['another order of octets', fileHeader(0xd4c3_b2a1)],
    ['another link layer', fileHeader(0xa1b2_c3d4, 1)],
    ['pcapng', Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000', 'hex')],
    ['a text', Buffer.from('tcpdump: eth0: You do not have permission to capture')],
  ])('is none where it is %s', (_, octets) => {
    expect(() => packetsOfCapture(octets)).toThrow('not in the format that tcpdump writes')
  })
})
