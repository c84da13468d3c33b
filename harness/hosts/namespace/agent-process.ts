import { spawn } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { SetupError } from '../../findings/violation.js'
import { endsWithin } from '../../peers/patience.js'
import { AgentLink } from '../agent/link.js'
import { networkOf } from '../agent/sweep.js'
import { agentFile } from '../package-file.js'

/** Ending all that is in a namespace takes milliseconds; the kernel may be tearing down memory on a busy machine. */
const ENDING_MS = 6_000

/** How to get a network of one's own: in a user namespace of one's own everybody may; root needs none where the system has no such. */
interface Way {
  readonly unshare: readonly string[]
  readonly enter: readonly string[]
}
const AS_USER: Way = {
  unshare: ['--user', '--map-root-user', '--net'],
  enter: ['--user', '--preserve-credentials', '--net'],
}
const AS_ROOT: Way = { unshare: ['--net'], enter: ['--net'] }

/** Only root's search path is sure to have what ip is in. The agent's standard streams are the fourth, which is one for both directions. */
const OPEN = `PATH=$PATH:/usr/sbin:/sbin
command -v nsenter > /dev/null || { echo 'there is no program nsenter' >&2; exit 1; }
ip link set lo up && exec "$@" <&3 >&3 3>&-`

/** An agent in a network namespace of its own; what is started there ends with it, and it ends with us. */
export interface AgentProcess {
  readonly link: AgentLink
  /** a command that enters its namespaces, and then becomes the one that stands behind it */
  readonly enter: readonly string[]
  /** Ends it, with all that is in its network; idempotent. */
  end(): Promise<void>
}

/** Throws SetupError where the system does not allow it. */
export async function startAgent(): Promise<AgentProcess> {
  const first = await startBy(AS_USER)
  if (typeof first !== 'string') return first
  const second = process.getuid?.() === 0 ? await startBy(AS_ROOT) : first
  if (typeof second !== 'string') return second
  throw new SetupError(
    `--isolation namespace is not possible here (${first.trim().split('\n')[0] || 'refused'}): it needs unprivileged user namespaces and the programs nsenter (package util-linux) and ip (package iproute2); use --isolation none`,
  )
}

/** Gives what was said where it is refused. */
async function startBy({ unshare, enter }: Way): Promise<AgentProcess | string> {
  const command = [process.execPath, agentFile(), networkOf('self') ?? '']
  const child = spawn('unshare', [...unshare, '--', 'sh', '-c', OPEN, 'sh', ...command], {
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
      '--isolation namespace needs Linux and the program unshare (package util-linux); use --isolation none',
    )
  }
  let said = ''
  child.stderr?.on('data', (octets: Buffer) => {
    said += octets.toString()
    if (process.env.SOCKSPEC_DEBUG !== undefined) process.stderr.write(`namespace: ${octets.toString()}`)
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const link = new AgentLink(child.stdio[3] as Duplex, undefined)
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
    enter: ['nsenter', '--target', String(pid), ...enter, '--'],
    end: async () => {
      link.close()
      if (!(await endsWithin(ended, ENDING_MS))) child.kill('SIGKILL')
    },
  }
}
