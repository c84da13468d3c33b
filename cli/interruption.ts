/** The signals by which a person, a shell or a grader ends a check, and the exit status of each. */
export const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

export interface Interruption {
  /** a signal has come */
  readonly isUnderWay: boolean
  /** What fails because everything is being ended is no news, and the exit is near: does not go on then. */
  unlessInterrupted(): Promise<void>
}

/**
 * Takes the signals from now on. At the first `end` is called; the process exits when that is done, or after `mostMs`. Whoever interrupts a
 * check means the submission too: the exit ends it.
 */
export function takeInterruptions(end: () => Promise<void>, mostMs: number): Interruption {
  let isUnderWay = false
  for (const [signal, status] of Object.entries(STATUS))
    // Not "once": a library that listens too would find itself alone, and end the process at once.
    process.on(signal, () => {
      // npx and npm send once more what the terminal has sent already.
      if (isUnderWay) return
      isUnderWay = true
      setTimeout(() => process.exit(status), mostMs)
      void end().finally(() => process.exit(status))
    })
  return {
    get isUnderWay() {
      return isUnderWay
    },
    unlessInterrupted: async () => {
      if (isUnderWay) await new Promise<never>(() => undefined)
    },
  }
}
