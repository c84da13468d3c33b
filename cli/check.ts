import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { lookup } from 'node:dns/promises'
import { isAbsolute, resolve } from 'node:path'
import { check, type Subject } from '../engine/check.js'
import { protocolFiles, workingDirectoryFor } from '../engine/working-directory.js'
import { localHost, type Host } from '../harness/hosts/host.js'
import type { SandboxHost } from '../harness/hosts/sandbox/sandbox-host.js'
import type { NamespaceHost } from '../harness/hosts/namespace/namespace-host.js'
import type { WorkingDirectory } from '../harness/programs/working-directory.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import { settingsOf } from '../harness/messages/settings.js'
import type { Waiting } from '../harness/findings/waiting.js'
import { SetupError } from '../harness/findings/violation.js'
import { LANGUAGES } from '../results/words/languages.js'
import { plural } from '../results/words/en/numbers.js'
import { packageVersion } from './version.js'
import { reportOf, type SubjectDescription } from '../results/result.js'
import { exitStatusOf } from '../results/verdict.js'
import { readSpecification } from '../specification/catalogue.js'
import { distance } from '../specification/closest.js'
import { select } from '../specification/select.js'
import type { Specification } from '../specification/specification.js'
import { commandInside, openLab } from './lab.js'
import { parseCheckOptions, type CheckOptions, type RawCheckOptions } from './check-options.js'
import { Progress } from './progress.js'
import { openReports } from './report-files.js'

/** How long an engine may take to remove what an interrupted check had there, ms; what it has not done then, the next check or `sockspec clean` does. */
const TIDYING_MS = 10_000

/** Runs `sockspec check` and gives its exit status. Throws SetupError. */
export async function checkCommand(
  protocol: string,
  command: readonly string[],
  raw: RawCheckOptions,
): Promise<number> {
  const options = parseCheckOptions(protocol, command, raw)
  const specification = readSpecification(protocol, options.role)
  const requirements = select(specification, {
    level: options.level,
    ...(options.only ? { only: options.only } : {}),
    ...(options.skip ? { skip: options.skip } : {}),
    network: options.network,
  })
  const settings = settingsOf(
    specification.options,
    options.settings,
    `the ${specification.role} of ${specification.protocol}`,
  )
  const reports = await openReports(options.reports)
  const progress = new Progress(process.stderr)
  const words = await LANGUAGES[options.lang]()
  const onWaiting = (waiting: Waiting): void => progress.say(words.waiting(waiting))
  const seed = options.seed ?? randomBytes(4).toString('hex')
  let done = 0
  let isReported = false
  let lab: OpenLab | undefined
  let network: Promise<NamespaceHost> | undefined
  let folders: WorkingDirectory | undefined
  /** What cannot be removed says nothing of the submission: the verdicts stay as they are. */
  const dispose = async (): Promise<void> => {
    // Of what could not be opened nothing is left.
    const opened = await (lab ?? network)?.catch(() => undefined)
    for (const [what, made] of [
      ['the network of the check', opened],
      ["the submission's working directory", folders],
    ] as const) {
      await made?.dispose().catch((error: unknown) => {
        progress.say(`sockspec: warning: ${what} could not be removed: ${(error as Error).message}`)
      })
    }
  }
  // Whoever interrupts the check means the submission too; the exit ends it, but for what an engine runs.
  const interruption = new AbortController()
  const interrupted = (status: number) => (): void => {
    // npx and npm send once more what the terminal has sent already.
    if (interruption.signal.aborted) return
    interruption.abort()
    setTimeout(() => process.exit(status), TIDYING_MS)
    if (!isReported) {
      progress.say(`sockspec: interrupted after ${plural(done, 'scenario')}; no report was written`)
      reports.abandon()
    }
    // Something may still run in them: they go with the exit, as that does.
    folders = undefined
    void dispose().then(() => process.exit(status))
  }
  /** What fails because everything is being ended is no news, and the exit is near. */
  const unlessInterrupted = async (): Promise<void> => {
    if (interruption.signal.aborted) await new Promise<never>(() => undefined)
  }
  // Not "once": a library that listens too would find itself alone, and end the process at once.
  process.on('SIGINT', interrupted(130))
  process.on('SIGTERM', interrupted(143))
  process.on('SIGHUP', interrupted(129))
  const [began, startedAt] = [performance.now(), new Date()]
  try {
    const { subject, description } = await subjectOf(options, specification, {
      lab: () => (lab = openLab(options, specification, onWaiting)),
      namespace: () => (network = openNamespace()),
      sandbox: async () => {
        const sandbox = openSandboxFor(options, specification)
        network = sandbox
        return sandbox
      },
      folders: async () => (folders = await workingDirectoryFor(specification, options.settings, options.cwd)),
    })
    const captures = options.reports.some(({ format }) => format === 'pcapng')
    if (captures) await (await lab)?.startCapture()
    const findings = await check({
      specification,
      requirements,
      subject,
      seed,
      settings,
      timeout: options.timeout,
      onFinding: (requirement, _finding, count, all) => {
        done = count
        progress.show(`${count} of ${all} scenarios  ${requirement.id}`)
      },
      onWaiting,
      ...(reports.messages ? { onEnvelope: reports.messages.add } : {}),
    })
    const capture = captures ? await (await lab)?.stopCapture() : undefined
    const report = reportOf({
      words,
      version: packageVersion(),
      startedAt,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(capture ? { capture } : {}),
      specification,
      requirements,
      findings,
      level: options.level,
      asked: options.only ?? [],
      seed,
      durationMs: performance.now() - began,
      subject: description,
    })
    progress.clear()
    // Before anything is removed: whatever becomes of that, the results are told.
    await unlessInterrupted()
    const unwritten = await reports.write(report)
    isReported = true
    for (const line of unwritten) progress.say(`sockspec: ${line}`)
    return unwritten.length > 0 ? 2 : exitStatusOf(report.result.verdict)
  } finally {
    await unlessInterrupted()
    progress.clear()
    await dispose()
  }
}

type OpenLab = ReturnType<typeof openLab>

/** Makes the network that a check is to run in. Throws SetupError where the system does not allow it. */
async function openNamespace(): Promise<NamespaceHost> {
  const { NamespaceHost: AHost } = await import('../harness/hosts/namespace/namespace-host.js')
  return AHost.open()
}

/** Throws SetupError where this system has no sandbox, or the folder cannot be copied into it. */
async function openSandboxFor(
  { command, cwd, settings }: CheckOptions,
  specification: Specification,
): Promise<SandboxHost> {
  const { openSandbox } = await import('../harness/hosts/sandbox/open-sandbox.js')
  const except = cwd === undefined ? protocolFiles(specification, settings) : []
  return openSandbox({ command, source: { folder: resolve(cwd ?? '.'), except } })
}

/** What can be made for the submission to run in. */
interface Open {
  readonly lab: () => OpenLab
  readonly namespace: () => Promise<NamespaceHost>
  readonly sandbox: () => Promise<SandboxHost>
  readonly folders: () => Promise<WorkingDirectory>
}

interface Described {
  readonly subject: Subject
  /** what the report says of it: the isolation that is really in force, not the one that was asked for */
  readonly description: SubjectDescription
}

/** `open` makes the network of hosts, where one is wanted: only when nothing is wrong with the command. Throws SetupError. */
async function subjectOf(options: CheckOptions, specification: Specification, open: Open): Promise<Described> {
  const { command, cwd, port: fixedPort, host: remote } = options
  if (remote !== undefined && fixedPort !== undefined) {
    const found = await lookup(remote).catch(() => undefined)
    if (!found) throw new SetupError(`--host ${remote}: this name leads to no address`)
    return {
      subject: { kind: 'remote', address: { host: found.address, port: fixedPort } },
      description: { command: [], isolation: 'remote', address: `${remote}:${fixedPort}` },
    }
  }
  requirePlaceholders(options, specification)
  // What cannot be named in a container is told before the file is looked for here.
  const inside = options.isolation === 'docker' ? commandInside(command, cwd) : command
  requireScript(options)
  const onHost = (
    host: Host,
    workingDirectory: WorkingDirectory,
    inForce: Omit<SubjectDescription, 'command'>,
  ): Described => ({
    subject: { kind: 'command', command: inside, fixedPort, workingDirectory, host },
    description: { command, ...inForce },
  })
  const enclosed = (sandbox: SandboxHost): Described =>
    onHost(sandbox, sandbox.folders, { isolation: 'sandbox', limits: sandbox.limits, lost: sandbox.lost })
  const here = async (): Promise<Described> => {
    const workingDirectory = await open.folders()
    await requireOwnNetwork()
    return onHost(localHost, workingDirectory, { isolation: 'none' })
  }
  switch (options.isolation) {
    case 'none':
      return here()
    case 'namespace': {
      const workingDirectory = await open.folders()
      return onHost(await open.namespace(), workingDirectory, { isolation: 'namespace' })
    }
    case 'sandbox':
      return enclosed(await open.sandbox())
    case 'auto': {
      const sandbox = await orNone(open.sandbox())
      return sandbox ? enclosed(sandbox) : here()
    }
    case 'docker': {
      const { workingDirectory, host } = await open.lab()
      return onHost(host, workingDirectory, { isolation: 'docker' })
    }
  }
}

/** Nobody asked for a sandbox: where there can be none the submission runs without, and the report says so. */
const orNone = (opened: Promise<SandboxHost>): Promise<SandboxHost | undefined> =>
  opened.catch((error: unknown) => {
    if (error instanceof SetupError) return undefined
    throw error
  })

/** Programs that are given a script to run. */
const INTERPRETER = /^(?:python[\d.]*|node|perl|ruby|php|bash|sh)$/

/** A script that is not there would show only as a server that ends at once, ten times over. What is given to an interpreter as a module or as text is no file. */
function requireScript({ command: [program = '', ...args], cwd, isolation }: CheckOptions): void {
  const [first = ''] = args
  if (!INTERPRETER.test(program.slice(program.lastIndexOf('/') + 1)) || !/^[^-{][^{]*\.\w{1,4}$/.test(first)) return
  // An absolute path may be one of the image's.
  if ((isolation === 'docker' && isAbsolute(first)) || existsSync(resolve(cwd ?? '.', first))) return
  throw new SetupError(`there is no file ${first} in ${resolve(cwd ?? '.')}: is it spelt right?`)
}

/** `{prt}` is a slip that would otherwise show only as a server that never listens; `{print $1}` and `${HOME}` are none. */
function requirePlaceholders({ command }: CheckOptions, { role, allowed, options }: Specification): void {
  const known = [
    '{port}',
    '{host}',
    '{url}',
    ...(allowed.length > 0 ? ['{allow}'] : []),
    ...(options.duration === undefined ? [] : ['{duration}']),
  ]
  const words = command.join(' ').match(/(?<!\$)\{[a-zA-Z]{1,8}\}/g) ?? []
  const slip = words.find(
    (word) => !known.includes(word) && known.some((one) => one === word.toLowerCase() || distance(one, word) === 1),
  )
  if (slip !== undefined)
    throw new SetupError(
      `${slip} in the command means nothing to sockspec; a ${role}'s command may hold ${known.join(', ')}`,
    )
}
