import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** What every container, network and volume of ours carries, so that it is found again whatever became of the harness that made it. */
export const RUN_LABEL = 'org.sockspec.run'
export const HARNESS_LABEL = 'org.sockspec.harness'

/** One run of the harness, as its labels have it. */
export interface Run {
  readonly id: string
  readonly labels: Readonly<Record<string, string>>
}

/** Names this process, also against a later one of the same number. */
const identity = (pid: number): string => `${place()} ${pid} ${startOf(pid) ?? ''}`

/** Where numbers of processes mean the same: on this machine, and in this namespace (jobs of a CI may share a name, but see only their own processes). */
function place(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** A run that this process begins. */
export function newRun(): Run {
  const id = randomUUID().slice(0, 8)
  return { id, labels: { [RUN_LABEL]: id, [HARNESS_LABEL]: identity(process.pid) } }
}

/** Whether the harness that made what carries these labels still runs; on another machine nobody can tell, and it is taken to run. */
export function isLive(labels: Readonly<Record<string, string>> | undefined): boolean {
  const [host, pid] = (labels?.[HARNESS_LABEL] ?? '').split(' ')
  if (host !== place()) return host !== ''
  return identity(Number(pid)) === labels?.[HARNESS_LABEL] && startOf(Number(pid)) !== undefined
}

/** When a process began, in the kernel's clock ticks; undefined where there is none, or it is a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return runsWithoutProc(pid) ? 'running' : undefined
  }
}

function runsWithoutProc(pid: number): boolean {
  if (process.platform === 'linux') return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
