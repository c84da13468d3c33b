import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createSocket, type RemoteInfo, type Socket as DatagramEnd } from 'node:dgram'
import { once } from 'node:events'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { AgentLink } from '../../harness/hosts/agent/link.js'
import { SUBMISSION_USER } from '../../harness/hosts/agent/wire.js'
import { freePort } from '../../harness/peers/free-port.js'
import { MARK } from '../../harness/programs/process-tree.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { readSockets } from '../../harness/peers/socket-table.js'
import {
  localSockets,
  type ArrivedDatagram,
  type DatagramSocket,
  type ListeningSocket,
  type Sockets,
  type StreamSocket,
} from '../../harness/peers/sockets.js'
import { TcpPeer } from '../../harness/peers/tcp-peer.js'
import { UdpPeer } from '../../harness/peers/udp-peer.js'
import { HarnessFault } from '../../harness/findings/violation.js'
import { WireLog, type Address } from '../../harness/findings/wire-log.js'

const AGENT = join(import.meta.dirname, '..', '..', 'dist', 'agent.cjs')
const HOST = '127.0.0.1'
const MIB = 1 << 20
/** Long enough never to be reached. */
const LONG_MS = 60_000
/** For what is to run out: nothing depends on how long it takes. */
const SHORT_MS = 30
/** Until the kernel shows it, however busy this machine is. */
const EVENTUALLY = { timeout: LONG_MS, interval: 5 }

interface Agent {
  readonly child: ChildProcess
  /** its standard input and output */
  readonly channel: Duplex
  readonly link: AgentLink
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>
}

const agents: Agent[] = []

/** The agent as a process of this machine, which is then its host. */
function startAgent(host = 'subject'): Agent {
  const child = spawn(process.execPath, [AGENT], { stdio: ['pipe', 'pipe', 'inherit'] })
  const { stdin, stdout } = child
  const channel = new Duplex({
    read: () => stdout.resume(),
    write: (octets: Buffer, _encoding, done) => {
      stdin.write(octets, (error) => done(error))
    },
    final: (done) => {
      stdin.end(() => done())
    },
    destroy: (error, done) => {
      stdin.destroy()
      stdout.destroy()
      done(error)
    },
  })
  stdout.on('data', (octets: Buffer) => {
    if (!channel.push(octets)) stdout.pause()
  })
  stdin.on('error', () => {
    // It has ended: that is what its end tells.
  })
  const ended = new Promise<Awaited<Agent['ended']>>((resolve) =>
    child.once('exit', (status, signal) => resolve({ status, signal })),
  )
  child.once('close', () => channel.destroy())
  const agent = { child, channel, link: new AgentLink(channel, host), ended }
  agents.push(agent)
  return agent
}

const { link } = startAgent()

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup()
})
afterAll(async () => {
  for (const { link, child } of agents) {
    link.close()
    child.kill('SIGKILL')
  }
  await Promise.all(agents.map(({ ended }) => ended))
})

/** Datagrams that have come, and who waits for them. */
class Arrivals {
  readonly datagrams: ArrivedDatagram[] = []
  #waiter: (() => void) | undefined

  readonly add = (datagram: ArrivedDatagram): void => {
    this.datagrams.push(datagram)
    this.#waiter?.()
  }

  /** All that have come when there are so many. */
  async first(count: number): Promise<readonly ArrivedDatagram[]> {
    while (this.datagrams.length < count)
      await new Promise<void>((resolve) => {
        this.#waiter = resolve
      })
    return this.datagrams
  }
}

/** A socket for datagrams under test. */
async function opened(sockets: Sockets): Promise<{ readonly socket: DatagramSocket; readonly arrivals: Arrivals }> {
  const arrivals = new Arrivals()
  const socket = await sockets.datagrams(HOST, 0, arrivals.add)
  cleanups.push(() => socket.close())
  return { socket, arrivals }
}

/** A socket of node:dgram, for the other side. */
async function datagramEnd(): Promise<{
  readonly end: DatagramEnd
  readonly address: Address
  readonly arrivals: Arrivals
}> {
  const end = createSocket({ type: 'udp4', recvBufferSize: MIB }).bind(0, HOST)
  await once(end, 'listening')
  cleanups.push(() => end.close())
  const arrivals = new Arrivals()
  end.on('message', (octets, { address, port }: RemoteInfo) => arrivals.add({ octets, from: { host: address, port } }))
  return { end, address: { host: HOST, port: end.address().port }, arrivals }
}

/** The agent has done all that it was told by now, and we know what it has told us: both come in order. */
const settled = (agent = link): Promise<unknown> => agent.call('state', process.pid)

interface Ends {
  /** of the sockets under test */
  readonly ours: StreamSocket
  /** a socket of node:net */
  readonly other: Socket
}

function owned<Ended extends { destroy(): unknown }>(socket: Ended): Ended {
  cleanups.push(() => socket.destroy())
  return socket
}

async function serving(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, HOST)
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return { server, port: (server.address() as AddressInfo).port }
}

/** A connection that the sockets under test have made. */
async function made(sockets: Sockets, from?: string): Promise<Ends> {
  const { server, port } = await serving()
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const ours = owned(sockets.connect({ host: HOST, port }, from))
  const [[other]] = await Promise.all([accepted, once(ours, 'connect')])
  return { ours, other: owned(other) }
}

async function listening(
  sockets: Sockets,
  onConnection: (socket: StreamSocket) => void,
): Promise<{ readonly port: number; readonly listener: ListeningSocket }> {
  const port = await freePort()
  const listener = await sockets.listen(port, HOST, onConnection)
  cleanups.push(() => listener.close())
  return { port, listener }
}

/** A connection that was made to them. */
async function accepted(sockets: Sockets): Promise<Ends> {
  const { promise, resolve } = withResolvers<StreamSocket>()
  const { port } = await listening(sockets, resolve)
  const other = owned(connect({ port, host: HOST, allowHalfOpen: true }))
  const [ours] = await Promise.all([promise, once(other, 'connect')])
  return { ours: owned(ours), other }
}

function withResolvers<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** All octets up to the end of the stream, also where it was paused. */
function readAll(socket: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume()
  return new Promise((resolve, reject) => {
    socket.once('end', () => resolve(Buffer.concat(chunks)))
    socket.once('error', reject)
  })
}

/** Writes all of it, each piece as soon as it can be, and ends the direction. */
async function sendAll(socket: Duplex, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) if (!socket.write(piece)) await once(socket, 'drain')
  const finished = once(socket, 'finish')
  socket.end()
  await finished
}

/** More than fits into the buffers of two kernels. */
const MUCH = new Randomness('agent-link', 'much').octets(32 * MIB)

const errorOf = async (socket: Duplex): Promise<string | undefined> =>
  ((await once(socket, 'error')) as [NodeJS.ErrnoException])[0].code

const sizes = fc.oneof(
  fc.array(fc.nat(2000), { maxLength: 8 }),
  fc.array(fc.nat(MIB / 4), { maxLength: 4 }),
  fc.constant([MIB]),
)
/** The same pieces for the same sizes and name. */
const piecesOf = (of: readonly number[], name: string): Buffer[] => {
  const random = new Randomness('agent-link', name)
  return of.map((size) => random.octets(size))
}

describe.each<readonly [string, Sockets]>([
  ['this machine', localSockets],
  ['an agent', link.sockets],
])('the sockets of %s', (who, sockets) => {
  describe.each([
    ['made', made],
    ['accepted', accepted],
  ] as const)('with a connection that was %s', (_, open) => {
    it('bring all octets across, both ways at once, in whatever pieces they are written', async () => {
      await fc.assert(
        fc.asyncProperty(sizes, sizes, async (there, back) => {
          const { ours, other } = await open(sockets)
          const [sent, replied] = [piecesOf(there, 'there'), piecesOf(back, 'back')]
          const [received, reply] = await Promise.all([
            readAll(other),
            readAll(ours),
            sendAll(ours, sent),
            sendAll(other, replied),
          ])
          expect(received.equals(Buffer.concat(sent))).toBe(true)
          expect(reply.equals(Buffer.concat(replied))).toBe(true)
          expect([ours.bytesWritten, ours.bytesRead]).toEqual([received.length, reply.length])
        }),
        { numRuns: 15 },
      )
    })

    it('know both ends', async () => {
      const { ours, other } = await open(sockets)
      const { localAddress, localPort, remoteAddress, remotePort } = ours
      expect([localAddress, localPort, remoteAddress, remotePort]).toEqual([
        HOST,
        other.remotePort,
        HOST,
        other.localPort,
      ])
    })

    it('end our direction, and the other stays open', async () => {
      const { ours, other } = await open(sockets)
      const received = readAll(other)
      ours.end('question')
      expect(String(await received)).toBe('question')
      const reply = readAll(ours)
      other.write('answer')
      other.end(', late')
      expect(String(await reply)).toBe('answer, late')
    })

    it('see that the other direction has ended, and ours stays open', async () => {
      const { ours, other } = await open(sockets)
      const reply = readAll(ours)
      other.end('farewell')
      expect(String(await reply)).toBe('farewell')
      const received = readAll(other)
      ours.write('still')
      ours.end(' here')
      expect(String(await received)).toBe('still here')
    })

    it('are closed when both directions have ended', async () => {
      const { ours, other } = await open(sockets)
      const closed = Promise.all([once(ours, 'close'), once(other, 'close')])
      ours.resume().end()
      other.resume().end()
      await closed
      expect(ours.destroyed).toBe(true)
    })

    it('tell of a reset by the other side', async () => {
      const { ours, other } = await open(sockets)
      const [code, closed] = [errorOf(ours), new Promise((resolve) => ours.once('close', resolve))]
      ours.resume()
      other.resetAndDestroy()
      expect(await code).toBe('ECONNRESET')
      await closed
      expect(ours.destroyed).toBe(true)
    })

    it('reset', async () => {
      const { ours, other } = await open(sockets)
      const [code, closed] = [errorOf(other), once(ours, 'close')]
      other.resume()
      ours.resetAndDestroy()
      expect(await code).toBe('ECONNRESET')
      await closed
    })

    it('bring what was sent right before a reset', async () => {
      const { ours, other } = await open(sockets)
      const gone = new Promise((resolve) => other.once('close', resolve))
      const chunks: Buffer[] = []
      other
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', () => undefined)
        .once('end', () => other.destroy())
        .resume()
      ours.write('last words')
      ours.resetAndDestroy()
      await gone
      expect(String(Buffer.concat(chunks))).toBe('last words')
    })

    it('are gone for the other side when they are destroyed', async () => {
      const { ours, other } = await open(sockets)
      const received = readAll(other)
      ours.destroy()
      expect(await received).toHaveLength(0)
    })

    it('give what came before the end also to one who begins to read after it', async () => {
      const { ours, other } = await open(sockets)
      const [{ localPort = 0 }, { localPort: remotePort }, octets] = [
        ours,
        other,
        new Randomness('agent-link', 'late').octets(10_000),
      ]
      ours.pause().end()
      const closed = once(other, 'close')
      other.resume().end(octets)
      await closed
      if (who === 'an agent') {
        // It is over for the agent.
        await expect
          .poll(
            () =>
              readSockets('tcp', localPort)?.some(({ remote, inode }) => remote.port === remotePort && inode !== 0) ??
              false,
            EVENTUALLY,
          )
          .toBe(false)
        await settled()
      }
      const received = readAll(ours)
      expect((await received).equals(octets)).toBe(true)
    })

    it('write together what is corked, in order', async () => {
      const { ours, other } = await open(sockets)
      const received = readAll(other)
      ours.cork()
      for (let i = 0; i < 100; i++) ours.write(`${i},`)
      const written = new Promise((resolve) => ours.write('end', resolve))
      ours.uncork()
      await written
      ours.end()
      const expected = `${Array.from({ length: 100 }, (_, i) => `${i},`).join('')}end`
      expect(String(await received)).toBe(expected)
      expect(ours.bytesWritten).toBe(expected.length)
    })

    it('read no further than they are wanted, and then all of it', async () => {
      const { ours, other } = await open(sockets)
      ours.pause()
      let sent = false
      const sending = sendAll(other, [MUCH]).then(() => {
        sent = true
      })
      // What is in the kernel comes besides what is held: the other side is stopped when its own buffer is full too.
      await expect
        .poll(
          () =>
            readSockets('tcp', other.localPort)?.find(({ remote }) => remote.port === other.remotePort)?.unsent ?? 0,
          EVENTUALLY,
        )
        .toBeGreaterThan(0)
      await expect.poll(() => ours.readableLength, EVENTUALLY).toBeGreaterThanOrEqual(ours.readableHighWaterMark)
      if (who === 'an agent') await settled()
      const read = ours.bytesRead
      expect(read).toBeLessThan(3 * MIB)
      expect(sent).toBe(false)
      // What was under way has come: there is nothing more, however long one waits.
      if (who === 'an agent') for (let i = 0; i < 20; i++) await settled()
      expect(ours.bytesRead).toBe(read)
      const received = readAll(ours)
      await sending
      expect((await received).equals(MUCH)).toBe(true)
    })

    it('take no more than the other side reads', async () => {
      const { ours, other } = await open(sockets)
      const pieces = Array.from({ length: 32 }, (_, i) => Buffer.alloc(MIB, i))
      let taken = 0
      for (const piece of pieces) ours.write(piece, () => taken++)
      await expect.poll(() => taken, EVENTUALLY).toBeGreaterThan(0)
      expect(taken).toBeLessThan(pieces.length)
      const received = readAll(other)
      ours.end()
      expect((await received).equals(Buffer.concat(pieces))).toBe(true)
      expect(taken).toBe(pieces.length)
    })
  })

  it('connect from another local address', async () => {
    const { ours, other } = await made(sockets, '127.0.0.9')
    expect([ours.localAddress, other.remoteAddress]).toEqual(['127.0.0.9', '127.0.0.9'])
  })

  it('tell that a connection is refused, or cannot be made', async () => {
    expect(await errorOf(sockets.connect({ host: HOST, port: await freePort() }))).toBe('ECONNREFUSED')
    expect(await errorOf(sockets.connect({ host: HOST, port: 1 }, '192.0.2.1'))).toBe('EADDRNOTAVAIL')
  })

  it('send what was written before the connection was there', async () => {
    const { server, port } = await serving()
    const ours = owned(sockets.connect({ host: HOST, port }))
    ours.write('early')
    ours.end()
    const [other] = (await once(server, 'connection')) as [Socket]
    expect(String(await readAll(owned(other)))).toBe('early')
  })

  it('keep many connections apart', async () => {
    const { port } = await listening(sockets, (socket) => socket.pipe(socket))
    const texts = Array.from({ length: 30 }, (_, i) => `client ${i} `.repeat(1000))
    const replies = await Promise.all(
      texts.map(async (text) => {
        const socket = owned(sockets.connect({ host: HOST, port }))
        const reply = readAll(socket)
        socket.end(text)
        return String(await reply)
      }),
    )
    expect(replies).toEqual(texts)
  })

  it('do not listen on a port that is in use', async () => {
    const { port } = await listening(sockets, (socket) => socket.destroy())
    await expect(sockets.listen(port, HOST, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(sockets.listen(port, '192.0.2.1', () => undefined)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
  })

  it('accept nobody any more once they are closed, and keep the connections that there are', async () => {
    const { promise, resolve } = withResolvers<StreamSocket>()
    const { port, listener } = await listening(sockets, resolve)
    const other = owned(connect({ port, host: HOST, allowHalfOpen: true }))
    const ours = owned(await promise)
    listener.close()
    await expect
      .poll(
        () =>
          new Promise((found) => {
            const late = connect(port, HOST, () => late.destroy())
              .once('error', (error: NodeJS.ErrnoException) => found(error.code))
              .once('close', () => found('closed'))
          }),
        EVENTUALLY,
      )
      .toBe('ECONNREFUSED')
    ours.end('still here')
    expect(String(await readAll(other))).toBe('still here')
  })

  describe('for datagrams', () => {
    it('keep each as it was sent, in order, an empty one and one of the largest size too, with where it came from', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(fc.constantFrom(0, 1, 65_507), fc.nat(3000)), { minLength: 1, maxLength: 4 }),
          async (of) => {
            const [ours, other] = await Promise.all([opened(sockets), datagramEnd()])
            const sent = piecesOf(of, 'datagrams')
            for (const octets of sent) await ours.socket.send(octets, other.address)
            for (const octets of sent)
              await new Promise((resolve) => other.end.send(octets, ours.socket.local.port, HOST, resolve))
            for (const [{ arrivals }, from] of [
              [other, ours.socket.local],
              [ours, other.address],
            ] as const) {
              const seen = await arrivals.first(sent.length)
              expect(seen.map((one) => one.from)).toEqual(sent.map(() => from))
              expect(seen.every((one, i) => one.octets.equals(sent[i] ?? Buffer.alloc(0)))).toBe(true)
            }
          },
        ),
        { numRuns: 15 },
      )
    })

    it('say where they are bound, and take no port that is in use', async () => {
      const { socket } = await opened(sockets)
      expect(socket.local).toEqual({ host: HOST, port: expect.any(Number) as number })
      await expect(sockets.datagrams(HOST, socket.local.port, () => undefined)).rejects.toMatchObject({
        code: 'EADDRINUSE',
      })
      const port = await freePort()
      const chosen = await sockets.datagrams(HOST, port, () => undefined)
      expect(chosen.local.port).toBe(port)
      chosen.close()
    })

    it('survive that nobody is there, and what is too large; and are free again once closed', async () => {
      const { socket, arrivals } = await opened(sockets)
      await socket.send(Buffer.from('abc'), { host: HOST, port: await freePort() })
      await socket.send(Buffer.alloc(70_000), { host: HOST, port: await freePort() })
      await socket.send(Buffer.from('to itself'), socket.local)
      expect((await arrivals.first(1)).map(({ octets }) => String(octets))).toEqual(['to itself'])
      socket.close()
      socket.close()
      await expect
        .poll(
          () =>
            sockets
              .datagrams(HOST, socket.local.port, () => undefined)
              .then(
                (again) => {
                  again.close()
                  return true
                },
                () => false,
              ),
          EVENTUALLY,
        )
        .toBe(true)
    })
  })

  describe('with a peer of the harness', () => {
    const exactly =
      (count: number) =>
      (soFar: { readonly size: number }): number | undefined =>
        soFar.size >= count ? count : undefined
    const never = (): undefined => undefined
    const kinds = (log: WireLog): string[] => log.events.map(({ kind, direction }) => `${kind} ${direction}`)

    async function connected(): Promise<{ readonly peer: TcpPeer; readonly other: Socket; readonly log: WireLog }> {
      const { server, port } = await serving()
      const connection = once(server, 'connection') as Promise<[Socket]>
      const log = new WireLog()
      const peer = await TcpPeer.connect('client A', { host: HOST, port }, log, { ms: LONG_MS, sockets })
      if (!(peer instanceof TcpPeer)) throw new Error(`not connected: ${String(peer)}`)
      return { peer: owned(peer), other: owned((await connection)[0]), log }
    }

    it('of TCP: it asks, is answered in pieces, half-closes, and records what it has seen', async () => {
      const { peer, other, log } = await connected()
      expect([peer.local.port, peer.remote]).toEqual([other.remotePort, { host: HOST, port: other.localPort }])
      expect(peer.wasUsed).toBe(false)
      const received = readAll(other)
      expect(await peer.send(Buffer.from('question'), LONG_MS)).toBe('sent')
      expect([peer.wasUsed, peer.hasReceived]).toEqual([true, false])
      const reception = peer.receive(exactly(6), LONG_MS)
      other.write('ans')
      other.write('wer and more')
      expect(await reception).toEqual({ end: 'data', octets: Buffer.from('answer') })
      peer.halfClose()
      expect(String(await received)).toBe('question')
      other.end()
      expect(await peer.receive(never, LONG_MS)).toEqual({ end: 'closed', octets: Buffer.from(' and more') })
      expect(kinds(log).filter((kind, i, all) => kind !== all[i - 1])).toEqual([
        'open to',
        'data to',
        'data from',
        'end to',
        'end from',
      ])
    })

    it('of TCP: it is refused, or tries again', async () => {
      const port = await freePort()
      expect(await TcpPeer.connect('client A', { host: HOST, port }, new WireLog(), { ms: LONG_MS, sockets })).toBe(
        'refused',
      )
      const connecting = TcpPeer.connect('client A', { host: HOST, port }, new WireLog(), {
        ms: LONG_MS,
        retryMs: LONG_MS,
        sockets,
      })
      const server = createServer().listen(port, HOST)
      cleanups.push(() => server.close())
      const peer = await connecting
      expect(peer).toBeInstanceOf(TcpPeer)
      if (peer instanceof TcpPeer) peer.destroy()
    })

    it('of TCP: it brings a message across that is larger than every buffer, and gives up where nobody reads', async () => {
      const { peer, other } = await connected()
      const octets = new Randomness('agent-link', 'large').octets(5 * MIB)
      const received = readAll(other)
      expect(await peer.send(octets, LONG_MS)).toBe('sent')
      peer.halfClose()
      expect((await received).equals(octets)).toBe(true)
      const { peer: stopped } = await connected()
      const outcome = await stopped.send(Buffer.alloc(32 * MIB), SHORT_MS)
      // On a machine that is too busy to tell it says so.
      if (!(outcome instanceof HarnessFault)) expect(outcome).toBe('timeout')
    })

    it('of TCP: it pours and counts', async () => {
      const { peer, other } = await connected()
      const received = readAll(other)
      expect(await peer.pour(Buffer.alloc(1000, 'x'), 2_000_000, LONG_MS)).toEqual({
        outcome: 'sent',
        written: 2_000_000,
      })
      peer.halfClose()
      expect(await received).toHaveLength(2_000_000)
      const counted = peer.count(LONG_MS, LONG_MS, 40 * MIB)
      await sendAll(other, Array<Buffer>(50).fill(Buffer.alloc(40_000)))
      expect(await counted).toMatchObject({ end: 'closed', octets: 2_000_000 })
    })

    it('of TCP: it sends segments one by one', async () => {
      const { peer, other } = await connected()
      const seen: string[] = []
      other.on('data', (chunk: Buffer) => seen.push(String(chunk))).resume()
      expect(
        await peer.sendSegments(
          ['ab', 'cd', 'e'].map((text) => Buffer.from(text)),
          LONG_MS,
          (port) => {
            expect(port).toBe(other.remotePort)
            return seen.join('').length > 0 && seen.join('').length % 2 === 0
          },
        ),
      ).toBe('sent')
      await expect.poll(() => seen.join(''), EVENTUALLY).toBe('abcde')
    })

    it('of TCP: it resets, also right after a message, and leaves by an end', async () => {
      const [one, two, three] = await Promise.all([connected(), connected(), connected()])
      const code = errorOf(one.other)
      one.other.resume()
      one.peer.reset()
      expect(await code).toBe('ECONNRESET')
      const [chunks, gone]: [Buffer[], Promise<unknown>] = [
        [],
        new Promise((resolve) => two.other.once('close', resolve)),
      ]
      two.other
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', () => undefined)
        .once('end', () => two.other.destroy())
        .resume()
      two.peer.sendAndReset(Buffer.from('abc'))
      await gone
      expect(String(Buffer.concat(chunks))).toBe('abc')
      const received = readAll(three.other)
      three.peer.leave()
      expect(await received).toHaveLength(0)
    })

    it('of TCP: it sees that the other side has reset, and sends nothing any more', async () => {
      const { peer, other, log } = await connected()
      other.resetAndDestroy()
      expect(await peer.awaitClosed(LONG_MS)).toBe(true)
      await expect.poll(() => peer.send(Buffer.from('late'), LONG_MS), EVENTUALLY).toBe('closed')
      expect(kinds(log).filter((kind) => kind === 'end from')).toHaveLength(1)
    })

    it('of UDP: it asks, and hears whoever answers', async () => {
      const log = new WireLog()
      const [one, two] = await Promise.all(
        ['client A', 'client B'].map((name) => UdpPeer.open(name, HOST, log, 0, sockets)),
      )
      if (!one || !two) throw new Error('not opened')
      cleanups.push(
        () => one.close(),
        () => two.close(),
      )
      for (const text of ['abc', '', 'def']) await one.send(Buffer.from(text), two.local)
      for (const text of ['abc', '', 'def'])
        expect(await two.next(LONG_MS)).toEqual({ octets: Buffer.from(text), from: one.local })
      expect(two.take()).toBeUndefined()
      await two.send(Buffer.alloc(65_507, 'x'), one.local)
      expect((await one.next(LONG_MS))?.octets).toHaveLength(65_507)
      expect([one.received, two.received, one.pending, two.pending]).toEqual([1, 3, 0, 0])
      await expect(UdpPeer.open('client C', HOST, log, one.local.port, sockets)).rejects.toMatchObject({
        code: 'EADDRINUSE',
      })
    })
  })
})

describe('an agent whose harness is busy', () => {
  it.each(['a stream that is paused', 'one that nobody has read from yet'])(
    'delivers what came before a reset all the same, of %s',
    async (state) => {
      const { ours, other } = await made(link.sockets)
      const { localPort = 0 } = ours
      const code = errorOf(ours)
      if (state === 'a stream that is paused') ours.pause()
      other.write('last words', () => other.resetAndDestroy())
      await expect
        .poll(() => readSockets('tcp', localPort)?.some(({ inode }) => inode !== 0) ?? false, EVENTUALLY)
        .toBe(false)
      await settled()
      const chunks: Buffer[] = []
      ours.on('data', (chunk: Buffer) => chunks.push(chunk)).resume()
      expect(await code).toBe('ECONNRESET')
      expect(String(Buffer.concat(chunks))).toBe('last words')
    },
  )

  it('leaves in the kernel what it cannot hand over, and hands it over later', async () => {
    const busy = startAgent()
    const { ours, other } = await made(busy.link.sockets)
    busy.channel.pause()
    const sending = sendAll(other, [MUCH])
    const received = readAll(ours)
    const queued = (): readonly (number | undefined)[] => {
      const entries = readSockets('tcp') ?? []
      const between = (local: number | undefined, remote: number | undefined) =>
        entries.find((entry) => entry.local.port === local && entry.remote.port === remote)
      return [between(other.localPort, other.remotePort)?.unsent, between(other.remotePort, other.localPort)?.unread]
    }
    // Both ends are full, and nothing moves any more.
    let before: readonly (number | undefined)[] = []
    await expect
      .poll(
        () => {
          const now = queued()
          const stands = (now[0] ?? 0) > 0 && (now[1] ?? 0) > 0 && String(now) === String(before)
          before = now
          return stands
        },
        { ...EVENTUALLY, interval: 50 },
      )
      .toBe(true)
    expect(other.writableFinished).toBe(false)
    expect(ours.bytesRead).toBeLessThan(3 * MIB)
    busy.channel.resume()
    await sending
    expect((await received).equals(MUCH)).toBe(true)
  })
})

describe('an agent that delays', () => {
  it('loses no datagram, though some overtake others, in both directions', async () => {
    const { link: slow } = startAgent()
    const [ours, other] = await Promise.all([opened(slow.sockets), datagramEnd()])
    await slow.call('delay', 5, 40)
    const numbers = Array.from({ length: 60 }, (_, i) => i)
    for (const i of numbers) {
      await ours.socket.send(Buffer.of(i), other.address)
      other.end.send(Buffer.of(i), ours.socket.local.port, HOST)
    }
    for (const { arrivals } of [ours, other]) {
      const order = (await arrivals.first(numbers.length)).map(({ octets }) => octets[0])
      expect(order).not.toEqual(numbers)
      expect([...order].sort((a = 0, b = 0) => a - b)).toEqual(numbers)
    }
    await slow.call('delay', 0, 0)
    for (const i of numbers) await ours.socket.send(Buffer.of(i), other.address)
    expect((await other.arrivals.first(120)).slice(60).map(({ octets }) => octets[0])).toEqual(numbers)
  })

  it('goes on when a socket is closed while its datagrams are under way', async () => {
    const agent = startAgent()
    const [ours, { address }] = await Promise.all([opened(agent.link.sockets), datagramEnd()])
    await agent.link.call('delay', 30, 0)
    await ours.socket.send(Buffer.from('late'), address)
    ours.socket.close()
    // This one waits longer than the other.
    const later = await opened(agent.link.sockets)
    await later.socket.send(Buffer.from('later'), later.socket.local)
    const came = later.arrivals.first(1).then(([first]) => String(first?.octets))
    expect(await Promise.race([came, agent.ended])).toBe('later')
  })
})

describe('what an agent is asked', () => {
  it('is answered with the values that the same question has here', async () => {
    const port = await link.call('freePort')
    expect(port).toBeGreaterThanOrEqual(10_240)
    expect(port).toBeLessThan(32_768)
    expect(await link.call('findBound', 'tcp', port)).toBeUndefined()
    const server = createServer().listen(port, HOST)
    await once(server, 'listening')
    cleanups.push(() => server.close())
    const found = await link.call('findBound', 'tcp', port)
    expect(found).toMatchObject({ family: 4, socket: { local: { host: HOST, port }, state: 'listen' } })
    expect(await link.call('readSockets', 'tcp', port)).toEqual(readSockets('tcp', port))
    expect(await link.call('bindsIPv6Only', 'tcp', port)).toBe(false)
    const inode = typeof found === 'object' ? found.socket.inode : 0
    expect(await link.call('holds', process.pid, inode)).toBe(true)
    expect(await link.call('holds', process.pid, 1)).toBe(false)
  })

  it('may leave out what is optional, before what is given too', async () => {
    const { address } = await datagramEnd()
    const [all, fourth, sixth] = await Promise.all(
      [undefined, 4, 6].map((family) => link.call('readSockets', 'udp', undefined, family as 4 | 6 | undefined)),
    )
    const holds = (entries: typeof all): boolean => entries?.some(({ local }) => local.port === address.port) ?? false
    expect([all, fourth, sixth].map(holds)).toEqual([true, true, false])
    expect(await link.call('readSockets', 'tcp', undefined, undefined)).toBeInstanceOf(Array)
  })

  it('is answered behind what had come to its sockets by then: a connection, octets, an end', async () => {
    for (let i = 0; i < 20; i++) {
      const streams: StreamSocket[] = []
      const { port, listener } = await listening(link.sockets, (socket) => {
        streams.push(owned(socket.resume()))
      })
      const other = owned(connect({ port, host: HOST, allowHalfOpen: true }))
      await sendAll(other, [Buffer.from('abc')])
      await link.call('catchUp')
      expect(streams.map(({ bytesRead, readableEnded }) => [bytesRead, readableEnded])).toEqual([[3, true]])
      listener.close()
    }
  })

  it('may take its time: answers come in whatever order, each to its own question', async () => {
    const asked = Array.from({ length: 50 }, (_, i) =>
      i % 2 === 0 ? link.call('run', ['echo', String(i)]) : link.call('holds', process.pid, 1),
    )
    const answers = await Promise.all(asked)
    for (const [i, answer] of answers.entries()) expect(answer).toEqual(i % 2 === 0 ? `${i}\n` : false)
  })

  it("is refused with the system's error", async () => {
    const folder = temporary()
    await expect(link.call('makeFolder', join(AGENT, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(link.call('copy', join(folder, 'none'), join(folder, 'copy'), [])).rejects.toMatchObject({
      code: 'ENOENT',
      message: expect.stringContaining('none') as string,
    })
    await expect(link.call('link', folder, 'target')).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(link.call('run', ['/no/such/program'])).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(link.call('run', ['sh', '-c', 'echo what was wrong >&2; exit 3'])).rejects.toThrow('what was wrong')
    await expect(link.call('no such call' as 'freePort')).rejects.toThrow()
    await expect(link.call('stopCapture')).rejects.toThrow('nothing is being captured')
  })

  it.runIf(existsSync('/proc/self/environ'))(
    'may be about a program: it is found by its mark, seen, and ended with what it has started',
    async () => {
      const mark = randomUUID()
      expect(await link.call('find', mark)).toBeUndefined()
      const child = spawn(
        process.execPath,
        ['-e', 'require("net").createServer().listen(0, "127.0.0.1", () => console.log("ready"))'],
        { detached: true, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, [MARK]: mark } },
      )
      const [pid, exited] = [child.pid ?? 0, once(child, 'exit')]
      cleanups.push(() => child.kill('SIGKILL'))
      await once(child.stdout, 'data')
      expect(await link.call('find', mark)).toBe(pid)
      await expect.poll(() => link.call('state', pid), EVENTUALLY).toEqual({ ending: false, mayHaveBound: true })
      expect(await link.call('socketsOf', pid, mark, 'tcp')).toMatchObject([{ state: 'listen', local: { host: HOST } }])
      expect(await link.call('cpuMs', pid, mark)).toBeGreaterThanOrEqual(0)
      const gone = link.call('gone', pid)
      expect(await link.call('end', pid, mark, true)).toEqual([])
      await Promise.all([gone, exited])
      expect(await link.call('find', mark)).toBeUndefined()
      expect(await link.call('state', pid)).toMatchObject({ ending: true })
    },
  )
})

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-agent-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe("the files of an agent's host", () => {
  it('are read, told and removed', async () => {
    const folder = temporary()
    await link.call('makeFolder', join(folder, 'a', 'b'))
    const octets = new Randomness('agent-link', 'file').octets(MIB)
    writeFileSync(join(folder, 'a', 'large'), octets)
    writeFileSync(join(folder, 'a', 'niño y ñandú.txt'), '')
    symlinkSync('large', join(folder, 'a', 'linked'))
    expect((await link.call('read', join(folder, 'a', 'large')))?.equals(octets)).toBe(true)
    expect(await link.call('read', join(folder, 'a', 'niño y ñandú.txt'))).toEqual(Buffer.alloc(0))
    expect(await link.call('read', join(folder, 'a', 'none'))).toBeUndefined()
    expect(await link.call('read', join(folder, 'a', 'b'))).toBeUndefined()
    expect(await link.call('size', join(folder, 'a', 'large'))).toBe(MIB)
    expect(await link.call('size', join(folder, 'a', 'b'))).toBeUndefined()
    expect(await link.call('size', join(folder, 'a', 'none'))).toBeUndefined()
    expect((await link.call('files', join(folder, 'a'))).sort()).toEqual(['large', 'niño y ñandú.txt'])
    expect(await link.call('files', join(folder, 'none'))).toEqual([])
    await link.call('remove', join(folder, 'a'))
    await link.call('remove', join(folder, 'a'))
    expect(existsSync(join(folder, 'a'))).toBe(false)
  })

  it('are not waited for where there is a pipe instead', async () => {
    const folder = temporary()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(await link.call('read', join(folder, 'pipe'))).toBeUndefined()
    expect(await link.call('size', join(folder, 'pipe'))).toBeUndefined()
    expect(await link.call('files', folder)).toEqual([])
  })

  it('are linked as they were, also to what is not there, and a link is removed without what it leads to', async () => {
    const folder = temporary()
    mkdirSync(join(folder, 'kept'))
    writeFileSync(join(folder, 'kept', 'file'), 'kept')
    await link.call('link', join(folder, 'new', 'one'), '../kept')
    await link.call('link', join(folder, 'new', 'two'), 'nowhere')
    expect(await link.call('read', join(folder, 'new', 'one', 'file'))).toEqual(Buffer.from('kept'))
    expect(lstatSync(join(folder, 'new', 'two')).isSymbolicLink()).toBe(true)
    await link.call('remove', join(folder, 'new'))
    expect(readFileSync(join(folder, 'kept', 'file'), 'utf8')).toBe('kept')
  })

  // What it writes it gives to the submission's user, which only root may.
  describe.runIf(process.getuid?.() === 0)("which are given to the submission's user (needs root)", () => {
    it('are written with their folders, those with a mode for the agent itself, and never through a link', async () => {
      const folder = temporary()
      writeFileSync(join(folder, 'target'), 'untouched')
      symlinkSync('target', join(folder, 'link'))
      mkdirSync(join(folder, 'folder'))
      await link.callWith(Buffer.from('#!'), 'write', join(folder, 'a', 'b', 'program'), 0o755)
      await link.callWith(new Uint8Array(), 'write', join(folder, 'empty'))
      await link.callWith(Buffer.from('replaced'), 'write', join(folder, 'link'))
      await link.callWith(Buffer.from('replaced too'), 'write', join(folder, 'folder'))
      expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('untouched')
      expect(lstatSync(join(folder, 'a', 'b', 'program'))).toMatchObject({ uid: 0, mode: 0o100_755, size: 2 })
      expect(lstatSync(join(folder, 'empty'))).toMatchObject({
        uid: SUBMISSION_USER,
        gid: SUBMISSION_USER,
        mode: 0o100_644,
        size: 0,
      })
      expect(['link', 'folder'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
        'replaced',
        'replaced too',
      ])
      expect(lstatSync(join(folder, 'link')).isFile()).toBe(true)
    })

    it('are copied, links as links and programs as programs, but for those of some names at the top', async () => {
      const folder = temporary()
      const [from, to] = [join(folder, 'from'), join(folder, 'deep', 'to')]
      mkdirSync(join(from, 'sub', 'left-out'), { recursive: true })
      writeFileSync(join(from, 'program'), '#!', { mode: 0o755 })
      for (const name of ['left-out', 'left-out.txt']) writeFileSync(join(from, name), '')
      writeFileSync(join(from, 'sub', 'left-out', 'file'), 'deep')
      symlinkSync('../program', join(from, 'sub', 'linked'))
      await link.call('copy', from, to, ['left-out', 'none'])
      expect((await link.call('files', to)).sort()).toEqual(['left-out.txt', 'program'])
      expect(lstatSync(join(to, 'program'))).toMatchObject({ uid: SUBMISSION_USER, mode: 0o100_755 })
      expect(lstatSync(to)).toMatchObject({ uid: SUBMISSION_USER })
      expect(lstatSync(join(to, 'sub', 'linked')).isSymbolicLink()).toBe(true)
      expect(readFileSync(join(to, 'sub', 'left-out', 'file'), 'utf8')).toBe('deep')
      expect(lstatSync(join(from, 'program')).uid).toBe(process.getuid?.())
    })
  })
})

describe('the end of an agent', () => {
  /** The error of who wanted something of an agent that is gone. */
  const lost = (host: string, end: RegExp = /^(?:ended|failed)$/): object => ({
    name: 'HarnessFault',
    observation: { kind: 'agent-lost', host, end: { kind: expect.stringMatching(end) as string } },
  })

  it('comes with that of its standard input', async () => {
    const { channel, ended, link: ending } = startAgent()
    // Nothing that it does keeps it.
    const [{ other }] = await Promise.all([
      made(ending.sockets),
      accepted(ending.sockets),
      opened(ending.sockets),
      ending.call('delay', 600_000, 0),
    ])
    other.on('error', () => undefined)
    channel.end()
    expect(await ended).toEqual({ status: 0, signal: null })
  })

  it('comes when the harness ends the conversation; what it still wants is refused', async () => {
    const { link: closing, ended } = startAgent('a')
    const { ours, other } = await made(closing.sockets)
    const gone = Promise.all([once(ours, 'close'), once(other.resume(), 'close').catch(() => undefined)])
    closing.close()
    await expect(closing.call('freePort')).rejects.toMatchObject(lost('a', /^closed$/))
    other.end()
    await gone
    await ended
  })

  it('by force is told to all who wait for it, with its name, and its connections are gone', async () => {
    const { child, link: dying } = startAgent('b')
    const { ours, other } = await made(dying.sockets)
    const { socket } = await opened(dying.sockets)
    // What it is asked while it is stopped it never answers.
    child.kill('SIGSTOP')
    const refused = [
      dying.call('freePort'),
      dying.call('run', ['true']),
      socket.send(Buffer.from('x'), { host: HOST, port: 1 }),
      dying.sockets.listen(1, HOST, () => undefined),
    ].map((asked) => expect(asked).rejects.toMatchObject(lost('b')))
    const unwritten = new Promise((resolve) => ours.on('error', () => undefined).write('x', resolve))
    const gone = once(ours, 'close').catch(() => undefined)
    child.kill('SIGKILL')
    await Promise.all(refused)
    expect(await unwritten).toBeInstanceOf(Error)
    await gone
    expect(ours.destroyed).toBe(true)
    other.on('error', () => undefined).resume()
    await expect(dying.call('freePort')).rejects.toMatchObject(lost('b'))
  })

  it('is told to who connects, at that time or afterwards', async () => {
    const { child, ended, link: dying } = startAgent('c')
    child.kill('SIGSTOP')
    const during = once(dying.sockets.connect({ host: HOST, port: 1 }), 'error') as Promise<[Error]>
    child.kill('SIGKILL')
    expect((await during)[0]).toMatchObject(lost('c'))
    await ended
    const [error] = (await once(dying.sockets.connect({ host: HOST, port: 1 }), 'error')) as [Error]
    expect(error).toMatchObject(lost('c'))
  })
})
