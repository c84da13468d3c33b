import { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { HarnessFault, SetupError } from '../../harness/findings/violation.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import { localHost } from '../../harness/hosts/host.js'
import { freePort } from '../../harness/peers/free-port.js'
import { mostFiles, requireOwnNetwork } from '../../harness/peers/own-network.js'
import { localSockets, type Sockets, type StreamSocket } from '../../harness/peers/sockets.js'
import { TcpPeer } from '../../harness/peers/tcp-peer.js'
import { TcpService } from '../../harness/peers/tcp-service.js'
import { UdpPeer } from '../../harness/peers/udp-peer.js'
import { UdpService } from '../../harness/peers/udp-service.js'
import { currentDirectory } from '../../harness/programs/working-directory.js'
import { HostedServer } from '../../harness/subjects/hosted-server.js'

const REMOTE = { host: '127.0.0.1', port: 3500 }
const OWN = ['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'ENETDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'EACCES', 'EPERM']

const systemError = (code: string): Error =>
  Object.assign(new Error(`it failed with ${code} - Local (undefined:undefined)`), { code })

/** The sockets of a host that refuses everything with this error, but for sending: that is refused with the other. */
const refusing = (code: string, sending = code): Sockets => ({
  connect: () => new Duplex({ read: () => undefined }).destroy(systemError(code)) as StreamSocket,
  listen: () => Promise.reject(systemError(code)),
  datagrams: () =>
    code === ''
      ? Promise.resolve({
          local: { host: '127.0.0.1', port: 1 },
          send: () => Promise.reject(systemError(sending)),
          close: () => undefined,
        })
      : Promise.reject(systemError(code)),
})

const fault = (code: string): unknown => ({
  name: 'HarnessFault',
  observation: { kind: 'no-socket', error: `it failed with ${code}` },
})

const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)

describe("the harness's own trouble with a socket is a fault", () => {
  it.for([...OWN, 'EADDRNOTAVAIL'])('that was to connect: %s', async (code) => {
    const outcome = await TcpPeer.connect('A', REMOTE, new WireLog(), { ms: 60_000, sockets: refusing(code) })
    expect(outcome).toBeInstanceOf(HarnessFault)
    expect(outcome).toMatchObject(fault(code) as object)
  })

  it.for(OWN)('for datagrams: %s', async (code) => {
    const opened = UdpPeer.open('A', '127.0.0.1', new WireLog(), 0, refusing(code))
    expect(await caught(opened)).toMatchObject(fault(code) as object)
    const peer = await UdpPeer.open('A', '127.0.0.1', new WireLog(), 0, refusing('', code))
    expect(await caught(peer.send(Buffer.of(1), REMOTE))).toMatchObject(fault(code) as object)
  })

  it('but what a server can be the reason of is not', async () => {
    const log = new WireLog()
    const reset = await TcpPeer.connect('A', REMOTE, log, { ms: 60_000, sockets: refusing('ECONNRESET') })
    expect(reset).toBeInstanceOf(Error)
    expect(reset).not.toBeInstanceOf(HarnessFault)
    expect(await TcpPeer.connect('A', REMOTE, log, { ms: 60_000, sockets: refusing('ECONNREFUSED') })).toBe('refused')
    // Whether an address is to be had is a question of its own.
    const unaddressed = await caught(UdpPeer.open('A', '127.9.9.9', log, 0, refusing('EADDRNOTAVAIL')))
    expect(unaddressed).not.toBeInstanceOf(HarnessFault)
  })

  it('and a client that looks for us where we could not listen does not have the blame', async () => {
    const log = new WireLog()
    const places = (code: string): { host: string; sockets: Sockets }[] => [
      { host: '127.0.0.1', sockets: localSockets },
      { host: '::1', sockets: refusing(code) },
    ]
    const port = await freePort()
    expect(await caught(TcpService.open(port, log, places('EMFILE')))).toBeInstanceOf(SetupError)
    expect(await caught(UdpService.open(port, log, places('EMFILE')))).toMatchObject(fault('EMFILE') as object)
    const other = await freePort()
    const tcp = await TcpService.open(other, log, places('EADDRNOTAVAIL'))
    tcp.close()
    const udp = await UdpService.open(other, log, places('EADDRNOTAVAIL'))
    udp.close()
  })
})

describe('a machine on which nothing can be told', () => {
  const servers: HostedServer[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.dispose()
  })

  it.runIf(process.platform === 'linux')('is the fault of the set-up where the tables cannot be read', async () => {
    const server = new HostedServer({
      command: ['sleep', '60'],
      host: { ...localHost, findBound: () => 'unknown', readSockets: () => undefined },
      transport: 'tcp',
      workingDirectory: currentDirectory(),
      given: {},
      terminal: false,
      onWaiting: () => undefined,
    })
    servers.push(server)
    const problem = await caught(server.warmUp())
    expect(problem).toBeInstanceOf(SetupError)
    expect((problem as Error).message).toMatch(/^the kernel's tables of sockets .* cannot be read here/)
  })

  it('is so where too few files may be open', async () => {
    const limits = (files: string): string =>
      `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${files}                   ${files}                   files     \n`
    expect(mostFiles(limits('64'))).toBe(64)
    expect([mostFiles(limits('unlimited')), mostFiles('')]).toEqual([undefined, undefined])
    expect(await caught(requireOwnNetwork(limits('64')))).toBeInstanceOf(SetupError)
    for (const enough of ['1024', 'unlimited']) await requireOwnNetwork(limits(enough))
  })
})
