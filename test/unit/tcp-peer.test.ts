import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../harness/peers/free-port.js'
import { Deadline } from '../../harness/peers/patience.js'
import { readSockets } from '../../harness/peers/socket-table.js'
import { TcpPeer } from '../../harness/peers/tcp-peer.js'
import { WireLog } from '../../harness/findings/wire-log.js'

/** Long enough never to be reached. */
const LONG_MS = 60_000
/** For what is to run out: nothing depends on how long it takes. */
const SHORT_MS = 30

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

interface Pair {
  readonly peer: TcpPeer
  /** the other side: a socket of node:net */
  readonly other: Socket
  readonly log: WireLog
  readonly server: Server
}

/** A peer connected to a server of node:net. */
async function connected(pauseOnConnect = false): Promise<Pair> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const log = new WireLog()
  const peer = await TcpPeer.connect('client A', { host: '127.0.0.1', port }, log, { ms: LONG_MS })
  if (!(peer instanceof TcpPeer)) throw new Error(`not connected: ${String(peer)}`)
  const [other] = await accepted
  cleanups.push(() => {
    peer.destroy()
    other.destroy()
    server.close()
  })
  return { peer, other, log, server }
}

const kinds = (log: WireLog): string[] => log.events.map(({ kind, direction }) => `${kind} ${direction}`)
const exactly =
  (count: number) =>
  (soFar: { readonly size: number }): number | undefined =>
    soFar.size >= count ? count : undefined
const never = (): undefined => undefined

/** All octets up to the end of the stream; what `socket` sends itself stays possible. */
function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    socket.once('end', () => resolve(Buffer.concat(chunks)))
    socket.once('error', reject)
  })
}

describe('connecting', () => {
  it('gives a peer that knows both addresses, and is recorded', async () => {
    const { peer, other, log } = await connected()
    expect(peer.local).toEqual({ host: '127.0.0.1', port: other.remotePort })
    expect(peer.remote).toEqual({ host: '127.0.0.1', port: other.localPort })
    expect(log.events).toMatchObject([
      { kind: 'open', direction: 'to', peer: 'client A', transport: 'tcp', local: peer.local, remote: peer.remote },
    ])
    expect(peer.closed).toBe(false)
  })

  it('can be from another local address', async () => {
    const { server } = await connected()
    const peer = await TcpPeer.connect(
      'client B',
      { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
      new WireLog(),
      { ms: LONG_MS, from: '127.0.0.9' },
    )
    expect(peer).toBeInstanceOf(TcpPeer)
    if (peer instanceof TcpPeer) {
      expect(peer.local.host).toBe('127.0.0.9')
      peer.destroy()
    }
  })

  it('is refused where nobody listens, which is recorded once', async () => {
    const log = new WireLog()
    const remote = { host: '127.0.0.1', port: await freePort() }
    expect(await TcpPeer.connect('client A', remote, log, { ms: LONG_MS })).toBe('refused')
    expect(log.events).toMatchObject([{ kind: 'refused', direction: 'from', peer: 'client A', remote }])
  })

  it('is tried again where it may be refused for a while', async () => {
    const log = new WireLog()
    const port = await freePort()
    const connecting = TcpPeer.connect('client A', { host: '127.0.0.1', port }, log, { ms: LONG_MS, retryMs: LONG_MS })
    const server = createServer().listen(port, '127.0.0.1')
    const peer = await connecting
    cleanups.push(() => server.close())
    expect(peer).toBeInstanceOf(TcpPeer)
    if (peer instanceof TcpPeer) peer.destroy()
    expect(kinds(log)).toEqual(['open to'])
  })

  it('gives any other error as it is', async () => {
    const outcome = await TcpPeer.connect('client A', { host: '127.0.0.1', port: 1 }, new WireLog(), {
      ms: LONG_MS,
      from: '192.0.2.1',
    })
    expect(outcome).toMatchObject({ code: 'EADDRNOTAVAIL' })
  })
})

describe('receiving', () => {
  it('waits until enough has come, however it was split, and leaves the rest pending', async () => {
    const { peer, other, log } = await connected()
    const reception = peer.receive(exactly(6), LONG_MS)
    other.write('abc')
    await expect.poll(() => log.events.filter(({ kind }) => kind === 'data').length).toBe(1)
    other.write('defgh')
    expect(await reception).toEqual({ end: 'data', octets: Buffer.from('abcdef') })
    expect(peer.pending).toBe(2)
    expect(await peer.receive(exactly(2), LONG_MS)).toEqual({ end: 'data', octets: Buffer.from('gh') })
    expect(log.events.slice(1)).toMatchObject([
      { kind: 'data', direction: 'from', octets: Buffer.from('abc') },
      { octets: Buffer.from('defgh') },
    ])
  })

  it('gives what had come when the other side ended its direction', async () => {
    const { peer, other, log } = await connected()
    const reception = peer.receive(exactly(6), LONG_MS)
    other.end('abc')
    expect(await reception).toEqual({ end: 'closed', octets: Buffer.from('abc') })
    expect(peer.closed).toBe(true)
    expect(await peer.awaitClosed(LONG_MS)).toBe(true)
    expect(await peer.receive(exactly(1), LONG_MS)).toEqual({ end: 'closed', octets: Buffer.alloc(0) })
    expect(kinds(log)).toEqual(['open to', 'data from', 'end from'])
  })

  it('is complete also where the end came with the last octets', async () => {
    const { peer, other } = await connected()
    other.end('abc')
    expect(await peer.awaitClosed(LONG_MS)).toBe(true)
    expect(await peer.receive(exactly(3), LONG_MS)).toEqual({ end: 'data', octets: Buffer.from('abc') })
  })

  it('gives what had come when nothing more comes in time', async () => {
    const { peer, other } = await connected()
    other.write('abc')
    await expect.poll(() => peer.pending).toBe(3)
    expect(await peer.receive(exactly(6), SHORT_MS)).toEqual({ end: 'timeout', octets: Buffer.from('abc') })
    expect(peer.pending).toBe(0)
    expect(peer.closed).toBe(false)
  })

  it('gives the other side its whole time again whenever something has come', async () => {
    const { peer, other, log } = await connected()
    const progress = vi.spyOn(Deadline.prototype, 'progress')
    const reception = peer.receive(exactly(2), LONG_MS)
    other.write('a')
    await expect.poll(() => kinds(log)).toContain('data from')
    expect(progress).toHaveBeenCalledTimes(1)
    progress.mockRestore()
    other.write('b')
    expect(await reception).toMatchObject({ end: 'data' })
  })

  it('counts a reset as the end, and records it once', async () => {
    const { peer, other, log } = await connected()
    other.resetAndDestroy()
    expect(await peer.receive(never, LONG_MS)).toEqual({ end: 'closed', octets: Buffer.alloc(0) })
    await expect.poll(() => peer.closed).toBe(true)
    expect(kinds(log)).toEqual(['open to', 'end from'])
  })

  it('does not take the time to be over while the other side is silent: awaitClosed says no', async () => {
    const { peer, other } = await connected()
    other.write('abc')
    expect(await peer.awaitClosed(SHORT_MS)).toBe(false)
    expect(await peer.receive(exactly(3), LONG_MS)).toEqual({ end: 'data', octets: Buffer.from('abc') })
  })

  it('gives all that is pending to whoever takes it', async () => {
    const { peer, other } = await connected()
    other.write('abc')
    await expect.poll(() => peer.pending).toBe(3)
    expect(peer.takePending()).toEqual(Buffer.from('abc'))
    expect(peer.pending).toBe(0)
  })

  it('stands still while it is paused', async () => {
    const { peer, other } = await connected()
    peer.pause()
    other.write('abc')
    await new Promise(setImmediate)
    expect(await peer.receive(exactly(3), SHORT_MS)).toMatchObject({ end: 'timeout' })
    peer.resume()
    expect(await peer.receive(exactly(3), LONG_MS)).toMatchObject({ end: 'data' })
  })
})

describe('sending', () => {
  it('brings all octets across, also of a message larger than every buffer, and records its size', async () => {
    const { peer, other, log } = await connected()
    const octets = Buffer.alloc(5_000_000, 'abcdefg')
    const received = readAll(other)
    expect(await peer.send(octets, LONG_MS)).toBe('sent')
    peer.halfClose()
    expect((await received).equals(octets)).toBe(true)
    expect(log.events[1]).toMatchObject({ kind: 'data', direction: 'to', size: 5_000_000 })
  })

  it('gives up where the other side does not read', async () => {
    const { peer } = await connected(true)
    expect(await peer.send(Buffer.alloc(64 << 20), SHORT_MS)).toBe('timeout')
  })

  it('says that the connection has ended where it has', async () => {
    const { peer, other } = await connected()
    other.resetAndDestroy()
    expect(await peer.awaitClosed(LONG_MS)).toBe(true)
    await expect.poll(() => peer.send(Buffer.from('late'), LONG_MS)).toBe('closed')
  })

  it('in segments sends the next only once the one before was read', async () => {
    const { peer, other, log } = await connected()
    const seen: string[] = []
    const sending = peer.sendSegments(
      ['ab', 'cd', 'e'].map((text) => Buffer.from(text)),
      LONG_MS,
      (port) => {
        expect(port).toBe(peer.local.port)
        return (
          seen.join('').length ===
          log.events.filter(({ kind }) => kind === 'data').reduce((sum, { size }) => sum + (size ?? 0), 0)
        )
      },
    )
    other.on('data', (chunk: Buffer) => seen.push(chunk.toString()))
    expect(await sending).toBe('sent')
    await expect.poll(() => seen.join('')).toBe('abcde')
    expect(log.events.slice(1).map(({ octets }) => octets?.toString())).toEqual(['ab', 'cd', 'e'])
  })

  it('in segments goes on where nobody can tell what was read, or it is not read', async () => {
    for (const [hasRead, apart] of [
      [() => undefined, undefined],
      [() => false, 0],
    ] as const) {
      const { peer, other, log } = await connected()
      const received = readAll(other)
      const pieces = ['ab', 'cd', 'ef'].map((text) => Buffer.from(text))
      expect(await peer.sendSegments(pieces, 60, hasRead)).toBe('sent')
      peer.halfClose()
      expect((await received).toString()).toBe('abcdef')
      expect(log.stimuli).toEqual([{ kind: 'segments', sent: 3, apart }])
    }
  })

  it('in segments waits no longer for a program that answers before it has read all', async () => {
    const { peer, other, log } = await connected()
    other.once('data', () => other.write('too early'))
    const pieces = ['ab', 'cd', 'ef'].map((text) => Buffer.from(text))
    let asked = 0
    const hasRead = (): boolean => {
      // It never reads again after its answer has come: only the first of the cuts is waited for in vain.
      asked++
      return false
    }
    expect(await peer.sendSegments(pieces.slice(0, 2), LONG_MS, hasRead)).toBe('sent')
    expect(peer.pending).toBe(9)
    expect(asked).toBeGreaterThan(0)
    expect(log.stimuli).toEqual([{ kind: 'segments', sent: 2, apart: 1 }])
  })
})

describe('ending a connection', () => {
  it('by halves leaves the other direction open, and is recorded once', async () => {
    const { peer, other, log } = await connected()
    const received = readAll(other)
    peer.halfClose()
    peer.halfClose()
    expect((await received).toString()).toBe('')
    other.write('still here')
    expect(await peer.receive(exactly(10), LONG_MS)).toEqual({ end: 'data', octets: Buffer.from('still here') })
    expect(kinds(log)).toEqual(['open to', 'end to', 'data from'])
  })

  it('by a reset is seen as ECONNRESET by the other side, and is recorded', async () => {
    const { peer, other, log } = await connected()
    const error = once(other, 'error') as Promise<[NodeJS.ErrnoException]>
    other.resume()
    peer.reset()
    expect((await error)[0].code).toBe('ECONNRESET')
    expect(kinds(log)).toEqual(['open to', 'reset to'])
  })

  it('by a reset right after a message brings the message, and is recorded as both', async () => {
    const { peer, other, log } = await connected()
    const { localPort } = other
    // libuv may report what it reads together with the reset as an ordinary end; the kernel's table knows better.
    const received = readAll(other)
    peer.sendAndReset(Buffer.from('abc'))
    expect((await received).toString()).toBe('abc')
    expect(kinds(log)).toEqual(['open to', 'data to', 'reset to'])
    const entries = readSockets('tcp', localPort)?.filter(({ remote }) => remote.port === peer.local.port)
    // After an ordinary end it would be in CLOSE_WAIT, for it has not been ended on this side.
    if (entries) expect(entries).toEqual([])
  })

  it('politely ends its direction, and records nothing of what still comes', async () => {
    const { peer, other, log } = await connected()
    const received = readAll(other)
    peer.leave()
    await received
    other.end('late')
    await expect.poll(() => [peer.pending, peer.closed]).toEqual([4, true])
    expect(kinds(log)).toEqual(['open to', 'end to'])
  })

  it('politely is a reset where the other side has ended first and its port is to be spared, recorded as an end all the same', async () => {
    const { peer, other, log } = await connected()
    const error = once(other, 'error') as Promise<[NodeJS.ErrnoException]>
    other.resume()
    other.end()
    expect(await peer.awaitClosed(LONG_MS)).toBe(true)
    peer.leave(true)
    expect((await error)[0].code).toBe('ECONNRESET')
    expect(kinds(log)).toEqual(['open to', 'end from', 'end to'])
  })

  it("for the harness's own sake is not recorded", async () => {
    const { peer, other, log } = await connected()
    const error = once(other, 'error') as Promise<[NodeJS.ErrnoException]>
    other.resume()
    peer.abort()
    expect((await error)[0].code).toBe('ECONNRESET')
    expect(kinds(log)).toEqual(['open to'])
  })
})

describe('a connection that was made to the harness', () => {
  it('is served in the same way', async () => {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const peer = new TcpPeer('server', (await accepted)[0], new WireLog())
    cleanups.push(() => {
      client.destroy()
      peer.destroy()
      server.close()
    })
    client.end('question')
    expect(await peer.receive(never, LONG_MS)).toEqual({ end: 'closed', octets: Buffer.from('question') })
    const answer = readAll(client)
    expect(await peer.send(Buffer.from('answer'), LONG_MS)).toBe('sent')
    peer.halfClose()
    expect((await answer).toString()).toBe('answer')
  })
})
