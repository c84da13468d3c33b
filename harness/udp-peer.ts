import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { Deadline } from './patience.js'
import type { Address, WireLog } from './wire-log.js'

export interface Datagram {
  readonly octets: Buffer
  readonly from: Address
}

/** Holds three datagrams of the largest size and then some; the default of 208 KiB counts the kernel's own overhead against them. */
const RECEIVE_BUFFER = 1 << 20

/** The harness's end of UDP: a socket that is not connected, so that it also sees replies from elsewhere. */
export class UdpPeer {
  readonly #socket: Socket
  readonly #log: WireLog
  readonly #queue: Datagram[] = []
  /** called when a datagram has come; who sets it takes it off again */
  onArrival: (() => void) | undefined
  readonly local: Address
  #received = 0

  private constructor(readonly name: string, socket: Socket, log: WireLog) {
    this.#socket = socket
    this.#log = log
    const { address, port } = socket.address()
    this.local = { host: address, port }
    socket.on('message', (octets: Buffer, info: RemoteInfo) => {
      const from = { host: info.address, port: info.port }
      this.#received++
      this.#log.add({ kind: 'data', direction: 'from', peer: this.name, transport: 'udp', local: this.local, remote: from, octets })
      this.#queue.push({ octets, from })
      this.onArrival?.()
    })
    socket.on('error', () => {
      // An ICMP error for a datagram of ours: what matters is whether a reply comes.
    })
  }

  /** Opens a socket on `host` (an address of the family that will be spoken to) and `port` (0: an ephemeral one). Rejects where it cannot be bound. */
  static open(name: string, host: string, log: WireLog, port = 0): Promise<UdpPeer> {
    return new Promise((resolve, reject) => {
      const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4' })
      socket.once('error', reject)
      socket.bind(port, host, () => {
        socket.removeListener('error', reject)
        try {
          socket.setRecvBufferSize(RECEIVE_BUFFER)
        } catch {
          // The system's own limit stays; replies are matched all the same.
        }
        resolve(new UdpPeer(name, socket, log))
      })
    })
  }

  /** Sends one datagram; resolves when the kernel has taken it (or refused it: then nothing comes back either). */
  send(octets: Uint8Array, to: Address): Promise<void> {
    this.#log.add({ kind: 'data', direction: 'to', peer: this.name, transport: 'udp', local: this.local, remote: to, octets })
    return new Promise((resolve) => this.#socket.send(octets, to.port, to.host, () => resolve()))
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
    return this.#queue.shift()
  }

  /** The next datagram; undefined when none comes within `ms`. Throws HarnessFault where starved. */
  next(ms: number): Promise<Datagram | undefined> {
    const first = this.#queue.shift()
    if (first) return Promise.resolve(first)
    return new Promise((resolve, reject) => {
      const deadline = new Deadline(ms, (fault) => {
        this.onArrival = undefined
        if (fault) reject(fault)
        else resolve(undefined)
      })
      this.onArrival = () => {
        deadline.cancel()
        this.onArrival = undefined
        resolve(this.#queue.shift())
      }
    })
  }

  close(): void {
    try {
      this.#socket.close()
    } catch {
      // Closed already.
    }
  }
}
