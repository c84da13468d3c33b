import { finished } from 'node:stream'
import { connectOnce } from './connect-once.js'
import { Incoming, type Completeness, type Counted, type ReceiveOptions, type Reception } from './incoming.js'
import { Deadline, endsWithin, poll, turn, type Awaitable } from './patience.js'
import { localSockets, type Sockets, type StreamSocket } from './sockets.js'
import type { HarnessFault } from '../findings/violation.js'
import type { Address, WireLog } from '../findings/wire-log.js'

/** Whether the program has read all that was sent from that port of ours; undefined where nobody can tell. */
export type HasRead = (localPort: number) => Awaitable<boolean | undefined>

export type ConnectOutcome = TcpPeer | 'refused' | 'timeout' | Error

/** Pieces in which a long message is handed to the kernel, so that progress is seen. */
const WRITE_PIECE = 256 * 1024
/** So many writes are handed to the kernel together where throughput is what matters. */
const WRITES_AT_ONCE = 32
/** How long to wait for the program to read one part of a message before the next is sent all the same, where no scenario speaks of segments, ms. */
const READ_MS = 50
/** Where nobody can tell what the program has read, segments are this far apart. */
const SEGMENT_GAP_MS = 10

/** The harness's end of one TCP connection: it sends, segments, stalls, half-closes, resets, and records. */
export class TcpPeer {
  readonly #socket: StreamSocket
  readonly #incoming: Incoming
  readonly #log: WireLog
  #endSent = false
  #left = false
  readonly local: Address
  readonly remote: Address

  /** Wraps a connected socket; used by both roles. `keptUnasked`: how much is kept of what nobody waits for, where that is less than usual. */
  constructor(
    readonly name: string,
    socket: StreamSocket,
    log: WireLog,
    keptUnasked?: number,
  ) {
    this.#socket = socket
    this.#incoming = new Incoming(socket, keptUnasked)
    this.#log = log
    this.local = { host: socket.localAddress ?? '', port: socket.localPort ?? 0 }
    this.remote = { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      if (!this.#incoming.isOnlyCounted) this.#record('data', 'from', chunk)
      this.#incoming.push(chunk)
    })
    socket.on('end', () => this.#onClosed())
    socket.on('error', () => this.#onClosed())
    socket.on('close', () => this.#onClosed())
  }

  /**
   * Connects to `remote` within `ms`; a refused connection is tried again for `retryMs` (where readiness could not be seen).
   * `from` is the local address, for clients that are to look like other hosts; `sockets` are those of the host that the client is on.
   */
  static async connect(
    name: string,
    remote: Address,
    log: WireLog,
    options: { ms: number; retryMs?: number; from?: string; sockets?: Sockets },
  ): Promise<ConnectOutcome> {
    const until = performance.now() + (options.retryMs ?? 0)
    for (;;) {
      const outcome = await connectOnce(options.sockets ?? localSockets, remote, options, (socket) => {
        const peer = new TcpPeer(name, socket, log)
        peer.#record('open', 'to')
        return peer
      })
      if (outcome !== 'refused' || performance.now() >= until) {
        if (outcome === 'refused') log.add({ kind: 'refused', direction: 'from', peer: name, transport: 'tcp', remote })
        return outcome
      }
      await turn(20)
    }
  }

  /** The other side has ended its direction, or the connection is gone. */
  get closed(): boolean {
    return this.#incoming.hasEnded
  }

  /** Its own direction of the stream was ended. */
  get endSent(): boolean {
    return this.#endSent
  }

  /** Something was sent or has come on it. */
  get wasUsed(): boolean {
    return this.#socket.bytesRead > 0 || this.#socket.bytesWritten > 0
  }

  /** Something has come on it. */
  get hasReceived(): boolean {
    return this.#socket.bytesRead > 0
  }

  /** Octets that have arrived and were not taken. */
  get pending(): number {
    return this.#incoming.pending
  }

  /** So much more came than was asked for that it is not read at present. */
  get isFlooded(): boolean {
    return this.#incoming.isFull
  }

  takePending(): Buffer {
    return this.#incoming.take()
  }

  /** Stops reading, so that the other side fills its buffers; {@link resume} goes on. */
  pause(): void {
    this.#incoming.hold()
  }

  resume(): void {
    this.#incoming.release()
  }

  /**
   * Sends octets in one piece. Resolves when the kernel has taken them, or the connection has ended; `timeout` when the other side reads
   * nothing for `ms`.
   */
  async send(octets: Uint8Array, ms: number): Promise<'sent' | 'closed' | 'timeout' | HarnessFault> {
    this.#record('data', 'to', octets)
    for (let at = 0; at < octets.length || at === 0; at += WRITE_PIECE) {
      const outcome = await this.#write(octets.subarray(at, at + WRITE_PIECE), ms)
      if (outcome !== 'sent') return outcome
    }
    return 'sent'
  }

  #write(piece: Uint8Array, ms: number): Promise<'sent' | 'closed' | 'timeout' | HarnessFault> {
    if (this.#socket.destroyed || !this.#socket.writable) return Promise.resolve('closed')
    return new Promise((resolve) => {
      const deadline = new Deadline(ms, (fault) => resolve(fault ?? 'timeout'))
      const closed = (): void => {
        deadline.cancel()
        resolve('closed')
      }
      this.#socket.once('close', closed)
      this.#socket.write(piece, (error) => {
        deadline.cancel()
        this.#socket.removeListener('close', closed)
        resolve(error ? 'closed' : 'sent')
      })
    })
  }

  /** Sends `octets` again and again until `count` have been written, as many writes at once as the kernel takes; holds no more of them. */
  async pour(
    octets: Buffer,
    count: number,
    ms: number,
  ): Promise<{ readonly outcome: 'sent' | 'closed' | 'timeout' | HarnessFault; readonly written: number }> {
    let written = 0
    this.#incoming.readOn()
    while (written < count) {
      const batch = Math.min(WRITES_AT_ONCE, Math.ceil((count - written) / octets.length))
      this.#socket.cork()
      for (let i = 1; i < batch; i++) if (this.#socket.writable) this.#socket.write(octets)
      const last = this.#write(octets, ms)
      this.#socket.uncork()
      const outcome = await last
      if (outcome !== 'sent') return { outcome, written }
      written += batch * octets.length
    }
    this.#log.note({ kind: 'poured', client: this.name, octets: written, write: octets.length })
    return { outcome: 'sent', written }
  }

  /**
   * Reads and throws away until the other side closes, at no more than `rate` octets per second: how many there were, and the time from the first to
   * the end, ms. `silent` where nothing comes within `firstMs`, `timeout` where it does not end within `ms`. Throws HarnessFault where starved.
   */
  count(firstMs: number, ms: number, rate = Infinity): Promise<Counted> {
    return this.#incoming.count(firstMs, ms, rate)
  }

  /** Sends and resets in the same turn, so that the reset arrives before the other side can have answered. */
  sendAndReset(octets: Uint8Array): void {
    this.#record('data', 'to', octets)
    this.#socket.write(octets)
    this.reset()
  }

  /** Ends the stream and, when the kernel has been told of that (or after so many ms), resets the connection. */
  async endThenReset(ms: number): Promise<void> {
    if (!this.closed) {
      this.halfClose()
      await endsWithin(
        new Promise<void>((resolve) => void finished(this.#socket, { readable: false }, () => resolve())),
        ms,
      )
    }
    this.reset()
  }

  /**
   * Sends the pieces as segments of their own: each is sent only when the program has read the one before, as far as `hasRead` can tell. After one that
   * has not been read within `ms` the rest is sent all the same; how many were read in time is recorded, for a scenario whose segments came together
   * proves nothing. Where nothing of that is `promised` (a message of several parts, to a server that may be busy with another client) a moment is enough.
   */
  async sendSegments(
    pieces: readonly Uint8Array[],
    ms: number,
    hasRead: HasRead,
    promised = true,
  ): Promise<'sent' | 'closed' | 'timeout' | HarnessFault> {
    let apart: number | undefined = 0
    let isReading = true
    for (const [index, piece] of pieces.entries()) {
      const outcome = await this.send(piece, ms)
      if (outcome !== 'sent') return outcome
      if (index === pieces.length - 1) break
      const wasRead: boolean | undefined = isReading ? await this.awaitRead(hasRead, promised ? ms : READ_MS) : false
      isReading = wasRead !== false
      apart = wasRead === undefined || apart === undefined ? undefined : apart + Number(wasRead)
    }
    if (pieces.length > 1 && promised) this.#log.stimulate({ kind: 'segments', sent: pieces.length, apart })
    return 'sent'
  }

  /**
   * Waits until the program has read what was sent, or has answered or ended the connection instead, `ms` at most: whether it has; undefined where nobody
   * can tell.
   */
  async awaitRead(hasRead: HasRead, ms: number): Promise<boolean | undefined> {
    const before = this.#socket.bytesRead
    await turn()
    if ((await hasRead(this.local.port)) === undefined) {
      await turn(SEGMENT_GAP_MS)
      return undefined
    }
    // Who answers or leaves without having read all is not waited for: that is what it makes of segments.
    const done = async (): Promise<boolean | undefined> =>
      this.closed || (await hasRead(this.local.port)) !== false || this.#socket.bytesRead > before ? true : undefined
    return (await poll(done, ms, 5)) === true
  }

  /**
   * Waits until `complete` is satisfied, the connection ends, nothing has come for `ms`, the whole takes too long for its size, or is more than an
   * answer has. Throws HarnessFault where starved.
   */
  receive(complete: Completeness, ms: number, options?: ReceiveOptions): Promise<Reception> {
    return this.#incoming.receive(complete, ms, options)
  }

  /** Waits until the other side has ended the connection; what comes meanwhile stays pending. */
  awaitClosed(ms: number): Promise<boolean> {
    return this.#incoming.awaitEnd(ms)
  }

  /** Ends its own direction of the stream (FIN); the other stays open. */
  halfClose(): void {
    if (this.#endSent) return
    this.#endSent = true
    this.#record('end', 'to')
    if (this.#socket.writable) this.#socket.end()
  }

  /** Ends the connection with RST. */
  reset(): void {
    if (this.#left) return
    this.#record('reset', 'to')
    this.abort()
  }

  /**
   * Leaves politely: FIN, and the kernel goes on taking what still comes; not waited for. Where the server has ended the connection
   * first and `sparesTimeWait`, leaves by RST, which a program that has closed its end cannot notice and which keeps its port free.
   */
  leave(sparesTimeWait = false): void {
    if (this.#left) return
    if (sparesTimeWait && this.closed) {
      if (!this.#endSent) this.#record('end', 'to')
      this.abort()
      return
    }
    this.halfClose()
    this.#left = true
    // An unread socket would stop the other side; what comes now is nobody's evidence any more.
    this.#incoming.letGo()
    this.#socket.unref()
    if (this.closed) this.#socket.destroy()
  }

  /** Ends what is left of the connection with RST, unrecorded: it is no part of the scenario. */
  abort(): void {
    this.#left = true
    if (this.#socket.destroyed) return
    // libuv refuses a reset while a FIN is on its way, and Node's process would then never end.
    if (this.#endSent && !this.#socket.writableFinished) this.#socket.destroy()
    else this.#socket.resetAndDestroy()
  }

  /** Gives the socket back at once. */
  destroy(): void {
    this.#left = true
    this.#socket.destroy()
  }

  #onClosed(): void {
    if (!this.closed) {
      if (!this.#left) this.#record('end', 'from')
      this.#incoming.end()
    }
    if (this.#left && !this.#socket.destroyed) this.#socket.destroy()
  }

  #record(kind: 'open' | 'data' | 'end' | 'reset', direction: 'to' | 'from', octets?: Uint8Array): void {
    if (this.#left && direction === 'from') return
    this.#log.add({
      kind,
      direction,
      peer: this.name,
      transport: 'tcp',
      local: this.local,
      remote: this.remote,
      ...(octets ? { octets } : {}),
    })
  }
}
