import type { Ending } from '../findings/ending.js'
import { SetupError } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'
import type { Network } from '../hosts/network.js'
import type { AnswerRule } from '../messages/answer.js'
import type { Framing } from '../messages/framing.js'
import type { Payload } from '../messages/message.js'
import type { Randomness } from '../messages/randomness.js'
import type { Settings } from '../messages/settings.js'
import type { Relation } from '../messages/typed-line.js'
import type { Counted } from '../peers/incoming.js'
import { hasRead, type SocketEntry } from '../peers/socket-table.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { TcpService } from '../peers/tcp-service.js'
import type { Datagram } from '../peers/udp-peer.js'
import type { UdpService } from '../peers/udp-service.js'
import type { Folder } from '../programs/folder.js'
import { lastWords } from '../programs/invocation.js'
import type { RunningProgram } from '../programs/running-program.js'
import { Scenario, type Times } from '../scenario/scenario.js'
import type { ClientSubject } from '../subjects/client-subject.js'

/** A JVM on a loaded machine has been seen to take 3 s until it connects; this adds headroom. */
export const FIRST_WORD_MS = 8_000

export interface ClientScenarioOptions {
  readonly transport: Transport
  /** how long the client may take from its start to its first octet, ms */
  readonly firstWordMs: number
  /** how its messages are told apart in the stream */
  readonly requests?: Framing
  readonly settings?: Settings
}

/** What the client sent, as far as it was waited for. */
export interface ClientMessage {
  readonly octets: Buffer
  readonly relation: Relation
  /** the client has ended its side of the connection */
  readonly ended: boolean
  /** it came so slowly that no more of it was waited for: after so long, ms */
  readonly slowMs?: number
  /** it went on without end, so no more of it was read */
  readonly flooded?: true
  /** sizes of its datagrams, where there were several */
  readonly datagrams?: readonly number[]
}

/**
 * A scenario about a client: the harness plays the server, types on the client's standard input and reads its output. What the steps of one
 * scenario know together; what they do is in the functions of the files beside it.
 */
export class ClientScenario extends Scenario {
  // --- what the Background says

  /** how the server answers, for `the server answers` */
  answerRule: AnswerRule | undefined
  /** what the server sends when the client has connected; nothing, where undefined */
  greeting: Payload | undefined
  /** how each part is answered, where the protocol has parts */
  partAnswer: Buffer | undefined
  /** there is no server at the client's port */
  nobody = false
  /** what the client finds in its working directory, by name */
  readonly files = new Map<string, Buffer>()

  // --- the client, and what it speaks to

  port = 0
  tcp: TcpService | undefined
  udp: UdpService | undefined
  program: RunningProgram | undefined
  /** the line that was typed last, without its end */
  typedLine: Buffer = Buffer.alloc(0)
  /** octets of the longest line that was typed */
  longestTyped = 0
  /** the path that the client is asked to request */
  path = '/'

  // --- what has happened

  /** its present message, once that has been received */
  message: ClientMessage | undefined
  /** a step that looked at its message has taken that from the connection */
  messageTaken = false
  /** the datagram that came last from it */
  datagram: Datagram | undefined
  /** what the client must show */
  textToShow = ''
  /** the body that the server answered with */
  body: Buffer = Buffer.alloc(0)
  /** what was counted of a stream, and how long the machine was starved meanwhile, ms */
  counted: (Counted & { readonly starved: number }) | undefined
  /** it sent something, but too slowly for all of it to be waited for */
  wasSlow = false
  /** the client ran for the whole time that it had for its first octet, and sent none */
  waitedInVain = false

  constructor(
    random: Randomness,
    times: Times,
    readonly subject: ClientSubject,
    readonly options: ClientScenarioOptions,
  ) {
    super(random, times, options.settings)
  }

  /** From now on this is what the client must show. */
  mustShow(text: string): void {
    this.textToShow = text
  }

  /** What the client was given under this name. */
  fileContent(name: string): Buffer {
    const content = this.files.get(name)
    if (!content)
      throw new SetupError(`the feature must say what ${name} holds: "Given the client has <octets> in "${name}""`)
    return content
  }

  get transport(): Transport {
    return this.options.transport
  }

  override get network(): Network | undefined {
    return this.subject.host.network
  }

  // --- the program --------------------------------------------------------------------------------------------------

  /** The client's process. Throws SetupError before it has been started. */
  running(): RunningProgram {
    if (!this.program) throw new SetupError('the client must be started before this step')
    return this.program
  }

  /** How long its first octet may take, ms. */
  get firstWordMs(): number {
    return this.options.firstWordMs
  }

  /** It has ended. */
  get hasEnded(): boolean {
    return this.running().hasExited
  }

  get ended(): Promise<unknown> {
    return this.running().ended
  }

  get ending(): Ending | undefined {
    return this.running().ending
  }

  /** Its working directory. */
  get folder(): Folder | undefined {
    return this.program?.folder
  }

  /** What it has printed, for the report. */
  get output(): string {
    if (!this.program) return ''
    const [out, err] = [this.program.stdout.text, this.program.stderr.text]
    return err === '' ? out : `${out}\n${err}`
  }

  /** What it has printed, octet for octet. */
  get outputOctets(): Buffer {
    return this.program ? Buffer.concat([this.program.stdout.octets, this.program.stderr.octets]) : Buffer.alloc(0)
  }

  /** The last that it said; empty where it said nothing. */
  lastWords(): string {
    return this.program ? lastWords(this.program) : ''
  }

  // --- its connection -----------------------------------------------------------------------------------------------

  /** The connection that it has made. Throws SetupError where it makes none. */
  connection(): TcpPeer {
    const peer = this.tcp?.connections[0]
    if (!peer) throw new SetupError('this step speaks of a connection, and the feature says Transport: UDP')
    return peer
  }

  /** Whether the client has read what was sent to it: from the kernel's entry for its end of the connection. */
  async hasRead(localPort: number): Promise<boolean | undefined> {
    const { port } = this.connection().remote
    const entries = await this.subject.host.readSockets('tcp', port, undefined, 'both')
    return entries && hasRead(entries, port, localPort)
  }

  /** What the kernel of the client's host knows of the port that its connection comes from; undefined where nobody can tell. */
  async clientEnd(): Promise<SocketEntry[] | undefined> {
    return this.subject.host.readSockets('tcp', this.connection().remote.port)
  }
}
