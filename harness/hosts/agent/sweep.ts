import { readlinkSync } from 'node:fs'
import { pids, signal } from '../../programs/process-tree.js'

/** SIGKILL cannot be refused; what takes longer is the kernel tearing down memory on a busy machine. */
const KILL_MS = 5_000
/** How long processes that were killed are given before they are looked for again. */
const LOOK_MS = 5

/** What the kernel calls the network of a process, as in `net:[4026531840]`; undefined where nobody may know. */
export function networkOf(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`)
  } catch {
    return undefined
  }
}

/** From now on all processes that are in our network end with us, whatever they have done to hide; never those of the network `around` it. */
export function endNetworkWithMe(around: string): void {
  const network = networkOf('self')
  if (network === undefined || network === around) throw new Error('this network is not one of our own')
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => process.exit())
  process.on('exit', () => {
    const until = performance.now() + KILL_MS
    const pause = new Int32Array(new SharedArrayBuffer(4))
    // Again until none is left, since some may be forking.
    do {
      const left = pids().filter((pid) => pid !== process.pid && networkOf(pid) === network)
      if (left.length === 0) return
      for (const pid of left) signal(pid, 'SIGKILL')
      Atomics.wait(pause, 0, 0, LOOK_MS)
    } while (performance.now() < until)
  })
}
