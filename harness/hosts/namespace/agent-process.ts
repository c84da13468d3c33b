import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { SetupError } from '../../findings/violation.js'
import { endsWithin } from '../../peers/patience.js'
import { AgentLink } from '../agent/link.js'
import { networkOf } from '../agent/sweep.js'
import { agentFile } from '../package-file.js'

/** Ending all that is in a namespace takes milliseconds; the kernel may be tearing down memory on a busy machine. */
const ENDING_MS = 6_000

/** How to get namespaces of one's own: in a user namespace of one's own everybody may; root needs none where the system has no such. */
export interface Way {
  /** what unshare is told */
  readonly unshare: readonly string[]
  /** what nsenter is told */
  readonly enter: readonly string[]
  /** the users and groups that there are in its user namespace, as the kernel's uid_map has them: only root may say so, and from outside */
  readonly users?: string
  /** what a shell does in there before the agent begins */
  readonly prepare?: string
}

export interface AgentPlan {
  /** as the command line calls it */
  readonly isolation: 'namespace' | 'sandbox'
  /** best first */
  readonly ways: readonly Way[]
  /** control groups to remove at the end */
  readonly groups?: readonly string[]
}

const AS_USER: Way = {
  unshare: ['--user', '--map-root-user', '--net'],
  enter: ['--user', '--preserve-credentials', '--net'],
}
const AS_ROOT: Way = { unshare: ['--net'], enter: ['--net'] }

export const NETWORK: AgentPlan = {
  isolation: 'namespace',
  ways: process.getuid?.() === 0 ? [AS_USER, AS_ROOT] : [AS_USER],
}

/** Only root's search path is sure to have what ip is in. The agent's standard streams are the fourth, which is one for both directions. */
const open = (prepare: string): string => `PATH=$PATH:/usr/sbin:/sbin
command -v nsenter > /dev/null || { echo 'there is no program nsenter' >&2; exit 1; }
ip link set lo up && {
${prepare}
} && exec "$@" <&3 >&3 3>&-`

/** Nobody has rights in a user namespace before its users are known, and then only a program that is begun. */
const WAIT_FOR_USERS = 'echo >&3; read -r _ <&3 && exec /bin/sh -c "$@"'

/** An agent in a network namespace of its own; what is started there ends with it, and it ends with us. */
export interface AgentProcess {
  readonly link: AgentLink
  /** which of the ways it took */
  readonly way: Way
  /** a command that enters its namespaces, and then becomes the one that stands behind it */
  readonly enter: readonly string[]
  /** Ends it, with all that is in its network; idempotent. */
  end(): Promise<void>
}

/** Throws SetupError where the system does not allow it. */
export async function startAgent(plan: AgentPlan): Promise<AgentProcess> {
  let refused = ''
  for (const [i, way] of plan.ways.entries()) {
    const started = await startBy(plan, way)
    if (typeof started !== 'string') return started
    // The last one says what the system has against it; the others are better, and rarer.
    if (i === 0 || started.trim() !== '') refused = started
  }
  throw new SetupError(
    `--isolation ${plan.isolation} is not possible here (${refused.trim().split('\n')[0] || 'refused'}): it needs unprivileged user namespaces and the programs nsenter (package util-linux) and ip (package iproute2); use --isolation none`,
  )
}

/** Gives what was said where it is refused. */
async function startBy({ isolation, groups = [] }: AgentPlan, way: Way): Promise<AgentProcess | string> {
  const command = [
    '/bin/sh',
    '-c',
    open(way.prepare ?? ':'),
    'sh',
    process.execPath,
    agentFile(),
    networkOf('self') ?? '',
    ...groups,
  ]
  const waiting = way.users === undefined ? command : ['/bin/sh', '-c', WAIT_FOR_USERS, 'sh', ...command.slice(2)]
  const child = spawn('unshare', [...way.unshare, '--', ...waiting], {
    cwd: '/',
    // A session of its own: what a terminal sends to everybody is for us to obey.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Options of our own Node, as those of a debugger, are not for this one.
    env: { ...process.env, NODE_OPTIONS: undefined },
  })
  const { pid } = child
  if (pid === undefined) {
    await new Promise((resolve) => child.once('error', resolve))
    throw new SetupError(
      `--isolation ${isolation} needs Linux and the program unshare (package util-linux); use --isolation none`,
    )
  }
  let said = ''
  child.stderr?.on('data', (octets: Buffer) => {
    said += octets.toString()
    if (process.env.SOCKSPEC_DEBUG !== undefined) process.stderr.write(`namespace: ${octets.toString()}`)
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const channel = child.stdio[3] as Duplex
  channel.on('error', () => {
    // It has ended: what it said tells why.
  })
  const trouble = way.users === undefined ? undefined : await nameUsers(child, channel, pid, way.users)
  if (trouble !== undefined) {
    channel.destroy()
    await ended
    return trouble || said
  }
  const link = new AgentLink(channel, undefined)
  const isThere = await link.call('catchUp').then(
    () => true,
    () => false,
  )
  if (!isThere) {
    link.close()
    await ended
    return said
  }
  return {
    link,
    way,
    enter: ['nsenter', '--target', String(pid), ...way.enter, '--'],
    end: async () => {
      link.close()
      if (!(await endsWithin(ended, ENDING_MS))) child.kill('SIGKILL')
    },
  }
}

/** Says who is in its user namespace once that is there; gives what the system has against it, as far as that is known, where it has. */
async function nameUsers(
  child: ChildProcess,
  channel: Duplex,
  pid: number,
  users: string,
): Promise<string | undefined> {
  const isThere = await new Promise<boolean>((resolve) => {
    channel.once('data', () => resolve(true))
    channel.once('close', () => resolve(false))
    child.once('close', () => resolve(false))
  })
  if (!isThere) return ''
  try {
    for (const map of ['gid_map', 'uid_map']) writeFileSync(`/proc/${pid}/${map}`, users)
    channel.write('\n')
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
