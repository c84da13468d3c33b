import type { Host } from '../hosts/host.js'
import type { RunningProgram } from '../programs/running-program.js'
import { boundSocket, type Family, type SocketEntry } from '../peers/socket-table.js'
import type { Transport } from '../findings/wire-log.js'
import { endTimeWaitAt } from './port-time-wait.js'

/** What the kernel knows of one server's sockets; undefined wherever it cannot be asked. */
export class ServerSockets {
  /** the port that the server is to have */
  port = 0
  /** its socket, once that has been seen, and which of the kernel's tables it is in */
  found: { readonly family: Family; readonly socket: SocketEntry } | undefined

  constructor(
    private readonly host: Host,
    private readonly transport: Transport,
  ) {}

  /** Whether it has read all that came from this port of ours. */
  async hasRead(localPort: number): Promise<boolean | undefined> {
    const entry = await this.#serverEnd(localPort)
    return entry && (entry === 'none' ? true : entry.unread === 0 && entry.inode !== 0)
  }

  /** Whether it has accepted the connection from this port of ours. */
  async hasAccepted(localPort: number): Promise<boolean | undefined> {
    const entry = await this.#serverEnd(localPort)
    return entry && (entry === 'none' ? true : entry.inode !== 0)
  }

  /** How many connections wait to be accepted: for a socket that listens the table has that where others have what is unread. */
  async queued(): Promise<number | undefined> {
    const bound = await this.host.findBound('tcp', this.port)
    return typeof bound === 'object' ? bound.socket.unread : undefined
  }

  /** How much of what it sent waits in the kernel, at either end, for the client at that port of ours to read it. */
  async heldFor(localPort: number): Promise<number | undefined> {
    const theirs = await this.#serverEnd(localPort)
    const ours = (await this.host.readSockets(this.transport, localPort))?.find(
      ({ remote }) => remote.port === this.port,
    )
    if (!theirs || !ours) return undefined
    return (theirs === 'none' ? 0 : theirs.unsent) + ours.unread
  }

  /** Whether it has closed the connection from this port of ours. */
  async hasClosed(localPort: number): Promise<boolean | undefined> {
    const entry = await this.#serverEnd(localPort)
    return (
      entry &&
      (entry === 'none' ? true : entry.inode === 0 && entry.state !== 'established' && entry.state !== 'close-wait')
    )
  }

  /** How many datagrams its socket had no room for. */
  async datagramsDropped(): Promise<number | undefined> {
    const entries = await this.#entries('udp')
    return entries && boundSocket('udp', entries)?.drops
  }

  /** Whether an earlier connection to its port is in TIME_WAIT. */
  async inTimeWait(): Promise<boolean | undefined> {
    return (await this.#entries('tcp'))?.some((entry) => entry.state === 'time-wait')
  }

  /**
   * Ends what is in TIME_WAIT at its port where clients of ours had the other end, so that nobody waits a minute for the kernel. Nobody listens there,
   * or these connections would be the server's.
   */
  async endTimeWait(): Promise<void> {
    // Whatever table the server's socket was in before: what kept its port taken may have been in the other.
    await endTimeWaitAt(this.host, this.port)
  }

  /** Whether the port is bound, which a program that still holds its socket tells at once. */
  async isBoundBy(program: RunningProgram): Promise<boolean | undefined> {
    if (await program.holds(this.found?.socket.inode ?? 0)) return true
    const entries = await this.#entries(this.transport)
    return entries && boundSocket(this.transport, entries) !== undefined
  }

  /** The server's end of the connection (or its socket for datagrams); 'none' where the kernel has it no more. */
  async #serverEnd(localPort: number): Promise<SocketEntry | 'none' | undefined> {
    const entries = await this.#entries(this.transport)
    if (!entries) return undefined
    if (this.transport === 'udp') return boundSocket('udp', entries) ?? 'none'
    return entries.find((entry) => entry.remote.port === localPort && entry.state !== 'listen') ?? 'none'
  }

  #entries(transport: Transport): ReturnType<Host['readSockets']> {
    return this.host.readSockets(transport, this.port, this.found?.family)
  }
}
