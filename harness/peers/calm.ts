import { latenessMs, turn } from './patience.js'

/** So long a look takes, ms. */
const LOOK_MS = 200
/** A process that is late in a smaller share of the time can tell what others do in time. */
const LATE_SHARE = 1 / 5

/** Waits until this process has its turn when it wants one, at most `mostMs`: what could not be told before may be told then. */
export async function untilCalm(mostMs: number): Promise<void> {
  const began = performance.now()
  let isCalm = false
  while (!isCalm && performance.now() - began < mostMs) {
    const [before, since] = [latenessMs(), performance.now()]
    await turn(LOOK_MS)
    isCalm = latenessMs() - before < (performance.now() - since) * LATE_SHARE
  }
}
