import { starvedMs } from './patience.js'

/** Who sends a little now and then makes progress without end: a whole message may take so many times as long as a pause in it, so long at least, and so much longer at most, ms. */
const WHOLE = 3
const SHORTEST_MS = 3_000
const MOST_MORE_MS = 8_000
/** Of many octets so many may take a second: less than a program manages that reads and sends them one by one. */
const OCTETS_PER_SECOND = 128 * 1024
/** Where less than usual is waited for, they are to come as octets do that are sent in one go. */
const AT_ONCE_PER_SECOND = 4 * 1024 * 1024
/** Between two looks at a clock that a starved machine has slowed down. */
const LOOK_MS = 20
/** However starved the machine is, it takes so many times as long at most: one that drips must come to an end there too. */
const LONGEST = 2

/** The time that the whole of a message may take, by its size; time that a starved machine lost does not count. */
export class Whole {
  readonly #began = performance.now()
  readonly #starvedBefore = starvedMs()
  readonly #base: number
  readonly #perSecond: number
  #timer: NodeJS.Timeout | undefined

  /** `pauseMs`: how long a pause in it may be; `wholeMs`: how long all of it, where that is less than usual; `over` is told how long it has taken. */
  constructor(
    pauseMs: number,
    wholeMs: number | undefined,
    private over: (ms: number) => void,
  ) {
    this.#base = wholeMs ?? Math.max(SHORTEST_MS, Math.min(WHOLE * pauseMs, pauseMs + MOST_MORE_MS))
    this.#perSecond = wholeMs === undefined ? OCTETS_PER_SECOND : AT_ONCE_PER_SECOND
  }

  /** So many octets have come: a message of which nothing has is not slow. */
  watch(octets: () => number): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined
        if (this.#leftMs(octets()) > 0) this.watch(octets)
        else this.over(Math.round(performance.now() - this.#began))
      },
      Math.max(LOOK_MS, this.#leftMs(octets())),
    )
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.over = () => undefined
  }

  #leftMs(octets: number): number {
    const taken = performance.now() - this.#began
    const lost = starvedMs() - this.#starvedBefore
    const allowed = this.#base + (octets / this.#perSecond) * 1000
    return allowed + Math.min(lost, (LONGEST - 1) * allowed) - taken
  }
}
