import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openReports } from '../../cli/report-files.js'
import { SetupError } from '../../harness/findings/violation.js'
import {
  WireLog,
  type Address,
  type Direction,
  type WireEvent,
  type WireEventKind,
} from '../../harness/findings/wire-log.js'
import { addressOctets } from '../../results/packet.js'
import { english } from '../../results/words/en.js'
import { formatPcapng } from '../../results/pcapng.js'
import type { Report } from '../../results/result.js'

const SECTION = 0x0a0d_0d0a
const INTERFACE = 1
const PACKET = 6

interface Block {
  readonly type: number
  readonly body: Buffer
}

/** The blocks of a file: each says its length at both ends, a multiple of four. */
function blocksOf(file: Buffer): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < file.length;) {
    const length = file.readUInt32LE(at + 4)
    expect(length % 4).toBe(0)
    expect(file.readUInt32LE(at + length - 4)).toBe(length)
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) })
    at += length
  }
  return blocks
}

function optionsOf(octets: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>()
  for (let at = 0; at < octets.length;) {
    const [code, length] = [octets.readUInt16LE(at), octets.readUInt16LE(at + 2)]
    if (code === 0) {
      expect(at + 4).toBe(octets.length)
      break
    }
    options.set(code, octets.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return options
}

interface Read {
  readonly microseconds: number
  readonly comment: string
  readonly from: string
  readonly to: string
  readonly protocol: number
  readonly sequence: number
  readonly acknowledged: number
  readonly flags: string
  /** what is there of the payload, and how much there was */
  readonly payload: Buffer
  readonly size: number
}

/** The ones' complement sum of 16-bit words: 0xffff over everything that a right checksum covers. */
function sum(...parts: readonly Buffer[]): number {
  const octets = Buffer.concat(parts)
  let total = 0
  for (const [at, octet] of octets.entries()) {
    total += at % 2 === 0 ? octet * 256 : octet
    total = (total % 65_536) + Math.floor(total / 65_536)
  }
  return total
}

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return octets
}

const LETTERS = ['F', 'S', 'R', 'P', 'A']

/** A packet, its lengths and checksums verified; octets that are not there count as zeros. */
function packetOf({ type, body }: Block): Read {
  expect(type).toBe(PACKET)
  const [captured, original] = [body.readUInt32LE(12), body.readUInt32LE(16)]
  const octets = body.subarray(20, 20 + captured)
  const padding = body.subarray(20 + captured, 20 + Math.ceil(captured / 4) * 4)
  expect(padding.every((octet) => octet === 0)).toBe(true)
  expect(captured).toBeLessThanOrEqual(original)
  const fourth = (octets[0] ?? 0) >> 4 === 4
  const header = octets.subarray(0, fourth ? 20 : 40)
  expect(fourth ? octets.readUInt16BE(2) : 40 + octets.readUInt16BE(4)).toBe(original)
  if (fourth) {
    expect(octets[0]).toBe(0x45)
    expect(sum(header)).toBe(0xffff)
  } else expect(octets[0]).toBe(0x60)
  const protocol = octets.readUInt8(fourth ? 9 : 6)
  const [source, destination] = fourth
    ? [header.subarray(12, 16), header.subarray(16)]
    : [header.subarray(8, 24), header.subarray(24)]
  const transport = octets.subarray(header.length)
  const rest = Buffer.alloc(original - captured)
  expect(sum(source, destination, uint32(protocol), uint32(original - header.length), transport, rest)).toBe(0xffff)
  const tcp = protocol === 6
  if (!tcp) {
    expect(protocol).toBe(17)
    expect(transport.readUInt16BE(4)).toBe(original - header.length)
    expect(transport.readUInt16BE(6)).not.toBe(0)
  } else expect(transport[12]).toBe(0x50)
  const shown = (address: Buffer): string =>
    fourth ? [...address].join('.') : address.toString('hex').replace(/^0{31}1$/, '::1')
  const flags = tcp ? transport.readUInt8(13) : 0
  return {
    microseconds: body.readUInt32LE(4) * 2 ** 32 + body.readUInt32LE(8),
    comment:
      optionsOf(body.subarray(20 + captured + padding.length))
        .get(1)
        ?.toString() ?? '',
    from: `${shown(source)} ${transport.readUInt16BE(0)}`,
    to: `${shown(destination)} ${transport.readUInt16BE(2)}`,
    protocol,
    sequence: tcp ? transport.readUInt32BE(4) : 0,
    acknowledged: tcp ? transport.readUInt32BE(8) : 0,
    flags: LETTERS.filter((_, bit) => (flags & (1 << bit)) !== 0).join(''),
    payload: transport.subarray(tcp ? 20 : 8),
    size: original - header.length - (tcp ? 20 : 8),
  }
}

/** A report whose requirements have one scenario each, with this log. */
const reportOf = (logs: readonly WireLog[], role = 'server'): Report =>
  ({
    specification: { role },
    result: {
      protocol: 'tcp-echo',
      role,
      verdict: 'pass',
      seed: 'abc',
      subject: { command: ['python3', 'server.py'], isolation: 'none' },
    },
    words: english,
    requirements: logs.map((log, i) => ({
      requirement: { id: `REQ-${i + 1}`, title: 'Title', scenarios: [{ name: `Scenario ${i + 1}` }] },
      findings: [{ log }],
    })),
  }) as unknown as Report

const packetsOf = (...logs: readonly WireLog[]): Read[] =>
  blocksOf(formatPcapng(reportOf(logs)))
    .slice(2)
    .map(packetOf)

type Ends = Readonly<Record<'local' | 'remote', Address>>
const FOURTH: Ends = { local: { host: '127.0.0.1', port: 40_000 }, remote: { host: '127.0.0.2', port: 3500 } }
const SIXTH: Ends = { local: { host: '::1', port: 40_000 }, remote: { host: '::1', port: 3500 } }

function logOf(
  events: readonly (readonly [WireEventKind, Direction, Buffer?])[],
  ends: Ends = FOURTH,
  transport: 'tcp' | 'udp' = 'tcp',
): WireLog {
  const log = new WireLog()
  for (const [kind, direction, octets] of events)
    log.add({ kind, direction, peer: 'client A', transport, ...ends, ...(octets ? { octets } : {}) })
  return log
}

/** Each packet in short, sequence and acknowledgement numbers as Wireshark shows them: from the first of each direction. */
function told(packets: readonly Read[]): string[] {
  const first = new Map<string, number>()
  for (const { from, sequence } of packets) if (!first.has(from)) first.set(from, sequence)
  return packets.map(
    ({ from, to, sequence, acknowledged, flags, size }) =>
      `${from.split(' ')[1] ?? ''} ${flags} ${(sequence - (first.get(from) ?? 0)) >>> 0} ${flags.includes('A') ? (acknowledged - (first.get(to) ?? 0)) >>> 0 : '-'} ${size}`,
  )
}

describe('a capture', () => {
  it('begins with its section and one interface for packets without a link layer, and tells time in microseconds', () => {
    const [section, one, ...packets] = blocksOf(formatPcapng(reportOf([])))
    expect(section?.type).toBe(SECTION)
    expect(section?.body.readUInt32LE(0)).toBe(0x1a2b_3c4d)
    expect([section?.body.readUInt16LE(4), section?.body.readUInt16LE(6)]).toEqual([1, 0])
    const ofSection = optionsOf(section?.body.subarray(16) ?? Buffer.alloc(0))
    expect(ofSection.get(4)?.toString()).toBe('sockspec')
    expect(ofSection.get(1)?.toString()).toMatch(/^tcp-echo server: python3 server\.py: pass; seed abc\n/)
    expect(one?.type).toBe(INTERFACE)
    expect(one?.body.readUInt16LE(0)).toBe(101)
    expect(optionsOf(one?.body.subarray(8) ?? Buffer.alloc(0)).get(9)).toEqual(Buffer.from([6]))
    expect(packets).toEqual([])
  })

  it('has a comment on each packet: requirement, who to whom, what, and the scenario', () => {
    const log = logOf([
      ['open', 'to'],
      ['data', 'to', Buffer.from('hello')],
      ['end', 'from'],
    ])
    expect(packetsOf(new WireLog(), log).map(({ comment }) => comment)).toEqual(
      [
        'client A → server: connects (SYN)',
        'server → client A: takes the connection (SYN, ACK)',
        'client A → server: the connection is established (ACK)',
        'client A → server: 5 bytes',
        'server → client A: acknowledges (ACK)',
        'server → client A: closed (by FIN or RST, which the harness cannot tell apart)',
        'client A → server: acknowledges (ACK)',
      ].map((what) => `REQ-2 ${what}\nScenario 2`),
    )
  })

  it('says with the last packet how many events were not kept', () => {
    const log = logOf(
      Array.from({ length: 2003 }, () => ['data', 'to', Buffer.from('x')] as const),
      FOURTH,
      'udp',
    )
    const packets = packetsOf(log)
    expect(packets).toHaveLength(2000)
    expect(packets.at(-1)?.comment).toContain('(3 further events of this scenario were not kept)')
    expect(packets.filter(({ comment }) => comment.includes('not kept'))).toHaveLength(1)
  })

  it('has the time of day, and the scenarios that ran side by side in the order of time', () => {
    const began = 1_700_000_000_000.5
    const events = (times: readonly number[]): WireEvent[] =>
      times.map((at) => ({
        at,
        kind: 'data',
        direction: 'to',
        peer: 'client A',
        transport: 'udp',
        ...FOURTH,
        octets: Buffer.from(String(at)),
        size: String(at).length,
      }))
    const packets = packetsOf(
      { began, events: events([1, 3, 9]), dropped: 0 } as unknown as WireLog,
      { began: began + 2, events: events([0, 2.5]), dropped: 0 } as unknown as WireLog,
    )
    expect(packets.map(({ microseconds }) => microseconds / 1000 - began)).toEqual([1, 2, 3, 4.5, 9])
    expect(packets.map(({ payload }) => payload.toString())).toEqual(['1', '0', '3', '2.5', '9'])
    const before = Date.now()
    const [now] = packetsOf(logOf([['data', 'to', Buffer.from('x')]], FOURTH, 'udp'))
    expect(Math.abs((now?.microseconds ?? 0) / 1000 - before)).toBeLessThan(60_000)
  })
})

describe('a TCP connection in a capture', () => {
  it('has handshake, segments, acknowledgements and both ends', () => {
    const log = logOf([
      ['open', 'to'],
      ['data', 'to', Buffer.from('hello')],
      ['data', 'from', Buffer.from('hel')],
      ['data', 'from', Buffer.from('lo')],
      ['end', 'to'],
      ['end', 'from'],
    ])
    expect(told(packetsOf(log))).toEqual([
      '40000 S 0 - 0',
      '3500 SA 0 1 0',
      '40000 A 1 1 0',
      '40000 PA 1 1 5',
      '3500 A 1 6 0',
      '3500 PA 1 6 3',
      '40000 A 6 4 0',
      '3500 PA 4 6 2',
      '40000 A 6 6 0',
      '40000 FA 6 6 0',
      '3500 A 6 7 0',
      '3500 FA 6 7 0',
      '40000 A 7 7 0',
    ])
  })

  it('is opened by the program under test where the harness is the server', () => {
    expect(told(packetsOf(logOf([['open', 'from']])))).toEqual(['3500 S 0 - 0', '40000 SA 0 1 0', '3500 A 1 1 0'])
  })

  it('goes on in one direction when the other has ended, and not at all behind a reset', () => {
    const log = logOf([
      ['open', 'to'],
      ['end', 'from'],
      ['data', 'from', Buffer.from('lost')],
      ['data', 'to', Buffer.from('x')],
      ['reset', 'to'],
      ['data', 'to', Buffer.from('lost')],
      ['end', 'to'],
      ['reset', 'to'],
    ])
    expect(told(packetsOf(log)).slice(3)).toEqual([
      '3500 FA 1 1 0',
      '40000 A 1 2 0',
      '40000 PA 1 2 1',
      '3500 A 2 2 0',
      '40000 RA 2 2 0',
    ])
  })

  it('that was refused has a SYN and a RST that answers it, from a port that is said to be made up', () => {
    const log = new WireLog()
    log.add({ kind: 'refused', direction: 'from', peer: 'client A', transport: 'tcp', remote: FOURTH.remote })
    const [syn, rst, ...more] = packetsOf(log)
    expect(syn).toMatchObject({ flags: 'S', from: '127.0.0.1 65535', to: '127.0.0.2 3500' })
    expect(syn?.comment).toContain('made up')
    expect(rst).toMatchObject({
      flags: 'RA',
      sequence: 0,
      acknowledged: ((syn?.sequence ?? 0) + 1) >>> 0,
      from: '127.0.0.2 3500',
    })
    expect(more).toEqual([])
  })

  it('begins with another sequence number whenever addresses and ports come again', () => {
    const events = [
      ['open', 'to'],
      ['data', 'to', Buffer.from('x')],
    ] as const
    const packets = packetsOf(logOf(events), logOf([...events, ...events]), logOf(events))
    const firsts = packets.filter(({ flags }) => flags.includes('S')).map(({ sequence }) => sequence)
    expect(firsts).toHaveLength(8)
    expect(new Set(firsts).size).toBe(8)
  })

  it.for([
    ['IPv4', FOURTH, 65_495],
    ['IPv6', SIXTH, 65_515],
  ] as const)(
    'over %s has large messages in several segments, and the true lengths where not all was kept',
    ([, ends, most]) => {
      const octets = Buffer.alloc(200_001, 'abcdefg')
      const packets = packetsOf(
        logOf(
          [
            ['open', 'to'],
            ['data', 'to', octets],
            ['data', 'from', Buffer.from('x')],
          ],
          ends,
        ),
      )
      const segments = packets.filter(({ size }) => size > 1)
      expect(segments.map(({ size }) => size)).toEqual([most, most, most, 200_001 - 3 * most])
      expect(Buffer.concat(segments.map(({ payload }) => payload))).toEqual(octets.subarray(0, 64 * 1024))
      expect(segments.map(({ flags }) => flags)).toEqual(['A', 'A', 'A', 'PA'])
      expect(segments.map(({ sequence }) => (sequence - (segments[0]?.sequence ?? 0)) >>> 0)).toEqual([
        0,
        most,
        2 * most,
        3 * most,
      ])
      // Each is acknowledged before the next, or more would be on their way than fits into the window.
      expect(packets.slice(3).map(({ size }) => size)).toEqual([most, 0, most, 0, most, 0, 200_001 - 3 * most, 0, 1, 0])
      const answer = packets.find(({ size }) => size === 1)
      expect(((answer?.acknowledged ?? 0) - (segments[0]?.sequence ?? 0)) >>> 0).toBe(200_001)
    },
  )

  it('gives the same octets in both directions again, whatever was sent in whatever pieces', () => {
    const data = fc.tuple(
      fc.constantFrom<Direction>('to', 'from'),
      fc.oneof(
        { weight: 9, arbitrary: fc.uint8Array({ maxLength: 40 }) },
        { weight: 1, arbitrary: fc.nat(70_000).map((size) => new Uint8Array(size).fill(size)) },
      ),
    )
    fc.assert(
      fc.property(
        fc.array(data, { maxLength: 30 }),
        fc.constantFrom(FOURTH, SIXTH),
        fc.constantFrom<Direction>('to', 'from'),
        (pieces, ends, opener) => {
          const log = logOf(
            [
              ['open', opener],
              ...pieces.map(([direction, octets]) => ['data', direction, Buffer.from(octets)] as const),
            ],
            ends,
          )
          const packets = packetsOf(log)
          const next = new Map<string, number>()
          const got = new Map<string, Buffer[]>()
          for (const { from, to, flags, sequence, acknowledged, payload, size } of packets) {
            if (next.has(from)) expect(sequence).toBe(next.get(from))
            if (flags.includes('A')) expect(acknowledged).toBe(next.get(to))
            next.set(from, (sequence + size + (flags.includes('S') ? 1 : 0)) >>> 0)
            got.set(from, [...(got.get(from) ?? []), Buffer.concat([payload], size)])
          }
          for (const direction of ['to', 'from'] as const) {
            const { port } = direction === 'to' ? ends.local : ends.remote
            const [, octets] = [...got].find(([from]) => from.endsWith(` ${port}`)) ?? []
            // What the log has not kept is zeros.
            const sent = log.events
              .filter((event) => event.kind === 'data' && event.direction === direction)
              .map((event) => Buffer.concat([event.octets ?? Buffer.alloc(0)], event.size))
            expect(Buffer.concat(octets ?? []).equals(Buffer.concat(sent))).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('datagrams in a capture', () => {
  it('are packets of their own, empty ones too; an opened socket and notes are none', () => {
    const log = logOf(
      [
        ['open', 'to'],
        ['data', 'to', Buffer.from('odd')],
        ['data', 'from', Buffer.alloc(0)],
        ['note', 'to'],
      ],
      FOURTH,
      'udp',
    )
    expect(
      packetsOf(log).map(({ from, to, protocol, payload, size }) => [from, to, protocol, payload.toString(), size]),
    ).toEqual([
      ['127.0.0.1 40000', '127.0.0.2 3500', 17, 'odd', 3],
      ['127.0.0.2 3500', '127.0.0.1 40000', 17, '', 0],
    ])
  })

  it.for([
    ['0.0.0.0', '127.0.0.2', '127.0.0.1', '127.0.0.2'],
    ['::', '::1', '::1', '::1'],
    ['::', '127.0.0.2', '127.0.0.1', '127.0.0.2'],
    ['', '::1', '::1', '::1'],
    ['127.0.0.3', '', '127.0.0.3', '127.0.0.1'],
    ['::', '::ffff:127.0.0.4', '127.0.0.1', '127.0.0.4'],
    ['', 'somewhere', '127.0.0.1', '127.0.0.1'],
  ] as const)('of a socket bound to "%s" that speaks to "%s" go from %s to %s', ([local, remote, from, to]) => {
    const ends = { local: { host: local, port: 1 }, remote: { host: remote, port: 2 } }
    expect(packetsOf(logOf([['data', 'to', Buffer.from('x')]], ends, 'udp'))[0]).toMatchObject({
      from: `${from} 1`,
      to: `${to} 2`,
    })
  })

  it.for([
    ['IPv4', FOURTH, 65_507],
    ['IPv6', SIXTH, 65_527],
  ] as const)('over %s have at most the octets that fit into one packet', ([, ends, most]) => {
    const log = logOf(
      [
        ['data', 'to', Buffer.alloc(most + 1, 'x')],
        ['data', 'to', Buffer.alloc(most, 'x')],
      ],
      ends,
      'udp',
    )
    expect(packetsOf(log).map(({ size, payload }) => [size, payload.length])).toEqual([[most, most]])
  })

  it('have a checksum also where it comes out as zero, which would mean none', () => {
    const checksumWith = (content: Buffer): number => {
      const body =
        blocksOf(formatPcapng(reportOf([logOf([['data', 'to', content]], FOURTH, 'udp')])))[2]?.body ?? Buffer.alloc(0)
      return body.readUInt16BE(20 + 20 + 6)
    }
    const content = Buffer.alloc(2)
    content.writeUInt16BE(checksumWith(content))
    expect(checksumWith(content)).toBe(0xffff)
  })

  it('are all given again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 1500 }), { maxLength: 20 }),
        fc.constantFrom(FOURTH, SIXTH),
        (pieces, ends) => {
          const packets = packetsOf(
            logOf(
              pieces.map((octets) => ['data', 'from', Buffer.from(octets)]),
              ends,
              'udp',
            ),
          )
          expect(packets.map(({ payload }) => [...payload])).toEqual(pieces.map((octets) => [...octets]))
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the octets of an address', () => {
  it.for([
    ['127.0.0.1', '7f000001'],
    ['::1', '00000000000000000000000000000001'],
    ['::', '00000000000000000000000000000000'],
    ['fe80::1:2%eth0', 'fe800000000000000000000000010002'],
    ['2001:db8:1:2:3:4:5:6', '20010db8000100020003000400050006'],
    ['2001:db8::', '20010db8000000000000000000000000'],
    ['::ffff:10.0.0.1', '0a000001'],
    ['localhost', undefined],
    ['', undefined],
  ] as const)('%s', ([host, expected]) => {
    expect(addressOctets(host)?.toString('hex')).toBe(expected)
  })
})

describe('a capture for standard output', () => {
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY')
  afterEach(() => {
    if (before) Object.defineProperty(process.stdout, 'isTTY', before)
    else Reflect.deleteProperty(process.stdout, 'isTTY')
  })

  it('is refused where that is a terminal, and only there', async () => {
    Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true })
    await expect(openReports([{ format: 'pcapng' }])).rejects.toThrow(SetupError)
    await expect(openReports([{ format: 'pcapng' }])).rejects.toThrow('--report pcapng=capture.pcapng')
    await expect(openReports([{ format: 'json' }])).resolves.toBeDefined()
    Object.defineProperty(process.stdout, 'isTTY', { value: false, configurable: true })
    await expect(openReports([{ format: 'pcapng' }])).resolves.toBeDefined()
  })
})
