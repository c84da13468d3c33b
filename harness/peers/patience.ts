import { readFileSync } from 'node:fs'
import { HarnessFault } from '../findings/violation.js'

/**
 * Deadlines that a starved machine cannot turn into a false verdict: a deadline that expires while processes stood in the
 * queue for a CPU is extended by the time they stood there; where the harness itself could not run, the outcome is an error.
 */

/** How often the event loop's lateness is sampled: fine against deadlines of 150 ms and up, cheap against work. */
const SAMPLE_MS = 20
/** A starved wait may last this many times its nominal length before it is called, */
const LONGEST = 4
/** and so much longer at most, ms: within ten seconds every program has had its turns, however many others want theirs. */
const MOST_MORE_MS = 10_000

let lateMs = 0
let expected = 0
let sampler: NodeJS.Timeout | undefined

function sample(): void {
  const now = performance.now()
  lateMs += Math.max(0, now - expected - 1)
  expected = now + SAMPLE_MS
}

/** Starts measuring this process's own lateness; idempotent, keeps no process alive. */
export function watchLateness(): void {
  if (sampler) return
  expected = performance.now() + SAMPLE_MS
  sampler = setInterval(sample, SAMPLE_MS)
  sampler.unref()
}

/** Milliseconds in which some process of this machine waited for a CPU (Linux pressure stall information), else 0. */
function cpuPressureMs(): number {
  try {
    const total = /some .*total=(\d+)/.exec(readFileSync('/proc/pressure/cpu', 'latin1'))
    return total ? Number(total[1]) / 1000 : 0
  } catch {
    return 0
  }
}

/** The part of a wait that nobody could use: the larger of the loop's lateness and the machine's CPU pressure. */
interface Starvation {
  readonly late: number
  readonly pressure: number
}

const starvation = (): Starvation => {
  if (sampler) sample()
  return { late: lateMs, pressure: cpuPressureMs() }
}

/** How late this process has been so far in all, ms: to be read twice, and subtracted. */
export function latenessMs(): number {
  watchLateness()
  return starvation().late
}

/** How long this machine has been starved so far, ms: to be read twice, and subtracted. */
export function starvedMs(): number {
  const { late, pressure } = starvation()
  return Math.max(late, pressure)
}

/**
 * A deadline of `ms` milliseconds, restarted by {@link Deadline.progress}. `expired` is called once, when the time has
 * passed without progress and without the excuse of a starved machine.
 */
export class Deadline {
  readonly #began = performance.now()
  readonly #startOfRun: Starvation
  #extended = 0
  /** length of the interval that ends when the timer fires next, ms */
  #interval: number
  #timer: NodeJS.Timeout
  #markAt: Starvation

  /** `waitsFor`: a program, which needs a CPU to act, or the kernel alone, which does not stand in that queue. */
  constructor(
    readonly ms: number,
    private readonly expired: (fault: HarnessFault | undefined) => void,
    private readonly waitsFor: 'program' | 'kernel' = 'program',
    private readonly longest = LONGEST,
  ) {
    watchLateness()
    this.#startOfRun = this.#markAt = starvation()
    this.#interval = ms
    this.#timer = setTimeout(this.#fire, ms)
  }

  /** Something came: the peer is alive, so its time starts again. */
  progress(): void {
    clearTimeout(this.#timer)
    this.#interval = this.ms
    this.#markAt = starvation()
    this.#timer = setTimeout(this.#fire, this.ms)
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }

  readonly #fire = (): void => {
    const now = starvation()
    const late = now.late - this.#markAt.late
    const lost = this.waitsFor === 'kernel' ? late : Math.max(late, now.pressure - this.#markAt.pressure)
    this.#markAt = now
    const remaining = Math.min(this.ms * (this.longest - 1), MOST_MORE_MS) - this.#extended
    // What was lost of an interval is given back, and what is lost of that again: only time that could be used counts.
    if (lost > this.#interval / 10 && remaining > 1) {
      const extension = Math.min(Math.max(lost, 10), remaining)
      this.#extended += extension
      this.#interval = extension
      this.#timer = setTimeout(this.#fire, extension)
      return
    }
    const waited = performance.now() - this.#began
    const lateInAll = now.late - this.#startOfRun.late
    this.expired(
      lateInAll > waited / 2
        ? new HarnessFault({ kind: 'starved', waitedMs: Math.round(waited), lateMs: Math.round(lateInAll) })
        : undefined,
    )
  }
}

/** One turn of the event loop's timers: long enough for two writes to become two segments, short enough not to matter. */
export const turn = (ms = 1): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Whether the promise settles within `ms`; leaves no timer behind. */
export function endsWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const deadline = new Deadline(ms, () => resolve(false))
    const settled = (): void => {
      deadline.cancel()
      resolve(true)
    }
    promise.then(settled, settled)
  })
}

/** What is known at once on this machine, and must be asked for where it is known on another. */
export type Awaitable<T> = T | Promise<T>

/**
 * Asks `probe` again and again until it gives something other than undefined, or `ms` have passed (undefined then).
 * For what the kernel shows but does not announce: its socket tables, a process group's end. Starts at 1 ms and slows down to `slowest`.
 */
export async function poll<T>(
  probe: () => Awaitable<T | undefined>,
  ms: number,
  slowest = 20,
  longest = LONGEST,
): Promise<T | undefined> {
  const first = probe()
  // What is known at once costs no turn of the event loop.
  const seen = first instanceof Promise ? await first : first
  if (seen !== undefined) return seen
  return new Promise<T | undefined>((resolve, reject) => {
    let pause = 1
    let done = false
    let timer: NodeJS.Timeout
    const deadline = new Deadline(
      ms,
      () => {
        done = true
        clearTimeout(timer)
        resolve(undefined)
      },
      'program',
      longest,
    )
    const fail = (error: unknown): void => {
      done = true
      deadline.cancel()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const take = (found: T | undefined): void => {
      // One that answers late answers all the same, unless the time is over.
      if (done) return
      if (found === undefined) {
        pause = Math.min(slowest, pause * 1.4)
        timer = setTimeout(again, pause)
        return
      }
      done = true
      deadline.cancel()
      resolve(found)
    }
    const again = (): void => {
      if (done) return
      try {
        const found = probe()
        if (found instanceof Promise) found.then(take, fail)
        else take(found)
      } catch (error) {
        fail(error)
      }
    }
    timer = setTimeout(again, pause)
  })
}
