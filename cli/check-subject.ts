import { existsSync } from 'node:fs'
import { lookup } from 'node:dns/promises'
import { isAbsolute, resolve } from 'node:path'
import type { Subject } from '../engine/check.js'
import { protocolFiles } from '../engine/working-directory.js'
import { clientPlaceholderOf } from '../harness/messages/framing.js'
import { localHost, type Host } from '../harness/hosts/host.js'
import type { SandboxHost } from '../harness/hosts/sandbox/sandbox-host.js'
import type { NamespaceHost } from '../harness/hosts/namespace/namespace-host.js'
import type { WorkingDirectory } from '../harness/programs/working-directory.js'
import { requireOwnNetwork } from '../harness/peers/own-network.js'
import { SetupError } from '../harness/findings/violation.js'
import type { SubjectDescription } from '../results/result.js'
import { distance } from '../specification/closest.js'
import type { Specification } from '../specification/specification.js'
import type { CheckOptions } from './check-options.js'
import { commandInside, type openLab } from './lab.js'

export type OpenLab = ReturnType<typeof openLab>

/** Makes the network that a check is to run in. Throws SetupError where the system does not allow it. */
export async function openNamespace(): Promise<NamespaceHost> {
  const { NamespaceHost: AHost } = await import('../harness/hosts/namespace/namespace-host.js')
  return AHost.open()
}

/** Throws SetupError where this system has no sandbox, or the folder cannot be copied into it. */
export async function openSandboxFor(
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

export interface Described {
  readonly subject: Subject
  /** what the report says of it: the isolation that is really in force, not the one that was asked for */
  readonly description: SubjectDescription
}

/** What can be said of it before it is there: nothing has run, so what is in force is what was asked for. */
export const expectedSubject = ({ command, host, port, isolation, cwd }: CheckOptions): SubjectDescription =>
  host !== undefined && port !== undefined
    ? remoteAt(host, port)
    : { command, folder: resolve(cwd ?? '.'), isolation: isolation === 'auto' ? 'none' : isolation }

const remoteAt = (host: string, port: number): SubjectDescription => ({
  command: [],
  isolation: 'remote',
  address: `${host}:${port}`,
})

/** `open` makes the network of hosts, where one is wanted: only when nothing is wrong with the command. Throws SetupError. */
export async function subjectOf(options: CheckOptions, specification: Specification, open: Open): Promise<Described> {
  const { command, cwd, port: fixedPort, host: remote } = options
  if (remote !== undefined && fixedPort !== undefined) {
    const found = await lookup(remote).catch(() => undefined)
    if (!found) throw new SetupError(`--host ${remote}: this name leads to no address`)
    return {
      subject: { kind: 'remote', address: { host: found.address, port: fixedPort } },
      description: remoteAt(remote, fixedPort),
    }
  }
  requirePlaceholders(options, specification)
  // What cannot be named in a container is told before the file is looked for here.
  const inside = options.isolation === 'docker' ? commandInside(command, cwd) : command
  requireScript(options)
  const onHost = (
    host: Host,
    workingDirectory: WorkingDirectory,
    inForce: Omit<SubjectDescription, 'command' | 'folder'>,
  ): Described => ({
    subject: { kind: 'command', command: inside, fixedPort, workingDirectory, host },
    description: { command, folder: resolve(cwd ?? '.'), ...inForce },
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

/** Its client is told what to ask for, in another way with every scenario. */
const asksForPaths = ({ role, framing }: Specification): boolean =>
  role === 'client' && clientPlaceholderOf(framing.requests) === '{url}'

/** What is likely wrong with a command that can be started all the same; undefined where that is nothing. */
export function remarkOn({ command }: CheckOptions, specification: Specification): string | undefined {
  if (!asksForPaths(specification) || command.some((word) => /\{(?:url|path)\}|\$\{?URL\b/.test(word))) return undefined
  return 'the command has neither {url} nor {path}: a client that does not read $URL cannot know which file to ask for (client.py {host} {port} {path})'
}

/** `{prt}` is a slip that would otherwise show only as a server that never listens; `{print $1}` and `${HOME}` are none. */
function requirePlaceholders({ command }: CheckOptions, specification: Specification): void {
  const { role, allowed, options } = specification
  const known = [
    '{port}',
    '{host}',
    '{url}',
    ...(asksForPaths(specification) ? ['{path}'] : []),
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
