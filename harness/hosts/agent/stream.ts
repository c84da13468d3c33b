import { Duplex } from 'node:stream'
import type { StreamSocket } from '../../peers/sockets.js'
import type { Address } from '../../findings/wire-log.js'
import type { Order, Report } from './wire.js'

/** What a connection needs of the conversation with its agent. */
interface Link {
  send(order: Order, payload?: Uint8Array): void
  forget(stream: number): void
}

const gone = (): Error => new Error('the connection is gone')

/** One end of a TCP connection on the agent's host. */
export class AgentStream extends Duplex implements StreamSocket {
  localAddress: string | undefined
  localPort: number | undefined
  remoteAddress: string | undefined
  remotePort: number | undefined
  bytesRead = 0
  bytesWritten = 0
  /** called when the kernel there has taken what is being written */
  #taken: ((error?: Error) => void) | undefined
  #paused = false
  #over = false
  /** what is due when nothing is left to be read */
  #whenRead: (() => void) | undefined

  constructor(
    private readonly link: Link,
    private readonly id: number,
    ends?: { readonly local: Address; readonly remote: Address },
  ) {
    super({ allowHalfOpen: true })
    if (ends) this.#setEnds(ends)
  }

  /** Nobody knows yet whether there will be a connection. */
  get connecting(): boolean {
    return this.localPort === undefined
  }

  /** What the agent says of this connection. */
  heed(report: Extract<Report, { readonly stream: number }>, payload: Buffer): void {
    switch (report.op) {
      case 'accepted':
        return
      case 'connected':
        this.#setEnds(report)
        this.emit('connect')
        return
      case 'data':
        this.bytesRead += payload.length
        if (this.push(payload) || this.#paused) return
        this.#paused = true
        this.link.send({ op: 'pause', stream: this.id })
        return
      case 'taken': {
        const taken = this.#taken
        this.#taken = undefined
        taken?.()
        return
      }
      case 'ended':
        this.push(null)
        return
      case 'closed':
        this.#over = true
        this.#endBehindData(
          report.message === undefined ? undefined : Object.assign(new Error(report.message), { code: report.code }),
        )
    }
  }

  /** What came before the end is still delivered, as the kernel does it, also where it is not being read at present. */
  #endBehindData(error: Error | undefined): void {
    const end = (): void => {
      // Whoever is sending must not wait for somebody to read.
      if (this.readableLength === 0 || this.#taken) this.destroy(error)
    }
    this.#whenRead = end
    end()
  }

  override read(size?: number): unknown {
    const octets: unknown = super.read(size)
    if (this.#whenRead && this.readableLength === 0) setImmediate(this.#whenRead)
    return octets
  }

  override _read(): void {
    if (!this.#paused) return
    this.#paused = false
    this.link.send({ op: 'resume', stream: this.id })
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#transmit(octets, done)
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#transmit(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  #transmit(octets: Buffer, done: (error?: Error | null) => void): void {
    if (this.#over) {
      done(gone())
      return
    }
    this.bytesWritten += octets.length
    this.#taken = done
    this.link.send({ op: 'data', stream: this.id }, octets)
  }

  override _final(done: () => void): void {
    this.link.send({ op: 'end', stream: this.id })
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#over) this.link.send({ op: 'destroy', stream: this.id })
    this.#over = true
    this.link.forget(this.id)
    const taken = this.#taken
    this.#taken = undefined
    taken?.(error ?? gone())
    done(error)
  }

  resetAndDestroy(): this {
    if (!this.#over) this.link.send({ op: 'reset', stream: this.id })
    this.#over = true
    this.destroy()
    return this
  }

  /** The agent never delays. */
  setNoDelay(): this {
    return this
  }

  /** It is the link that keeps a process alive, or not. */
  unref(): this {
    return this
  }

  #setEnds({ local, remote }: { readonly local: Address; readonly remote: Address }): void {
    this.localAddress = local.host
    this.localPort = local.port
    this.remoteAddress = remote.host
    this.remotePort = remote.port
  }
}
