import type { ServerSubject } from './server-subject.js'
import type { Death } from '../findings/ending.js'
import type { ClientPlace } from '../hosts/host.js'
import { localSink, type Sink } from '../peers/sink.js'
import { localSockets } from '../peers/sockets.js'
import { boundSocket, findBound, isLoopback, readSockets, type SocketEntry } from '../peers/socket-table.js'
import { NotObservable, SetupError } from '../findings/violation.js'
import type { Address, Transport } from '../findings/wire-log.js'

/**
 * A server that somebody else runs: it is never started, stopped or restarted. Where it runs on this very machine the kernel's
 * tables still tell what it has read.
 */
export class RemoteServer implements ServerSubject {
  readonly death: Death | undefined = undefined
  /** It will never be fresher than it is: a second attempt would meet the same process. */
  readonly isFresh = true
  readonly sparesTimeWait = false
  readonly folder = undefined
  readonly network = undefined
  readonly allowed = []
  speaksFirst: boolean | undefined

  constructor(
    readonly transport: Transport,
    readonly address: Address,
  ) {}

  /** Whoever runs it has started it. Throws SetupError where this machine's own tables show that nobody has. */
  warmUp(): Promise<void> {
    return this.#isGone() ? Promise.reject(nobodyListens(this.address)) : Promise.resolve()
  }

  /** Throws NotObservable where it is gone: nobody here can start it again, and what it no longer does says nothing of what it did. */
  prepare(): Promise<Address> {
    return this.#isGone()
      ? Promise.reject(new NotObservable({ kind: 'server-gone', address: this.address }))
      : Promise.resolve(this.address)
  }

  prepareFresh(): Promise<Address> {
    return Promise.reject(this.#unreachable())
  }

  distrust(): void {
    // It cannot be replaced; the next scenario finds out by itself.
  }

  halt(): Promise<void> {
    return Promise.reject(this.#unreachable())
  }

  startAgain(): Promise<Address> {
    return Promise.reject(this.#unreachable())
  }

  async settle(): Promise<void> {
    // Its process is not ours to watch.
  }

  async settleIfEnding(): Promise<void> {
    // Nor this.
  }

  hasRead(localPort: number): boolean | undefined {
    const entry = this.#serverEnd(localPort)
    return entry && entry.unread === 0 && entry.inode !== 0
  }

  hasAccepted(localPort: number): boolean | undefined {
    const entry = this.#serverEnd(localPort)
    return entry && entry.inode !== 0
  }

  clientPlace(at?: string): ClientPlace {
    return { sockets: localSockets, ...(at === undefined ? {} : { host: at }) }
  }

  openSink(): Promise<Sink> {
    return localSink()
  }

  canBind(): Promise<boolean> {
    return Promise.reject(new NotObservable({ kind: 'not-ours', what: 'port' }))
  }

  isGone(): boolean {
    return false
  }

  queued(): number | undefined {
    return undefined
  }

  heldFor(): number | undefined {
    return undefined
  }

  hasClosed(): boolean | undefined {
    return undefined
  }

  output(): Buffer | undefined {
    return undefined
  }

  type(): Promise<void> {
    return Promise.reject(new NotObservable({ kind: 'not-ours', what: 'typing' }))
  }

  endsWithin(): Promise<boolean> {
    return Promise.reject(new NotObservable({ kind: 'not-ours', what: 'ending' }))
  }

  cpuMs(): number | undefined {
    return undefined
  }

  datagramsDropped(): number | undefined {
    return undefined
  }

  inTimeWait(): boolean | undefined {
    return undefined
  }

  async dispose(): Promise<void> {
    // Not ours.
  }

  /** Only where the table of this machine holds the server's end of this very connection. */
  #serverEnd(localPort: number): SocketEntry | undefined {
    if (!isLoopback(this.address.host)) return undefined
    const entries = readSockets(this.transport, this.address.port) ?? []
    if (this.transport === 'udp') return boundSocket('udp', entries)
    return entries.find((entry) => entry.remote.port === localPort && entry.state !== 'listen')
  }

  /** Only this machine's own tables can tell. */
  #isGone(): boolean {
    return isLoopback(this.address.host) && findBound(this.transport, this.address.port) === undefined
  }

  #unreachable(): NotObservable {
    return new NotObservable({ kind: 'not-ours-to-restart', address: this.address })
  }
}

/** Nothing was reached where a server should have been running already. */
export const nobodyListens = ({ host, port }: Address): SetupError =>
  new SetupError(
    `nobody is listening at ${host}:${port}: start the server first, or give its command behind -- to have it started`,
  )
