import type { Envelope } from '@cucumber/messages'
import { ClientSubject } from '../harness/subjects/client-subject.js'
import type { Waiting } from '../harness/findings/waiting.js'
import type { Finding } from '../harness/findings/finding.js'
import { localHost, type Host } from '../harness/hosts/host.js'
import type { Given } from '../harness/programs/invocation.js'
import { HostedServer, type KnownServer } from '../harness/subjects/hosted-server.js'
import { RemoteServer } from '../harness/subjects/remote-server.js'
import { claimPort } from '../harness/peers/port-claim.js'
import { DEFAULT_TIMES } from '../harness/scenario/scenario.js'
import type { Settings } from '../harness/messages/settings.js'
import type { ServerSubject } from '../harness/subjects/server-subject.js'
import type { WorkingDirectory } from '../harness/programs/working-directory.js'
import type { Address } from '../harness/findings/wire-log.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { clientRunner } from './client-runner.js'
import { runAll, type Findings, type RunRequest } from './run.js'
import { serverRunner } from './server-runner.js'

/** The program under test: one that we start, or a server that is running already. */
export type Subject =
  | {
      readonly kind: 'command'
      readonly command: readonly string[]
      readonly fixedPort: number | undefined
      readonly workingDirectory: WorkingDirectory
      /** where it runs; by default on this machine */
      readonly host?: Host
    }
  | { readonly kind: 'remote'; readonly address: Address }

export interface CheckRequest {
  readonly specification: Specification
  readonly requirements: readonly Requirement[]
  readonly subject: Subject
  readonly seed: string
  /** deadline of one reply, ms; by default 2 s */
  readonly timeout?: number | undefined
  /** how long all of it may take, ms; by default 10 min */
  readonly mostMs?: number | undefined
  /** what the options of the protocol say; by default what the feature says */
  readonly settings?: Settings | undefined
  readonly onFinding?: (requirement: Requirement, finding: Finding, done: number, all: number) => void
  /** told when something takes long enough that a person wants to know why */
  readonly onWaiting?: (waiting: Waiting) => void
  /** told once, when the scenarios begin, how to ask what is judged so far */
  readonly onBegun?: (judged: () => Findings) => void
  readonly onEnvelope?: (pass: number, lane: number, envelope: Envelope) => void
}

/**
 * Checks one subject against one specification. The subject is started before Cucumber is loaded, so that both happen at once.
 * Its working directory stays, for whoever made it to remove when the results are safe. Throws SetupError where the set-up is wrong.
 */
export async function check(asked: CheckRequest): Promise<Findings> {
  const { subject, specification } = asked
  if (subject.kind === 'remote' || subject.fixedPort === undefined || (subject.host ?? localHost) !== localHost)
    return checkAlone(asked)
  // Only on this machine can somebody else want the port that is written into the program.
  const claim = await claimPort(specification.transport, subject.fixedPort)
  try {
    return await checkAlone(asked)
  } finally {
    claim.release()
  }
}

async function checkAlone(asked: CheckRequest): Promise<Findings> {
  const request = { ...asked, onWaiting: once(asked.onWaiting) }
  const { specification, subject } = request
  const given = await givenTo(request)
  const known: KnownServer = { hasServed: false }
  const first = specification.role === 'server' ? newServer(request, given, known) : undefined
  const began = performance.now()
  let startMs = 0
  const started = (first?.warmUp() ?? Promise.resolve()).then(() => {
    startMs = performance.now() - began
  })
  // Whoever awaits it is told; until then it must not count as unhandled.
  started.catch(() => undefined)
  const engine = import('./cucumber.js').then(({ loadEngine }) => loadEngine(specification))
  engine.catch(() => undefined)
  const run: RunRequest = {
    specification,
    requirements: request.requirements,
    seed: request.seed,
    engine,
    settings: request.settings ?? specification.options,
    times: { ...DEFAULT_TIMES, reply: request.timeout ?? DEFAULT_TIMES.reply },
    ...(request.mostMs === undefined ? {} : { mostMs: request.mostMs }),
    ...(request.onFinding ? { onFinding: request.onFinding } : {}),
    ...(request.onBegun ? { onBegun: request.onBegun } : {}),
    ...(request.onEnvelope ? { onEnvelope: request.onEnvelope } : {}),
  }
  try {
    if (first) {
      const single = subject.kind === 'remote' || (subject.fixedPort !== undefined && !subject.host?.another)
      return await runAll(
        run,
        serverRunner({
          request: run,
          newSubject: (terminal) => newServer(request, given, known, terminal),
          terminals: () => (subject.kind === 'remote' ? undefined : (subject.host ?? localHost).terminals),
          first: { subject: first, started, startMs: () => startMs },
          single,
        }),
      )
    }
    if (subject.kind === 'remote') throw new Error('a client cannot be remote')
    const { command, workingDirectory, fixedPort, host = localHost } = subject
    return await runAll(
      run,
      clientRunner(
        run,
        new ClientSubject({ command, workingDirectory, fixedPort, host, given, onWaiting: request.onWaiting }),
      ),
    )
  } finally {
    await first?.dispose()
  }
}

/** Tells each thing once, however many processes it is so of. */
function once(tell: (waiting: Waiting) => void = () => undefined): (waiting: Waiting) => void {
  const told = new Set<string>()
  return (waiting) => {
    const key = JSON.stringify(waiting)
    if (told.has(key)) return
    told.add(key)
    tell(waiting)
  }
}

/** What the program is told besides host and port. One that has its allowed addresses written into it can only know the first of them. */
async function givenTo({ specification, settings, subject }: CheckRequest): Promise<Given> {
  const { options } = specification
  const { host = localHost } = subject.kind === 'command' ? subject : {}
  const allowed = await Promise.all(specification.allowed.map(async (name) => host.addressOf(name)))
  const [first] = allowed
  const duration = settings?.duration ?? options.duration
  return {
    ...(first === undefined
      ? {}
      : {
          allow:
            subject.kind === 'command' && subject.command.some((word) => word.includes('{allow}'))
              ? allowed.join(',')
              : first,
        }),
    ...(duration === undefined ? {} : { duration }),
  }
}

function newServer(request: CheckRequest, given: Given, known: KnownServer, terminal = false): ServerSubject {
  const { specification, subject, onWaiting } = request
  if (subject.kind === 'remote') return new RemoteServer(specification.transport, subject.address)
  const { command, workingDirectory, host = localHost } = subject
  return new HostedServer({
    command,
    host,
    workingDirectory,
    transport: specification.transport,
    ...(subject.fixedPort === undefined ? {} : { fixedPort: subject.fixedPort }),
    given,
    terminal,
    known,
    onWaiting: onWaiting ?? (() => undefined),
  })
}
