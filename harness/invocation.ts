import type { RunningProgram } from './running-program.js'
import type { Address } from './wire-log.js'

/** What a submission is told besides host and port, as `{name}` in its command and `$NAME`: the addresses it may answer, how long to send. */
export type Given = Readonly<Record<string, string>>

export const environmentOf = (given: Given): Record<string, string> => Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toUpperCase(), value]))

/** The URL of a path at an address. */
export const urlOf = ({ host, port }: Address, path = '/'): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`

/** The command with `{host}`, `{port}`, `{url}` and what else is given replaced. */
export function withPort(command: readonly string[], address: Address, given: Given = {}, path = '/'): string[] {
  const replaced = (word: string): string => Object.entries(given).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), word)
  return command.map((word) => replaced(word)
    .replaceAll('{port}', String(address.port))
    .replaceAll('{host}', address.host)
    .replaceAll('{url}', urlOf(address, path)))
}

const LAST_WORDS = 300

/** The last line that a program said, on standard error or else on standard output: where an exception's message stands. */
export function lastWords(program: Pick<RunningProgram, 'stdout' | 'stderr'>): string {
  const text = program.stderr.text.trimEnd() || program.stdout.text.trimEnd()
  const line = text.slice(text.lastIndexOf('\n') + 1).trim()
  return line.length > LAST_WORDS ? `${line.slice(0, LAST_WORDS)}...` : line
}
