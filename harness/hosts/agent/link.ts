import type { Duplex } from 'node:stream'
import type { DatagramSocket, ArrivedDatagram, ListeningSocket, Sockets, StreamSocket } from '../../peers/sockets.js'
import type { AgentEnd } from '../../findings/observation.js'
import { HarnessFault } from '../../findings/violation.js'
import { AgentStream } from './stream.js'
import { encodeFrame, FrameReader, type Calls, type Order, type Report } from './wire.js'

interface Settled {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
type Result<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>

/** The harness's end of the conversation with one agent: calls, and the sockets of the agent's host. */
export class AgentLink {
  readonly #channel: Duplex
  readonly #waiting = new Map<number, Settled>()
  readonly #streams = new Map<number, AgentStream>()
  readonly #onAccepted = new Map<number, (stream: StreamSocket) => void>()
  readonly #onDatagram = new Map<number, (datagram: ArrivedDatagram) => void>()
  readonly #outgoing: Buffer[] = []
  #nextId = 0
  #broken: Error | undefined

  /** `channel`: the agent's standard input and output. `host`: the name of its host; undefined where it is the network namespace. */
  constructor(
    channel: Duplex,
    private readonly host: string | undefined,
  ) {
    this.#channel = channel
    const reader = new FrameReader<Report>((report, payload) => this.#take(report, payload))
    channel.on('data', (chunk: Buffer) => reader.push(chunk))
    channel.on('error', (error) => this.#break({ kind: 'failed', error: error.message }))
    channel.on('close', () => this.#break({ kind: 'ended' }))
  }

  /** Asks the agent. Rejects with the system's error, or where the agent is gone. */
  async call<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): Promise<Result<Name>> {
    return this.callWith(new Uint8Array(), name, ...args)
  }

  /** The same with a payload. */
  async callWith<Name extends keyof Calls>(
    payload: Uint8Array,
    name: Name,
    ...args: Parameters<Calls[Name]>
  ): Promise<Result<Name>> {
    if (this.#broken) throw this.#broken
    const id = this.#id()
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.send({ op: 'call', id, name, args }, payload)
    return answer as Promise<Result<Name>>
  }

  /** What is sent in one turn arrives in one: a reset right behind a request must not leave the other side the time to answer. */
  send(order: Order, payload?: Uint8Array): void {
    if (this.#broken) return
    if (this.#outgoing.push(encodeFrame(order, payload)) > 1) return
    process.nextTick(() => {
      const frames = this.#outgoing.splice(0)
      const [only] = frames
      if (!this.#broken && only) this.#channel.write(frames.length === 1 ? only : Buffer.concat(frames))
    })
  }

  /** Forgets a connection that is over. */
  forget(stream: number): void {
    this.#streams.delete(stream)
  }

  /** Ends the conversation, and with it the agent. */
  close(): void {
    this.#break({ kind: 'closed' })
    this.#channel.destroy()
  }

  /** The sockets of the agent's host. */
  readonly sockets: Sockets = {
    connect: (remote, from, fromPort) => {
      const id = this.#id()
      const stream = new AgentStream(this, id)
      if (this.#broken) return stream.destroy(this.#broken)
      this.#streams.set(id, stream)
      this.send({
        op: 'connect',
        stream: id,
        remote,
        ...(from === undefined ? {} : { from }),
        ...(fromPort === undefined ? {} : { fromPort }),
      })
      return stream
    },

    listen: async (port, host, onConnection): Promise<ListeningSocket> => {
      const id = this.#id()
      this.#onAccepted.set(id, onConnection)
      await this.call('listen', id, port, host)
      return {
        close: () => {
          this.#onAccepted.delete(id)
          this.send({ op: 'close', socket: id })
        },
      }
    },

    datagrams: async (host, port, onDatagram): Promise<DatagramSocket> => {
      const id = this.#id()
      this.#onDatagram.set(id, onDatagram)
      const local = await this.call('bind', id, port, host)
      return {
        local,
        send: (octets, to) => this.callWith(octets, 'send', id, to),
        close: () => {
          this.#onDatagram.delete(id)
          this.send({ op: 'close', socket: id })
        },
      }
    },
  }

  /** The agent's own numbers are odd. */
  #id(): number {
    return (this.#nextId += 2)
  }

  #take(report: Report, payload: Buffer): void {
    switch (report.op) {
      case 'result':
        this.#settle(report.id)?.resolve(report.value)
        return
      case 'octets':
        this.#settle(report.id)?.resolve(payload)
        return
      case 'failed':
        this.#settle(report.id)?.reject(
          Object.assign(new Error(report.message), report.code === undefined ? {} : { code: report.code }),
        )
        return
      case 'accepted': {
        const onAccepted = this.#onAccepted.get(report.socket)
        if (!onAccepted) {
          this.send({ op: 'destroy', stream: report.stream })
          return
        }
        const stream = new AgentStream(this, report.stream, report)
        this.#streams.set(report.stream, stream)
        onAccepted(stream)
        return
      }
      case 'datagram':
        this.#onDatagram.get(report.socket)?.({ octets: payload, from: report.from })
        return
      case 'connected':
      case 'data':
      case 'taken':
      case 'ended':
      case 'closed':
        this.#streams.get(report.stream)?.heed(report, payload)
    }
  }

  #settle(id: number): Settled | undefined {
    const settled = this.#waiting.get(id)
    this.#waiting.delete(id)
    return settled
  }

  #break(end: AgentEnd): void {
    if (this.#broken) return
    this.#broken = new HarnessFault({ kind: 'agent-lost', host: this.host, end })
    for (const { reject } of this.#waiting.values()) reject(this.#broken)
    this.#waiting.clear()
    for (const stream of this.#streams.values()) stream.destroy(stream.connecting ? this.#broken : undefined)
    this.#streams.clear()
  }
}
