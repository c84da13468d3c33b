import { Deadline } from './patience.js'
import { socketError } from './own-trouble.js'
import { localSockets, type ArrivedDatagram, type DatagramSocket, type Sockets } from './sockets.js'
import type { Address, WireLog } from '../findings/wire-log.js'

export type Datagram = ArrivedDatagram

/** Of what nobody waits for so much is kept: more than a hundred of the largest size, or of any; what comes then is thrown away, as the kernel does it. */
const KEPT_OCTETS = 8 * 1024 * 1024
const KEPT_DATAGRAMS = 10_000

/** How often it is asked whether anybody is left who could send something. */
const LOOK_MS = 50
const TWICE = 2

/** The harness's end of UDP: a socket that is not connected, so that it also sees replies from elsewhere. */
export class UdpPeer {
  #socket: DatagramSocket | undefined
  readonly #log: WireLog
  readonly #queue: Datagram[] = []
  /** called when a datagram has come; who sets it takes it off again */
  onArrival: (() => void) | undefined
  readonly #seen = new WeakSet<Datagram>()
  #received = 0
  #queued = 0

  private constructor(
    readonly name: string,
    log: WireLog,
  ) {
    this.#log = log
  }

  /** Where it is bound. */
  get local(): Address {
    return this.#socket?.local ?? { host: '', port: 0 }
  }

  #receive(datagram: Datagram): void {
    this.#received++
    this.#log.add({
      kind: 'data',
      direction: 'from',
      peer: this.name,
      transport: 'udp',
      local: this.local,
      remote: datagram.from,
      octets: datagram.octets,
    })
    if (this.#queue.length >= KEPT_DATAGRAMS || this.#queued >= KEPT_OCTETS) return
    this.#seen.add(datagram)
    this.#queue.push(datagram)
    this.#queued += datagram.octets.length
    this.onArrival?.()
  }

  /**
   * Opens a socket on `host` (an address of the family that will be spoken to) and `port` (0: an ephemeral one) of the host whose sockets are
   * given. Rejects where it cannot be bound; with HarnessFault where that is our own trouble.
   */
  static async open(
    name: string,
    host: string,
    log: WireLog,
    port = 0,
    sockets: Sockets = localSockets,
  ): Promise<UdpPeer> {
    const peer = new UdpPeer(name, log)
    peer.#socket = await sockets
      .datagrams(host, port, (datagram) => peer.#receive(datagram))
      .catch((error: unknown) => {
        throw socketError(error as Error)
      })
    return peer
  }

  /** Sends one datagram; resolves when the kernel has taken it (or refused it: then nothing comes back either). Throws HarnessFault where that is our own trouble. */
  async send(octets: Uint8Array, to: Address): Promise<void> {
    this.#log.add({
      kind: 'data',
      direction: 'to',
      peer: this.name,
      transport: 'udp',
      local: this.local,
      remote: to,
      octets,
    })
    await this.#socket?.send(octets, to).catch((error: unknown) => {
      throw socketError(error as Error)
    })
  }

  /** Whether this datagram came to this socket. */
  hasReceived(datagram: Datagram): boolean {
    return this.#seen.has(datagram)
  }

  /** How many datagrams have come in all. */
  get received(): number {
    return this.#received
  }

  /** How many have come and were not taken. */
  get pending(): number {
    return this.#queue.length
  }

  /** The datagram that came first of those not taken yet. */
  take(): Datagram | undefined {
    const first = this.#queue.shift()
    this.#queued -= first?.octets.length ?? 0
    return first
  }

  /**
   * The next datagram; undefined when none comes within `ms`, or when there is nobody any more who could send one: `isOver` is asked for that now and
   * then, and believed when it has said so twice, since what was sent before may still be on its way. Throws HarnessFault where starved.
   */
  next(ms: number, isOver?: () => Promise<boolean>): Promise<Datagram | undefined> {
    const first = this.take()
    if (first) return Promise.resolve(first)
    return new Promise((resolve, reject) => {
      const end = (): void => {
        deadline.cancel()
        clearInterval(look)
        this.onArrival = undefined
      }
      const deadline = new Deadline(ms, (fault) => {
        end()
        if (fault) reject(fault)
        else resolve(undefined)
      })
      this.onArrival = () => {
        end()
        resolve(this.take())
      }
      const look =
        isOver &&
        askingTwice(isOver, () => {
          end()
          resolve(undefined)
        })
    })
  }

  close(): void {
    this.#socket?.close()
  }
}

/** Asks now and then, one question at a time, and calls `over` when the answer was yes so often in a row. To be cleared by who asked for it. */
function askingTwice(isOver: () => Promise<boolean>, over: () => void): NodeJS.Timeout {
  let said = 0
  let asking = false
  const ask = async (): Promise<void> => {
    said = (await isOver()) ? said + 1 : 0
    if (said === TWICE) over()
  }
  return setInterval(() => {
    if (asking) return
    asking = true
    ask().then(
      () => (asking = false),
      // Nobody can be asked any more: then the deadline decides.
      () => undefined,
    )
  }, LOOK_MS)
}
