import { OPTIONS, type OptionName, type Settings } from '../harness/messages/settings.js'
import { SetupError } from '../harness/findings/violation.js'
import { isRunLevel, RUN_LEVELS, type RunLevel } from '../specification/level.js'
import type { Role } from '../specification/specification.js'
import { isFormat, FORMATS, type ReportOrder } from '../results/format.js'
import { isReportLanguage, LANGUAGES, type ReportLanguage } from '../results/words/languages.js'

/** The options of a protocol as the command line gives them. */
export interface RawSettings {
  readonly eol?: string
  readonly reply?: string
  readonly storedAs?: string
  readonly sendFile?: string
  readonly dataForm?: string
  readonly duration?: string
  readonly shutdownText?: string
}

/** The options of `check` as the command line gives them. */
export interface RawCheckOptions extends RawSettings {
  readonly role?: string
  readonly port?: string
  readonly host?: string
  readonly level?: string
  readonly only?: string
  readonly skip?: string
  readonly timeout?: string
  readonly cwd?: string
  readonly isolation?: string
  readonly image?: string
  readonly network?: boolean
  readonly report?: readonly string[]
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly seed?: string
  readonly name?: string
  readonly lang?: string
}

/** Where a submission runs: on this machine, there with a network of its own or in a sandbox, or in a container. */
export type Isolation = 'none' | 'namespace' | 'sandbox' | 'docker'

export interface CheckOptions {
  readonly role: Role
  readonly port: number | undefined
  readonly host: string | undefined
  readonly command: readonly string[]
  readonly level: RunLevel
  readonly only: readonly string[] | undefined
  readonly skip: readonly string[] | undefined
  readonly timeout: number | undefined
  readonly cwd: string | undefined
  readonly reports: readonly ReportOrder[]
  /** one line, and no more */
  readonly isQuiet: boolean
  /** every failure in full */
  readonly isVerbose: boolean
  readonly seed: string | undefined
  /** whose submission it is */
  readonly name: string | undefined
  /** the language of the reports */
  readonly lang: ReportLanguage
  /** `auto`: in a sandbox where this machine has such, else on the machine itself */
  readonly isolation: Isolation | 'auto'
  /** the image that the submission runs in, where one was chosen */
  readonly image: string | undefined
  /** also what needs a network that can be cut and disturbed */
  readonly network: boolean
  /** what of the protocol's options was given */
  readonly settings: Settings
}

/** The options of protocols that were given, by their names. */
export function settingsGiven(raw: RawSettings): Settings {
  const given: Readonly<Record<OptionName, string | undefined>> = {
    eol: raw.eol,
    reply: raw.reply,
    'stored-as': raw.storedAs,
    'send-file': raw.sendFile,
    'data-form': raw.dataForm,
    duration: raw.duration,
    'shutdown-text': raw.shutdownText,
  }
  return Object.fromEntries(
    (Object.keys(OPTIONS) as OptionName[]).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  )
}

/** Checks the options and gives them their types. Throws SetupError, which says what is wrong and what to do. */
export function parseCheckOptions(protocol: string, command: readonly string[], raw: RawCheckOptions): CheckOptions {
  const role = parseRole(raw.role)
  const port = parsePort(raw.port)
  requireSubject(protocol, role, command, raw.host, port)
  return {
    role,
    port,
    host: raw.host,
    command,
    level: parseLevel(raw.level),
    only: parseIds(raw.only),
    skip: parseIds(raw.skip),
    timeout: parseTimeout(raw.timeout),
    cwd: raw.cwd,
    reports: (raw.report ?? []).map(parseReport),
    isQuiet: raw.quiet === true,
    isVerbose: parseVerbose(raw),
    seed: parseSeed(raw.seed),
    name: raw.name,
    lang: parseLanguage(raw.lang),
    isolation: parseIsolation(raw, port),
    image: raw.image,
    network: parseNetwork(raw),
    settings: settingsGiven(raw),
  }
}

function parseRole(text = 'server'): Role {
  if (text !== 'server' && text !== 'client') throw new SetupError(`--role ${text}: the role is server or client`)
  return text
}

/** A port number; also for serve and talk. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new SetupError(`--port ${text}: a port is a number from 1 to 65535`)
  return port
}

function parseLevel(text = 'robust'): RunLevel {
  if (!isRunLevel(text)) throw new SetupError(`--level ${text}: the level is ${RUN_LEVELS.join(', ')}`)
  return text
}

function parseIds(text: string | undefined): string[] | undefined {
  const ids = text
    ?.split(',')
    .map((id) => id.trim().toUpperCase())
    .filter((id) => id !== '')
  if (ids?.length === 0)
    throw new SetupError('--only and --skip need identifiers, as in --only TCP-ECHO-S1,TCP-ECHO-T2')
  return ids
}

/** Shorter deadlines would measure the machine, longer ones nobody waits for. */
const TIMEOUT = { least: 100, most: 600_000 }

function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = Number(text)
  if (!/^\d+$/.test(text) || ms < TIMEOUT.least || ms > TIMEOUT.most)
    throw new SetupError(
      `--timeout ${text}: the deadline of one reply is given in ms, from ${TIMEOUT.least} to ${TIMEOUT.most}`,
    )
  return ms
}

function parseSeed(text: string | undefined): string | undefined {
  if (text === '') throw new SetupError('--seed needs a value: the one that a report printed')
  return text
}

function parseReport(text: string): ReportOrder {
  const equals = text.indexOf('=')
  const [format, path] = equals === -1 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)]
  if (!isFormat(format)) throw new SetupError(`--report ${text}: known formats are ${FORMATS.join(', ')}`)
  if (path === '') throw new SetupError(`--report ${text}: the path is missing behind "="`)
  return path === undefined ? { format } : { format, path }
}

function requireSubject(
  protocol: string,
  role: Role,
  command: readonly string[],
  host: string | undefined,
  port: number | undefined,
): void {
  if (command.length > 0) {
    if (host !== undefined)
      throw new SetupError(
        '--host is for a server that is running already: give either --host and --port, or a command behind --',
      )
    return
  }
  const example =
    role === 'server'
      ? `sockspec check ${protocol} -- python3 server.py {port}`
      : `sockspec check ${protocol} --role client -- python3 client.py {host} {port}`
  if (role === 'client') throw new SetupError(`no command given: put it behind --, as in: ${example}`)
  if (host === undefined && port !== undefined)
    throw new SetupError(
      `no command given: put it behind --, as in: ${example}\nor add --host for a server that is running already: --host 127.0.0.1 --port ${port}`,
    )
  if (host === undefined) throw new SetupError(`no command given: put it behind --, as in: ${example}`)
  if (port === undefined) throw new SetupError(`--host ${host} needs the server's port: add --port`)
}

/** Throws SetupError where the network is nobody's to disturb. */
function parseNetwork({ network = false, isolation }: RawCheckOptions): boolean {
  if (network && isolation !== 'docker')
    throw new SetupError(
      '--network cuts and disturbs the network between hosts, which there are only in containers: add --isolation docker',
    )
  return network
}

/** `auto` is `none` where ports are free: for one submission on one's own machine a network of its own would only cost time. */
function parseIsolation(
  { isolation = 'auto', image, host }: RawCheckOptions,
  port: number | undefined,
): CheckOptions['isolation'] {
  if (image !== undefined && isolation !== 'docker') throw new SetupError('--image goes with --isolation docker')
  switch (isolation) {
    case 'auto':
      return host === undefined && port !== undefined ? 'auto' : 'none'
    case 'none':
      return 'none'
    case 'namespace':
    case 'sandbox':
    case 'docker':
      if (host !== undefined)
        throw new SetupError(
          '--isolation is for submissions that sockspec starts; a server that is running already stays where it is',
        )
      return isolation
    default:
      throw new SetupError(`--isolation ${isolation}: known are none, namespace, sandbox, docker, auto`)
  }
}

/** Throws SetupError where both a line and all there is are asked for. */
function parseVerbose({ quiet = false, verbose = false }: RawCheckOptions): boolean {
  if (quiet && verbose) throw new SetupError('--quiet has one line, --verbose all there is: give one of them')
  return verbose
}

function parseLanguage(lang = 'en'): ReportLanguage {
  if (!isReportLanguage(lang))
    throw new SetupError(`--lang ${lang}: known languages are ${Object.keys(LANGUAGES).join(', ')}`)
  return lang
}
