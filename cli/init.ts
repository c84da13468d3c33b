import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { assignmentOf } from '../grading/assignment.js'
import { assignmentText, type Wanted } from '../grading/assignment-text.js'
import { commandWords, unclearText } from '../grading/command-words.js'
import { SetupError } from '../harness/findings/violation.js'
import { protocolFolder, protocolNames, readSpecification, rolesIn } from '../specification/catalogue.js'
import { isRunLevel, RUN_LEVELS, type RunLevel } from '../specification/level.js'
import type { Role } from '../specification/specification.js'
import { parsePort } from './check-options.js'
import { openQuestions, type Ask } from './questions.js'

/** The options of `init` as the command line gives them. */
export interface InitOptions {
  readonly protocol?: string
  readonly role?: string
  readonly start?: string
  readonly port?: string
  readonly level?: string
  readonly out?: string
  readonly force?: boolean
}

const DEFAULT_FILE = 'assignment.yaml'

/** Writes an assignment file, and gives what there is to say about it. Asks what it does not know where somebody can answer. Throws SetupError. */
export async function initCommand(options: InitOptions): Promise<string> {
  const out = options.out ?? DEFAULT_FILE
  // Before anything is asked: nobody should answer questions for nothing.
  if (options.force !== true && existsSync(out)) throw alreadyThere(out)
  const answers = isAsking(options) ? await asked() : options
  const text = initText(answers, out)
  await write(out, text, options.force === true)
  return `${out} is written. What else it can say stands in it behind #.\nNext: sockspec grade FOLDER --assignment ${out}\n`
}

const isAsking = ({ protocol, role, start, port, level }: InitOptions): boolean =>
  [protocol, role, start, port, level].every((one) => one === undefined) && process.stdin.isTTY && process.stderr.isTTY

async function asked(): Promise<InitOptions> {
  const questions = openQuestions(process.stdin, process.stderr)
  try {
    return await askedFor(questions.ask)
  } finally {
    questions.close()
  }
}

/** What the file is to say, from answers. */
export async function askedFor(ask: Ask): Promise<InitOptions> {
  const names = protocolNames()
  const protocol = await ask(
    `Protocol (${names.join(', ')}, or the path of a folder of feature files)`,
    'tcp-echo',
    (answer) => {
      protocolFolder(answer)
    },
  )
  const [only, ...more] = rolesIn(protocolFolder(protocol))
  const role =
    more.length === 0
      ? only
      : await ask('What is handed in, server or client', 'server', (answer) => roleOf(protocol, answer))
  const specification = readSpecification(protocol, roleOf(protocol, role))
  const start = await ask(
    `Command that starts it, as in ${exampleStart(specification.role)} (nothing: found out for each submission)`,
    '',
    (answer) => startOf(answer),
  )
  const port =
    start.includes('{port}') || start.includes('{url}')
      ? ''
      : await ask('Port that all submissions have written into them (nothing: each gets a free one)', '', (answer) =>
          parsePort(answer === '' ? undefined : answer),
        )
  const level = await ask(`Level: ${RUN_LEVELS.join(', ')}`, 'robust', levelOf)
  return {
    protocol,
    role: specification.role,
    level,
    ...(start === '' ? {} : { start }),
    ...(port === '' ? {} : { port }),
  }
}

const exampleStart = (role: Role): string =>
  role === 'server' ? 'python3 server.py {port}' : 'python3 client.py {host} {port}'

/** The file's text. Throws SetupError where an option is wrong. */
export function initText(options: InitOptions, out: string): string {
  if (options.protocol === undefined)
    throw new SetupError(
      '--protocol is missing: name what the class was asked for, as in sockspec init --protocol tcp-echo (sockspec list shows them)',
    )
  const specification = readSpecification(options.protocol, roleOf(options.protocol, options.role))
  const port = parsePort(options.port)
  const wanted: Wanted = {
    protocol: protocolFrom(options.protocol, out),
    specification,
    level: levelOf(options.level ?? 'robust'),
    ...(options.start === undefined ? {} : { start: startOf(options.start) }),
    ...(port === undefined ? {} : { port }),
  }
  const text = assignmentText(wanted)
  assignmentOf(Buffer.from(text), out)
  return text
}

function roleOf(protocol: string, text: string | undefined): Role {
  const roles = rolesIn(protocolFolder(protocol))
  const [only, ...more] = roles
  if (text === undefined && only !== undefined && more.length === 0) return only
  const role = roles.find((one) => one === (text ?? 'server'))
  if (role === undefined)
    throw new SetupError(`--role ${text ?? 'server'}: ${protocol} specifies ${roles.join(' or ')}`)
  return role
}

function levelOf(text: string): RunLevel {
  if (!isRunLevel(text)) throw new SetupError(`--level ${text}: the level is ${RUN_LEVELS.join(', ')}`)
  return text
}

function startOf(text: string): string {
  const words = text === '' ? undefined : commandWords(text)
  if (words?.kind === 'unclear') throw new SetupError(`--start ${text}: ${unclearText(words.why)}`)
  return text
}

/** A folder of features as it is named from the file, which may be elsewhere. */
function protocolFrom(protocol: string, out: string): string {
  if (protocolNames().includes(protocol)) return protocol
  const path = relative(dirname(resolve(out)), resolve(protocol))
    .split(sep)
    .join('/')
  return path.startsWith('.') || path.startsWith('/') ? path : `./${path}`
}

const alreadyThere = (out: string): SetupError =>
  new SetupError(`${out} is there already: choose another file with --out FILE, or overwrite it with --force`)

async function write(out: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(out, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw alreadyThere(out)
    if (code === 'ENOENT')
      throw new SetupError(`${out} cannot be written: there is no folder ${dirname(out)}, make it first`)
    throw new SetupError(`${out} cannot be written: ${message}`)
  }
}
