import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { HarnessFault, SetupError } from '../findings/violation.js'
import { connectOnce } from './connect-once.js'
import { localSockets } from './sockets.js'

/** Fifty clients at once, six programs with their pipes, and what Node has open: some 120 at most. */
const LEAST_FILES = 256
/** The kernel connects at once, or a firewall throws away what is sent. */
const CONNECTING_MS = 2_000

/** How many files a process may have open, from Linux's /proc/self/limits; undefined where it says nothing. */
export function mostFiles(limits: string): number | undefined {
  const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? []
  return soft === undefined ? undefined : Number(soft)
}

/** Whether clients and servers can meet on this machine at all: a program that cannot bind or be reached would have the blame. Throws SetupError. */
export async function requireOwnNetwork(limits = limitsHere()): Promise<void> {
  const files = mostFiles(limits)
  if (files !== undefined && files < LEAST_FILES)
    throw new SetupError(
      `only ${files} files may be open at once here, and a check needs up to ${LEAST_FILES}: ulimit -n ${LEAST_FILES * 4}`,
    )
  const problem = await loopbackProblem()
  if (problem !== undefined)
    throw new SetupError(
      `nobody can be reached at 127.0.0.1 on this machine (${problem}): is its loopback interface up (ip link set lo up), and does a firewall let it pass?`,
    )
}

function limitsHere(): string {
  try {
    return readFileSync('/proc/self/limits', 'latin1')
  } catch {
    return ''
  }
}

/** What keeps a connection to ourselves from being made; undefined where nothing does. */
async function loopbackProblem(): Promise<string | undefined> {
  const server = createServer((socket) => socket.destroy())
  try {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const remote = { host: '127.0.0.1', port }
    const outcome = await connectOnce(localSockets, remote, { ms: CONNECTING_MS }, (socket) => {
      socket.destroy()
      return undefined
    })
    if (outcome instanceof HarnessFault && outcome.observation.kind === 'no-socket') return outcome.observation.error
    if (outcome instanceof Error) throw outcome
    return outcome
  } catch (error) {
    if (error instanceof HarnessFault) throw error
    return (error as Error).message
  } finally {
    server.close()
  }
}
