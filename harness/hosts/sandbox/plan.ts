import { existsSync, readFileSync } from 'node:fs'
import { SetupError } from '../../findings/violation.js'
import type { AgentPlan, Way } from '../namespace/agent-process.js'
import { quoted } from '../../programs/terminal.js'
import { USER, type Identity } from './enclosure.js'
import { isIn } from './view.js'

/** The namespaces around all processes of a submission, in which its folders are: a network, mounts, and where that can be had users. */

/** Its ports below 1024 are for everybody, since everybody there is the submission; its folders are in memory, and gone with it. */
const prepare = (base: string): string => `{ echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start; } 2> /dev/null || :
mount -t tmpfs -o size=4m,mode=700,nosuid,nodev sockspec ${quoted(base)}`

/** Of this user namespace nobody makes another: what the kernel lets everybody do only in there has often had its mistakes. */
const NO_MORE_USERS = '{ echo 0 > /proc/sys/user/max_user_namespaces; } 2> /dev/null || :'

export interface SandboxWay extends Way {
  readonly identity: Identity
}

/** Root has the submission be another user; who is not root has no other. */
function waysOf(base: string, isRoot: boolean): SandboxWay[] {
  const own: SandboxWay = {
    identity: 'own-user',
    unshare: ['--user', '--map-root-user', '--net', '--mount'],
    enter: ['--user', '--preserve-credentials', '--net', '--mount'],
    prepare: prepare(base),
  }
  if (!isRoot) return [own]
  const user = `${USER} ${USER} 1\n`
  return [
    {
      identity: 'another-user',
      unshare: ['--user', '--net', '--mount'],
      enter: own.enter,
      users: `0 0 1\n${user}`,
      prepare: `${prepare(base)}\n${NO_MORE_USERS}`,
    },
    {
      identity: 'another-user',
      unshare: ['--net', '--mount'],
      enter: ['--net', '--mount'],
      prepare: prepare(base),
    },
    own,
  ]
}

/** Folders that every system has and that are mostly empty: one is where ours are, in our own view of the machine alone. */
const BASES = ['/mnt', '/media', '/srv', '/var/tmp']

/** `inUse`: what must stay visible. Throws SetupError where there is no place. */
export function placeFor(inUse: readonly string[]): string {
  const base = BASES.find((one) => existsSync(one) && !inUse.some((path) => isIn(path, one)))
  if (base === undefined)
    throw new SetupError(`--isolation sandbox needs one of the folders ${BASES.join(', ')}, which it covers for itself`)
  return base
}

export const planOf = (
  base: string,
  groups: readonly string[] = [],
): AgentPlan & { readonly ways: readonly SandboxWay[] } => ({
  isolation: 'sandbox',
  ways: waysOf(base, mayBeAnotherUser()),
  groups,
})

/** Root can give the submission a user of its own, unless it is root of a user namespace that has no such user. */
function mayBeAnotherUser(): boolean {
  if (process.getuid?.() !== 0) return false
  try {
    return isMapped(readFileSync('/proc/self/uid_map', 'latin1'), USER)
  } catch {
    return true
  }
}

/** Whether a user is one of those that a user namespace has (user_namespaces(7)): a line for each range, its first and how many. */
export const isMapped = (map: string, user: number): boolean =>
  map
    .trim()
    .split('\n')
    .some((line) => {
      const [first = NaN, , count = NaN] = line.trim().split(/\s+/).map(Number)
      return user >= first && user < first + count
    })
