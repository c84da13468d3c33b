import { starvedMs } from './patience.js'

/** A scenario and a check may take so long, ms; each wait in them has a deadline of its own, so that only very many, or a mistake of ours, come to this. */
export const SCENARIO_MS = 120_000
export const CHECK_MS = 600_000

/** However starved the machine is, so many times as long at most. */
const LONGEST = 2
/** Between two looks at a clock that a starved machine has slowed down. */
const LOOK_MS = 250

/** Calls `over` once, when so much time has passed that could be used; keeps no process alive. */
export class Bound {
  readonly #began = performance.now()
  readonly #starvedBefore = starvedMs()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly ms: number,
    private readonly over: () => void,
  ) {
    this.#watch()
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }

  #watch(): void {
    const lost = Math.min(starvedMs() - this.#starvedBefore, (LONGEST - 1) * this.ms)
    const left = this.ms + lost - (performance.now() - this.#began)
    if (left <= 0) {
      this.over()
      return
    }
    this.#timer = setTimeout(() => this.#watch(), Math.max(left, Math.min(LOOK_MS, this.ms)))
    this.#timer.unref()
  }
}
