import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { connectEngine } from '../../dist/harness/hosts/containers/engine.js'
import { imageFor } from '../../dist/harness/hosts/containers/images.js'
import type { Result } from '../../dist/results/result.js'
import { hasNamespaces, sockspec } from './command.js'
import { commandOf, missingFor, pythonItself, readSubmissions, settingsFor, type Submission } from './submissions.js'

/** What a check came to: a verdict for each requirement, with the reason of a skip, or else why there was none. */
export interface Verdicts {
  readonly of: ReadonlyMap<string, string>
  /** what was seen, for whoever looks into a difference */
  readonly observed: ReadonlyMap<string, string>
  /** why nothing was graded */
  readonly refused?: string
}

/** One requirement on which two checks do not agree. */
export interface Difference {
  readonly id: string
  readonly without: string
  readonly docker: string
}

export interface Comparison {
  readonly seed: string
  readonly requirements: number
  readonly differences: readonly Difference[]
  readonly ms: { readonly without: number; readonly docker: number }
}

/** Clients that are given 16 MiB, or send as fast as they can: several of them at once would starve each other, and the harness. */
export const isHeavy = ({ protocol, role }: Submission): boolean =>
  protocol === 'tcp-throughput' || (role === 'client' && protocol === 'tcp-echo')

let lacking: Promise<ReadonlySet<string>> | undefined

/**
 * What it takes to compare it, and is not there: programs of this machine, or modules of Perl in the image that it would run in. That one is made for compiled
 * programs; what it has of Perl is what the distribution's own scripts need.
 */
export async function missingInEither(submission: Submission): Promise<string[]> {
  const modules = modulesOf(submission)
  if (modules.length === 0) return missingFor(submission)
  const lacks = await (lacking ??= lackedModules(imageFor(['perl']), [
    ...new Set(readSubmissions().flatMap(modulesOf)),
  ]))
  return [
    ...missingFor(submission),
    ...modules.filter((one) => lacks.has(one)).map((one) => `Perl's ${one} in the image`),
  ]
}

const modulesOf = ({ source }: Submission): string[] =>
  source.endsWith('.pl')
    ? ['strict', ...[...readFileSync(source, 'utf8').matchAll(/^use ([A-Z][\w:]*)/gm)].map(([, name = '']) => name)]
    : []

async function lackedModules(image: string, modules: readonly string[]): Promise<Set<string>> {
  let said = ''
  const heard = new PassThrough().on('data', (octets: Buffer) => {
    said += octets.toString()
  })
  const engine = await connectEngine()
  await engine.run(
    image,
    ['sh', '-c', 'for m; do perl -M"$m" -e 1 2> /dev/null || echo "$m"; done', 'sh', ...modules],
    heard,
    { Tty: true, HostConfig: { AutoRemove: true, NetworkMode: 'none' } },
  )
  return new Set(said.split(/\s+/).filter((word) => word !== ''))
}

/** Checks a submission without a container and in one, with the same seed and the same command. */
export async function compareIsolations(
  submission: Submission,
  seed = Math.random().toString(36).slice(2),
): Promise<Comparison> {
  const { folder, command, dispose } = await ownFolder(submission)
  try {
    const { start, protocol, role, undecided } = submission
    const options = [
      'check',
      protocol,
      '--role',
      role,
      '--level',
      'strict',
      '--seed',
      seed,
      '--cwd',
      folder,
      '--report',
      'json',
      ...Object.entries(settingsFor(submission)).flatMap(([name, value]) => [`--${name}`, value]),
      ...(typeof start === 'string' ? [] : ['--port', String(start.fixedPort)]),
    ]
    const under = async (isolation: string): Promise<readonly [Verdicts, number]> => {
      const began = performance.now()
      const verdicts = await verdictsOf([...options, '--isolation', isolation, '--', ...command])
      return [verdicts, performance.now() - began]
    }
    // In a namespace the port that is written into it is free.
    const [without, withoutMs] = await under(typeof start !== 'string' && hasNamespaces() ? 'namespace' : 'none')
    const [docker, dockerMs] = await under('docker')
    return {
      seed,
      requirements: without.of.size,
      ms: { without: withoutMs, docker: dockerMs },
      differences: differences(without, docker).filter(({ id }) => !undecided.includes(id)),
    }
  } finally {
    await dispose()
  }
}

/** A folder that holds nothing but the program, and the command as it is from there. */
async function ownFolder(
  submission: Submission,
): Promise<{ readonly folder: string; readonly command: string[]; readonly dispose: () => Promise<void> }> {
  const { source } = submission
  const command = await commandOf(submission)
  const compiled = command.find((word) => word.startsWith(join(tmpdir(), 'sockspec-submissions')))
  if (compiled !== undefined) {
    // A program in C is named, of one in Java the folder.
    const folder = command[0] === compiled ? dirname(compiled) : compiled
    return {
      folder,
      command: command.map((word) => (word === folder ? '.' : word.replace(folder, '.'))),
      dispose: () => Promise.resolve(),
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'sockspec-submission-'))
  await cp(source, join(folder, basename(source)))
  return {
    folder,
    command: command.map((word) => (word === source ? basename(source) : word === pythonItself() ? 'python3' : word)),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

async function verdictsOf(args: readonly string[]): Promise<Verdicts> {
  // Behind the name python3 may be a script that looks for it at every start.
  const { status, stdout, stderr } = await sockspec(args, {
    env: { PATH: [dirname(pythonItself()), process.env.PATH ?? ''].join(delimiter) },
  })
  if (stdout === '') return { of: new Map(), observed: new Map(), refused: `exit status ${status}: ${stderr.trim()}` }
  const { requirements } = JSON.parse(stdout) as Result
  return {
    of: new Map(
      requirements.map(({ id, verdict, observed }) => [id, verdict === 'skip' ? `skip (${observed ?? ''})` : verdict]),
    ),
    observed: new Map(requirements.map(({ id, observed }) => [id, observed ?? ''])),
  }
}

function differences(without: Verdicts, docker: Verdicts): Difference[] {
  if (without.refused !== docker.refused)
    return [{ id: '-', without: without.refused ?? 'graded', docker: docker.refused ?? 'graded' }]
  const shown = (verdicts: Verdicts, id: string): string => {
    const observed = verdicts.observed.get(id) ?? ''
    return `${verdicts.of.get(id) ?? 'no verdict'}${observed === '' ? '' : `: ${observed}`}`
  }
  return [...new Set([...without.of.keys(), ...docker.of.keys()])]
    .filter((id) => without.of.get(id) !== docker.of.get(id))
    .map((id) => ({ id, without: shown(without, id), docker: shown(docker, id) }))
}
