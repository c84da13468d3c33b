import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { HarnessFault, SetupError } from '../../harness/findings/violation.js'
import type { Waiting } from '../../harness/findings/waiting.js'
import { localHost, type Host } from '../../harness/hosts/host.js'
import { freePort } from '../../harness/peers/free-port.js'
import type { SocketEntry } from '../../harness/peers/socket-table.js'
import { currentDirectory } from '../../harness/programs/working-directory.js'
import { HostedServer } from '../../harness/subjects/hosted-server.js'
import { python, scratchFolder } from '../support/programs.js'

/** A port that is written into a server, and that somebody else has, or has had. */

const folder = scratchFolder()
const servers: HostedServer[] = []
const others: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.dispose()
  for (const other of others.splice(0)) other.close()
})

async function listenAt(port: number): Promise<void> {
  const other = createServer().listen(port, '127.0.0.1')
  others.push(other)
  await once(other, 'listening')
}

const BINDS = `
import socket, sys, signal
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen()
signal.pause()
`

function server(
  port: number,
  command: readonly string[],
  {
    host = localHost,
    hasServed = false,
    told = [] as Waiting[],
  }: { host?: Host; hasServed?: boolean; told?: Waiting[] },
): HostedServer {
  const made = new HostedServer({
    command,
    host,
    transport: 'tcp',
    fixedPort: port,
    workingDirectory: currentDirectory(),
    given: {},
    terminal: false,
    known: { hasServed },
    onWaiting: (waiting) => told.push(waiting),
  })
  servers.push(made)
  return made
}

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a port that another program has', () => {
  it('is the fault of the set-up when the check begins', async () => {
    const port = await freePort()
    await listenAt(port)
    const problem = await caught(server(port, ['sleep', '60'], {}).warmUp())
    expect(problem).toBeInstanceOf(SetupError)
    expect((problem as Error).message).toContain(`TCP port ${port} is already in use by another program`)
  })

  it('is nobody’s fault, and ends no run, once the check is under way: on a new process', async () => {
    const port = await freePort()
    await listenAt(port)
    const problem = await caught(server(port, ['sleep', '60'], { hasServed: true }).warmUp())
    expect(problem).toBeInstanceOf(HarnessFault)
    expect((problem as HarnessFault).observation).toEqual({ kind: 'port-held', transport: 'tcp', port })
  })

  it('is so too where the server is started again (T6)', async () => {
    const port = await freePort()
    const subject = server(port, [...python(folder, 'binds.py', BINDS), String(port)], {})
    await subject.warmUp()
    await subject.halt()
    await listenAt(port)
    const problem = await caught(subject.startAgain())
    expect((problem as HarnessFault).observation).toEqual({ kind: 'port-held', transport: 'tcp', port })
  })
})

describe.runIf(process.platform === 'linux')('a port in TIME_WAIT that cannot be ended', () => {
  /** It is over as soon as somebody was told to wait. Nobody was at the other end, so no reset ends it. */
  const waitingAt = (port: number, told: readonly Waiting[]): Host => {
    const entry: SocketEntry = {
      local: { host: '127.0.0.1', port },
      remote: { host: '127.0.0.1', port: 9 },
      state: 'time-wait',
      unread: 0,
      unsent: 0,
      inode: 0,
      drops: 0,
    }
    return {
      ...localHost,
      // Nothing of what is really there, or was: this machine's ports are used by others too.
      readSockets: (transport, local, family) => {
        if (local !== port || transport !== 'tcp') return localHost.readSockets(transport, local, family)
        return told.length === 0 ? [entry] : []
      },
    }
  }
  /** Ends at its first start, as one does whose bind fails, and serves at its second. */
  const secondTime = (name: string): string => `
import os
if not os.path.exists(${JSON.stringify(join(folder, name))}):
    open(${JSON.stringify(join(folder, name))}, 'w').close()
    raise SystemExit('bind: Address already in use')
${BINDS}`

  it.each([
    [false, 'earlier-program'],
    [true, 'server'],
  ] as const)(
    'is told as what it is: this check’s server has served %s, so it is of the %s',
    async (hasServed, leftBy) => {
      const port = await freePort()
      const told: Waiting[] = []
      const command = [...python(folder, `second-${leftBy}.py`, secondTime(leftBy)), String(port)]
      await server(port, command, { host: waitingAt(port, told), hasServed, told }).warmUp()
      expect(told).toEqual([{ kind: 'time-wait', port, leftBy }])
    },
  )
})
