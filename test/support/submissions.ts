import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { Settings } from '../../dist/harness/messages/settings.js'
import { isInstalled } from './command.js'

const run = promisify(execFile)

export const SUBMISSIONS = join(import.meta.dirname, '..', 'submissions')
export const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples')

/** One row of a table of submissions: a program, and the requirements that it violates at level strict. */
export interface Submission {
  /** the name of a protocol, or the folder of its features */
  readonly protocol: string
  readonly role: 'server' | 'client'
  /** path of its source */
  readonly source: string
  readonly name: string
  readonly start: 'argument' | 'environment' | { readonly fixedPort: number }
  readonly violates: readonly string[]
  /** what it may or may not violate, written with a question mark: its queue is so short that the kernel's timers decide */
  readonly undecided: readonly string[]
  readonly why: string
}

/** All tables, `test/submissions/<protocol>/<role>.tsv`. Throws where a row names no program or a program has no row. */
export function readSubmissions(): Submission[] {
  return foldersIn(SUBMISSIONS).flatMap((protocol) => readTables(join(SUBMISSIONS, protocol), protocol))
}

/** The tables beside the features of each example. */
export function readExamples(): Submission[] {
  return foldersIn(EXAMPLES).flatMap((name) => readTables(join(EXAMPLES, name), join(EXAMPLES, name)))
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

const readTables = (folder: string, protocol: string): Submission[] =>
  (['server', 'client'] as const).flatMap((role) => readTable(join(folder, role), protocol, role))

function readTable(folder: string, protocol: string, role: 'server' | 'client'): Submission[] {
  if (!existsSync(folder)) return []
  const [, ...rows] = readFileSync(`${folder}.tsv`, 'utf8').trimEnd().split('\n')
  const submissions = rows.map((row): Submission => {
    const [name = '', start = '', violates = '', why = ''] = row.split('\t')
    if (!existsSync(join(folder, name))) throw new Error(`${folder}.tsv names ${name}, which is not there`)
    const ids = violates === '-' ? [] : violates.split(',').sort()
    return {
      protocol,
      role,
      source: join(folder, name),
      name: `${basename(protocol)} ${role} ${name}`,
      start: startOf(start, row),
      why,
      violates: ids.filter((id) => !id.startsWith('?')),
      undecided: ids.filter((id) => id.startsWith('?')).map((id) => id.slice(1)),
    }
  })
  for (const file of readdirSync(folder))
    if (!submissions.some(({ source }) => source === join(folder, file)))
      throw new Error(`${folder}.tsv has no row for ${file}`)
  return submissions
}

function startOf(text: string, row: string): Submission['start'] {
  if (text === 'argument' || text === 'environment') return text
  const fixed = /^fixed:(\d+)$/.exec(text)
  if (!fixed) throw new Error(`not a way to start a program: ${row}`)
  return { fixedPort: Number(fixed[1]) }
}

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  py: ['python3'],
  pl: ['perl'],
  c: ['gcc'],
  java: ['javac', 'java'],
  go: ['go'],
}

/** The programs that it takes to run it and that are not installed. */
export const missingFor = ({ source }: Submission): string[] =>
  (NEEDS[source.slice(source.lastIndexOf('.') + 1)] ?? []).filter((program) => !isInstalled(program))

/** The command that runs it, compiled where that is needed, and the port that it has written into it. */
export async function commandOf(submission: Submission): Promise<string[]> {
  const program = await programOf(submission.source)
  if (submission.start !== 'argument') return program
  return [...program, ...argumentsOf(submission)]
}

/** What a program is given that takes its set-up from its arguments. */
function argumentsOf({ protocol, role }: Submission): string[] {
  switch (`${protocol} ${role}`) {
    case 'http-get client':
      return ['{url}']
    case 'tcp-throughput client':
      return ['{host}', '{port}', '{duration}']
    case 'udp-allowlist server':
      return ['{port}', '{allow}']
    default:
      return role === 'server' ? ['{port}'] : ['{host}', '{port}']
  }
}

/** Options of the protocol with which it is checked: nobody wants to wait ten seconds for a rate that shows in two. */
export const settingsFor = ({ protocol, role, start }: Submission): Settings =>
  protocol === 'tcp-throughput' && role === 'client' && typeof start === 'string' ? { duration: '2' } : {}

async function programOf(source: string): Promise<string[]> {
  switch (source.slice(source.lastIndexOf('.') + 1)) {
    case 'py':
      return [pythonItself(), source]
    case 'pl':
      return ['perl', source]
    case 'js':
    case 'mjs':
    case 'cjs':
      return ['node', source]
    case 'go':
      return [await built(source, 'program', (out) => ['go', 'build', '-o', join(out, 'program'), source])]
    case 'c':
      return [await built(source, 'program', (out) => ['gcc', '-O1', '-o', join(out, 'program'), source])]
    case 'java': {
      const name = basename(source, '.java')
      const classFile = await built(source, `${name}.class`, (out) => ['javac', '-d', out, source])
      // Starting a JVM costs; these keep it at a third of what it takes by default on two cores.
      return ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-cp', join(classFile, '..'), name]
    }
    default:
      throw new Error(`${source}: nobody knows how to run this`)
  }
}

let interpreter: string | undefined

/** The interpreter behind the name: `python3` may be a script that looks for it at every start (pyenv), which takes longer than most of what is tested here. */
export function pythonItself(): string {
  return (interpreter ??=
    spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim() || 'python3')
}

/** Compiles a source once; later runs find it by the digest of its text. */
async function built(source: string, product: string, compiler: (out: string) => string[]): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16)
  const out = join(tmpdir(), 'sockspec-submissions', digest)
  if (!existsSync(join(out, product))) {
    mkdirSync(out, { recursive: true })
    const [command = '', ...args] = compiler(out)
    await run(command, args)
  }
  return join(out, product)
}
