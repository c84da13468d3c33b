import { createHash } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { lstat, mkdtemp, readdir } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beganAt } from '../harness/hosts/sandbox/processes.js'
import { removeFolder, removeFolderNow } from '../harness/programs/removal.js'

/** Those that are in use: whatever ends the process, they go with it. */
const inUse = new Set<string>()

process.on('exit', () => {
  for (const path of inUse) removeFolderNow(path)
})

/** A folder of our own for one piece of work. Rejects with the system's error. */
export async function scratchFolder(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), nameFor(process.pid)))
  inUse.add(path)
  return {
    path,
    // What cannot be removed says nothing of the submission.
    dispose: async () => {
      await removeFolder(path).catch(() => undefined)
      inUse.delete(path)
    },
  }
}

/** Removes what runs of this user have left whose process was killed. */
export async function removeLeftScratch(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => [])
  for (const name of names) {
    if (!isLeft(name)) continue
    const path = join(tmpdir(), name)
    const found = await lstat(path).catch(() => undefined)
    if (found?.isDirectory() && found.uid === process.getuid?.()) await removeFolder(path).catch(() => undefined)
  }
}

/** Its name says whose it is: on which machine, or in which container of it, which process, and when that began, since numbers come again. */
const nameFor = (pid: number): string => `sockspec-grade-${machine()}-${pid}-${beganAt(pid) ?? 0}-`

function isLeft(name: string): boolean {
  const [, where, pid, began] = /^sockspec-grade-([0-9a-f]{8})-(\d+)-(\d+)-\w{6}$/.exec(name) ?? []
  if (where !== machine()) return false
  return process.platform === 'linux' ? beganAt(Number(pid)) !== began : !isThere(Number(pid))
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Folders for temporary files may be shared by machines, and by containers that do not see each other's processes. */
function machine(): string {
  let processes = ''
  try {
    processes = readlinkSync('/proc/self/ns/pid')
  } catch {
    // A system without them.
  }
  return createHash('sha256').update(`${hostname()} ${processes}`).digest('hex').slice(0, 8)
}
