import { starvedMs } from '../peers/patience.js'
import type { RunningProgram } from './running-program.js'

/** So much CPU time a start takes at most, ms: a JVM with a compiler in it has been seen to take 2 s. */
const START_CPU_MS = 4_000
/** Looked at so often, ms; a program that waits for something else than the CPU has used next to none of it meanwhile. */
const SLICE_MS = 2_000
const IDLE_SHARE = 1 / 50
/** The machine had too little for all, where it was so in that share of the time. */
const STARVED_SHARE = 1 / 10
/** No start takes longer, however busy the machine, ms. */
const LONGEST_MS = 60_000

/**
 * What a program does first, as binding its port. `ask` waits for it that long, and gives undefined where it does not come. It is asked for `ms`, and where the
 * machine was starved meanwhile again and again: as long as the program uses what it gets of the CPU, and has not had the time that a start takes.
 */
export async function whileStarting<T>(
  program: Pick<RunningProgram, 'cpuMs' | 'hasExited'>,
  ms: number,
  ask: (ms: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const [began, starvedBefore] = [performance.now(), starvedMs()]
  const found = await ask(ms)
  const tookMs = performance.now() - began
  if (found !== undefined || starvedMs() - starvedBefore < tookMs * STARVED_SHARE) return found
  let used = await program.cpuMs()
  while (used !== undefined && used < START_CPU_MS && performance.now() - began < LONGEST_MS && !program.hasExited) {
    const later = await ask(SLICE_MS)
    const now = await program.cpuMs()
    if (later !== undefined || now === undefined || now - used < SLICE_MS * IDLE_SHARE) return later
    used = now
  }
  return undefined
}
