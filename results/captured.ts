import { CAPTURE_MARK } from '../harness/hosts/agent/wire.js'
import { fillChecksum, type Packet } from './packet.js'

/** Captures that tcpdump made on all interfaces of a host: the format of libpcap (draft-ietf-opsawg-pcap) with headers of LINUX_SLL2. */

/** Times in microseconds, in the octet order of a machine that writes the low one first. */
const MAGIC = 0xa1b2_c3d4
const LINUX_SLL2 = 276
const FILE_HEADER = 24
const RECORD_HEADER = 16
/** What stands before each packet: protocol, interface, kind of packet, addresses of the link (tcpdump.org, LINKTYPE_LINUX_SLL2). */
const LINK_HEADER = 20
const LOOPBACK = 1
const OUTGOING = 4
const ETHERTYPES: readonly number[] = [0x0800, 0x86dd]

export interface CapturedPacket extends Packet {
  /** since 1970-01-01 00:00 UTC */
  readonly microseconds: number
}

/**
 * The Internet packets of a capture, in its order; those of the loopback interface, which are seen leaving and arriving, once. A checksum that the
 * host left to its network card is filled in, as the card would have done. A last record that was cut off is left out. Throws where it is no such capture.
 */
export function packetsOfCapture(capture: Buffer): CapturedPacket[] {
  if (capture.length < FILE_HEADER || capture.readUInt32LE(0) !== MAGIC || capture.readUInt32LE(20) !== LINUX_SLL2)
    throw new Error('what was captured is not in the format that tcpdump writes')
  const packets: CapturedPacket[] = []
  for (let at = FILE_HEADER; at + RECORD_HEADER <= capture.length;) {
    const kept = capture.readUInt32LE(at + 8)
    const size = capture.readUInt32LE(at + 12)
    const link = capture.subarray(at + RECORD_HEADER, at + RECORD_HEADER + kept)
    if (link.length < kept) break
    const microseconds = capture.readUInt32LE(at) * 1e6 + capture.readUInt32LE(at + 4)
    at += RECORD_HEADER + kept
    if (kept < LINK_HEADER || !ETHERTYPES.includes(link.readUInt16BE(0))) continue
    if (link.readUInt32BE(4) === LOOPBACK && (link.readUInt8(10) === OUTGOING || link.includes(CAPTURE_MARK))) continue
    packets.push({ octets: fillChecksum(link.subarray(LINK_HEADER)), size: size - LINK_HEADER, microseconds })
  }
  return packets
}
