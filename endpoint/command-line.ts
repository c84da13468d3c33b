import { parseArgs } from 'node:util'
import { errorCode } from './errors.js'

const HIGHEST_PORT = 65_535
const DEFAULT_HOST = '127.0.0.1'
/** Where in a line of --help an option's explanation begins. */
const HELP_COLUMN = 15

/** The values of a program's own options, by name. */
export type SettingsShape = Readonly<Record<string, string>>
/** Those of a program that has no option of its own. */
export type NoSettings = Readonly<Record<string, never>>

/** An option of one program's own. */
export interface OptionInfo<Value extends string> {
  /** what stands for its value in --help: "TEXT"; an option without it takes no value, and is `yes` where it is given */
  readonly placeholder?: string
  /** what it does, for --help */
  readonly summary: string
  readonly defaultValue: Value
  /** the values that it takes; without it any text that is not empty */
  readonly choices?: readonly Value[]
  /** what is wrong with a value, as it follows the option's name: "takes a number"; undefined where nothing is */
  readonly objection?: (value: string) => string | undefined
}

/** What the command line of one program depends on. */
export interface ProgramInfo<Settings extends SettingsShape = NoSettings> {
  /** as it calls itself in messages: "tcp-echo server" */
  readonly name: string
  /** one sentence for --help */
  readonly summary: string
  readonly defaultPort: number
  /** its own options; each of its settings is one */
  readonly options?: { readonly [Name in keyof Settings]: OptionInfo<Settings[Name]> }
}

/** What a command line asks for. Only a client's that sends one message has a message. */
export type CommandLine<Settings extends SettingsShape = NoSettings> =
  | {
      readonly kind: 'run'
      readonly host: string
      readonly port: number
      readonly message: string | undefined
      readonly settings: Settings
    }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'mistake'; readonly message: string }

type Mistake = Extract<CommandLine, { kind: 'mistake' }>

/** Parses the command line of a server. */
export function parseServerCommandLine<Settings extends SettingsShape>(
  program: ProgramInfo<Settings>,
  words: readonly string[],
): CommandLine<Settings> {
  return parse(words, false, 0, program, serverHelp(program))
}

/** Parses the command line of a client that sends one message. */
export function parseClientCommandLine<Settings extends SettingsShape>(
  program: ProgramInfo<Settings>,
  words: readonly string[],
): CommandLine<Settings> {
  return parse(words, true, 1, program, clientHelp(program))
}

/** Parses the command line of a client that finds elsewhere what to send. */
export function parseSessionCommandLine<Settings extends SettingsShape>(
  program: ProgramInfo<Settings>,
  words: readonly string[],
): CommandLine<Settings> {
  return parse(words, false, 1, program, sessionHelp(program))
}

function parse<Settings extends SettingsShape>(
  words: readonly string[],
  allowPositionals: boolean,
  lowestPort: number,
  program: ProgramInfo<Settings>,
  help: string,
): CommandLine<Settings> {
  try {
    const own = ownOptions(program)
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals,
      options: {
        ...Object.fromEntries(
          own.map(([name, { placeholder }]) => [
            name,
            { type: placeholder === undefined ? 'boolean' : 'string' } as const,
          ]),
        ),
        host: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return { kind: 'help', text: help }
    const host = values.host ?? DEFAULT_HOST
    if (host.trim() === '') return mistake('--host needs the name or the address of a host')
    const port = values.port === undefined ? program.defaultPort : parsePort(values.port, lowestPort)
    if (port === undefined)
      return mistake(`--port takes a number from ${lowestPort} to ${HIGHEST_PORT}, not "${values.port ?? ''}"`)
    if (positionals.length > 1)
      return mistake('there is more than one message; put a message with spaces between quotes')
    const given: Readonly<Record<string, unknown>> = values
    const settings = parseSettings(own, given)
    if (settings.kind === 'mistake') return settings
    // The options are those of the settings, and each value is one that its option takes.
    return { kind: 'run', host, port, message: positionals[0], settings: settings.values as Settings }
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS_')) throw error
    return mistake(firstSentence(error))
  }
}

type OwnOptions = readonly (readonly [name: string, option: OptionInfo<string>])[]

function ownOptions({ options }: { readonly options?: Readonly<Record<string, OptionInfo<string>>> }): OwnOptions {
  return Object.entries(options ?? {})
}

/** The value of each option: the one given, which must be one of its choices, or else its default. */
function parseSettings(
  own: OwnOptions,
  given: Readonly<Record<string, unknown>>,
): { readonly kind: 'settings'; readonly values: SettingsShape } | Mistake {
  const values: Record<string, string> = {}
  for (const [name, { defaultValue, choices, objection }] of own) {
    const value = given[name] === true ? 'yes' : (given[name] ?? defaultValue)
    if (typeof value !== 'string' || value === '') return mistake(`--${name} needs a value that is not empty`)
    if (choices?.includes(value) === false) return mistake(`--${name} is one of ${choices.join(', ')}, not "${value}"`)
    const wrong = objection?.(value)
    if (wrong !== undefined) return mistake(`--${name} ${wrong}`)
    values[name] = value
  }
  return { kind: 'settings', values }
}

function mistake(message: string): Mistake {
  return { kind: 'mistake', message: `${message}; --help lists what there is` }
}

/** What parseArgs says first; what follows is advice for which one line has no room. */
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const sentence = message.split(/\.?\n|\. /)[0] ?? message
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

function parsePort(text: string, lowest: number): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port >= lowest && port <= HIGHEST_PORT ? port : undefined
}

function serverHelp<Settings extends SettingsShape>(program: ProgramInfo<Settings>): string {
  return `${program.name}: ${program.summary}

options:
  --port N     the port to listen on (default ${program.defaultPort}; 0: any free ephemeral port)
  --host H     the address to listen on (default ${DEFAULT_HOST}, which only this machine reaches; 0.0.0.0: every IPv4 address)
${ownHelp(ownOptions(program))}  -h, --help   show this
`
}

function clientHelp<Settings extends SettingsShape>(program: ProgramInfo<Settings>): string {
  return `${program.name}: ${program.summary}

The message is the argument, or else one line of the standard input.

${clientOptionsHelp(program)}`
}

function sessionHelp<Settings extends SettingsShape>(program: ProgramInfo<Settings>): string {
  return `${program.name}: ${program.summary}

${clientOptionsHelp(program)}`
}

function clientOptionsHelp<Settings extends SettingsShape>(program: ProgramInfo<Settings>): string {
  return `options:
  --port N     the server's port (default ${program.defaultPort})
  --host H     the server's name or address (default ${DEFAULT_HOST})
${ownHelp(ownOptions(program))}  -h, --help   show this
`
}

function ownHelp(own: OwnOptions): string {
  const lines = own.map(([name, { placeholder, summary, defaultValue }]) => {
    const option = placeholder === undefined ? `  --${name}` : `  --${name} ${placeholder}`
    const gap =
      option.length + 2 > HELP_COLUMN ? `\n${' '.repeat(HELP_COLUMN)}` : ' '.repeat(HELP_COLUMN - option.length)
    return `${option}${gap}${summary}${placeholder === undefined ? '' : ` (default ${defaultValue})`}\n`
  })
  return lines.join('')
}
