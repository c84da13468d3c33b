import { readlinkSync, rmdirSync } from 'node:fs'
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

/** From now on all processes that are in our network end with us, whatever they have done to hide; never those of the network `around` it. Their control groups go too. */
export function endNetworkWithMe(around: string, groups: readonly string[] = []): void {
  const network = networkOf('self')
  if (network === undefined || network === around) throw new Error('this network is not one of our own')
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => process.exit())
  process.on('exit', () => {
    const until = performance.now() + KILL_MS
    const pause = new Int32Array(new SharedArrayBuffer(4))
    let left: readonly string[] = groups
    // Again until none is left, since some may be forking.
    do {
      const found = pids().filter((pid) => pid !== process.pid && networkOf(pid) === network)
      for (const pid of found) signal(pid, 'SIGKILL')
      // One that other networks of the same check use stays: the last of them removes it.
      if (found.length === 0 && (left = left.filter((group) => !removeGroup(group))).length === 0) return
      Atomics.wait(pause, 0, 0, LOOK_MS)
    } while (performance.now() < until)
  })
}

/** Whether there is nothing more to do about a control group: one with processes in it, the dying among them, cannot be removed yet. */
function removeGroup(group: string): boolean {
  try {
    rmdirSync(group)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EBUSY'
  }
}
