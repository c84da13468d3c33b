import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { createSocket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { WireLog } from '../../harness/findings/wire-log.js'
import { freePort } from '../../harness/peers/free-port.js'
import { turn } from '../../harness/peers/patience.js'
import { TcpPeer } from '../../harness/peers/tcp-peer.js'
import { TcpService } from '../../harness/peers/tcp-service.js'
import { UdpPeer } from '../../harness/peers/udp-peer.js'

/** Long enough never to be reached. */
const LONG_MS = 60_000
const MIB = 1 << 20
/** What is kept unasked, and what is on its way when reading stops. */
const MOST_UNASKED = 3 * MIB

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

async function connected(): Promise<{ readonly peer: TcpPeer; readonly other: Socket }> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const { port } = server.address() as AddressInfo
  const peer = await TcpPeer.connect('client A', { host: '127.0.0.1', port }, new WireLog(), { ms: LONG_MS })
  if (!(peer instanceof TcpPeer)) throw new Error(`not connected: ${String(peer)}`)
  const [other] = await accepted
  other.on('error', () => undefined)
  cleanups.push(() => {
    peer.destroy()
    other.destroy()
    server.close()
  })
  return { peer, other }
}

/** Sends without end, until the connection is gone. */
function flood(socket: Socket): void {
  const piece = Buffer.alloc(MIB, 'x')
  const more = (): void => {
    if (socket.writable) socket.write(piece, () => more())
  }
  more()
}

/** However it came about. */
const closed = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve))

const never = (): undefined => undefined

describe('a connection on which octets come without end', () => {
  it('that nobody reads is not read beyond a bound', async () => {
    const { peer, other } = await connected()
    flood(other)
    await expect.poll(() => peer.isFlooded).toBe(true)
    await turn(50)
    expect(peer.pending).toBeLessThan(MOST_UNASKED)
  })

  it('ends a wait for something that never comes, and says so', async () => {
    const { peer, other } = await connected()
    flood(other)
    const { octets, ...how } = await peer.receive(never, LONG_MS, { most: 5 * MIB })
    expect(how).toEqual({ end: 'timeout', flooded: true })
    expect(octets.length).toBeGreaterThanOrEqual(5 * MIB)
    expect(octets.length).toBeLessThan(6 * MIB)
  })

  it('ends a wait whose own rule calls it endless', async () => {
    const { peer, other } = await connected()
    other.write('abc')
    expect(await peer.receive(({ size }) => (size > 2 ? 'flood' : undefined), LONG_MS)).toEqual({
      end: 'timeout',
      flooded: true,
      octets: Buffer.from('abc'),
    })
  })

  it('is left by a reset in the end', async () => {
    const { peer, other } = await connected()
    flood(other)
    peer.leave()
    await closed(other)
    expect(peer.pending).toBeLessThan(MOST_UNASKED)
  })
})

describe('a connection on which much comes that belongs there', () => {
  it('keeps an echo of 8 MiB that nobody reads until all is sent', async () => {
    const { peer, other } = await connected()
    other.pipe(other)
    const octets = Buffer.alloc(8 * MIB, 'abcdefg')
    expect(await peer.send(octets, LONG_MS)).toBe('sent')
    const back = await peer.receive(({ size }) => (size >= octets.length ? size : undefined), LONG_MS, {
      most: octets.length + 1,
    })
    expect(back.end).toBe('data')
    expect(back.octets.equals(octets)).toBe(true)
  })

  it('goes on where it stood still as soon as somebody waits', async () => {
    const { peer, other } = await connected()
    const octets = Buffer.alloc(12 * MIB, 'abcdefg')
    other.end(octets)
    await expect.poll(() => peer.isFlooded).toBe(true)
    expect((await peer.receive(never, LONG_MS, { most: 13 * MIB })).octets.equals(octets)).toBe(true)
  })

  it('shows its end to whoever waits for that alone', async () => {
    const { peer, other } = await connected()
    other.end(Buffer.alloc(32 * MIB, 'x'))
    expect(await peer.awaitClosed(LONG_MS)).toBe(true)
    expect(peer.pending).toBeLessThan(MOST_UNASKED)
  })

  it('does not go on because of that where it was stopped on purpose', async () => {
    const { peer, other } = await connected()
    peer.pause()
    other.end('abc')
    expect(await peer.receive(never, 30)).toMatchObject({ end: 'timeout', octets: Buffer.alloc(0) })
    peer.resume()
    expect(await peer.receive(never, LONG_MS)).toEqual({ end: 'closed', octets: Buffer.from('abc') })
  })
})

describe('the time for a whole message', () => {
  it('runs out though nothing more comes that could be looked at', async () => {
    const { peer, other } = await connected()
    other.write('a')
    expect(await peer.receive(never, LONG_MS, { wholeMs: 30 })).toEqual({
      end: 'timeout',
      octets: Buffer.from('a'),
      slowMs: expect.any(Number) as number,
    })
  })

  it('does not run out where nothing has come at all', async () => {
    const { peer } = await connected()
    expect(await peer.receive(never, 60, { wholeMs: 1 })).toEqual({ end: 'timeout', octets: Buffer.alloc(0) })
  })
})

describe('a look at what has come that takes long', () => {
  it('is not taken at each octet', async () => {
    const { peer, other } = await connected()
    let looks = 0
    const reception = peer.receive(({ size }) => {
      looks++
      for (const until = performance.now() + 10; performance.now() < until;);
      return size === 200 ? size : undefined
    }, LONG_MS)
    for (let i = 0; i < 200; i++) await new Promise((sent) => other.write('x', sent))
    expect((await reception).octets.length).toBe(200)
    expect(looks).toBeLessThan(100)
  })
})

describe('what nobody waits for', () => {
  it('is thrown away where it is datagrams and too many', async () => {
    const peer = await UdpPeer.open('client A', '127.0.0.1', new WireLog())
    const socket = createSocket('udp4')
    cleanups.push(() => {
      peer.close()
      socket.close()
    })
    const datagram = Buffer.alloc(60_000)
    while (peer.received < 200) {
      await new Promise((sent) => socket.send(datagram, peer.local.port, '127.0.0.1', sent))
      await turn()
    }
    expect(peer.pending * datagram.length).toBeLessThan(9 * MIB)
    while (peer.pending > 0) peer.take()
    const before = peer.received
    while (peer.received === before) {
      await new Promise((sent) => socket.send(datagram, peer.local.port, '127.0.0.1', sent))
      await turn()
    }
    expect(peer.pending).toBeGreaterThan(0)
  })

  it('is ended where it is connections and too many', async () => {
    const service = await TcpService.open(await freePort(), new WireLog())
    cleanups.push(() => service.close())
    const ended: Promise<unknown>[] = []
    for (let i = 0; i < 80; i++) {
      const socket = connect(service.port, '127.0.0.1')
      socket.on('error', () => undefined)
      cleanups.push(() => socket.destroy())
      if (i >= 50) ended.push(closed(socket))
      else await once(socket, 'connect')
    }
    await Promise.all(ended)
    expect(service.connections.length).toBe(50)
  })
})
