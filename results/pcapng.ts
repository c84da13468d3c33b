import { packetsOfCapture } from './captured.js'
import { initialSequences, packetsOf } from './conversation.js'
import { escapeLine } from './escape.js'
import { portsOf, type Packet } from './packet.js'
import type { Report } from './result.js'

/** Captures as Wireshark opens them: pcapng (draft-ietf-opsawg-pcapng), little-endian. */

/** Block types (draft-ietf-opsawg-pcapng, 4). */
const BLOCK = { section: 0x0a0d_0d0a, interface: 1, packet: 6 } as const
/** Codes of options (draft-ietf-opsawg-pcapng, 3.5, 4.1, 4.2). */
const OPTION = { end: 0, comment: 1, application: 4, interfaceName: 2, resolution: 9 } as const
const BYTE_ORDER_MAGIC = 0x1a2b_3c4d
/** Packets begin with their IPv4 or IPv6 header: there is no link layer that one would have to make up (LINKTYPE_RAW). */
const LINK_TYPE_RAW = 101
/** More than any packet has: none is cut by it. */
const SNAP_LENGTH = 0x4_0000
/** Time stamps count 10^-6 s. */
const MICROSECONDS = 6
/** How far two clocks of one machine may be apart, microseconds. */
const CLOCKS_US = 50_000
/** An option's length has 16 bits; nobody reads a comment of more characters than this. */
const MOST_OF_COMMENT = 2000

/**
 * All that crossed the wire, as packets in the order of their times, each with a comment that names requirement, scenario and event.
 * Handshakes and acknowledgements stand at the time of the event that they belong to.
 */
export function formatPcapng(report: Report): Buffer {
  return report.capture ? formatCaptured(report, report.capture) : formatMadeUp(report)
}

/** What was captured, each packet of a scenario's connections with a comment that names it. */
function formatCaptured({ result, requirements, words }: Report, capture: Buffer): Buffer {
  const ends = connectionsOf(requirements)
  return Buffer.concat([
    sectionHeader(about(result, words.labels.packet.aboutCaptured)),
    interfaceDescription(),
    ...packetsOfCapture(capture).map((packet) => enhancedPacket(packet, packet.microseconds, ends(packet))),
  ])
}

function formatMadeUp({ result, requirements, specification, words }: Report): Buffer {
  const initial = initialSequences()
  const packets = requirements.flatMap(({ requirement, findings }) =>
    findings.flatMap(({ log }, index) => {
      const scenario = requirement.scenarios[index]?.name ?? requirement.title
      const ofScenario = packetsOf(log, specification.role, initial, words)
      return ofScenario.map((packet, number) => {
        const dropped =
          log.dropped > 0 && number === ofScenario.length - 1 ? words.labels.packet.eventsNotKept(log.dropped) : ''
        return {
          packet,
          microseconds: Math.round((log.began + packet.at) * 1000),
          comment: `${requirement.id} ${packet.what}${dropped}\n${scenario}`,
        }
      })
    }),
  )
  // Scenarios run side by side; those of one keep their order, since the sort is stable and their times never go back.
  packets.sort((a, b) => a.microseconds - b.microseconds)
  return Buffer.concat([
    sectionHeader(about(result, words.labels.packet.aboutMadeUp)),
    interfaceDescription(),
    ...packets.map(({ packet, microseconds, comment }) => enhancedPacket(packet, microseconds, comment)),
  ])
}

const about = ({ protocol, role, subject, verdict, seed }: Report['result'], origin: string): string =>
  `${protocol} ${role}: ${escapeLine(subject.address ?? subject.command.join(' '))}: ${verdict}; seed ${escapeLine(seed)}\n${origin}`

/** Finds the scenario that a packet belongs to: the last that had begun by then of those that used its two ports; the clocks of two hosts may differ a little. */
function connectionsOf(
  requirements: Report['requirements'],
): (packet: Packet & { readonly microseconds: number }) => string | undefined {
  const known = new Map<string, { readonly began: number; readonly comment: string }[]>()
  for (const { requirement, findings } of requirements) {
    for (const [index, { log }] of findings.entries()) {
      const comment = `${requirement.id}\n${requirement.scenarios[index]?.name ?? requirement.title}`
      for (const { transport, local, remote } of log.events) {
        if (!transport || !local || !remote) continue
        const key = [transport, ...[local.port, remote.port].sort((a, b) => a - b)].join(' ')
        const users = known.get(key) ?? []
        known.set(key, users)
        if (users.at(-1)?.comment !== comment) users.push({ began: log.began * 1000, comment })
      }
    }
  }
  return ({ octets, microseconds }) => {
    const ports = portsOf(octets)
    if (!ports) return undefined
    const users =
      known.get([ports.transport, ...[ports.source, ports.destination].sort((a, b) => a - b)].join(' ')) ?? []
    const begun = users.filter(({ began }) => began <= microseconds + CLOCKS_US)
    return begun.reduce<{ readonly began: number; readonly comment: string } | undefined>(
      (last, one) => (last && last.began > one.began ? last : one),
      undefined,
    )?.comment
  }
}

function sectionHeader(comment: string): Buffer {
  const fixed = Buffer.alloc(16)
  fixed.writeUInt32LE(BYTE_ORDER_MAGIC, 0)
  // Version 1.0; the section's length is not given (-1).
  fixed.writeUInt16LE(1, 4)
  fixed.writeUInt16LE(0, 6)
  fixed.fill(0xff, 8)
  return block(BLOCK.section, [fixed, textOption(OPTION.application, 'sockspec'), textOption(OPTION.comment, comment)])
}

function interfaceDescription(): Buffer {
  const fixed = Buffer.alloc(8)
  fixed.writeUInt16LE(LINK_TYPE_RAW, 0)
  fixed.writeUInt32LE(SNAP_LENGTH, 4)
  return block(BLOCK.interface, [
    fixed,
    textOption(OPTION.interfaceName, 'sockspec'),
    option(OPTION.resolution, Buffer.from([MICROSECONDS])),
  ])
}

/** `microseconds` since 1970-01-01 00:00 UTC. */
function enhancedPacket({ octets, size }: Packet, microseconds: number, comment: string | undefined): Buffer {
  const fixed = Buffer.alloc(20)
  fixed.writeUInt32LE(0, 0)
  fixed.writeUInt32LE(Math.floor(microseconds / 2 ** 32), 4)
  fixed.writeUInt32LE(microseconds % 2 ** 32, 8)
  fixed.writeUInt32LE(octets.length, 12)
  fixed.writeUInt32LE(size, 16)
  return block(BLOCK.packet, [
    fixed,
    padded(octets),
    ...(comment === undefined ? [] : [textOption(OPTION.comment, comment)]),
  ])
}

/** Type, length, body, the end of the options, and the length again. */
function block(type: number, body: readonly Buffer[]): Buffer {
  const content = Buffer.concat([...body, option(OPTION.end, Buffer.alloc(0))])
  const frame = Buffer.alloc(8)
  frame.writeUInt32LE(type, 0)
  frame.writeUInt32LE(12 + content.length, 4)
  return Buffer.concat([frame, content, frame.subarray(4)])
}

const textOption = (code: number, text: string): Buffer => option(code, Buffer.from(text.slice(0, MOST_OF_COMMENT)))

function option(code: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(code, 0)
  head.writeUInt16LE(value.length, 2)
  return Buffer.concat([head, padded(value)])
}

/** Everything begins at a multiple of 4 octets. */
const padded = (octets: Buffer): Buffer => Buffer.concat([octets, Buffer.alloc(-octets.length & 3)])
