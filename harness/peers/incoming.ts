import type { HarnessFault } from '../findings/violation.js'
import { OctetQueue } from './octet-queue.js'
import { Deadline, starvedMs } from './patience.js'
import type { StreamSocket } from './sockets.js'

/** What came of a wait: enough octets, or what ended it; `octets` are those that had come by then. */
export type Reception =
  | { readonly end: 'data'; readonly octets: Buffer }
  | {
      readonly end: 'closed' | 'timeout'
      readonly octets: Buffer
      /** it came so slowly that after so long, ms, no more was waited for */
      readonly slowMs?: number
    }

/** Says of what has come so far how many octets of it are wanted, or undefined while more must come. */
export type Completeness = (soFar: { readonly size: number; peek(): Buffer }) => number | undefined

/** What was counted of a stream: how it ended, how many octets, and the time from the first to the end, ms. */
export interface Counted {
  readonly end: 'closed' | 'silent' | 'timeout'
  readonly octets: number
  readonly ms: number
}

/** Who sends a little now and then makes progress without end: a whole message may take so many times as long as a pause in it, and at least so long, ms. */
const WHOLE = 5
const SHORTEST_WHOLE_MS = 3_000
/** Of many octets so many may take a second: less than a program manages that reads and sends them one by one. */
const OCTETS_PER_SECOND = 128 * 1024
/** Where less than usual is waited for, they are to come as octets do that are sent in one go. */
const AT_ONCE_PER_SECOND = 4 * 1024 * 1024

/** What comes on one connection: octets that wait to be taken, or are only counted, and then its end. There is one wait at a time. */
export class Incoming {
  readonly #arrived = new OctetQueue()
  #ended = false
  #waiter: (() => void) | undefined
  /** where octets are only counted */
  #counter: ((size: number) => void) | undefined

  constructor(private readonly socket: Pick<StreamSocket, 'pause' | 'resume'>) {}

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

  take(): Buffer {
    return this.#arrived.take()
  }

  /** These have come. */
  push(octets: Buffer): void {
    if (this.#counter) {
      this.#counter(octets.length)
      return
    }
    this.#arrived.push(octets)
    this.#waiter?.()
  }

  /** Nothing more will come. */
  end(): void {
    this.#ended = true
    this.#waiter?.()
  }

  /**
   * Waits until `complete` is satisfied, the connection ends, nothing has come for `ms`, or all of it has taken too long for its size: longer than
   * `wholeMs`, where less than usual is to be waited for. Throws HarnessFault where starved.
   */
  async receive(complete: Completeness, ms: number, wholeMs?: number): Promise<Reception> {
    const take = (): Reception | undefined => {
      const wanted = this.#arrived.size > 0 ? complete(this.#arrived) : undefined
      if (wanted !== undefined) return { end: 'data', octets: this.#arrived.take(wanted) }
      return this.#ended ? { end: 'closed', octets: this.#arrived.take() } : undefined
    }
    const at = take()
    if (at) return at
    const [began, starvedBefore] = [performance.now(), starvedMs()]
    /** How long it has taken, where that is too long for what has come; time that a starved machine lost does not count. */
    const tooSlow = (): number | undefined => {
      const perSecond = wholeMs === undefined ? OCTETS_PER_SECOND : AT_ONCE_PER_SECOND
      const allowed = (wholeMs ?? Math.max(SHORTEST_WHOLE_MS, WHOLE * ms)) + (this.#arrived.size / perSecond) * 1000
      const taken = performance.now() - began
      return taken > allowed && taken - (starvedMs() - starvedBefore) > allowed ? Math.round(taken) : undefined
    }
    return new Promise((resolve, reject) => {
      const finish = (outcome: Reception | HarnessFault): void => {
        deadline.cancel()
        this.#waiter = undefined
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      }
      const deadline = new Deadline(ms, (fault) => finish(fault ?? { end: 'timeout', octets: this.#arrived.take() }))
      this.#waiter = () => {
        deadline.progress()
        const outcome = take()
        if (outcome) {
          finish(outcome)
          return
        }
        const slowMs = tooSlow()
        if (slowMs !== undefined) finish({ end: 'timeout', octets: this.#arrived.take(), slowMs })
      }
    })
  }

  /** Waits until the other side has ended the connection; what comes meanwhile stays pending. */
  async awaitEnd(ms: number): Promise<boolean> {
    if (this.#ended) return true
    return new Promise((resolve, reject) => {
      const deadline = new Deadline(ms, (fault) => {
        this.#waiter = undefined
        if (fault) reject(fault)
        else resolve(false)
      })
      this.#waiter = () => {
        if (!this.#ended) return
        deadline.cancel()
        this.#waiter = undefined
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
      let octets = this.#arrived.take().length
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
