import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { endsWithin, poll } from '../peers/patience.js'

/**
 * Ending a program together with everything that it started: its process group, and on Linux also what left the group
 * (setsid, double fork), recognised by a mark in the environment that it inherited from us.
 */

/** Every program is started with this variable; its value is unique to that program. */
export const MARK = 'SOCKSPEC_SUBJECT'

/** PF_EXITING of the kernel's sched.h: the process is in exit already, and its files are being closed. */
const EXITING = 0x4

/** Whether the process has ended or is doing so; false where the system has no /proc. */
export function isEnding(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' || (Number(fields[6]) & EXITING) !== 0
  } catch {
    return existsSync('/proc/self/stat')
  }
}

interface ProcessStat {
  readonly pid: number
  readonly state: string
  readonly group: number
  /** clock tick in which it began: tells it from a later process of the same number */
  readonly began: string
}

function stat(pid: number): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name is in parentheses and may hold spaces and parentheses itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { pid, state: fields[0] ?? '', group: Number(fields[2]), began: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

/** All processes that can be seen; none where the system has no /proc. */
export function pids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

const running = (process: ProcessStat): boolean => process.state !== 'Z' && process.state !== 'X'

/** Whether some process of the group still runs; zombies, which hold no socket, do not count. */
export function groupRuns(group: number): boolean {
  try {
    process.kill(-group, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const all = pids()
  if (all.length === 0) return true
  return all.some((pid) => {
    const found = stat(pid)
    return found !== undefined && found.group === group && running(found)
  })
}

/** The running processes that carry the mark, wherever they hid; empty where the system has no /proc. */
export function marked(mark: string): number[] {
  const wanted = `${MARK}=${mark}`
  return pids().filter((pid) => {
    if (pid === process.pid) return false
    try {
      if (!`\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(`\0${wanted}\0`)) return false
    } catch {
      return false
    }
    const found = stat(pid)
    return found !== undefined && running(found)
  })
}

/** The processes of a program: its group and what carries its mark. */
export function family(group: number, mark: string): number[] {
  const found = new Set(marked(mark))
  for (const pid of pids()) {
    const seen = stat(pid)
    if (seen?.group === group && running(seen)) found.add(pid)
  }
  return [...found]
}

/** The kernel's clock tick in which it counts CPU time; USER_HZ is 100 on every architecture that Node runs on. */
const TICK_MS = 10

/** CPU time that these processes have used, themselves and in the kernel, ms; undefined where none can be read. */
export function cpuMsOf(processes: readonly number[]): number | undefined {
  let ticks: number | undefined
  for (const pid of processes) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      ticks = (ticks ?? 0) + Number(fields[11]) + Number(fields[12])
    } catch {
      // It has ended: what it used counts no more.
    }
  }
  return ticks === undefined ? undefined : ticks * TICK_MS
}

/** The inodes of the sockets that these processes hold open. */
export function socketsOf(processes: readonly number[]): Set<number> {
  const inodes = new Set<number>()
  for (const pid of processes) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        const target = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))
        if (target) inodes.add(Number(target[1]))
      }
    } catch {
      // It has ended, or belongs to another user: nothing to be seen.
    }
  }
  return inodes
}

/** Whether the process waits for something: a server that listens does, one that is still starting seldom does. Undefined where nobody can tell. */
export function isWaiting(pid: number): boolean | undefined {
  const found = stat(pid)
  return found && (found.state === 'S' || found.state === 'D')
}

/** Whether it most likely has bound a socket and waits: false only where it certainly has not. */
export const mayHaveBound = (pid: number): boolean => hasSocket(pid) !== false && isWaiting(pid) !== false

/** Whether the process holds the socket of this inode. */
export const holdsSocket = (pid: number, inode: number): boolean => socketsOf([pid]).has(inode)

/** Whether the process holds a socket besides those that are its standard streams (libuv's pipes are sockets); undefined where nobody can tell. */
export function hasSocket(pid: number): boolean | undefined {
  try {
    const streams = ['0', '1', '2'].map((fd) => readLink(`/proc/${pid}/fd/${fd}`))
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const target = readLink(`/proc/${pid}/fd/${fd}`)
      return target.startsWith('socket:') && !streams.includes(target)
    })
  } catch {
    return undefined
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** Sends a signal to a process, or with a minus before its number to a group; one that has ended needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime.
  }
}

/** SIGKILL to the process group and everything that carries the mark. */
export function killFamily(group: number, mark: string): void {
  if (groupRuns(group)) signal(-group, 'SIGKILL')
  for (const pid of marked(mark)) signal(pid, 'SIGKILL')
}

/** How long a program may take to end after SIGTERM before it is killed; servers seldom do anything then. */
export const GRACE_MS = 300
/** SIGKILL cannot be refused; what takes longer is the kernel tearing down memory on a busy machine. */
export const KILL_MS = 10_000

/**
 * Ends the process group and everything that carries the mark; resolves when none of it runs any more.
 * `gently`: SIGTERM first, SIGKILL after 300 ms; `leaderEnds`: an event that tells of the first process, if there is one. Returns the pids that could not be ended, normally none.
 */
export async function endFamily(
  group: number,
  mark: string,
  gently: boolean,
  leaderEnds: Promise<unknown> = Promise.resolve(),
): Promise<number[]> {
  signal(-group, gently ? 'SIGTERM' : 'SIGKILL')
  // Most groups are gone with their leader, whose end is an event; only for the others must the processes be looked through.
  if (gently) signal(-group, 'SIGCONT')
  await endsWithin(leaderEnds, GRACE_MS)
  if (gently) {
    const ended = await poll(() => (groupRuns(group) ? undefined : true), GRACE_MS, 10)
    if (!ended) signal(-group, 'SIGKILL')
  }
  await poll(() => (groupRuns(group) ? undefined : true), KILL_MS, 10)
  // What left the group is found by its mark; again until none is left, since it may be forking. One that is in exit loses its environment,
  // and with it the mark, before its files are closed: it is waited for by its number.
  const killed = new Map<number, string>()
  const gone = await poll(
    () => {
      const left = marked(mark)
      for (const pid of left) {
        killed.set(pid, stat(pid)?.began ?? '')
        signal(pid, 'SIGKILL')
      }
      const ending = [...killed].some(([pid, began]) => {
        const found = stat(pid)
        return found !== undefined && found.began === began && running(found)
      })
      return left.length === 0 && !ending ? true : undefined
    },
    KILL_MS,
    10,
  )
  return gone ? [] : marked(mark)
}
