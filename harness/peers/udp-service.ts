import { UdpPeer, type Datagram } from './udp-peer.js'
import { Deadline } from './patience.js'
import { LOOPBACK } from './service-place.js'
import { HarnessFault, SetupError } from '../findings/violation.js'
import type { WireLog } from '../findings/wire-log.js'

/** The harness as a UDP server, at every place where a client may look for it. */
export class UdpService {
  private constructor(
    readonly port: number,
    private readonly peers: UdpPeer[],
  ) {}

  /** Binds the first place, and the others that there are. Throws SetupError where the port is in use. */
  static async open(port: number, log: WireLog, places = LOOPBACK): Promise<UdpService> {
    const peers: UdpPeer[] = []
    for (const place of places) {
      try {
        peers.push(await UdpPeer.open('our server', place.host, log, port, place.sockets))
      } catch (error) {
        // At the others there may be no address; of anything else a client that looks there would have the blame.
        if (place !== places[0] && !(error instanceof HarnessFault)) continue
        if (error instanceof HarnessFault) throw error
        throw new SetupError(
          `UDP port ${port} cannot be bound (${(error as Error).message}): end the program that uses it, so that the harness can play the server there`,
        )
      }
    }
    return new UdpService(port, peers)
  }

  /** How many datagrams have come in all. */
  get received(): number {
    return this.peers.reduce((sum, peer) => sum + peer.received, 0)
  }

  /** The next datagram of either address; undefined when none comes within `ms` or `giveUp` settles first. Throws HarnessFault where starved. */
  async next(ms: number, giveUp: Promise<unknown>): Promise<Datagram | undefined> {
    for (const peer of this.peers) if (peer.pending > 0) return peer.next(0)
    return new Promise((resolve, reject) => {
      let done = false
      const finish = (datagram: Datagram | undefined, fault?: HarnessFault): void => {
        if (done) return
        done = true
        deadline.cancel()
        for (const peer of this.peers) peer.onArrival = undefined
        if (fault) reject(fault)
        else resolve(datagram)
      }
      const deadline = new Deadline(ms, (fault) => finish(undefined, fault))
      for (const peer of this.peers) peer.onArrival = () => finish(peer.take())
      void giveUp.then(() =>
        setImmediate(() => finish(this.peers.map((peer) => peer.take()).find((datagram) => datagram !== undefined))),
      )
    })
  }

  /** Answers from the address that was spoken to. */
  async reply(octets: Uint8Array, to: Datagram): Promise<void> {
    const peer = this.peers.find((candidate) => candidate.hasReceived(to))
    await peer?.send(octets, to.from)
  }

  close(): void {
    for (const peer of this.peers) peer.close()
  }
}
