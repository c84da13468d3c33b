import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LIMITS, type Lost } from './limits.js'

/**
 * Limits for all processes of a check together: control groups of the kernel, of either version, wherever we may make one. Nothing is changed that was
 * there: where the system has not given our own group, or the one around it, such controllers, there is no limit, and the report says so.
 */

export type Controller = 'memory' | 'pids' | 'cpu'

/** A folder in which a group can be made, and for what. */
export interface Parent {
  readonly version: 1 | 2
  readonly path: string
  readonly controllers: readonly Controller[]
}

const CONTROLLERS: readonly Controller[] = ['memory', 'pids', 'cpu']

/** Where a mount of the kernel's groups shows the group `path`; undefined where it does not. */
function shown(
  mounts: string,
  path: string,
  isIt: (type: string, options: readonly string[]) => boolean,
): string | undefined {
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , root = '', place = ''] = before.split(' ')
    const [type = '', , options = ''] = after.split(' ')
    if (!isIt(type, options.split(','))) continue
    if (root === '/') return join(place, path)
    if (path === root || path.startsWith(`${root}/`)) return join(place, path.slice(root.length))
  }
  return undefined
}

/**
 * Where groups of ours may be, best first: for what /proc/self/cgroup and /proc/self/mountinfo say. Of version 2, a group with processes in it has no
 * others with limits below it, so it is beside our own; `enabled` tells which controllers a folder gives those below it.
 */
export function parentsOf(
  groups: string,
  mounts: string,
  enabled: (folder: string) => readonly string[],
): readonly Parent[] {
  const parents: Parent[] = []
  for (const line of groups.split('\n')) {
    const [, names = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (path === '') continue
    if (names === '') {
      const own = shown(mounts, path, (type) => type === 'cgroup2')
      if (own === undefined) continue
      for (const folder of [own, ...(path === '/' ? [] : [dirname(own)])]) {
        const given = enabled(folder)
        const controllers = CONTROLLERS.filter((one) => given.includes(one))
        if (controllers.length > 0) parents.push({ version: 2, path: folder, controllers })
      }
      continue
    }
    const controllers = CONTROLLERS.filter((one) => names.split(',').includes(one))
    const [first] = controllers
    if (first === undefined) continue
    const own = shown(mounts, path, (type, options) => type === 'cgroup' && options.includes(first))
    if (own !== undefined) parents.push({ version: 1, path: own, controllers })
  }
  return parents
}

/** What is written into which file: those that must be there, and those that may. */
const SETTINGS: Readonly<
  Record<1 | 2, Readonly<Record<Controller, readonly (readonly [string, string | number, 'may'?])[]>>>
> = {
  1: {
    memory: [
      ['memory.limit_in_bytes', LIMITS.memory],
      ['memory.memsw.limit_in_bytes', LIMITS.memory, 'may'],
    ],
    pids: [['pids.max', LIMITS.processes]],
    cpu: [['cpu.cfs_quota_us', LIMITS.processors * 100_000]],
  },
  2: {
    memory: [
      ['memory.max', LIMITS.memory],
      ['memory.swap.max', 0, 'may'],
    ],
    pids: [['pids.max', LIMITS.processes]],
    cpu: [['cpu.max', `${LIMITS.processors * 100_000} 100000`]],
  },
}

/** The groups of one check. */
export interface ControlGroups {
  readonly folders: readonly string[]
  readonly controllers: readonly Controller[]
}

/** What is not limited without them. */
export const lostWithout = (controllers: readonly Controller[]): Lost[] => [
  ...(controllers.includes('memory') ? [] : (['memory'] as const)),
  ...(controllers.includes('cpu') ? [] : (['processors'] as const)),
]

/** Makes them, as far as this system lets us; whoever is in them last removes them. */
export function makeGroups(): ControlGroups {
  const folders: string[] = []
  const controllers: Controller[] = []
  for (const parent of parentsOf(textOf('/proc/self/cgroup'), textOf('/proc/self/mountinfo'), enabledIn)) {
    const wanted = parent.controllers.filter((one) => !controllers.includes(one))
    if (wanted.length === 0) continue
    const folder = join(parent.path, `sockspec-${process.pid}-${randomBytes(4).toString('hex')}`)
    const made = makeGroup(folder, parent.version, wanted)
    if (made.length === 0) continue
    folders.push(folder)
    controllers.push(...made)
  }
  return { folders, controllers }
}

/** The controllers that are in force in it; none where it could not be made, or nobody can be put into it. */
function makeGroup(folder: string, version: 1 | 2, wanted: readonly Controller[]): Controller[] {
  try {
    mkdirSync(folder)
  } catch {
    return []
  }
  const set = wanted.filter((one) =>
    SETTINGS[version][one].every(([file, value, may]) => write(join(folder, file), value) || may),
  )
  const enters = spawnSync('sh', ['-c', JOIN, 'sh', folder], { stdio: 'ignore' }).status === 0
  if (set.length > 0 && enters) return set
  removeGroups([folder])
  return []
}

/** Enters all groups that stand before `--`, and becomes the command behind it. */
const JOIN =
  'while [ $# -gt 0 ] && [ "$1" != -- ]; do echo 0 > "$1/cgroup.procs" || exit 1; shift; done; [ $# = 0 ] || { shift; exec "$@"; }'

/** The command, to be run in these groups. */
export const inGroups = ({ folders }: ControlGroups, command: readonly string[]): string[] =>
  folders.length === 0 ? [...command] : ['/bin/sh', '-c', JOIN, 'sh', ...folders, '--', ...command]

/** Removes those that nobody is in. */
export function removeGroups(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder)
    } catch {
      // Somebody is in it still, and removes it.
    }
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const enabledIn = (folder: string): string[] => {
  const file = join(folder, 'cgroup.subtree_control')
  return existsSync(file) ? textOf(file).trim().split(/\s+/) : []
}

function write(file: string, value: string | number): boolean {
  try {
    writeFileSync(file, String(value))
    return true
  } catch {
    return false
  }
}
