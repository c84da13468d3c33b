import { isOwnTrouble } from './own-trouble.js'
import { Deadline } from './patience.js'
import { LOOPBACK } from './service-place.js'
import type { ListeningSocket, StreamSocket } from './sockets.js'
import { TcpPeer } from './tcp-peer.js'
import { SetupError, type HarnessFault } from '../findings/violation.js'
import type { WireLog } from '../findings/wire-log.js'

/** A client has one connection, or a few; of one that makes more and more the rest are ended at once. */
const MOST_CONNECTIONS = 50
/** Scenarios are about the first connection: of the others it is enough that something came. */
const KEPT_OF_OTHERS = 16 * 1024

/** The harness as a TCP server, at every place where a client may look for it; it keeps every connection made to it, up to a number. */
export class TcpService {
  readonly connections: TcpPeer[] = []
  #waiter: (() => void) | undefined
  #closes = false

  private constructor(
    readonly port: number,
    private readonly servers: ListeningSocket[],
  ) {}

  /** Listens at the first place, and at the others that there are. Throws SetupError where the port is in use. */
  static async open(port: number, log: WireLog, places = LOOPBACK): Promise<TcpService> {
    const servers: ListeningSocket[] = []
    const service = new TcpService(port, servers)
    for (const place of places) {
      try {
        servers.push(await place.sockets.listen(port, place.host, (socket) => service.#accept(socket, log)))
      } catch (error) {
        // At the others there may be no address; of anything else a client that looks there would have the blame.
        if (place === places[0] || isOwnTrouble(error)) throw cannotListen(port, error as NodeJS.ErrnoException)
      }
    }
    return service
  }

  /** The first connection; undefined when none is made within `ms`. Throws HarnessFault where starved. */
  async first(ms: number, giveUp: Promise<unknown>): Promise<TcpPeer | undefined> {
    if (this.connections[0]) return this.connections[0]
    return new Promise((resolve, reject) => {
      const finish = (fault?: HarnessFault): void => {
        deadline.cancel()
        this.#waiter = undefined
        if (fault && !this.connections[0]) reject(fault)
        else resolve(this.connections[0])
      }
      const deadline = new Deadline(ms, finish)
      this.#waiter = () => finish()
      void giveUp.then(() => setImmediate(() => finish()))
    })
  }

  /** Every further connection is ended at once. */
  closeFromNowOn(): void {
    this.#closes = true
    for (const peer of this.connections.slice(1)) peer.leave()
  }

  close(): void {
    for (const server of this.servers) server.close()
    for (const peer of this.connections) peer.destroy()
  }

  #accept(socket: StreamSocket, log: WireLog): void {
    if (this.connections.length >= MOST_CONNECTIONS) {
      socket.resetAndDestroy()
      return
    }
    const isFirst = this.connections.length === 0
    const name = isFirst ? 'our server' : `our server, connection ${this.connections.length + 1}`
    const peer = new TcpPeer(name, socket, log, isFirst ? undefined : KEPT_OF_OTHERS)
    log.add({ kind: 'open', direction: 'from', peer: name, transport: 'tcp', local: peer.local, remote: peer.remote })
    this.connections.push(peer)
    if (this.#closes) peer.leave()
    this.#waiter?.()
  }
}

const cannotListen = (port: number, { code, message }: NodeJS.ErrnoException): SetupError =>
  new SetupError(
    code === 'EADDRINUSE'
      ? `TCP port ${port} is already in use: end the program that uses it, so that the harness can play the server there`
      : `TCP port ${port} cannot be listened on: ${message}`,
  )
