import type { Program } from './program.js'
import type { Address } from './wire-log.js'

/** The command with `{host}`, `{port}` and `{url}` replaced. */
export function withPort(command: readonly string[], address: Address): string[] {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return command.map((word) => word
    .replaceAll('{port}', String(address.port))
    .replaceAll('{host}', address.host)
    .replaceAll('{url}', `http://${host}:${address.port}/`))
}

const LAST_WORDS = 300

/** The last line that a program said, on standard error or else on standard output: where an exception's message stands. */
export function lastWords(program: Program): string {
  const text = program.stderr.text.trimEnd() || program.stdout.text.trimEnd()
  const line = text.slice(text.lastIndexOf('\n') + 1).trim()
  return line.length > LAST_WORDS ? `${line.slice(0, LAST_WORDS)}...` : line
}
