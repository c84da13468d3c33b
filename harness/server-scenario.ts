import type { Exchange } from './exchange.js'
import type { Payload } from './payload.js'
import { cut } from './payload.js'
import { poll } from './patience.js'
import { endingText, isCrash } from './program.js'
import type { Randomness } from './randomness.js'
import { compare, describeRule, expectedReply, judge, type ReplyRule } from './reply.js'
import { Scenario, type Times } from './scenario.js'
import type { ServerSubject } from './server-subject.js'
import { TcpPeer, type Completeness } from './tcp-peer.js'
import { UdpPeer, type Datagram } from './udp-peer.js'
import { HarnessFault, NotObservable, SetupError, Violation, type Evidence } from './violation.js'
import type { Address } from './wire-log.js'
import { octetCount, seconds } from './wording.js'

/** How long a first connection is retried where the system cannot say when a port is bound. */
const UNSEEN_START_MS = 5_000
/** How long a server may take to notice that a client has left, before the next one comes all the same. */
const NOTICE_MS = 50
/** How long a server takes between its reply and the end of the connection, where it ends it by itself. */
const CLOSING_MS = 30
/** More would run into the usual limit of 1 024 open files. */
const MANY_CLIENTS_AT_ONCE = 900

/** What one client of the scenario has sent and is still owed a reply to. */
class Client {
  tcp: TcpPeer | undefined
  udp: UdpPeer | undefined
  /** what was sent since the last reply was received */
  unanswered: Buffer[] = []
  /** sizes of the segments or datagrams sent so far */
  readonly segments: number[] = []
  datagramsDroppedBefore: number | undefined
  constructor(readonly name: string) {}

  get sent(): Buffer {
    return this.unanswered.length === 1 ? (this.unanswered[0] as Buffer) : Buffer.concat(this.unanswered)
  }
}

/** A scenario about a server: the harness plays its clients. */
export class ServerScenario extends Scenario {
  #exchange: Exchange | undefined
  #heldBack: Buffer | undefined
  #lineEnds: string[] = []
  #parted: TcpPeer[] = []
  readonly #clients = new Map<string, Client>()
  #newcomers = 0
  #keepsOpen = false

  constructor(random: Randomness, times: Times, readonly subject: ServerSubject, private address: Address) {
    super(random, times)
  }

  // --- the exchange -------------------------------------------------------------------------------------------------

  /** Says what it means to be served, for `is served`, `asks`, `receives its own reply`. */
  defineExchange(exchange: Exchange): void {
    this.#exchange = exchange
  }

  get exchange(): Exchange {
    if (!this.#exchange) throw new SetupError('the Background must say what being served means: "Given a client is served when it sends <message> and receives <reply>"')
    return this.#exchange
  }

  // --- clients ------------------------------------------------------------------------------------------------------

  /** Opens the client's connection (TCP) or socket (UDP). Throws Violation where the server does not take it. */
  async connect(name: string): Promise<void> {
    const client = this.#client(name)
    if (this.subject.transport === 'udp') await this.#open(client)
    else client.tcp = await this.#connect(name)
  }

  /** The client sends a message drawn from the payload, as one segment or datagram. */
  async send(name: string, payload: Payload): Promise<void> {
    await this.#transmit(name, [payload.draw(this.random)])
  }

  /** The same in `count` segments, each read by the server before the next is sent, as far as can be told. */
  async sendInSegments(name: string, payload: Payload, count: number): Promise<void> {
    await this.#transmit(name, cut(payload.draw(this.random), count, this.random))
  }

  /** In two segments, cut inside a character of UTF-8. */
  async sendCutInsideCharacter(name: string, payload: Payload): Promise<void> {
    const octets = payload.draw(this.random)
    const inside = octets.findIndex((octet) => (octet & 0xc0) === 0x80)
    if (inside === -1) throw new SetupError(`"${payload.phrase}" holds no character of more than one octet to cut`)
    await this.#transmit(name, [octets.subarray(0, inside), octets.subarray(inside)])
  }

  /** Sends a line but for its LF, which {@link sendLineEnd} sends. */
  async sendWithoutLineEnd(name: string, payload: Payload): Promise<void> {
    const octets = payload.draw(this.random)
    await this.#transmit(name, [octets.subarray(0, -1)])
    this.#heldBack = octets.subarray(-1)
  }

  /** Sends what {@link sendWithoutLineEnd} kept back. */
  async sendLineEnd(name: string): Promise<void> {
    await this.#transmit(name, [this.#heldBack ?? Buffer.from('\n')])
  }

  /** For the quiet window after the server has read all, nothing comes and the connection stays. */
  async expectNothingYet(name: string): Promise<void> {
    const peer = this.#tcp(name)
    await peer.awaitRead((port) => this.subject.hasRead(port))
    const early = await peer.receive(({ size }) => size, this.times.quiet)
    if (early.octets.length === 0 && early.end === 'timeout') return
    await this.#requireNoCrash('the connection ended: the server crashed')
    const what = early.octets.length > 0 ? `${octetCount(early.octets.length)} came` : 'the connection was ended'
    throw new Violation(`${what} before the message was complete`, { ...this.#evidence(name, early.end), comparison: compare(Buffer.alloc(0), early.octets) })
  }

  /** Sends the exchange's request and does not wait for the reply. */
  async ask(name: string): Promise<void> {
    const client = this.#client(name)
    if (!client.tcp && !client.udp) await this.connect(name)
    await this.#transmit(name, [this.exchange.request.draw(this.random)])
  }

  async halfClose(name: string): Promise<void> {
    await this.#endStream(this.#tcp(name))
  }

  /** RST; first waits a moment until the server has accepted, so that it is in mid-exchange. */
  async reset(name: string): Promise<void> {
    const peer = this.#tcp(name)
    await poll(() => (this.subject.hasAccepted(peer.local.port) === false ? undefined : true), this.times.quiet, 5)
    peer.reset()
  }

  /** Sends the request and RST in one go: the server reads the request, and can send its answer to nobody. */
  async askAndReset(name: string): Promise<void> {
    if (!this.#client(name).tcp) await this.connect(name)
    this.#tcp(name).sendAndReset(this.exchange.request.draw(this.random))
  }

  /** The client leaves, and the server is given a moment to notice: only then has it left for the server too. */
  async leaveNoticed(name: string): Promise<void> {
    const peer = this.#clients.get(name)?.tcp
    if (peer) await this.#letServerCloseFirst(peer)
    this.leave(name)
    // The end of the other direction tells that the server has noticed; many never close theirs, so it is not waited for long.
    await peer?.awaitClosed(NOTICE_MS).catch(() => undefined)
  }

  leave(name: string): void {
    const client = this.#client(name)
    client.udp?.close()
    if (client.tcp) this.#part(client.tcp)
    this.#clients.delete(name)
  }

  // --- replies ------------------------------------------------------------------------------------------------------

  /** The client receives the reply that the rule demands for what it has sent; more may follow. */
  async receive(name: string, rule: ReplyRule): Promise<void> {
    const client = this.#client(name)
    const sent = client.sent
    client.unanswered = []
    if (client.udp) await this.#receiveDatagram(client, sent, rule)
    else await this.#receiveStream(client, sent, rule)
  }

  /**
   * The same, and nothing more: after it the client half-closes, and until the server ends the connection (or is quiet) nothing comes.
   * A datagram is compared as a whole anyway; that no second one follows is a requirement of its own (U6).
   */
  async receiveExactly(name: string, rule: ReplyRule): Promise<void> {
    const client = this.#client(name)
    const sent = client.sent
    await this.receive(name, rule)
    if (client.udp) return
    const peer = this.#tcp(name)
    await this.#endStream(peer)
    const rest = await peer.receive(() => undefined, this.times.quiet)
    if (rest.octets.length === 0) return
    const expected = expectedReply(rule, sent)
    const received = Buffer.concat([expected, rest.octets])
    throw new Violation(`after the right reply ${octetCount(rest.octets.length)} more came than were expected`, { ...this.#evidence(name, 'data'), comparison: compare(expected, received) })
  }

  /**
   * The CR of CR LF must not have come back as text: told by comparing the ends of the scenario's last two replies, of which the first
   * answered a line ended by LF. A server that ends every line with CR LF has done nothing wrong.
   */
  requireNoCRInText(): void {
    const [toLF, toCRLF] = [this.#lineEnds.at(-2), this.#lineEnds.at(-1)]
    if (toLF === '\n' && toCRLF === '\r\n') {
      throw new Violation('the CR came back as part of the text: the reply to a line ended by LF ends with LF alone, the reply to one ended by CR LF with CR LF', { end: 'data' })
    }
  }

  /** The reply of the exchange to what the client has asked. */
  async receiveOwnReply(name: string): Promise<void> {
    await this.receive(name, this.exchange.reply)
  }

  /** Asks and receives the reply, on the client's present connection or a new one. */
  async serve(name: string): Promise<void> {
    await this.ask(name)
    await this.receiveOwnReply(name)
  }

  /** A client that has not been there yet connects, is served and leaves; the server has survived what went before. */
  async serveNewcomer(): Promise<void> {
    const name = `new client ${++this.#newcomers}`
    await this.serve(name)
    await this.leaveNoticed(name)
    await this.subject.settleIfEnding()
    this.#requireAlive('a new client was served, but then the server crashed')
  }

  /** So many clients connect at once; each asks without waiting for another, is served and leaves. */
  async serveAtOnce(count: number): Promise<void> {
    if (count > MANY_CLIENTS_AT_ONCE) throw new SetupError(`at most ${MANY_CLIENTS_AT_ONCE} clients at once`)
    const names = Array.from({ length: count }, (_, i) => `client ${i + 1}`)
    // Drawn beforehand, in order: which client is served first must not decide who sends what.
    const requests = names.map(() => this.exchange.request.draw(this.random))
    const failures = (await Promise.all(names.map(async (name, i) => {
      try {
        await this.connect(name)
        await this.#transmit(name, [requests[i] as Buffer])
        await this.receiveOwnReply(name)
        await this.#letServerCloseFirst(this.#tcp(name))
        this.leave(name)
        return undefined
      } catch (error) {
        return { name, error }
      }
    }))).filter((failure) => failure !== undefined)
    const first = failures[0]
    if (!first) return
    if (!(first.error instanceof Violation)) throw first.error
    const received = first.error.evidence?.comparison?.received
    const foreign = received && names.find((name, i) => name !== first.name && received.includes(expectedReply(this.exchange.reply, requests[i] as Buffer)))
    throw new Violation(
      `${failures.length} of ${count} clients did not get their own reply; ${first.name}: ${first.error.message}`,
      { end: 'timeout', ...first.error.evidence, ...(foreign === undefined ? {} : { foreign }) },
    )
  }

  /** So many requests of one client, one after another, each with its reply. */
  async serveRepeatedly(name: string, count: number): Promise<void> {
    for (let i = 1; i <= count; i++) {
      try {
        await this.serve(name)
      } catch (error) {
        if (error instanceof Violation) throw new Violation(`request ${i} of ${count}: ${error.message}`, error.evidence)
        throw error
      }
    }
  }

  // --- ends ---------------------------------------------------------------------------------------------------------

  /** The server ends this client's connection in time, and not by crashing. */
  async expectEnd(name: string): Promise<void> {
    const peer = this.#tcp(name)
    if (!(await peer.awaitClosed(this.times.reply))) {
      throw new Violation(`the server did not end the connection within ${seconds(this.times.reply)} of the client's end of stream`, this.#evidence(name, 'timeout'))
    }
    await this.#requireNoCrash('the server crashed when the client had ended its stream')
  }

  /** Observes whether a client is served while another, connected before it, stays idle. */
  async observeConcurrency(name: string, before: string): Promise<void> {
    const client = this.#client(name)
    const sent = client.sent
    const rule = this.exchange.reply
    const early = await this.#tcp(name).receive(decided(rule, sent), this.times.quiet)
    if (early.end === 'data') {
      this.observe('concurrent')
      return
    }
    this.leave(before)
    if (early.end === 'closed') {
      this.observe('neither: the second connection was ended unserved')
      return
    }
    const late = await this.#tcp(name).receive(decided(rule, sent), this.times.reply)
    this.observe(late.end === 'data' ? 'sequential' : 'neither: the second client was not served even after the first had left')
  }

  /** Observes whether the connection serves a second exchange or ends after the first. */
  async observePersistence(name: string, words: { readonly again: string; readonly once: string }): Promise<void> {
    await this.serve(name)
    const peer = this.#tcp(name)
    await this.#transmit(name, [this.exchange.request.draw(this.random)])
    const client = this.#client(name)
    const sent = client.sent
    client.unanswered = []
    const second = await peer.receive(decided(this.exchange.reply, sent), this.times.quiet)
    this.observe(second.end === 'data' ? words.again : words.once)
  }

  /** Observes how much of the client's last datagram comes back. */
  async observeHowMuch(name: string): Promise<void> {
    const client = this.#client(name)
    const sent = client.sent
    client.unanswered = []
    const expected = expectedReply(this.exchange.reply, sent)
    // A smaller request behind it: its reply tells that the large one was dropped, without waiting for silence.
    const follower = this.exchange.request.draw(this.random)
    await this.#transmit(name, [follower])
    client.unanswered = []
    const reply = await this.#udp(name).next(this.times.reply)
    if (!reply || reply.octets.equals(expectedReply(this.exchange.reply, follower))) this.observe('dropped')
    else if (reply.octets.equals(expected)) this.observe('whole')
    else if (expected.subarray(0, reply.octets.length).equals(reply.octets)) this.observe(`truncated to ${reply.octets.length}`)
    else this.observe(`altered: ${octetCount(reply.octets.length)} that are not the beginning of what was expected`)
  }

  /** Observes whether letters outside ASCII came back in upper case. */
  async observeAccents(name: string): Promise<void> {
    const client = this.#client(name)
    const original = client.sent.toString('utf8')
    client.unanswered = []
    const reply = await this.#udp(name).next(this.times.reply)
    const text = reply?.octets.toString('utf8')
    const outside = (letters: string): string => [...letters].filter((letter) => letter > '\x7f').join('')
    if (text === undefined) this.observe('no reply')
    else if (outside(text) === outside(original)) this.observe('unchanged')
    else if (outside(text) === outside(original.toUpperCase())) this.observe('uppercased')
    else this.observe('neither unchanged nor uppercased')
  }

  // --- datagrams ----------------------------------------------------------------------------------------------------

  /** Sends two requests of different sizes without waiting, and receives one reply to each, in whatever order. */
  async askTwice(name: string): Promise<void> {
    await this.ask(name)
    await this.#transmit(name, [Buffer.concat([this.exchange.request.draw(this.random), this.exchange.request.draw(this.random)])])
  }

  async receiveOneReplyEach(name: string): Promise<void> {
    const client = this.#client(name)
    const waiting = client.unanswered.map((request) => expectedReply(this.exchange.reply, request))
    const all = waiting.length
    const both = Buffer.concat(waiting)
    client.unanswered = []
    while (waiting.length > 0) {
      const reply = await this.#nextDatagram(client)
      if (!reply) throw new Violation(`only ${all - waiting.length} of ${all} requests got a reply of their own`, this.#evidence(name, 'timeout'))
      const index = waiting.findIndex((expected) => expected.equals(reply.octets))
      if (index === -1) {
        const joined = reply.octets.length > Math.max(...waiting.map((expected) => expected.length))
        throw new Violation(
          `a datagram of ${octetCount(reply.octets.length)} is the reply to none of the requests${joined ? ' (several replies joined?)' : ' (a part of one?)'}`,
          { ...this.#evidence(name, 'data'), comparison: compare(joined ? both : (waiting[0] ?? both), reply.octets) },
        )
      }
      waiting.splice(index, 1)
    }
    await this.#nothingMoreDatagram(client)
  }

  /** The next reply comes from the very address that the client sent to. */
  async expectReplyFromAddressed(name: string): Promise<void> {
    const client = this.#client(name)
    const reply = await this.#nextDatagram(client)
    if (!reply) throw this.#noDatagram(name, client.sent)
    client.unanswered = []
    if (reply.from.port !== this.address.port || reply.from.host !== this.address.host) {
      throw new Violation(
        `the request went to ${this.address.host}:${this.address.port}, but the reply came from ${reply.from.host}:${reply.from.port}`,
        this.#evidence(name, 'data'),
      )
    }
  }

  // --- the server itself --------------------------------------------------------------------------------------------

  /** From here on the scenario has a server that has served nobody yet. */
  async needFreshServer(): Promise<void> {
    if (!this.subject.isFresh || this.#clients.size > 0) this.address = await this.subject.prepareFresh()
  }

  /** Stops the server with all its processes while this client's connection is open, so that the server's side is the first to close. */
  async stopServer(witness: string): Promise<void> {
    const peer = this.#tcp(witness)
    await this.subject.halt()
    this.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: 'the server is stopped' })
    await peer.awaitClosed(this.times.reply)
    this.leaveByFin(witness)
    const arranged = await poll(() => {
      const inTimeWait = this.subject.inTimeWait()
      return inTimeWait === false ? undefined : { known: inTimeWait === true }
    }, this.times.reply, 5)
    if (!arranged) throw new NotObservable('no connection of the server could be brought into TIME_WAIT, without which starting again proves nothing')
    if (!arranged.known) throw new NotObservable('this system does not show whether a connection is in TIME_WAIT, without which starting again proves nothing')
  }

  private leaveByFin(name: string): void {
    this.#client(name).tcp?.leave(false)
    this.#clients.delete(name)
  }

  async startServerAgain(): Promise<void> {
    this.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: 'the server is started again on the same port' })
    this.address = await this.subject.startAgain()
  }

  // --- the end of the scenario --------------------------------------------------------------------------------------

  /** All clients leave; their sockets are given back by {@link dispose}. `serverEnds`: the server is going to be ended, and its port must not be kept taken. */
  async partAll(serverEnds: boolean): Promise<void> {
    if (serverEnds && this.subject.sparesTimeWait) {
      this.#abandon()
      return
    }
    await Promise.all([...this.#clients.values()].flatMap(({ tcp }) => (tcp ? [this.#letServerCloseFirst(tcp)] : [])))
    for (const name of [...this.#clients.keys()]) this.leave(name)
  }

  dispose(): void {
    for (const peer of this.#parted) peer.destroy()
    this.#parted = []
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

  // --- inner workings -----------------------------------------------------------------------------------------------

  #client(name: string): Client {
    let client = this.#clients.get(name)
    if (!client) this.#clients.set(name, (client = new Client(name)))
    return client
  }

  #tcp(name: string): TcpPeer {
    const peer = this.#client(name).tcp
    if (!peer) throw new SetupError(this.subject.transport === 'udp' ? 'this step speaks of connections, and the feature says Transport: UDP' : `${name} must connect before this step`)
    return peer
  }

  #udp(name: string): UdpPeer {
    const peer = this.#client(name).udp
    if (!peer) throw new SetupError(this.subject.transport === 'tcp' ? 'this step speaks of datagrams, and the feature says Transport: TCP' : `${name} must send before this step`)
    return peer
  }

  async #open(client: Client): Promise<void> {
    const loopback = this.address.host.includes(':') ? '::' : '0.0.0.0'
    client.udp = await UdpPeer.open(client.name, loopback, this.log)
  }

  async #connect(name: string): Promise<TcpPeer> {
    const outcome = await TcpPeer.connect(name, this.address, this.log, { ms: this.times.reply, retryMs: process.platform === 'linux' ? 0 : UNSEEN_START_MS })
    if (outcome instanceof TcpPeer) return outcome
    if (outcome instanceof HarnessFault) throw outcome
    if (outcome === 'refused') throw new Violation(`the connection of ${name} was refused`, { end: 'refused' })
    if (outcome === 'timeout') throw new Violation(`the connection of ${name} was not established within ${seconds(this.times.reply)} (the queue of waiting connections is full)`, { end: 'timeout' })
    throw new Violation(`the connection of ${name} failed: ${outcome.message}`, { end: 'error' })
  }

  async #transmit(name: string, pieces: readonly Buffer[]): Promise<void> {
    const client = this.#client(name)
    client.unanswered.push(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces))
    client.segments.push(...pieces.map((piece) => piece.length))
    if (this.subject.transport === 'udp') {
      if (!client.udp) await this.#open(client)
      client.datagramsDroppedBefore = this.subject.datagramsDropped()
      for (const piece of pieces) await this.#udp(name).send(piece, this.address)
      return
    }
    const outcome = await this.#tcp(name).sendSegments(pieces, this.times.reply, (port) => this.subject.hasRead(port))
    if (outcome instanceof HarnessFault) throw outcome
    if (outcome === 'timeout') throw new Violation(`the server stopped reading: for ${seconds(this.times.reply)} it took nothing more of the ${octetCount(client.sent.length)} sent to it`, this.#evidence(name, 'timeout'))
    // A connection that has ended is told by the step that waits for the reply, with what had come by then.
  }

  async #receiveStream(client: Client, sent: Buffer, rule: ReplyRule): Promise<void> {
    const reception = await this.#tcp(client.name).receive((soFar) => {
      const judgement = judge(rule, sent, soFar)
      if (judgement.verdict === 'more') return undefined
      return judgement.verdict === 'right' ? judgement.size : soFar.size
    }, this.times.reply)
    const { octets } = reception
    const expected = expectedReply(rule, sent)
    const comparison = compare(expected, octets)
    if (reception.end === 'data') {
      const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
      if (judgement.verdict === 'wrong') {
        throw new Violation(`the reply ${judgement.why} (${describeRule(rule)})`, { ...this.#evidence(client.name, 'data'), comparison })
      }
      if (rule.kind === 'upper-line') this.#lineEnds.push(octets.at(-2) === 0x0d ? '\r\n' : '\n')
      return
    }
    await this.#requireNoCrash('instead of the reply the connection ended: the server crashed', { ...this.#evidence(client.name, 'closed'), comparison })
    throw new Violation(this.#shortReply(reception.end, expected, reception.octets, rule), { ...this.#evidence(client.name, reception.end), comparison })
  }

  #shortReply(end: 'closed' | 'timeout', expected: Buffer, received: Buffer, rule: ReplyRule): string {
    const then = end === 'closed' ? 'then the connection ended' : `then nothing more within ${seconds(this.times.reply)}`
    if (received.length === 0) {
      return end === 'closed' ? 'no reply: the connection ended without one' : `no reply within ${seconds(this.times.reply)}`
    }
    if (rule.kind === 'upper-line' && compare(expected, received).difference >= expected.length - 1) {
      return `the line came back, but not the LF that ends it; ${then}`
    }
    const { difference } = compare(expected, received)
    if (difference < received.length) return `from octet ${difference + 1} on the reply differs, and it has ${received.length} of ${octetCount(expected.length)}; ${then}`
    return `only ${octetCount(received.length)} of ${octetCount(expected.length)} came, ${then}`
  }

  /** The next datagram; where the kernel threw the request (or its reply) away, or nobody can tell, the request is sent once more. */
  async #nextDatagram(client: Client): Promise<Datagram | undefined> {
    const peer = this.#udp(client.name)
    const first = await peer.next(this.times.reply)
    if (first) return first
    const dropped = this.subject.datagramsDropped()
    const lost = dropped === undefined || client.datagramsDroppedBefore === undefined || dropped > client.datagramsDroppedBefore
    const request = client.unanswered.at(-1)
    if (!lost || !request || this.subject.death) return undefined
    this.note('a request was sent again, since the datagram may have been lost on the way')
    await peer.send(request, this.address)
    return peer.next(this.times.reply)
  }

  async #receiveDatagram(client: Client, sent: Buffer, rule: ReplyRule): Promise<void> {
    client.unanswered = [sent]
    const reply = await this.#nextDatagram(client)
    client.unanswered = []
    if (!reply) {
      await this.#requireNoCrash('no reply: the server crashed', this.#evidence(client.name, 'timeout'))
      throw this.#noDatagram(client.name, expectedReply(rule, sent))
    }
    const expected = expectedReply(rule, sent)
    const octets = reply.octets
    const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
    if (judgement.verdict === 'right' && octets.length === judgement.size) return
    const why = octets.length < expected.length && judgement.verdict === 'more'
      ? `has only ${octetCount(octets.length)} of ${octetCount(expected.length)}`
      : judgement.verdict === 'right' ? `has ${octetCount(octets.length - judgement.size)} too many` : 'differs from what was expected'
    throw new Violation(`the reply ${why} (${describeRule(rule)})`, { ...this.#evidence(client.name, 'data'), comparison: compare(expected, octets) })
  }

  /** By ordering: a further request's reply must be the next thing that comes. */
  async #nothingMoreDatagram(client: Client): Promise<void> {
    await this.ask(client.name)
    const reply = await this.#nextDatagram(client)
    const expected = expectedReply(this.exchange.reply, client.sent)
    client.unanswered = []
    if (!reply) throw this.#noDatagram(client.name, expected)
    if (!reply.octets.equals(expected)) {
      throw new Violation(`a datagram of ${octetCount(reply.octets.length)} came that answers no request`, { ...this.#evidence(client.name, 'data'), comparison: compare(expected, reply.octets) })
    }
  }

  #noDatagram(name: string, expected: Buffer): Violation {
    return new Violation(`no reply within ${seconds(this.times.reply)}`, { ...this.#evidence(name, 'timeout'), comparison: compare(expected, Buffer.alloc(0)) })
  }

  async #requireNoCrash(message: string, evidence?: Evidence): Promise<void> {
    await this.subject.settle()
    this.#requireAlive(message, evidence)
  }

  #requireAlive(message: string, evidence?: Evidence): void {
    const death = this.subject.death
    if (death && isCrash(death.ending)) {
      throw new Violation(`${message} (${endingText(death.ending)}${death.lastWords ? `: ${death.lastWords}` : ''})`, evidence ?? { end: 'closed' })
    }
  }

  #evidence(name: string, end: Evidence['end']): Evidence {
    return { end, segments: this.#client(name).segments }
  }

  /** Half-closes; where the server has closed the connection altogether that would only keep its port taken. */
  async #endStream(peer: TcpPeer): Promise<void> {
    await this.#letServerCloseFirst(peer)
    if (!(this.subject.sparesTimeWait && peer.closed)) peer.halfClose()
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

  #part(peer: TcpPeer): void {
    const sparing = this.subject.sparesTimeWait && peer.closed && this.subject.hasClosed(peer.local.port) === true
    peer.leave(sparing)
    this.#parted.push(peer)
  }
}

/** Enough has come to say whether the reply is right. */
const decided = (rule: ReplyRule, sent: Buffer): Completeness => (soFar) => (judge(rule, sent, soFar).verdict === 'more' ? undefined : soFar.size)
