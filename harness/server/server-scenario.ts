import type { CrashMoment } from '../findings/server-violation.js'
import { isCrash } from '../findings/ending.js'
import { SetupError, Violation, type Evidence } from '../findings/violation.js'
import type { Address } from '../findings/wire-log.js'
import type { Network } from '../hosts/network.js'
import type { Conversation, Exchange } from '../messages/exchange.js'
import type { Randomness } from '../messages/randomness.js'
import type { Settings } from '../messages/settings.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { UdpPeer } from '../peers/udp-peer.js'
import type { Transport } from '../findings/wire-log.js'
import { Scenario, SLOW_WHOLE_MS, type Times } from '../scenario/scenario.js'
import type { ServerSubject } from '../subjects/server-subject.js'
import { ServedClient } from './served-client.js'

/**
 * A scenario about a server: the harness plays its clients. What the steps of one scenario know together; what they do is in the functions
 * of the files beside it.
 */
export class ServerScenario extends Scenario {
  readonly conversation: Conversation = {}
  readonly clients = new Map<string, ServedClient>()
  /** ends of connections whose clients have left, held until {@link dispose} */
  parted: TcpPeer[] = []
  /** so many new clients have been served */
  newcomers = 0
  /** so many requests stand in the server's queue whose reply nobody waits for any more */
  abandoned = 0
  /** is done once before the first client connects, where the Background says what being served means */
  beforeFirstClient: (() => Promise<void>) | undefined
  /** the server was seen to keep its connection open after its reply */
  keepsOpen = false
  /** the end of a message, kept back until a later step sends it */
  keptBack: Buffer | undefined
  /** line ends of the replies that were lines, in order */
  readonly lineEnds: string[] = []
  /** what was put into the server's working directory, by name */
  readonly files = new Map<string, Buffer>()
  /** what lies beside that directory and must never be served */
  secret: Buffer | undefined
  /** whose response was last looked at */
  responder = 'client A'
  /** the line that was typed last at the server */
  typed: Buffer = Buffer.alloc(0)
  /** what each client has sent, in order; large messages are left out */
  readonly requests: { readonly client: string; readonly octets: Buffer }[] = []
  /** so many clients were answered as the Background has it */
  rightReplies = 0
  /** the first reply that was not as the Background has it, where that is another requirement's matter */
  otherReply: { readonly client: string; readonly violation: Violation } | undefined
  /** the server sent something, but too slowly for all of it to be waited for */
  wasSlow = false
  /** what was wrong with the first message whose length was not its own: a requirement of its own, and no matter of the others */
  miscounted: Violation | undefined
  #moreMs = 0

  constructor(
    random: Randomness,
    times: Times,
    readonly subject: ServerSubject,
    public address: Address,
    settings: Settings = {},
  ) {
    super(random, times, settings)
  }

  /** What it means to be served. Throws SetupError where the Background does not say. */
  get exchange(): Exchange {
    const { exchange } = this.conversation
    if (!exchange)
      throw new SetupError(
        'the Background must say what being served means: "Given a client is served when it sends <message> and receives <reply>"',
      )
    return exchange
  }

  get transport(): Transport {
    return this.subject.transport
  }

  override get network(): Network | undefined {
    return this.subject.network
  }

  // --- clients ------------------------------------------------------------------------------------------------------

  /** The client of that name; a new one where there is none. */
  client(name: string): ServedClient {
    let client = this.clients.get(name)
    if (!client) this.clients.set(name, (client = new ServedClient(name)))
    return client
  }

  /** Its end of a connection. Throws SetupError where it has none. */
  tcp(name: string): TcpPeer {
    const peer = this.client(name).tcp
    if (!peer)
      throw new SetupError(
        this.subject.transport === 'udp'
          ? 'this step speaks of connections, and the feature says Transport: UDP'
          : `${name} must connect before this step`,
      )
    return peer
  }

  /** Its socket for datagrams. Throws SetupError where it has none. */
  udp(name: string): UdpPeer {
    const peer = this.client(name).udp
    if (!peer)
      throw new SetupError(
        this.subject.transport === 'tcp'
          ? 'this step speaks of datagrams, and the feature says Transport: TCP'
          : `${name} must send before this step`,
      )
    return peer
  }

  evidence(name: string, end: Evidence['end']): Evidence {
    return { end, segments: this.client(name).segments }
  }

  // --- times --------------------------------------------------------------------------------------------------------

  /** How long a reply may take, ms: longer where requests that nobody waits for any more stand before it in a queue. */
  get replyMs(): number {
    return this.times.reply * (1 + this.abandoned) + this.#moreMs
  }

  /** How long the whole of a reply may take, ms, where that is less than usual: the server is known to send too slowly. */
  get wholeMs(): number | undefined {
    return this.wasSlow ? SLOW_WHOLE_MS : this.times.whole
  }

  /** From now on everything may take so much longer, ms: the network is in a bad state. */
  allowMore(ms: number): void {
    this.#moreMs += ms
  }

  // --- the server ---------------------------------------------------------------------------------------------------

  /** Waits for a server that is ending. Throws Violation where it crashed. */
  async requireNoCrash(moment: CrashMoment, evidence?: Evidence): Promise<void> {
    await this.subject.settle()
    this.requireAlive(moment, evidence)
  }

  /** Throws Violation where it has crashed. */
  requireAlive(moment: CrashMoment, evidence?: Evidence): void {
    const death = this.subject.death
    if (death && isCrash(death.ending)) {
      throw new Violation({ kind: 'server-crashed', moment, ...death }, evidence ?? { end: 'closed' })
    }
  }

  /** Gives back the sockets of the clients that have left. */
  dispose(): void {
    for (const peer of this.parted) peer.destroy()
    this.parted = []
  }
}
