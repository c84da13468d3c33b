import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { pids } from '../../programs/process-tree.js'

/** Processes of a namespace, as this machine has them. */

/** The fields of /proc/N/stat from the third on; undefined where there is no such process. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** The clock tick in which it began, which tells it from a later one of the same number; undefined where it runs no more. */
export function beganAt(pid: number): string | undefined {
  const stat = statOf(pid)
  return stat === undefined || stat[0] === 'Z' || stat[0] === 'X' ? undefined : stat[19]
}

export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    // A kernel without that list, or a process that has ended.
    return pids().filter((one) => Number(statOf(one)?.[1]) === pid)
  }
}

/** What the kernel calls the namespace that it is in. */
export function processNamespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch {
    return undefined
  }
}

export const processesIn = (namespace: string): number[] =>
  pids().filter((pid) => processNamespaceOf(pid) === namespace && beganAt(pid) !== undefined)

/** O_CLOEXEC, in octal as the kernel shows it. */
const CLOSED_ON_EXEC = 0o2000000

/** Our own descriptors, in order, that every program which we start has as well: those that whoever started us left open. */
export function heldOpen(): number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((fd) => fd > 2 && !isClosedOnExec(fd))
      .sort((one, other) => one - other)
  } catch {
    return []
  }
}

function isClosedOnExec(fd: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? []
    return (parseInt(flags, 8) & CLOSED_ON_EXEC) !== 0
  } catch {
    return true
  }
}
