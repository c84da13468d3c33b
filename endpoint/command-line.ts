import { parseArgs } from 'node:util'
import { errorCode } from './errors.js'

const HIGHEST_PORT = 65_535
const DEFAULT_HOST = '127.0.0.1'

/** What the command line of one program depends on. */
export interface ProgramInfo {
  /** as it calls itself in messages: "tcp-echo server" */
  readonly name: string
  /** one sentence for --help */
  readonly summary: string
  readonly defaultPort: number
}

/** What a command line asks for. A server's has no message. */
export type CommandLine =
  | { readonly kind: 'run', readonly host: string, readonly port: number, readonly message: string | undefined }
  | { readonly kind: 'help', readonly text: string }
  | { readonly kind: 'mistake', readonly message: string }

/** Parses the command line of a server. */
export function parseServerCommandLine(program: ProgramInfo, words: readonly string[]): CommandLine {
  return parse(words, false, 0, program, serverHelp(program))
}

/** Parses the command line of a client. */
export function parseClientCommandLine(program: ProgramInfo, words: readonly string[]): CommandLine {
  return parse(words, true, 1, program, clientHelp(program))
}

function parse(words: readonly string[], allowPositionals: boolean, lowestPort: number, program: ProgramInfo, help: string): CommandLine {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals,
      options: { host: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help === true) return { kind: 'help', text: help }
    const host = values.host ?? DEFAULT_HOST
    if (host.trim() === '') return mistake('--host needs the name or the address of a host')
    const port = values.port === undefined ? program.defaultPort : parsePort(values.port, lowestPort)
    if (port === undefined) return mistake(`--port takes a number from ${lowestPort} to ${HIGHEST_PORT}, not "${values.port ?? ''}"`)
    if (positionals.length > 1) return mistake('there is more than one message; put a message with spaces between quotes')
    return { kind: 'run', host, port, message: positionals[0] }
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS_')) throw error
    return mistake(firstSentence(error))
  }
}

function mistake(message: string): CommandLine {
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

function serverHelp({ name, summary, defaultPort }: ProgramInfo): string {
  return `${name}: ${summary}

options:
  --port N     the port to listen on (default ${defaultPort}; 0: any free ephemeral port)
  --host H     the address to listen on (default ${DEFAULT_HOST}, which only this machine reaches; 0.0.0.0: every IPv4 address)
  -h, --help   show this
`
}

function clientHelp({ name, summary, defaultPort }: ProgramInfo): string {
  return `${name}: ${summary}

The message is the argument, or else one line of the standard input.

options:
  --port N     the server's port (default ${defaultPort})
  --host H     the server's name or address (default ${DEFAULT_HOST})
  -h, --help   show this
`
}
