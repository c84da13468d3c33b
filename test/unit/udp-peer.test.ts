import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../../harness/peers/free-port.js'
import { UdpPeer } from '../../harness/peers/udp-peer.js'
import { WireLog, type Address } from '../../harness/findings/wire-log.js'

const LONG_MS = 60_000
const SHORT_MS = 30

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

async function opened(log = new WireLog()): Promise<UdpPeer> {
  const peer = await UdpPeer.open('client A', '127.0.0.1', log)
  cleanups.push(() => peer.close())
  return peer
}

/** A socket of node:dgram, for the other side. */
async function other(): Promise<{ socket: Socket; address: Address }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  cleanups.push(() => socket.close())
  return { socket, address: { host: '127.0.0.1', port: socket.address().port } }
}

describe('a UDP peer', () => {
  it('waits no longer for one who has twice been said to be gone, but takes what comes until then', async () => {
    const [peer, { socket }] = [await opened(), await other()]
    let asked = 0
    const gone = (): Promise<boolean> => Promise.resolve(++asked !== 2)
    expect(await peer.next(LONG_MS, gone)).toBeUndefined()
    expect(asked).toBe(4)
    const coming = peer.next(LONG_MS, () => Promise.resolve(false))
    socket.send('abc', peer.local.port, '127.0.0.1')
    expect((await coming)?.octets.toString()).toBe('abc')
  })

  it('sends a datagram and receives the reply, with where it came from', async () => {
    const log = new WireLog()
    const [peer, { socket, address }] = [await opened(log), await other()]
    socket.on('message', (octets, from: RemoteInfo) => socket.send(octets, from.port, from.address))
    await peer.send(Buffer.from('abc'), address)
    expect(await peer.next(LONG_MS)).toEqual({ octets: Buffer.from('abc'), from: address })
    expect(log.events).toMatchObject([
      {
        kind: 'data',
        direction: 'to',
        transport: 'udp',
        local: peer.local,
        remote: address,
        octets: Buffer.from('abc'),
      },
      {
        kind: 'data',
        direction: 'from',
        transport: 'udp',
        local: peer.local,
        remote: address,
        octets: Buffer.from('abc'),
      },
    ])
  })

  it('keeps datagrams apart and in order until they are taken, an empty one too', async () => {
    const [peer, { socket }] = [await opened(), await other()]
    for (const text of ['one', '', 'three'])
      await new Promise((resolve) => socket.send(text, peer.local.port, peer.local.host, resolve))
    await expect.poll(() => peer.received).toBe(3)
    expect(peer.pending).toBe(3)
    expect((await peer.next(LONG_MS))?.octets.toString()).toBe('one')
    expect(peer.take()?.octets).toHaveLength(0)
    expect((await peer.next(LONG_MS))?.octets.toString()).toBe('three')
    expect(peer.take()).toBeUndefined()
    expect([peer.pending, peer.received]).toEqual([0, 3])
  })

  it('waits for a datagram no longer than it is told, and can wait again', async () => {
    const [peer, { socket }] = [await opened(), await other()]
    expect(await peer.next(SHORT_MS)).toBeUndefined()
    const next = peer.next(LONG_MS)
    socket.send('late', peer.local.port, peer.local.host)
    expect((await next)?.octets.toString()).toBe('late')
  })

  it('hears replies from addresses that it has not spoken to', async () => {
    const [peer, one, two] = [await opened(), await other(), await other()]
    one.socket.on('message', (_, from: RemoteInfo) => two.socket.send('from elsewhere', from.port, from.address))
    await peer.send(Buffer.from('abc'), one.address)
    expect((await peer.next(LONG_MS))?.from).toEqual(two.address)
  })

  it('survives that nobody is there, and can be closed twice', async () => {
    const peer = await opened()
    await peer.send(Buffer.from('abc'), { host: '127.0.0.1', port: await freePort() })
    await peer.send(Buffer.alloc(70_000), { host: '127.0.0.1', port: await freePort() })
    expect(await peer.next(SHORT_MS)).toBeUndefined()
    peer.close()
    peer.close()
  })

  it('speaks IPv6 where its address is one', async () => {
    const peer = await UdpPeer.open('client A', '::1', new WireLog()).catch(
      (error: unknown) => error as NodeJS.ErrnoException,
    )
    if (!(peer instanceof UdpPeer)) {
      // A machine without IPv6.
      expect(peer.code).toBe('EADDRNOTAVAIL')
      return
    }
    expect(peer.local.host).toBe('::1')
    await peer.send(Buffer.from('to itself'), peer.local)
    expect((await peer.next(LONG_MS))?.octets.toString()).toBe('to itself')
    peer.close()
  })

  it('cannot be opened on a port that is taken', async () => {
    const { address } = await other()
    await expect(UdpPeer.open('client B', '127.0.0.1', new WireLog(), address.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})
