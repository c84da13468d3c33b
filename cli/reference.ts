import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../harness/findings/violation.js'
import { protocolNames, unknownProtocol } from '../specification/catalogue.js'

/** Runs a reference program in the foreground, with this terminal, and gives its exit status. Throws SetupError where there is none. */
export async function runReference(
  kind: 'servers' | 'clients',
  protocol: string,
  args: readonly string[],
): Promise<number> {
  if (!protocolNames().includes(protocol)) throw new SetupError(unknownProtocol(protocol))
  const here = fileURLToPath(import.meta.url)
  const program = join(dirname(here), '..', kind, `${protocol}${here.slice(here.lastIndexOf('.'))}`)
  if (!existsSync(program)) throw new SetupError(`there is no reference ${kind.slice(0, -1)} for ${protocol}`)
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], { stdio: 'inherit' })
  // The terminal sends Ctrl+C to both; whoever sends a signal to this process alone means the program.
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn)
  return new Promise((resolve) =>
    child.once('exit', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 143))),
  )
}
