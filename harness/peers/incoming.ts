import type { HarnessFault } from '../findings/violation.js'
import { OctetQueue } from './octet-queue.js'
import { Deadline } from './patience.js'
import type { StreamSocket } from './sockets.js'
import { Whole } from './whole.js'

/** What came of a wait: enough octets, or what ended it; `octets` are those that had come by then. */
export type Reception =
  | { readonly end: 'data'; readonly octets: Buffer }
  | {
      readonly end: 'closed' | 'timeout'
      readonly octets: Buffer
      /** it came so slowly that after so long, ms, no more was waited for */
      readonly slowMs?: number
      /** more came than any answer has, and it was not the end: the other side is not read any more */
      readonly flooded?: true
    }

/** Says of what has come so far how many octets of it are wanted, or undefined while more must come; `flood` where it is no message any more. */
export type Completeness = (soFar: { readonly size: number; peek(): Buffer }) => number | 'flood' | undefined

export interface ReceiveOptions {
  /** how long all of it may take, ms, where that is to be less than usual */
  readonly wholeMs?: number | undefined
  /** of so many octets at most an answer is made up; by default {@link MOST_OCTETS} */
  readonly most?: number | undefined
}

/** What was counted of a stream: how it ended, how many octets, and the time from the first to the end, ms. */
export interface Counted {
  readonly end: 'closed' | 'silent' | 'timeout'
  readonly octets: number
  readonly ms: number
}

/** What is waited for and has no size that is known beforehand is a line, a header, a small file: no more of it is kept. */
export const MOST_OCTETS = 4 * 1024 * 1024
/** So much is kept for nobody who waits, beside as much as was sent, but no more than that: an echo sends while it is being sent to. */
const KEPT_UNASKED = 2 * 1024 * 1024
const KEPT_OF_ECHO = 16 * 1024 * 1024
/** After our own end somebody may still want to know whether anything came, of a connection that may be one of hundreds. */
const KEPT_OF_LEFT = 64 * 1024
/** Who waits for the end of a stream alone reads on, and throws away what does not fit: so much at most. */
const THROWN_AWAY = 256 * 1024 * 1024
/** Where looking at what has come takes longer, ms, it is looked at again only after several times as long: a check of all of it at every segment would be quadratic. */
const DEAR_MS = 2
const REST_AFTER_DEAR = 4

/** What comes on one connection: octets that wait to be taken, or are only counted, and then its end. There is one wait at a time, and a bound to what is kept. */
export class Incoming {
  readonly #arrived = new OctetQueue()
  #ended = false
  #waiter: (() => void) | undefined
  /** how much of what is being waited for is kept */
  #most = 0
  /** where octets are only counted */
  #counter: ((size: number) => void) | undefined
  /** reads on beyond the bound, for the end of the stream: how many octets were thrown away so far */
  #thrownAway: number | undefined
  #left = false
  /** who holds the socket: we for want of room, or the scenario */
  #isFull = false
  #isHeld = false

  constructor(
    private readonly socket: Pick<StreamSocket, 'pause' | 'resume' | 'destroy' | 'bytesWritten'>,
    private readonly keptUnasked = KEPT_UNASKED,
  ) {}

  get hasEnded(): boolean {
    return this.#ended
  }

  /** What comes at present is thrown away. */
  get isOnlyCounted(): boolean {
    return this.#counter !== undefined
  }

  /** Octets that have arrived and were not taken. */
  get pending(): number {
    return this.#arrived.size
  }

  /** More came than is kept for anybody, so the other side is not read at present. */
  get isFull(): boolean {
    return this.#isFull
  }

  take(): Buffer {
    const octets = this.#arrived.take()
    this.#makeRoom()
    return octets
  }

  /** Stops reading, so that the other side fills its buffers; {@link release} goes on. */
  hold(): void {
    this.#isHeld = true
    this.socket.pause()
  }

  release(): void {
    this.#isHeld = false
    if (!this.#isFull) this.socket.resume()
  }

  /** Nobody will ask for what still comes: it is read, so that the other side does not stand still, but not without end. */
  letGo(): void {
    this.#left = true
    this.#thrownAway ??= 0
    this.#isFull = this.#isHeld = false
    this.socket.resume()
  }

  /** From now on what there is no room for is thrown away, so that the other side can go on. */
  readOn(): void {
    this.#thrownAway ??= 0
    this.#makeRoom()
  }

  /** These have come. */
  push(octets: Buffer): void {
    if (this.#counter) {
      this.#counter(octets.length)
      return
    }
    const hasRoom = this.#arrived.size < this.#bound
    if (hasRoom || this.#thrownAway === undefined) this.#arrived.push(octets)
    else this.#thrownAway += octets.length
    if (!this.#hasRoom()) this.#fill()
    this.#waiter?.()
  }

  get #bound(): number {
    const unasked = this.#left ? KEPT_OF_LEFT : this.keptUnasked + Math.min(this.socket.bytesWritten, KEPT_OF_ECHO)
    return Math.max(this.#most, unasked)
  }

  #hasRoom(): boolean {
    if (this.#thrownAway !== undefined) return this.#thrownAway < THROWN_AWAY
    return this.#arrived.size < this.#bound
  }

  #fill(): void {
    this.#isFull = true
    if (this.#left) this.socket.destroy()
    else this.socket.pause()
  }

  #makeRoom(): void {
    if (!this.#isFull || !this.#hasRoom()) return
    this.#isFull = false
    if (!this.#isHeld) this.socket.resume()
  }

  /** Nothing more will come. */
  end(): void {
    this.#ended = true
    this.#waiter?.()
  }

  /**
   * Waits until `complete` is satisfied, the connection ends, nothing has come for `ms`, all of it has taken too long for its size, or it is more than
   * an answer has. Throws HarnessFault where starved.
   */
  async receive(
    complete: Completeness,
    ms: number,
    { wholeMs, most = MOST_OCTETS }: ReceiveOptions = {},
  ): Promise<Reception> {
    this.#most = most
    this.#makeRoom()
    const all = (end: 'closed' | 'timeout', why: Pick<Reception & { end: 'timeout' }, 'slowMs' | 'flooded'> = {}) => ({
      end,
      octets: this.#arrived.take(),
      ...why,
    })
    const look = (): Reception | undefined => {
      const wanted = this.#arrived.size > 0 ? complete(this.#arrived) : undefined
      if (wanted === 'flood') return all('timeout', { flooded: true })
      if (wanted !== undefined) return { end: 'data', octets: this.#arrived.take(wanted) }
      if (this.#ended) return all('closed')
      return this.#isFull ? all('timeout', { flooded: true }) : undefined
    }
    try {
      return look() ?? (await this.#await(look, all, ms, wholeMs))
    } finally {
      this.#most = 0
      this.#makeRoom()
      if (!this.#ended && !this.#hasRoom()) this.#fill()
    }
  }

  #await(
    look: () => Reception | undefined,
    all: (end: 'timeout', why?: { readonly slowMs: number }) => Reception,
    ms: number,
    wholeMs: number | undefined,
  ): Promise<Reception> {
    return new Promise((resolve, reject) => {
      let later: NodeJS.Timeout | undefined
      const finish = (outcome: Reception | HarnessFault): void => {
        deadline.cancel()
        whole.cancel()
        clearTimeout(later)
        this.#waiter = undefined
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      }
      const deadline = new Deadline(ms, (fault) => finish(fault ?? look() ?? all('timeout')))
      const whole = new Whole(ms, wholeMs, (slowMs) => finish(look() ?? all('timeout', { slowMs })))
      const lookNow = (): void => {
        later = undefined
        const began = performance.now()
        const outcome = look()
        if (outcome) {
          finish(outcome)
          return
        }
        const took = performance.now() - began
        if (took > DEAR_MS) later = setTimeout(lookNow, took * REST_AFTER_DEAR)
      }
      this.#waiter = () => {
        deadline.progress()
        if (this.#arrived.size > 0) whole.watch(() => this.#arrived.size)
        if (later && !this.#ended && !this.#isFull) return
        clearTimeout(later)
        lookNow()
      }
      if (this.#arrived.size > 0) whole.watch(() => this.#arrived.size)
    })
  }

  /** Waits until the other side has ended the connection; what comes meanwhile stays pending, so far as there is room for it. */
  async awaitEnd(ms: number): Promise<boolean> {
    if (this.#ended) return true
    this.readOn()
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        deadline.cancel()
        this.#waiter = undefined
        if (!this.#left) this.#thrownAway = undefined
      }
      const deadline = new Deadline(ms, (fault) => {
        finish()
        if (fault) reject(fault)
        else resolve(false)
      })
      this.#waiter = () => {
        if (!this.#ended) return
        finish()
        resolve(true)
      }
    })
  }

  /**
   * Reads and throws away until the other side closes, at no more than `rate` octets per second: how many there were, and the time from the first to
   * the end, ms. `silent` where nothing comes within `firstMs`, `timeout` where it does not end within `ms`. Throws HarnessFault where starved.
   */
  count(firstMs: number, ms: number, rate = Infinity): Promise<Counted> {
    return new Promise((resolve, reject) => {
      let octets = this.take().length
      let began = octets > 0 ? performance.now() : undefined
      let paused: NodeJS.Timeout | undefined
      const finish = (end: Counted['end'], fault?: HarnessFault): void => {
        first.cancel()
        whole?.cancel()
        clearTimeout(paused)
        this.#counter = this.#waiter = undefined
        if (fault) reject(fault)
        else resolve({ end, octets, ms: performance.now() - (began ?? performance.now()) })
      }
      const first = new Deadline(firstMs, (fault) => finish('silent', fault))
      let whole: Deadline | undefined
      const started = (): void => {
        first.cancel()
        whole ??= new Deadline(ms, (fault) => finish('timeout', fault), 'kernel')
      }
      if (octets > 0) started()
      this.#counter = (size) => {
        began ??= performance.now()
        started()
        octets += size
        const ahead = (octets / rate) * 1000 - (performance.now() - began)
        if (ahead < 1) return
        this.socket.pause()
        paused = setTimeout(() => this.socket.resume(), ahead)
      }
      this.#waiter = () => {
        if (this.#ended) finish('closed')
      }
      if (this.#ended) finish('closed')
    })
  }
}
