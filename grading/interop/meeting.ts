import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessFault, SetupError, StartFailure } from '../../harness/findings/violation.js'
import { environmentOf, lastWords, urlOf, withPort } from '../../harness/programs/invocation.js'
import type { RunningProgram } from '../../harness/programs/running-program.js'
import { HostedServer } from '../../harness/subjects/hosted-server.js'
import type { PairFinding } from '../../results/interop-finding.js'
import type { Words } from '../../results/words/words.js'
import type { Job } from '../job.js'
import { openHost } from '../open-host.js'
import { NOT_IN_CONTAINERS, type OpenedHost } from '../opened-host.js'
import { teachersWords } from '../starting/decision.js'
import { scratchFolder } from '../scratch-folder.js'
import { decide, type Wanted } from './decide.js'
import type { Entrant } from './entrant.js'

/** How long a client may take with its server, ms; until that listens it has its own time. */
const MEETING_MS = 10_000

export interface Meeting {
  readonly server: Entrant
  readonly client: Entrant
  readonly port: number | undefined
  readonly isolation: Job['isolation']
  readonly typed: string
  readonly wanted: Wanted
}

/** Lets one client meet one server, both as processes of one host that nobody else is on. Whatever comes of it, both have ended then. */
export async function meet(meeting: Meeting, words: Words): Promise<PairFinding> {
  const { server, client, isolation } = meeting
  const scratch = await scratchFolder()
  try {
    const folder = join(scratch.path, 'pair')
    for (const [name, one] of Object.entries({ server, client }))
      await cp(one.folder, join(folder, name), { recursive: true, verbatimSymlinks: true })
    const named = [...teachersWords(server.start), ...teachersWords(client.start)]
    const opened = await openHost(isolation, { ...NOT_IN_CONTAINERS, folder, cwd: '.', command: named, named })
    try {
      const piped = await meetOn(opened, meeting, false)
      // As where it is checked alone: what waits for more, or keeps its output to itself, may do so for want of a terminal.
      const isDoubtful = piped.kind === 'client-still-runs' || piped.kind === 'reply-not-shown'
      return isDoubtful && opened.host.terminals ? await onTerminal(opened, meeting, piped) : piped
    } finally {
      await opened.dispose().catch(() => undefined)
    }
  } catch (error) {
    if (error instanceof StartFailure) return { kind: 'server-not-started', why: words.observation(error.observation) }
    if (error instanceof HarnessFault) return { kind: 'not-tried', why: words.observation(error.observation) }
    if (error instanceof SetupError) return { kind: 'not-tried', why: error.message }
    throw error
  } finally {
    await scratch.dispose()
  }
}

/** What is found on a terminal only where that is better. */
async function onTerminal(opened: OpenedHost, meeting: Meeting, piped: PairFinding): Promise<PairFinding> {
  const found = await meetOn(opened, meeting, true)
  return found.kind === 'served' ? found : piped
}

async function meetOn(
  { host, workingDirectory }: OpenedHost,
  meeting: Meeting,
  terminal: boolean,
): Promise<PairFinding> {
  const { server, client, port, typed, wanted } = meeting
  const subject = new HostedServer({
    command: startedIn('server', 'client', server),
    host,
    transport: server.task.specification.transport,
    ...(port === undefined ? {} : { fixedPort: port }),
    workingDirectory,
    given: {},
    terminal: false,
    sharesHost: true,
    onWaiting: () => undefined,
  })
  let program: RunningProgram | undefined
  try {
    const address = await subject.prepareFresh()
    program = await host.start({
      command: withPort(startedIn('client', 'server', client), address),
      folder: await (host.folders ?? workingDirectory).next(),
      environment: environmentOf({ port: String(address.port), host: address.host, url: urlOf(address) }),
      terminal,
      keepOutput: true,
    })
    // Not waited for: a client with a message of its own may never read it.
    void program.type(Buffer.from(`${typed}\n`))
    const ending = await program.endsWithin(MEETING_MS)
    await subject.settleIfEnding()
    return decide(wanted, {
      ending,
      seconds: MEETING_MS / 1000,
      output: `${program.stdout.text}\n${program.stderr.text}`,
      lastWords: lastWords(program),
      death: subject.death,
    })
  } finally {
    await program?.stop(false)
    await subject.dispose()
  }
}

/** Each process has a copy of both folders: it runs in its own, and the other's is taken away before, so that nobody sees another's work. */
const startedIn = (own: string, other: string, { start: { cwd, command } }: Entrant): string[] => [
  '/bin/sh',
  '-c',
  'rm -rf "./$1"; cd "$0" && shift && exec "$@"',
  cwd === '.' ? own : `${own}/${cwd}`,
  other,
  ...command,
]
