import type { Conversation, Exchange } from '../messages/exchange.js'
import { octetsOf, type Message, type Payload } from '../messages/message.js'
import type { Network } from '../hosts/network.js'
import { poll } from '../peers/patience.js'
import { cut } from '../messages/payload.js'
import { placeFiles } from './http.js'
import { endingText, isCrash } from '../findings/ending.js'
import type { Randomness } from '../messages/randomness.js'
import type { ReplyRule } from '../messages/reply.js'
import { Scenario, type Times } from '../scenario/scenario.js'
import { ServedClient } from './served-client.js'
import * as datagrams from './datagrams.js'
import * as replies from './replies.js'
import type { ServerSubject } from '../subjects/server-subject.js'
import type { Settings } from '../messages/settings.js'
import { TcpPeer } from '../peers/tcp-peer.js'
import { UdpPeer } from '../peers/udp-peer.js'
import { HarnessFault, NotObservable, SetupError, Violation, type Evidence } from '../findings/violation.js'
import type { Address } from '../findings/wire-log.js'
import { octetCount, seconds } from '../findings/wording.js'

/** How long a first connection is retried where the system cannot say when a port is bound. */
const UNSEEN_START_MS = 5_000
/** How long a server may take to notice that a client has left, before the next one comes all the same. */
const NOTICE_MS = 50
/** How long a server takes between its reply and the end of the connection, where it ends it by itself. */
const CLOSING_MS = 30
/** A user who is asked for the second line of two; protocols.md, command-session. */
const TURN_MS = 100

/** A scenario about a server: the harness plays its clients. */
export class ServerScenario extends Scenario {
  readonly conversation: Conversation = {}
  #heldBack: Buffer | undefined
  #parted: TcpPeer[] = []
  readonly #clients = new Map<string, ServedClient>()
  #newcomers = 0
  #servesOrdinaryFirst = false
  #abandoned = 0
  #moreMs = 0
  #keepsOpen = false
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

  constructor(
    random: Randomness,
    times: Times,
    readonly subject: ServerSubject,
    public address: Address,
    settings: Settings = {},
  ) {
    super(random, times, settings)
  }

  // --- the conversation ---------------------------------------------------------------------------------------------

  /** What it means to be served. Throws SetupError where the Background does not say. */
  get exchange(): Exchange {
    const { exchange } = this.conversation
    if (!exchange)
      throw new SetupError(
        'the Background must say what being served means: "Given a client is served when it sends <message> and receives <reply>"',
      )
    return exchange
  }

  // --- clients ------------------------------------------------------------------------------------------------------

  /** The client of that name; a new one where there is none. */
  client(name: string): ServedClient {
    let client = this.#clients.get(name)
    if (!client) this.#clients.set(name, (client = new ServedClient(name)))
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

  /** Opens the client's connection (TCP) or socket (UDP). Throws Violation where the server does not take it. */
  async connect(name: string): Promise<void> {
    await this.#serveOrdinary()
    const client = this.client(name)
    if (this.subject.transport === 'udp') {
      client.udp?.close()
      await this.#open(client)
      return
    }
    client.tcp = await this.#connect(name)
    if (this.conversation.bannerPassed === true) await replies.passOverBanner(this, client)
  }

  /** The client has this address, and where it is asked for the port of another client. Throws NotObservable where the system has no such address. */
  async locate(name: string, host: string, portOf?: string): Promise<void> {
    const client = this.client(name)
    client.host = host
    if (portOf !== undefined) client.port = this.udp(portOf).local.port
    try {
      await this.connect(name)
    } catch (error) {
      throw new NotObservable(
        `this machine cannot send from ${host} (${(error as Error).message}); on Linux every address of 127.0.0.0/8 is its own`,
      )
    }
  }

  /** Before the first client of the scenario an ordinary one is to be served, where the Background says what that is. */
  serveOrdinaryFirst(): void {
    this.#servesOrdinaryFirst = true
  }

  async #serveOrdinary(): Promise<void> {
    if (!this.#servesOrdinaryFirst || !this.conversation.exchange) return
    this.#servesOrdinaryFirst = false
    try {
      await this.serveNewcomer()
    } catch (error) {
      // That a second client can be served at all is a requirement of its own.
      if (error instanceof Violation) throw new NotObservable('an ordinary client was not served')
      throw error
    }
  }

  /** How long a reply may take, ms: longer where requests that nobody waits for any more stand before it in a queue. */
  get replyMs(): number {
    return this.times.reply * (1 + this.#abandoned) + this.#moreMs
  }

  /** From now on everything may take so much longer, ms: the network is in a bad state. */
  allowMore(ms: number): void {
    this.#moreMs += ms
  }

  override get network(): Network | undefined {
    return this.subject.network
  }

  /** Connects, and receives the greeting of the Background. */
  async connectAndBeGreeted(name: string): Promise<void> {
    await this.connect(name)
    await replies.receiveGreeting(this, name)
  }

  /** Sends the exchange's request and does not wait for the reply. */
  async ask(name: string): Promise<void> {
    const client = this.client(name)
    if (!client.tcp && !client.udp) await this.connect(name)
    await this.transmit(name, this.draw(this.exchange.request))
  }

  /** The reply of the exchange to what the client has asked, after the greeting where there is one. */
  async receiveOwnReply(name: string): Promise<void> {
    await replies.receiveGreeting(this, name)
    await this.receive(name, this.exchange.reply)
  }

  /** Asks and receives the reply, on the client's present connection or a new one. */
  async serve(name: string): Promise<void> {
    const client = this.client(name)
    if (!client.tcp && !client.udp) await this.connect(name)
    await replies.receiveGreeting(this, name)
    await this.ask(name)
    await this.receive(name, this.exchange.reply)
  }

  /** A client that has not been there yet connects, is served and leaves; the server has survived what went before. */
  async serveNewcomer(): Promise<void> {
    const name = `new client ${++this.#newcomers}`
    await this.serve(name)
    await this.leaveNoticed(name)
    await this.subject.settleIfEnding()
    this.requireAlive('a new client was served, but then the server crashed')
  }

  // --- sending ------------------------------------------------------------------------------------------------------

  /** The client sends a message drawn from the payload: a segment or datagram, or as many as the payload says. */
  async send(name: string, payload: Payload): Promise<void> {
    await this.transmit(name, this.draw(payload))
  }

  /** The same in `count` segments, each read by the server before the next is sent, as far as can be told. */
  async sendInSegments(name: string, payload: Payload, count: number): Promise<void> {
    const message = this.draw(payload)
    this.requireLineEnds('a command that arrives in several segments')
    await this.transmit(name, { ...message, segments: cut(octetsOf(message), count, this.random), inTurns: false })
  }

  /** The payload's first segments as they are, and its last cut into `count`. */
  async sendRestInSegments(name: string, payload: Payload, count: number): Promise<void> {
    const message = this.draw(payload)
    const last = message.segments.at(-1) ?? Buffer.alloc(0)
    await this.transmit(name, {
      ...message,
      segments: [...message.segments.slice(0, -1), ...cut(last, count, this.random)],
    })
  }

  /** Each octet in a segment of its own. */
  async sendOctetByOctet(name: string, payload: Payload): Promise<void> {
    const message = this.draw(payload)
    this.requireLineEnds('a command that arrives in several segments')
    await this.transmit(name, {
      ...message,
      segments: [...octetsOf(message)].map((octet) => Buffer.from([octet])),
      inTurns: false,
    })
  }

  /** In two segments, cut inside a character of UTF-8. */
  async sendCutInsideCharacter(name: string, payload: Payload): Promise<void> {
    const octets = this.drawOctets(payload)
    const inside = octets.findIndex((octet) => (octet & 0xc0) === 0x80)
    if (inside === -1) throw new SetupError(`"${payload.phrase}" holds no character of more than one octet to cut`)
    await this.transmit(name, { segments: [octets.subarray(0, inside), octets.subarray(inside)] })
  }

  /** Sends all but the last octet (of a line: its LF), which {@link sendKept} sends. */
  async sendKeepingBack(name: string, payload: Payload): Promise<void> {
    const message = this.draw(payload)
    const last = message.segments.at(-1) ?? Buffer.alloc(0)
    this.#heldBack = last.subarray(-1)
    await this.transmit(name, { ...message, segments: [...message.segments.slice(0, -1), last.subarray(0, -1)] })
  }

  /** Sends what {@link sendKeepingBack} kept back. */
  async sendKept(name: string): Promise<void> {
    await this.transmit(name, { segments: [this.#heldBack ?? Buffer.from('\n')] })
  }

  /** Sends what of the payload comes before its first turn: the command that data is to follow. Throws NotObservable where it is one line. */
  async begin(name: string, payload: Payload): Promise<void> {
    const { segments, inTurns } = this.draw(payload)
    if (inTurns !== true)
      throw new NotObservable(
        'with --data-form inline a command and its data are one line, so no client can be between the two',
      )
    await this.transmit(name, { segments: segments.slice(0, 1) })
  }

  /** Throws NotObservable where nothing but the segment tells where a command ends. */
  requireLineEnds(what: string): void {
    if (this.settings.eol === 'none')
      throw new NotObservable(`with --eol none ${what} cannot be told from several commands`)
  }

  /** Sends the segments of a message, and takes note of what the client is owed an answer to. */
  async transmit(name: string, message: Message): Promise<void> {
    const client = this.client(name)
    const { segments } = message
    client.unanswered.push(octetsOf(message))
    client.segments.push(...segments.map((piece) => piece.length))
    for (const { kind, octets } of message.contents ?? []) client.contents.set(kind, octets)
    if (this.subject.transport === 'udp') {
      if (!client.udp) await this.connect(name)
      client.datagramsDroppedBefore = await this.subject.datagramsDropped()
      for (const piece of segments) await this.udp(name).send(piece, this.address)
      return
    }
    const peer = this.tcp(name)
    for (const group of message.inTurns === true ? segments.map((piece) => [piece]) : [segments]) {
      const outcome = await peer.sendSegments(group, this.replyMs, (port) => this.subject.hasRead(port))
      if (outcome instanceof HarnessFault) throw outcome
      if (outcome === 'timeout')
        throw new Violation(
          `the server stopped reading: for ${seconds(this.replyMs)} it took nothing more of the ${octetCount(client.sent.length)} sent to it`,
          this.evidence(name, 'timeout'),
        )
      // A connection that has ended is told by the step that waits for the reply, with what had come by then.
      if (message.inTurns === true && group[0] !== segments.at(-1))
        await poll(() => (peer.pending > 0 || peer.closed ? true : undefined), TURN_MS)
    }
  }

  // --- replies ------------------------------------------------------------------------------------------------------

  /** The client receives the reply that the rule demands for what it has sent; more may follow. */
  async receive(name: string, rule: ReplyRule): Promise<void> {
    if (this.client(name).udp) await datagrams.receive(this, name, rule)
    else await replies.receive(this, name, rule)
  }

  // --- leaving ------------------------------------------------------------------------------------------------------

  async halfClose(name: string): Promise<void> {
    await this.endStream(this.tcp(name))
  }

  /** Half-closes; where the server has closed the connection altogether that would only keep its port taken. */
  async endStream(peer: TcpPeer): Promise<void> {
    await this.#letServerCloseFirst(peer)
    if (!(this.subject.sparesTimeWait && peer.closed)) peer.halfClose()
  }

  /** RST; first waits a moment until the server has accepted, so that it is in mid-exchange. */
  async reset(name: string): Promise<void> {
    const peer = this.tcp(name)
    await poll(
      async () => ((await this.subject.hasAccepted(peer.local.port)) === false ? undefined : true),
      this.times.quiet,
      5,
    )
    peer.reset()
  }

  /** Sends the first half of the request, which the server reads, and resets the connection. */
  async beginAndReset(name: string): Promise<void> {
    if (!this.client(name).tcp) await this.connect(name)
    const request = this.drawOctets(this.exchange.request)
    await this.transmit(name, { segments: [request.subarray(0, Math.ceil(request.length / 2))] })
    const peer = this.tcp(name)
    await peer.awaitRead((port) => this.subject.hasRead(port))
    peer.reset()
  }

  /** Sends the request and RST in one go: the server reads the request, and can send its answer to nobody. */
  async askAndReset(name: string): Promise<void> {
    if (!this.client(name).tcp) await this.connect(name)
    this.#abandoned++
    this.tcp(name).sendAndReset(this.drawOctets(this.exchange.request))
  }

  /** The client leaves as the protocol has it, and the server is given a moment to notice: only then has it left for the server too. */
  async leaveNoticed(name: string): Promise<void> {
    await replies.takeLeave(this, name)
    await this.disconnect(name)
  }

  /** The client ends its connection without a farewell, and the server is given a moment to notice. */
  async disconnect(name: string): Promise<void> {
    const peer = this.#clients.get(name)?.tcp
    if (peer) await this.#letServerCloseFirst(peer)
    await this.#leave(name)
    // The end of the other direction tells that the server has noticed; many never close theirs, so it is not waited for long.
    await peer?.awaitClosed(NOTICE_MS).catch(() => undefined)
  }

  /** The server ends this client's connection in time, and not by crashing. */
  async expectEnd(name: string): Promise<void> {
    const peer = this.tcp(name)
    if (!(await peer.awaitClosed(this.times.reply))) {
      throw new Violation(
        `the server did not end the connection within ${seconds(this.times.reply)}${peer.endSent ? " of the client's end of stream" : ''}`,
        this.evidence(name, 'timeout'),
      )
    }
    await this.requireNoCrash(
      peer.endSent
        ? 'the server crashed when the client had ended its stream'
        : 'the connection ended, but since the server crashed',
    )
  }

  // --- the server itself --------------------------------------------------------------------------------------------

  /** From here on the scenario has a server that has served nobody yet. */
  async needFreshServer(): Promise<void> {
    if (!this.subject.isFresh || this.#clients.size > 0) await this.renew(await this.subject.prepareFresh())
  }

  /** Stops the server with all its processes while this client's connection is open, so that the server's side is the first to close. */
  async stopServer(witness: string): Promise<void> {
    const peer = this.tcp(witness)
    await this.subject.halt()
    this.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: 'the server is stopped' })
    await peer.awaitClosed(this.times.reply)
    peer.leave(false)
    this.#clients.delete(witness)
    const arranged = await poll(
      async () => {
        const inTimeWait = await this.subject.inTimeWait()
        return inTimeWait === false ? undefined : { known: inTimeWait === true }
      },
      this.times.reply,
      5,
    )
    if (!arranged)
      throw new NotObservable(
        'no connection of the server could be brought into TIME_WAIT, without which starting again proves nothing',
      )
    if (!arranged.known)
      throw new NotObservable(
        'this system does not show whether a connection is in TIME_WAIT, without which starting again proves nothing',
      )
  }

  async startServerAgain(): Promise<void> {
    this.log.add({
      kind: 'note',
      direction: 'to',
      peer: 'harness',
      text: 'the server is started again on the same port',
    })
    await this.renew(await this.subject.startAgain())
  }

  /** Another process of the server is reached there; what the scenario put into the old one's folder is put into its own. */
  async renew(address: Address): Promise<void> {
    this.address = address
    await placeFiles(this)
  }

  /** Waits for a server that is ending. Throws Violation where it crashed. */
  async requireNoCrash(message: string, evidence?: Evidence): Promise<void> {
    await this.subject.settle()
    this.requireAlive(message, evidence)
  }

  /** Throws Violation where it has crashed. */
  requireAlive(message: string, evidence?: Evidence): void {
    const death = this.subject.death
    if (death && isCrash(death.ending)) {
      throw new Violation(
        `${message} (${endingText(death.ending)}${death.lastWords ? `: ${death.lastWords}` : ''})`,
        evidence ?? { end: 'closed' },
      )
    }
  }

  evidence(name: string, end: Evidence['end']): Evidence {
    return { end, segments: this.client(name).segments }
  }

  // --- the end of the scenario --------------------------------------------------------------------------------------

  /** All clients leave; their sockets are given back by {@link dispose}. `serverEnds`: the server is going to be ended, and its port must not be kept taken. */
  async partAll(serverEnds: boolean): Promise<void> {
    if (serverEnds && this.subject.sparesTimeWait) {
      this.#abandon()
      return
    }
    await Promise.all(
      [...this.#clients].map(async ([name, { tcp }]) => {
        if (!serverEnds) await replies.takeLeave(this, name)
        if (tcp) await this.#letServerCloseFirst(tcp)
      }),
    )
    for (const name of [...this.#clients.keys()]) await this.#leave(name)
  }

  dispose(): void {
    for (const peer of this.#parted) peer.destroy()
    this.#parted = []
  }

  // --- inner workings -----------------------------------------------------------------------------------------------

  async #leave(name: string): Promise<void> {
    const client = this.client(name)
    client.udp?.close()
    this.#clients.delete(name)
    if (client.tcp) await this.#part(client.tcp)
  }

  /**
   * The server is going to be ended. Where its port is fixed, connections that it would be the first to close then are reset before, so
   * that the port is not kept taken by TIME_WAIT.
   */
  #abandon(): void {
    for (const { tcp, udp } of this.#clients.values()) {
      tcp?.abort()
      udp?.close()
    }
    this.#clients.clear()
    for (const peer of this.#parted) peer.abort()
  }

  async #open(client: ServedClient): Promise<void> {
    const { sockets, host } = await this.subject.clientPlace(client.host)
    const any = this.address.host.includes(':') ? '::' : '0.0.0.0'
    client.udp = await UdpPeer.open(client.name, host ?? any, this.log, client.port ?? 0, sockets)
  }

  async #connect(name: string): Promise<TcpPeer> {
    const { sockets } = await this.subject.clientPlace()
    const outcome = await TcpPeer.connect(name, this.address, this.log, {
      ms: this.times.reply,
      retryMs: process.platform === 'linux' ? 0 : UNSEEN_START_MS,
      sockets,
    })
    if (outcome instanceof TcpPeer) return outcome
    if (outcome instanceof HarnessFault) throw outcome
    if (outcome === 'refused') throw new Violation(`the connection of ${name} was refused`, { end: 'refused' })
    if (outcome === 'timeout')
      throw new Violation(
        `the connection of ${name} was not established within ${seconds(this.times.reply)} (the queue of waiting connections is full)`,
        { end: 'timeout' },
      )
    throw new Violation(`the connection of ${name} failed: ${outcome.message}`, { end: 'error' })
  }

  /**
   * On a fixed port: a server that closes after its reply is given the moment that it needs for it, since a FIN that crosses its own
   * would bring its side into TIME_WAIT.
   */
  async #letServerCloseFirst(peer: TcpPeer): Promise<void> {
    if (!this.subject.sparesTimeWait || this.#keepsOpen || !peer.wasUsed) return
    // A server that has once kept its connection open is not waited for again.
    if (!(await poll(() => (peer.closed ? true : undefined), CLOSING_MS, 5))) this.#keepsOpen = true
  }

  async #part(peer: TcpPeer): Promise<void> {
    this.#parted.push(peer)
    const sparing =
      this.subject.sparesTimeWait && peer.closed && (await this.subject.hasClosed(peer.local.port)) === true
    peer.leave(sparing)
  }
}
