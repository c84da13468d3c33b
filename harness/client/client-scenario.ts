import { drawAnswer, lineEndOf, type AnswerRule } from '../messages/answer.js'
import type { ClientSubject } from '../subjects/client-subject.js'
import { lastWords } from '../programs/invocation.js'
import { poll, turn } from '../peers/patience.js'
import { octetsOf, type Payload } from '../messages/message.js'
import type { Folder } from '../programs/folder.js'
import type { Framing } from '../messages/framing.js'
import type { Network } from '../hosts/network.js'
import { cut } from '../messages/payload.js'
import { remotePorts, type RunningProgram } from '../programs/running-program.js'
import { endingText, type Ending } from '../findings/ending.js'
import type { Randomness } from '../messages/randomness.js'
import { compare } from '../messages/reply.js'
import { Scenario, type Times } from '../scenario/scenario.js'
import { receiveFrame, receivePart } from './transfer.js'
import { setting, type Settings } from '../messages/settings.js'
import { findShown } from '../messages/shown.js'
import type { SocketEntry } from '../peers/socket-table.js'
import type { Counted, TcpPeer } from '../peers/tcp-peer.js'
import { TcpService } from '../peers/tcp-service.js'
import { relate, type Relation } from '../messages/typed-line.js'
import { UdpService } from '../peers/udp-service.js'
import type { Datagram } from '../peers/udp-peer.js'
import { NotObservable, SetupError, Violation, type Evidence } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'
import { octetCount, seconds } from '../findings/wording.js'

/** A JVM on a loaded machine has been seen to take 3 s until it connects; this adds headroom. */
export const FIRST_WORD_MS = 8_000
/** So often another free port is drawn where somebody was quicker. */
const PORT_ATTEMPTS = 3
/** A typed line of more is told by its size. */
const SHOWN_TYPED = 60
/** What is looked at of a long message while it arrives: its beginning says whose it is. */
const BEGINNING = 4096

export interface ClientScenarioOptions {
  readonly transport: Transport
  /** how long the client may take from its start to its first octet, ms */
  readonly firstWordMs: number
  /** how its messages are told apart in the stream */
  readonly requests?: Framing
  readonly settings?: Settings
}

/** What the client sent, as far as it was waited for. */
interface Message {
  readonly octets: Buffer
  readonly relation: Relation
  /** the client has ended its side of the connection */
  readonly ended: boolean
  /** sizes of its datagrams, where there were several */
  readonly datagrams?: readonly number[]
}

/** A scenario about a client: the harness plays the server, types on the client's standard input and reads its output. */
export class ClientScenario extends Scenario {
  #rule: AnswerRule | undefined
  #port = 0
  #tcp: TcpService | undefined
  #udp: UdpService | undefined
  #nobody = false
  #program: RunningProgram | undefined
  #line: Buffer = Buffer.alloc(0)
  #message: Message | undefined
  #datagram: Datagram | undefined
  #shown = ''
  #waitedInVain = false
  #messageTaken = false
  #answer: Buffer = Buffer.alloc(0)
  readonly #files = new Map<string, Buffer>()
  #greeting: Payload | undefined
  /** the path that the client is asked to request */
  path = '/'
  /** the body that the server answered with */
  body: Buffer = Buffer.alloc(0)
  /** what was counted of a stream, and how long the machine was starved meanwhile, ms */
  counted: (Counted & { readonly starved: number }) | undefined
  /** how each part is answered, where the protocol has parts */
  partAnswer: Buffer | undefined

  constructor(
    random: Randomness,
    times: Times,
    readonly subject: ClientSubject,
    private readonly options: ClientScenarioOptions,
  ) {
    super(random, times, options.settings)
  }

  /** Says what the server sends when the client has connected; nothing, where undefined. */
  defineGreeting(greeting: Payload | undefined): void {
    this.#greeting = greeting
  }

  /** The client finds this file in its working directory. */
  giveFile(name: string, payload: Payload): void {
    if (name.includes('/') || name.includes('\\'))
      throw new SetupError(`"${name}" is no name of a file in the client's own folder`)
    this.#files.set(name, this.drawOctets(payload))
  }

  /** The same, under the name that --send-file has. */
  giveAgreedFile(payload: Payload): void {
    this.giveFile(setting(this.settings, 'send-file'), payload)
  }

  /** What the client was given under this name. */
  fileContent(name: string): Buffer {
    const content = this.#files.get(name)
    if (!content)
      throw new SetupError(`the feature must say what ${name} holds: "Given the client has <octets> in "${name}""`)
    return content
  }

  /** Says how the server answers, for `the server answers`. */
  defineAnswer(rule: AnswerRule): void {
    this.#rule = rule
  }

  /** From here on there is no server at the client's port. */
  expectNobody(): void {
    this.#nobody = true
  }

  /** Starts the client, told where the server is, and types the line at once, since at its prompt it can notice nothing. Greets it where the Background says so. */
  async start(typed?: Payload): Promise<void> {
    await this.#takePort()
    this.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: 'the client is started' })
    this.#program = await this.subject.start(this.#port, this.#files, this.path)
    if (typed) this.type(typed)
    if (this.#greeting && !this.#nobody) await this.#greet(this.#greeting)
  }

  /** Listens on the client's port, or a free one, or makes sure that nobody does. Throws SetupError where the port is taken. */
  async #takePort(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      this.#port = this.subject.fixedPort ?? (await this.subject.host.freePort())
      try {
        await (this.#nobody ? this.#requireNobody() : this.#listen())
        return
      } catch (error) {
        // Between the moment in which a port was found free and now anybody may have taken it.
        if (this.subject.fixedPort !== undefined || attempt === PORT_ATTEMPTS) throw error
      }
    }
  }

  /** Types a line on the client's standard input. */
  type(typed: Payload): void {
    this.#line = this.drawOctets(typed)
    const what =
      this.#line.length <= SHOWN_TYPED ? JSON.stringify(this.#line.toString('utf8')) : octetCount(this.#line.length)
    this.log.add({
      kind: 'note',
      direction: 'to',
      peer: 'harness',
      text: `typed on its standard input: ${what} and LF`,
    })
    // Not waited for: a client that does not read its standard input leaves the pipe full.
    void this.#running().type(Buffer.concat([this.#line, Buffer.from('\n')]))
  }

  /** The line that was typed last, without its end. */
  get typedLine(): Buffer {
    return this.#line
  }

  // --- the message --------------------------------------------------------------------------------------------------

  /** The message, whether its own or the typed line, arrives complete (as one datagram over UDP). */
  async expectMessage(): Promise<void> {
    const message = await this.#awaitMessage()
    this.#requireOneDatagram(message)
    if (message.relation === 'own')
      this.note('the client sends a message of its own, not the line typed on its standard input')
    else this.#requireWhole(message)
  }

  /** The message is the typed line; `lineEnd` must follow it. */
  async expectTypedLine(lineEnd: 'any' | 'LF' = 'any'): Promise<void> {
    const message = await this.#awaitMessage()
    if (message.relation === 'own') {
      throw new Violation(
        'what the client sent is not the line typed on its standard input',
        this.#messageEvidence(message),
      )
    }
    this.#requireOneDatagram(message)
    this.#requireWhole(message)
    const { octets } = message
    const at = octets.indexOf(this.#line)
    if (at > 0)
      throw new Violation(`before the line came ${octetCount(at)} that were not typed`, this.#messageEvidence(message))
    const after = octets.toString('latin1', this.#line.length)
    const ended = /^\r?\n/.exec(after)?.[0] ?? ''
    if (ended === '' && lineEnd === 'LF') {
      throw new Violation('the line came, but no LF to end it', {
        ...this.#messageEvidence(message),
        comparison: compare(Buffer.concat([this.#line, Buffer.from('\n')]), octets),
      })
    }
    const extra = after.length - ended.length
    if (extra > 0 && !(ended === '' && after === '\r'))
      throw new Violation(
        `after the line came ${octetCount(extra)} that were not typed`,
        this.#messageEvidence(message),
      )
  }

  /** The typed line arrives complete; not observable of a client whose message does not come from its standard input. */
  async expectTypedLineIfAny(): Promise<void> {
    const message = await this.#awaitMessage()
    if (message.relation === 'own')
      throw new NotObservable('the client sends a message of its own, not the line typed on its standard input')
    this.#requireWhole(message)
  }

  /** Observes whether the line's end was sent with it. */
  async observeLineEnd(): Promise<void> {
    const message = await this.#awaitMessage()
    const words = {
      '': 'no line terminator is sent',
      '\n': 'LF is sent with the line',
      '\r\n': 'CR LF is sent with the line',
    }
    this.observe(message.relation === 'own' ? 'the typed line is not sent' : words[lineEndOf(message.octets)])
  }

  // --- the server's part --------------------------------------------------------------------------------------------

  /** Answers the message, in so many segments, and ends the stream. */
  async answer(segments = 1): Promise<void> {
    const message = await this.#awaitMessage()
    if (!this.#rule)
      throw new SetupError(
        'the Background must say how the server answers: "Given the server answers with as many other lower-case letters"',
      )
    // Of a message in several datagrams the first is answered: each is a request of its own.
    const answer = drawAnswer(
      this.#rule,
      message.datagrams && this.#datagram ? this.#datagram.octets : message.octets,
      this.random,
    )
    this.#shown = answer.text
    this.#answer = answer.octets
    if (this.#udp && this.#datagram) {
      await this.#udp.reply(answer.octets, this.#datagram)
      return
    }
    const peer = this.#connection()
    // Cut inside the text: a segment that is only its line end could be missed without anybody seeing it.
    const pieces = cut(Buffer.from(answer.text), segments, this.random)
    const end = answer.octets.subarray(answer.text.length)
    pieces.push(Buffer.concat([pieces.pop() ?? Buffer.alloc(0), end]))
    await peer.sendSegments(pieces, this.times.reply, (port) => this.hasRead(port))
    peer.halfClose()
  }

  /** The connection stays unread until a client that does not wait must have filled every buffer on the way; then it is read. */
  async readSlowly(): Promise<void> {
    const peer = await this.firstConnection()
    peer.pause()
    await turn(this.times.quiet)
    peer.resume()
  }

  /** Closes the connection once the message is there, unanswered; also where none comes, for what is asked is only what the client does then. */
  async closeUnanswered(): Promise<void> {
    const peer = await this.firstConnection()
    await this.#awaitMessage().catch(tolerateViolation)
    peer.leave()
  }

  /** Receives the message, if one comes, and stays silent (UDP). */
  async staySilent(): Promise<void> {
    await this.#awaitMessage().catch(tolerateViolation)
  }

  // --- the client's part --------------------------------------------------------------------------------------------

  /** Its output shows the answer, in spite of whatever it prints around it. */
  async expectShown(): Promise<void> {
    const program = this.#running()
    const seen = await poll(
      () => {
        const found = findShown(outputOf(program), this.#shown)
        return found.shown === 'whole' || found.shown === 'in pieces' || program.ending ? found : undefined
      },
      this.times.reply,
      20,
    )
    const found = seen ?? findShown(outputOf(program), this.#shown)
    switch (found.shown) {
      case 'whole':
      case 'in pieces':
        return
      case 'beginning':
        throw new Violation(
          `of the answer's ${octetCount(this.#shown.length)} the client shows only the first ${found.octets}`,
          this.#shownEvidence(),
        )
      case 'end':
        throw new Violation(
          `of the answer's ${octetCount(this.#shown.length)} the client shows only the last ${found.octets}`,
          this.#shownEvidence(),
        )
      case 'nothing':
        throw new Violation(this.#shownWhat(), this.#shownEvidence())
    }
  }

  override get network(): Network | undefined {
    return this.subject.host.network
  }

  /** Answers each datagram of the client until it ends, or `ms` have passed: whether it ended, showed the last answer, and how many datagrams came. */
  async answerUntilEnd(
    ms: number,
  ): Promise<{ readonly ended: boolean; readonly shown: boolean; readonly datagrams: number }> {
    const program = this.#running()
    const rule = this.#rule
    if (!this.#udp || !rule)
      throw new SetupError('this step speaks of datagrams, and of answers that the Background must define')
    const until = performance.now() + ms
    const texts: string[] = []
    for (let left = ms; left > 0; left = until - performance.now()) {
      const datagram = await this.#udp.next(left, program.ended)
      if (!datagram) break
      const { octets, text } = drawAnswer(rule, datagram.octets, this.random)
      texts.push(text)
      await this.#udp.reply(octets, datagram)
    }
    // The last answer may still be on its way when it ends, or be lost.
    const ended = (await program.endsWithin(Math.max(1, until - performance.now()))) !== undefined
    return {
      ended,
      shown: texts.some((text) => findShown(outputOf(program), text).shown === 'whole'),
      datagrams: texts.length,
    }
  }

  /** Ends the client and what it spoke to, so that it can be started once more. */
  async startOver(): Promise<void> {
    await this.#program?.stop(false)
    this.#tcp?.close()
    this.#udp?.close()
    this.#program = this.#tcp = this.#udp = this.#message = this.#datagram = undefined
  }

  /** It ends by itself, with status 0, within the deadline of a reply. */
  async expectSuccess(): Promise<void> {
    const ending = await this.#running().endsWithin(this.times.reply)
    if (!ending)
      throw new Violation(
        `the client still runs ${seconds(this.times.reply)} after the server's answer and its end of the stream`,
        { end: 'timeout' },
      )
    if (ending.kind === 'status' && ending.status === 0) return
    throw new Violation(`the client ended with ${endingText(ending)}, not with exit status 0${this.lastWords()}`, {
      end: 'error',
    })
  }

  /** It ends by itself, however, within so many ms. */
  async expectEnd(ms: number): Promise<void> {
    const program = this.#running()
    if (await program.endsWithin(ms)) return
    throw new Violation(`the client still runs after ${seconds(ms)}${this.lastWords()}`, { end: 'timeout' })
  }

  /** Ends the client and gives the sockets back. Records its output for the report. */
  async dispose(): Promise<void> {
    const program = this.#program
    this.#tcp?.close()
    this.#udp?.close()
    if (!program) return
    const byItself = program.ending
    await program.stop(false)
    this.log.add({
      kind: 'note',
      direction: 'from',
      peer: 'harness',
      text: byItself ? `the client ended with ${endingText(byItself)}` : 'the client was ended by the harness',
    })
  }

  /** The client ran for the whole time that it had for its first octet, and sent none. */
  get waitedInVain(): boolean {
    return this.#waitedInVain
  }

  /** What the client has printed, for the report. */
  get output(): string {
    return this.#program ? outputOf(this.#program) : ''
  }

  // --- inner workings -----------------------------------------------------------------------------------------------

  async #listen(): Promise<void> {
    const { servicePlaces } = this.subject.host
    if (this.options.transport === 'tcp') this.#tcp = await TcpService.open(this.#port, this.log, servicePlaces)
    else this.#udp = await UdpService.open(this.#port, this.log, servicePlaces)
  }

  /** Opens and closes the port: a program of somebody else's there would be taken for the server. */
  async #requireNobody(): Promise<void> {
    await this.#listen()
    this.#tcp?.close()
    this.#udp?.close()
    this.#tcp = this.#udp = undefined
  }

  #running(): RunningProgram {
    if (!this.#program) throw new SetupError('the client must be started before this step')
    return this.#program
  }

  #connection(): TcpPeer {
    const peer = this.#tcp?.connections[0]
    if (!peer) throw new SetupError('this step speaks of a connection, and the feature says Transport: UDP')
    return peer
  }

  async #awaitMessage(): Promise<Message> {
    this.#message ??= this.#udp ? await this.#receiveDatagrams(this.#udp) : await this.#receiveMessage()
    return this.#message
  }

  /** A message as the framing has it; without one, a line or what the client sends by itself. */
  async #receiveMessage(): Promise<Message> {
    const { requests = 'text' } = this.options
    if (requests === 'HTTP') return this.#receiveHead()
    if (requests !== 'frames' && requests !== 'parts') return this.#receiveStream()
    const peer = await this.firstConnection()
    // What was asked for before has been taken from the connection already.
    if (this.#messageTaken) return { octets: Buffer.alloc(0), relation: 'own', ended: peer.closed }
    const { octets } =
      requests === 'parts'
        ? await receivePart(this, peer)
        : await receiveFrame(this, peer, this.fileContent(setting(this.settings, 'send-file')).length + 4)
    return { octets, relation: 'own', ended: peer.closed }
  }

  async #receiveHead(): Promise<Message> {
    const peer = await this.firstConnection()
    const { octets } = await peer.receive(
      (soFar) => (/\n\r?\n/.test(soFar.peek().toString('latin1')) ? soFar.size : undefined),
      this.options.firstWordMs,
    )
    return { octets, relation: 'own', ended: peer.closed }
  }

  /** Waits until the whole message is there, or as much of it as comes. Throws Violation where none does. */
  async receiveMessage(): Promise<void> {
    await this.#awaitMessage()
  }

  /** The message has been received by a step that looked at it. */
  messageTaken(): void {
    this.#messageTaken = true
  }

  async #greet(greeting: Payload): Promise<void> {
    const message = this.draw(greeting)
    const peer = await this.firstConnection()
    this.mustShow(message.shown ?? octetsOf(message).toString('utf8'), octetsOf(message))
    await peer.send(octetsOf(message), this.times.reply)
  }

  /** From now on this is what the client must show. */
  mustShow(text: string, octets: Buffer): void {
    this.#shown = text
    this.#answer = octets
  }

  /** How long its first octet may take, ms. */
  get firstWordMs(): number {
    return this.options.firstWordMs
  }

  /** It has ended. */
  get hasEnded(): boolean {
    return this.#running().hasExited
  }

  get ended(): Promise<unknown> {
    return this.#running().ended
  }

  get ending(): Ending | undefined {
    return this.#running().ending
  }

  /** Its working directory. */
  get folder(): Folder | undefined {
    return this.#program?.folder
  }

  /** What it has printed, octet for octet. */
  get outputOctets(): Buffer {
    return this.#program ? Buffer.concat([this.#program.stdout.octets, this.#program.stderr.octets]) : Buffer.alloc(0)
  }

  /** Sends a datagram to where the client's last one came from. Throws SetupError before one has come. */
  async replyWith(octets: Buffer): Promise<void> {
    if (!this.#udp || !this.#datagram)
      throw new SetupError('nothing has come from the client yet that could be replied to')
    await this.#udp.reply(octets, this.#datagram)
  }

  /** What comes from now on is another message. */
  nextMessage(): void {
    this.#message = undefined
  }

  /** Every further connection that the client makes is ended at once. */
  closeFromNowOn(): void {
    this.#tcp?.closeFromNowOn()
  }

  /** The connection that the client has made. Throws Violation where it makes none in time. */
  async firstConnection(): Promise<TcpPeer> {
    if (!this.#tcp) throw new SetupError('nobody listens in this scenario, so nobody can connect')
    const peer = await this.#tcp.first(this.options.firstWordMs, this.#running().ended)
    if (!peer) throw await this.#neverCame('connected to', 'tcp')
    return peer
  }

  async #receiveStream(): Promise<Message> {
    const peer = await this.firstConnection()
    const started = await peer.receive(() => 0, this.options.firstWordMs)
    if (started.end !== 'data') throw this.#sentNothing(started.end)
    // Waiting for the whole line; a message of the client's own has no end that could be known but silence.
    const whole = await peer.receive((soFar) => {
      if (soFar.size < this.#line.length && soFar.size > BEGINNING) return undefined
      return relate(soFar.peek(), this.#line) === 'part' ? undefined : soFar.size
    }, this.times.reply)
    if (whole.end !== 'data')
      return { octets: whole.octets, relation: relate(whole.octets, this.#line), ended: whole.end === 'closed' }
    // What belongs to the message (its line end, or more of its own) comes within the quiet window, or with the end of the stream.
    const relation = relate(whole.octets, this.#line)
    const terminated = relation === 'whole' && lineEndOf(whole.octets) !== ''
    if (terminated || peer.closed)
      return { octets: Buffer.concat([whole.octets, peer.takePending()]), relation, ended: peer.closed }
    const rest = await peer.receive(() => undefined, this.times.quiet)
    const octets = Buffer.concat([whole.octets, rest.octets])
    return { octets, relation: relate(octets, this.#line), ended: rest.end === 'closed' }
  }

  async #receiveDatagrams(service: UdpService): Promise<Message> {
    const program = this.#running()
    const first = await service.next(this.options.firstWordMs, program.ended)
    if (!first) throw await this.#neverCame('sent a datagram to', 'udp')
    this.#datagram = first
    const relation = relate(first.octets, this.#line)
    if (relation === 'whole') return { octets: first.octets, relation, ended: false }
    // Not the line: does more of the message follow in datagrams of its own? A repetition of the same one is no more.
    const datagrams = [first.octets]
    for (;;) {
      const more = await service.next(this.times.quiet, new Promise(() => undefined))
      if (!more) break
      if (!more.octets.equals(first.octets) || relation === 'part') datagrams.push(more.octets)
    }
    if (datagrams.length === 1) return { octets: first.octets, relation, ended: false }
    const all = Buffer.concat(datagrams)
    return {
      octets: all,
      relation: relate(all, this.#line),
      ended: false,
      datagrams: datagrams.map(({ length }) => length),
    }
  }

  #requireOneDatagram({ datagrams, relation, octets }: Message): void {
    if (!datagrams) return
    const sizes = `${datagrams.slice(0, 4).join(', ')}${datagrams.length > 4 ? ', ...' : ''} octets`
    throw new Violation(`the message came in ${datagrams.length} datagrams (${sizes}), not in one`, {
      end: 'data',
      comparison: compare(relation === 'own' ? octets : this.#line, octets.subarray(0, datagrams[0])),
    })
  }

  #requireWhole(message: Message): void {
    if (message.relation === 'whole') return
    const { octets } = message
    const then = message.ended
      ? 'then the client ended the stream'
      : `then nothing more within ${seconds(this.times.reply)}`
    throw new Violation(
      octets.length > this.#line.length
        ? `the typed line has ${octetCount(this.#line.length)}, and ${octetCount(octets.length)} arrived that are not the line`
        : `of the typed line's ${octetCount(this.#line.length)} only ${octetCount(octets.length)} arrived, ${then}`,
      this.#messageEvidence(message),
    )
  }

  #messageEvidence(message: Message): Evidence {
    return { end: message.ended ? 'closed' : 'data', comparison: compare(this.#line, message.octets) }
  }

  #sentNothing(end: 'closed' | 'timeout'): Violation {
    this.#waitedInVain = end === 'timeout'
    return new Violation(
      end === 'closed'
        ? `the client connected and left without sending anything${this.lastWords()}`
        : `the client connected, but sent nothing within ${seconds(this.options.firstWordMs)}, though a line had been typed on its standard input`,
      { end },
    )
  }

  async #neverCame(what: string, transport: Transport): Promise<Violation> {
    const { ending } = this.#running()
    const where = `the server at ${this.subject.host.serverAddress}:${this.#port}`
    const hint =
      this.subject.fixedPort !== undefined || this.#datagram
        ? ''
        : this.options.requests === 'HTTP'
          ? '; it must take the URL from {url} in the command or from $URL'
          : '; it must take the port from {port} in the command or from $PORT, or be checked with --port N if it is fixed'
    if (ending)
      return new Violation(
        `the client ended with ${endingText(ending)} before it had ${what}${this.#datagram ? ' (once more)' : ''} ${where}${hint}${this.lastWords()}`,
        { end: 'closed' },
      )
    this.#waitedInVain = true
    const elsewhere = await this.#connectsTo(transport)
    if (elsewhere !== undefined && elsewhere !== this.#port) {
      throw new SetupError(
        `the client connects to port ${elsewhere}, not to the one it was given (${this.#port}): add --port ${elsewhere}, or let it take its port from {port} in the command or from $PORT`,
      )
    }
    return new Violation(
      `the client has not ${what} ${where} within ${seconds(this.options.firstWordMs)}${hint}${this.lastWords()}`,
      { end: 'timeout' },
    )
  }

  /** A port that a socket of the client's is waiting to connect to. */
  async #connectsTo(transport: Transport): Promise<number | undefined> {
    return (await remotePorts(this.#running(), transport))[0]
  }

  /** Whether the client has read what was sent to it: from the kernel's entry for its end of the connection. */
  async hasRead(localPort: number): Promise<boolean | undefined> {
    const entries = await this.clientEnd()
    if (!entries) return undefined
    const entry = entries.find((candidate) => candidate.remote.port === localPort)
    return entry ? entry.unread === 0 : true
  }

  /** What the kernel of the client's host knows of the port that its connection comes from; undefined where nobody can tell. */
  async clientEnd(): Promise<SocketEntry[] | undefined> {
    return this.subject.host.readSockets('tcp', this.#connection().remote.port)
  }

  #shownWhat(): string {
    const output = this.output
    if (output.trim() === '') return 'the client shows nothing at all'
    const own = this.#line.toString('utf8')
    if (own !== '' && output.includes(own)) return 'the client does not show the answer, but the line that was typed'
    if (own !== '' && output.includes(own.toUpperCase()))
      return 'the client does not show the answer, but the typed line in upper case, which it must have computed itself'
    return 'the client does not show the answer'
  }

  #shownEvidence(): Evidence {
    return { end: 'data', sought: { wanted: this.#answer, output: Buffer.from(this.output) } }
  }

  /** The last that it said, to end a message with; empty where it said nothing. */
  lastWords(): string {
    const words = this.#program ? lastWords(this.#program) : ''
    return words ? `; it last said: ${words}` : ''
  }
}

function tolerateViolation(error: unknown): void {
  if (!(error instanceof Violation)) throw error
}

const outputOf = (program: RunningProgram): string => {
  const [out, err] = [program.stdout.text, program.stderr.text]
  return err === '' ? out : `${out}\n${err}`
}
