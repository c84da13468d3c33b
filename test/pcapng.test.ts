import { isUtf8 } from 'node:buffer'
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address, Direction, WireEvent } from '../dist/harness/findings/wire-log.js'
import { formatPcapng } from '../dist/results/pcapng.js'
import type { Result } from '../dist/results/result.js'
import { english } from '../dist/results/words/en.js'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { isInstalled, sockspec } from './support/command.js'
import { grade } from './support/grade.js'
import { scratchFolder } from './support/programs.js'
import { reference, referenceSettings } from './support/references.js'
import { pythonItself, SUBMISSIONS } from './support/submissions.js'

const run = promisify(execFile)
const folder = scratchFolder()
const needs = isInstalled('tshark') ? '' : ' (needs tshark)'
const DIST = join(import.meta.dirname, '..', 'dist')

type Graded = Awaited<ReturnType<typeof grade>>

/** What a message means to Wireshark is another matter: random octets on random ports make no sense to its dissectors, nor do the pictures that the harness makes up. */
const OCTETS_ONLY = ['-d', 'tcp.port==1-65535,data', '-d', 'udp.port==1-65535,data']
const VERIFY = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE']
/** `tcp.analysis.flags` is all that Wireshark takes for lost, repeated, out of order or beyond the window; 0x600000 and above is what it warns of, which it also does of each reset. */
const WRONG = [
  '_ws.malformed',
  '(_ws.expert.severity >= 0x600000 and not tcp.connection.rst)',
  '(tcp.analysis.flags and not tcp.analysis.reused_ports)',
  'ip.checksum.status==0',
  'tcp.checksum.status==0',
  'udp.checksum.status==0',
].join(' or ')

const tshark = async (file: string, ...args: readonly string[]): Promise<string> =>
  (await run('tshark', ['-n', '-r', file, ...OCTETS_ONLY, ...VERIFY, ...args], { maxBuffer: 256 << 20 })).stdout

const submission = (protocol: string, name: string): string[] => [
  pythonItself(),
  join(SUBMISSIONS, protocol, 'server', name),
  '{port}',
]

/** What one end sent, at once or in a row: how many octets, and those that are there, in hexadecimal. */
interface Message {
  readonly from: string
  readonly size: number
  readonly octets: string
}

/** What was sent on each connection, and between the two ends of each exchange of datagrams. */
interface Streams {
  /** by the time of the SYN, microseconds since 1970, and the ends: the kernel may give a port twice */
  readonly tcp: ReadonlyMap<string, readonly Message[]>
  /** by the ends, which is all that datagrams of one stream have in common */
  readonly udp: ReadonlyMap<string, readonly Message[]>
  /** connections that were refused, of which the log has no port of the harness's */
  readonly refused: number
}

function pushTo<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

/** An end as tshark names it: an address that says `any` is the loopback address of the other end's family. */
function endOf({ host, port }: Address, other: Address): string {
  const any = host === '' || host === '0.0.0.0' || host === '::'
  const family = any ? other.host : host
  return `${any ? (isIPv6(family) && !family.startsWith('::ffff:') ? '::1' : '127.0.0.1') : host.replace(/^::ffff:/, '')} ${port}`
}

/** The ends of datagrams in an order that does not depend on who sent first. */
const between = (...ends: readonly string[]): string => [...ends].sort().join(' ')

/** The streams as the wire logs of all scenarios have them. */
function loggedIn({ requirements }: Graded): Streams {
  const tcp = new Map<string, Message[]>()
  const datagrams = new Map<string, { readonly time: number; readonly message: Message }[]>()
  let refused = 0
  for (const { log } of requirements.flatMap(({ findings }) => findings)) {
    const opened = new Map<string, Message[]>()
    for (const { at, kind, direction, peer, transport, local, remote, octets, size = 0 } of log.events) {
      if (kind === 'refused') refused++
      if (transport === undefined || !local || !remote) continue
      const time = Math.round((log.began + at) * 1000)
      const [ours, theirs] = [endOf(local, remote), endOf(remote, local)]
      const [from, to] = direction === 'to' ? [ours, theirs] : [theirs, ours]
      const message = { from, size, octets: octets?.toString('hex') ?? '' }
      const connection = `${peer} ${ours} ${theirs}`
      if (kind === 'data' && transport === 'udp') pushTo(datagrams, between(from, to), { time, message })
      else if (kind === 'data') {
        expect(opened.has(connection)).toBe(true)
        pushTo(opened, connection, message)
      } else if (kind === 'open' && transport === 'tcp') {
        opened.set(connection, [])
        tcp.set(`${time} ${from} ${to}`, opened.get(connection) ?? [])
      }
    }
  }
  const udp = [...datagrams].map(
    ([ends, sent]) => [ends, sent.sort((a, b) => a.time - b.time).map(({ message }) => message)] as const,
  )
  return { tcp, udp: new Map(udp), refused }
}

/** One frame as tshark reads it. */
interface Frame {
  readonly microseconds: number
  readonly from: string
  readonly to: string
  readonly transport: 'tcp' | 'udp'
  /** Wireshark's number of the connection, or of the exchange of datagrams */
  readonly stream: number
  /** it asks for a connection: a SYN without ACK */
  readonly opens: boolean
  /** what the checksums of IPv4 and of the transport were found to be */
  readonly checksums: readonly string[]
  /** all octets of it were kept */
  readonly whole: boolean
  readonly message: Message
}

const FIELDS = [
  'frame.time_epoch',
  'frame.len',
  'frame.cap_len',
  'ip.src',
  'ipv6.src',
  'ip.dst',
  'ipv6.dst',
  'ip.checksum.status',
  'tcp.stream',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.flags',
  'tcp.checksum.status',
  'tcp.len',
  'tcp.payload',
  'udp.stream',
  'udp.srcport',
  'udp.dstport',
  'udp.checksum.status',
  'udp.length',
  'udp.payload',
] as const

const SYN = 0x02
const SYN_AND_ACK = 0x12
const UDP_HEADER = 8

async function framesIn(file: string): Promise<Frame[]> {
  const lines = (await tshark(file, '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])))
    .split('\n')
    .slice(0, -1)
  return lines.map((line) => {
    const values = line.split('\t')
    const of = (field: (typeof FIELDS)[number]): string => values[FIELDS.indexOf(field)] ?? ''
    const transport = of('tcp.stream') === '' ? 'udp' : 'tcp'
    const from = `${of('ip.src') || of('ipv6.src')} ${of(`${transport}.srcport`)}`
    return {
      microseconds: Number(of('frame.time_epoch').replace('.', '').slice(0, -3)),
      transport,
      stream: Number(of(`${transport}.stream`)),
      from,
      to: `${of('ip.dst') || of('ipv6.dst')} ${of(`${transport}.dstport`)}`,
      opens: (Number(of('tcp.flags')) & SYN_AND_ACK) === SYN,
      whole: of('frame.len') === of('frame.cap_len'),
      checksums: [of('ip.src') === '' ? '' : of('ip.checksum.status'), of(`${transport}.checksum.status`)],
      message: {
        from,
        size: transport === 'tcp' ? Number(of('tcp.len')) : Number(of('udp.length')) - UDP_HEADER,
        octets: of(`${transport}.payload`),
      },
    }
  })
}

/** Messages in a row from one end as one: a message takes as many segments as it needs, and Wireshark shows them so. */
function turnsOf(messages: readonly Message[]): Message[] {
  const turns: Message[] = []
  for (const { from, size, octets } of messages) {
    const last = turns.at(-1)
    if (size === 0) continue
    if (last?.from === from) turns[turns.length - 1] = { from, size: last.size + size, octets: last.octets + octets }
    else turns.push({ from, size, octets })
  }
  return turns
}

/** Wireshark's "Follow Stream" of all streams with these numbers, in one go: who sent what, in turns. */
async function follow(
  file: string,
  transport: 'tcp' | 'udp',
  streams: readonly number[],
): Promise<Map<number, Message[]>> {
  if (streams.length === 0) return new Map()
  const shown = await tshark(file, '-q', ...streams.flatMap((stream) => ['-z', `follow,${transport},raw,${stream}`]))
  const blocks = [...shown.matchAll(/Filter: \w+\.stream eq (\d+)\nNode 0: (.*)\nNode 1: (.*)\n([^=]*)=/g)]
  return new Map(
    blocks.map(([, stream, node0 = '', node1 = '', lines = '']) => {
      const ends = [node0, node1].map((node) => node.replace(/^\[?(.*?)\]?:(\d+)$/, '$1 $2'))
      // What the second node sent is behind a tab.
      const messages = lines
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const octets = line.trim()
          return { from: ends[line.startsWith('\t') ? 1 : 0] ?? '', size: octets.length / 2, octets }
        })
      return [Number(stream), messages]
    }),
  )
}

const isWhole = (messages: readonly Message[]): boolean =>
  messages.every(({ size, octets }) => octets.length === 2 * size)

interface Compared {
  /** streams of the log, all of which the capture was found to have */
  readonly all: number
  /** those whose octets the log has kept, and that were followed */
  readonly followed: number
}

/** Writes what was graded as a capture, and requires of it that tshark finds nothing wrong with it and reads from it what the wire log has. */
async function requireCapture(report: Graded, name: string): Promise<Compared> {
  const file = join(folder, `${name}.pcapng`)
  writeFileSync(file, formatPcapng(report))
  const logged = loggedIn(report)
  const [wrong, frames] = await Promise.all([tshark(file, '-Y', WRONG), framesIn(file)])
  expect(wrong).toBe('')
  expect(frames.map(({ microseconds }) => microseconds)).toEqual(
    frames.map(({ microseconds }) => microseconds).sort((a, b) => a - b),
  )
  // Every checksum was verified (1 is `good`) but that of a transport's packet whose octets were not all kept (2 is `unverified`).
  expect(
    frames.filter(
      ({ checksums: [ofHeader = '', ofAll = ''], whole }) =>
        (ofHeader !== '' && ofHeader !== '1') || ofAll !== (whole ? '1' : '2'),
    ),
  ).toEqual([])

  const streams = { tcp: new Map<string, number>(), udp: new Map<string, number>() }
  const sent = new Map<string, Message[]>()
  for (const { microseconds, from, to, transport, stream, opens, message } of frames) {
    if (transport === 'udp') streams.udp.set(between(from, to), stream)
    else if (opens) streams.tcp.set(`${microseconds} ${from} ${to}`, stream)
    pushTo(sent, `${transport} ${stream}`, message)
  }
  const numbers = {
    tcp: new Set(frames.filter(({ transport }) => transport === 'tcp').map(({ stream }) => stream)),
    udp: new Set(streams.udp.values()),
  }
  // No connection was taken for a part of another, and none fell apart.
  expect(numbers.tcp.size).toBe(logged.tcp.size + logged.refused)
  expect([...streams.udp.keys()].sort()).toEqual([...logged.udp.keys()].sort())
  let followed = 0
  for (const transport of ['tcp', 'udp'] as const) {
    const whole = [...logged[transport]]
      .filter(([, messages]) => isWhole(messages))
      .map(([key]) => streams[transport].get(key) ?? NaN)
    const shown = await follow(file, transport, whole)
    for (const [key, messages] of logged[transport]) {
      const stream = streams[transport].get(key) ?? NaN
      const captured = sent.get(`${transport} ${stream}`) ?? []
      if (transport === 'tcp') expect(turnsOf(captured)).toEqual(turnsOf(messages))
      else expect(captured).toEqual(messages)
      if (!isWhole(messages)) continue
      if (transport === 'tcp') expect(turnsOf(shown.get(stream) ?? [])).toEqual(turnsOf(messages))
      else expect(shown.get(stream)).toEqual(messages.filter(({ size }) => size > 0))
      followed++
    }
  }
  return { all: logged.tcp.size + logged.udp.size, followed }
}

/** The ends of made-up connections: few, so that the same come again and again, also with a socket that is bound to any address. */
const ENDS: readonly (readonly [string, string])[] = [
  ['127.0.0.1', '127.0.0.2'],
  ['::1', '::1'],
  ['::', '127.0.0.2'],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.3'],
]
/** Sizes of messages around what fits into a segment over IPv4 and IPv6, into a window, and into the log. */
const SIZES = [1, 2, 999, 65_495, 65_496, 65_515, 65_516, 65_535, 65_536, 65_537, 131_070, 200_001]
const LARGEST_DATAGRAM = 65_507
const KEPT = 65_536

type Made = readonly Pick<
  WireEvent,
  'kind' | 'direction' | 'peer' | 'transport' | 'local' | 'remote' | 'octets' | 'size'
>[]

const someDirection = fc.constantFrom<Direction>('to', 'from')
const messagesUpTo = (most: number): fc.Arbitrary<readonly (readonly [Direction, number])[]> =>
  fc.array(
    fc.tuple(
      someDirection,
      fc
        .oneof({ weight: 3, arbitrary: fc.nat(2000) }, { weight: 1, arbitrary: fc.constantFrom(...SIZES) })
        .map((size) => Math.min(size, most)),
    ),
    { maxLength: 8 },
  )

const someEnds = fc.constantFrom(...ENDS).map(([local, remote]) => ({
  peer: 'client A',
  local: { host: local, port: 40_000 },
  remote: { host: remote, port: 3500 },
}))

const dataOf = (size: number, fill: number): Pick<WireEvent, 'octets' | 'size'> => ({
  octets: Buffer.alloc(Math.min(size, KEPT), `${fill}:${size};`),
  size,
})

const connection: fc.Arbitrary<Made> = fc
  .tuple(
    someEnds,
    someDirection,
    messagesUpTo(Infinity),
    fc.constantFrom<readonly (readonly ['end' | 'reset', Direction])[]>(
      [],
      [['end', 'to']],
      [
        ['end', 'from'],
        ['end', 'to'],
      ],
      [
        ['end', 'to'],
        ['end', 'from'],
      ],
      [['reset', 'to']],
      [
        ['end', 'from'],
        ['reset', 'to'],
      ],
    ),
  )
  .map(([common, opener, sent, ending]) => [
    { ...common, transport: 'tcp', kind: 'open', direction: opener },
    ...sent.map(([from, size], i) => ({
      ...common,
      transport: 'tcp' as const,
      kind: 'data' as const,
      direction: from,
      ...dataOf(size, i),
    })),
    ...ending.map(([kind, from]) => ({ ...common, transport: 'tcp' as const, kind, direction: from })),
  ])
const refusal: fc.Arbitrary<Made> = someEnds.map(({ peer, remote }) => [
  { peer, remote, transport: 'tcp', kind: 'refused', direction: 'from' },
])
const exchange: fc.Arbitrary<Made> = fc.tuple(someEnds, messagesUpTo(LARGEST_DATAGRAM)).map(([common, sent]) =>
  sent.map(([from, size], i) => ({
    ...common,
    transport: 'udp' as const,
    kind: 'data' as const,
    direction: from,
    ...dataOf(size, i),
  })),
)

/** What a run of such scenarios would have left, one after another. */
function reportOf(scenarios: readonly (readonly Made[])[]): Graded {
  let now = 0
  const findings = scenarios.map((made) => {
    const began = Date.UTC(2026, 0) + now
    const events = made.flat().map((event, i) => ({ ...event, at: i / 100 }))
    now += 1 + events.length / 100
    return { log: { began, events, dropped: 0 } }
  })
  return {
    specification: { role: 'server' },
    words: english,
    result: {
      protocol: 'made-up',
      role: 'server',
      verdict: 'pass',
      seed: 'abc',
      subject: { command: [], isolation: 'none' },
    },
    requirements: [
      {
        requirement: {
          id: 'MADE-UP-1',
          title: 'Made up',
          scenarios: scenarios.map((_, i) => ({ name: `Scenario ${i + 1}` })),
        },
        findings,
      },
    ],
  } as unknown as Graded
}

const REFERENCES = readCatalogue().map(({ protocol, role }) => ({
  name: `${protocol} ${role}`,
  protocol,
  role,
  command: reference(protocol, role),
}))
/** Servers whose connections are over IPv6, are reset, or are refused. */
const SUBMITTED = (
  [
    ['tcp-echo', 'good-ipv6.py'],
    ['tcp-echo', 'dies-of-reset.py'],
    ['json-actions', 'ends-after-one.py'],
  ] as const
).map(([protocol, name]) => ({
  name: `${protocol} ${name}`,
  protocol,
  role: 'server' as const,
  command: submission(protocol, name),
}))
/** Some clients wait for what never comes: where these begin first, the others run beside them. */
const PROGRAMS = [...REFERENCES, ...SUBMITTED].sort((a, b) => Number(b.role === 'client') - Number(a.role === 'client'))

describe.concurrent(`a capture is read by tshark as the wire log has it${needs}`, () => {
  for (const { name, protocol, role, command } of PROGRAMS) {
    it.skipIf(needs !== '')(`of ${name}`, async () => {
      const { all, followed } = await requireCapture(
        await grade(protocol, role, command, { settings: referenceSettings(protocol, role) }),
        name.replace(' ', '-'),
      )
      expect(all).toBeGreaterThan(2)
      // The log lacks octets of bulk transfers alone.
      expect(followed / all).toBeGreaterThan(0.7)
    })
  }

  it.skipIf(needs !== '')('whatever the messages and the ends of connections are that use the same ports', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const scenario = fc.array(
      fc.oneof(
        { weight: 8, arbitrary: connection },
        { weight: 1, arbitrary: refusal },
        { weight: 3, arbitrary: exchange },
      ),
      { maxLength: 4 },
    )
    await requireCapture(reportOf(fc.sample(scenario, { numRuns: 60, seed })), 'made-up').catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error })
    })
  })

  it.skipIf(needs !== '').for([
    ['udp-echo', 'good.py'],
    ['tcp-echo', 'good.py'],
  ] as const)('where the command wrote it, with each requirement in its comments: %s %s', async ([protocol, name]) => {
    const [file, json] = [join(folder, `${protocol}-${name}.pcapng`), join(folder, `${protocol}-${name}.json`)]
    const { stderr } = await sockspec([
      'check',
      protocol,
      '--report',
      `pcapng=${file}`,
      '--report',
      `json=${json}`,
      '--',
      ...submission(protocol, name),
    ])
    expect(stderr).toBe('')
    expect(await tshark(file, '-Y', WRONG)).toBe('')
    const named = new Set(
      (await tshark(file, '-T', 'fields', '-e', 'frame.comment'))
        .trim()
        .split('\n')
        .map((comment) => comment.split(' ')[0]),
    )
    const { requirements } = JSON.parse(readFileSync(json, 'utf8')) as Result
    const known = requirements.map(({ id }) => id)
    expect([...named].filter((id) => !known.includes(id ?? ''))).toEqual([])
    expect(known.filter((id) => !named.has(id))).toEqual([])
  })
})

describe('a capture', () => {
  it('goes to standard output as it is where that is no terminal', async () => {
    const args = [
      join(DIST, 'cli', 'main.js'),
      'check',
      'tcp-echo',
      '--only',
      'TCP-ECHO-S2',
      '--report',
      'pcapng',
      '--',
      ...submission('tcp-echo', 'good.py'),
    ]
    const { stdout } = await run(process.execPath, args, { encoding: 'buffer' })
    expect(stdout.subarray(0, 4).toString('hex')).toBe('0a0d0d0a')
    // It holds all 256 values, in an order that no text has.
    expect(isUtf8(stdout)).toBe(false)
    expect(stdout.readUInt32LE(stdout.length - 4) % 4).toBe(0)
  })
})
