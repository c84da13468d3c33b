import { isIPv4, isIPv6 } from 'node:net'

/** Internet packets: headers and checksums of IPv4 (RFC 791), IPv6 (RFC 8200), TCP (RFC 9293) and UDP (RFC 768). */

/** One end of a conversation; the address has 4 octets or 16. */
export interface End {
  readonly address: Buffer
  readonly port: number
}

/** A packet as it would be captured: of `size` octets in all, the first are there. */
export interface Packet {
  readonly octets: Buffer
  readonly size: number
}

/** What a packet carries: `octets` are the first of `size`. */
export type Content = Packet

export const NOTHING: Content = { octets: Buffer.alloc(0), size: 0 }

/** The control bits of a TCP header (RFC 9293, 3.1). */
export const FLAGS = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const

const TCP = 6
const UDP = 17
/** Octets of a header without options. */
const HEADER = { ipv4: 20, ipv6: 40, tcp: 20, udp: 8 }
/** The largest total length that IPv4 can say, and the largest payload length of IPv6. */
const LARGEST = 65_535
/** Linux sends with it, and so the captures look as people know them. */
const HOPS = 64
const DONT_FRAGMENT = 0x4000
const WINDOW = 65_535

/** What one TCP segment can carry between these ends, octets. */
export const mostInSegment = (end: End): number => LARGEST - HEADER.tcp - (end.address.length === 4 ? HEADER.ipv4 : 0)

/** What one UDP datagram can carry, octets. */
export const mostInDatagram = (end: End): number => LARGEST - HEADER.udp - (end.address.length === 4 ? HEADER.ipv4 : 0)

export interface TcpFields {
  /** sequence number of the first octet, and of the next one that is expected */
  readonly sequence: number
  readonly acknowledged: number
  readonly flags: number
}

/** A TCP segment in an IP packet, its checksum as if the octets that are not there were zeros. */
export function tcpPacket(
  source: End,
  destination: End,
  { sequence, acknowledged, flags }: TcpFields,
  content: Content,
): Packet {
  const header = Buffer.alloc(HEADER.tcp)
  header.writeUInt16BE(source.port, 0)
  header.writeUInt16BE(destination.port, 2)
  header.writeUInt32BE(sequence, 4)
  header.writeUInt32BE(acknowledged, 8)
  header.writeUInt8((HEADER.tcp / 4) << 4, 12)
  header.writeUInt8(flags, 13)
  header.writeUInt16BE(WINDOW, 14)
  header.writeUInt16BE(transportChecksum(TCP, source, destination, header, content), 16)
  return ipPacket(TCP, source, destination, header, content)
}

/** A UDP datagram in an IP packet, its checksum as if the octets that are not there were zeros. */
export function udpPacket(source: End, destination: End, content: Content): Packet {
  const header = Buffer.alloc(HEADER.udp)
  header.writeUInt16BE(source.port, 0)
  header.writeUInt16BE(destination.port, 2)
  header.writeUInt16BE(HEADER.udp + content.size, 4)
  // Zero would say that there is no checksum.
  header.writeUInt16BE(transportChecksum(UDP, source, destination, header, content) || 0xffff, 6)
  return ipPacket(UDP, source, destination, header, content)
}

function ipPacket(protocol: number, source: End, destination: End, transport: Buffer, content: Content): Packet {
  const payload = transport.length + content.size
  const header =
    source.address.length === 4
      ? ipv4Header(protocol, source, destination, payload)
      : ipv6Header(protocol, source, destination, payload)
  return { octets: Buffer.concat([header, transport, content.octets]), size: header.length + payload }
}

function ipv4Header(protocol: number, source: End, destination: End, payload: number): Buffer {
  const header = Buffer.alloc(HEADER.ipv4)
  header.writeUInt8((4 << 4) | (HEADER.ipv4 / 4), 0)
  header.writeUInt16BE(HEADER.ipv4 + payload, 2)
  header.writeUInt16BE(DONT_FRAGMENT, 6)
  header.writeUInt8(HOPS, 8)
  header.writeUInt8(protocol, 9)
  source.address.copy(header, 12)
  destination.address.copy(header, 16)
  header.writeUInt16BE(checksum(sumOf(header)), 10)
  return header
}

function ipv6Header(protocol: number, source: End, destination: End, payload: number): Buffer {
  const header = Buffer.alloc(HEADER.ipv6)
  header.writeUInt8(6 << 4, 0)
  header.writeUInt16BE(payload, 4)
  header.writeUInt8(protocol, 6)
  header.writeUInt8(HOPS, 7)
  source.address.copy(header, 8)
  destination.address.copy(header, 24)
  return header
}

/** The checksum over pseudo-header, header (whose own field is still zero) and content; the pseudo-headers of IPv4 and IPv6 have the same sum. */
const transportChecksum = (protocol: number, source: End, destination: End, header: Buffer, content: Content): number =>
  checksum(
    sumOf(source.address) +
      sumOf(destination.address) +
      protocol +
      header.length +
      content.size +
      sumOf(header) +
      sumOf(content.octets),
  )

/**
 * The packet with its transport checksum, where a host left that to its network card: then the field holds only the sum of the pseudo-header. Any
 * other checksum stays as it is, and so does what is a fragment or not there in full.
 */
export function fillChecksum(packet: Buffer): Buffer {
  const version = (packet[0] ?? 0) >> 4
  const isFourth = version === 4
  const header = isFourth ? ((packet[0] ?? 0) & 0x0f) * 4 : HEADER.ipv6
  if ((!isFourth && version !== 6) || header < HEADER.ipv4 || packet.length < header + HEADER.udp) return packet
  const protocol = packet.readUInt8(isFourth ? 9 : 6)
  const at = header + (protocol === TCP ? 16 : 6)
  const isFragment = isFourth && (packet.readUInt16BE(6) & 0x3fff) !== 0
  const end = isFourth ? packet.readUInt16BE(2) : HEADER.ipv6 + packet.readUInt16BE(4)
  if ((protocol !== TCP && protocol !== UDP) || isFragment || packet.length < end || end < at + 2) return packet
  const pseudo = sumOf(packet.subarray(isFourth ? 12 : 8, isFourth ? 20 : 40)) + protocol + end - header
  if (packet.readUInt16BE(at) !== (~checksum(pseudo) & 0xffff)) return packet
  const filled = Buffer.from(packet)
  filled.writeUInt16BE(0, at)
  const sum = checksum(pseudo + sumOf(filled.subarray(header, end)))
  filled.writeUInt16BE(protocol === UDP ? sum || 0xffff : sum, at)
  return filled
}

/** The sum of the 16-bit words; an odd octet at the end is the higher one of a word (RFC 1071). At most 2^31 for what fits into a packet. */
function sumOf(octets: Buffer): number {
  let sum = 0
  const even = octets.length & ~1
  for (let at = 0; at < even; at += 2) sum += octets.readUInt16BE(at)
  return even < octets.length ? sum + (octets.readUInt8(even) << 8) : sum
}

/** The sum with its carries added to it, complemented (RFC 1071). */
function checksum(sum: number): number {
  let folded = sum
  while (folded > 0xffff) folded = (folded & 0xffff) + (folded >>> 16)
  return ~folded & 0xffff
}

/** The octets of an address, an IPv4 address mapped into IPv6 as the four that are on the wire; undefined where the text is no address. */
export function addressOctets(host: string): Buffer | undefined {
  const [plain = ''] = host.split('%')
  if (isIPv4(plain)) return Buffer.from(plain.split('.').map(Number))
  if (!isIPv6(plain)) return undefined
  // The URL parser writes all groups in hexadecimal, also those of ::ffff:127.0.0.1.
  const [head = '', tail = ''] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [groupsOf(head), groupsOf(tail)]
  const groups = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
  const octets = Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
  return octets.subarray(0, 12).equals(MAPPED) ? octets.subarray(12) : octets
}

/** What IPv4 addresses begin with where they stand in IPv6 (RFC 4291, 2.5.5.2). */
const MAPPED = Buffer.from('00000000000000000000ffff', 'hex')

const groupsOf = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)))

/** Whence a packet comes and where it goes, as its transport has it; undefined of a fragment, or of what is neither TCP nor UDP. */
export function portsOf(
  packet: Buffer,
): { readonly transport: 'tcp' | 'udp'; readonly source: number; readonly destination: number } | undefined {
  const isFourth = (packet[0] ?? 0) >> 4 === 4
  const header = isFourth ? ((packet[0] ?? 0) & 0x0f) * 4 : HEADER.ipv6
  if (
    header < HEADER.ipv4 ||
    packet.length < header + HEADER.udp ||
    (isFourth && (packet.readUInt16BE(6) & 0x1fff) !== 0)
  )
    return undefined
  const protocol = packet.readUInt8(isFourth ? 9 : 6)
  if (protocol !== TCP && protocol !== UDP) return undefined
  return {
    transport: protocol === TCP ? 'tcp' : 'udp',
    source: packet.readUInt16BE(header),
    destination: packet.readUInt16BE(header + 2),
  }
}
