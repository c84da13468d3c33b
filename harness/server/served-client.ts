import type { DecodedResponseHead } from '../../protocols/http-message.js'
import type { Content } from '../messages/message.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { UdpPeer } from '../peers/udp-peer.js'

/** A response of a web server, as it came. */
export interface HttpResponse {
  readonly octets: Buffer
  readonly head: DecodedResponseHead
  /** without its chunks, where it came in chunks */
  readonly body: Buffer
}

/** One client that the harness plays: its end of the connection, what it has sent and is still owed a reply to. */
export class ServedClient {
  tcp: TcpPeer | undefined
  udp: UdpPeer | undefined
  /** what was sent since the last reply was received */
  unanswered: Buffer[] = []
  /** sizes of the segments or datagrams sent so far */
  readonly segments: number[] = []
  datagramsDroppedBefore: number | undefined
  /** it has asked on its present connection */
  hasAsked = false
  /** the greeting of the Background has been received */
  greeted = false
  /** what the server said unasked, where nothing is to come unasked */
  banner: Buffer | undefined
  /** the octets of the last right reply */
  lastReply: Buffer | undefined
  /** the last reply came without its line end, which may still come */
  lineEndOwed = false
  /** what the messages held that the server is to store, the newest of each kind */
  readonly contents = new Map<Content['kind'], Buffer>()
  /** the method and path of its last request, and the response to it, where that has been received */
  method = 'GET'
  path = '/'
  response: HttpResponse | undefined
  /** the address and port that it has, where it is not any */
  host: string | undefined
  port: number | undefined
  /** its session is over, or was never begun as the protocol has it: no farewell */
  tookLeave = false

  constructor(readonly name: string) {}

  get sent(): Buffer {
    return this.unanswered.length === 1 ? (this.unanswered[0] as Buffer) : Buffer.concat(this.unanswered)
  }
}
