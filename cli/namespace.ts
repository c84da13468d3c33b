import { spawn, spawnSync } from 'node:child_process'
import { SetupError } from '../harness/findings/violation.js'

/** Says to the inner process where it runs; a variable, not an option, so that nobody claims an isolation that is not there. */
const INSIDE = 'SOCKSPEC_NETWORK_NAMESPACE'

export const insideNamespace = (): boolean => process.env[INSIDE] === '1'

/** A user and a network of our own; all processes in a process namespace, which ends with its first. */
const UNSHARE = ['--user', '--map-root-user', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--']

/**
 * Runs this very command line once more in a network namespace of its own, where only loopback exists: ports that are fixed in a submission
 * are free there, and nothing leaves the machine. Gives its exit status. Throws SetupError where the system does not allow it.
 */
export async function runInNamespace(argv: readonly string[]): Promise<number> {
  const probe = spawnSync('unshare', [...UNSHARE, 'sh', '-c', 'ip link set lo up'], { encoding: 'utf8' })
  if (probe.error)
    throw new SetupError(
      '--isolation namespace needs Linux and the program unshare (package util-linux); use --isolation none',
    )
  if (probe.status !== 0)
    throw new SetupError(
      `--isolation namespace is not possible here (${probe.stderr.trim().split('\n')[0] ?? 'refused'}): it needs unprivileged user namespaces and the program ip (package iproute2); use --isolation none`,
    )
  const child = spawn(
    'unshare',
    [
      ...UNSHARE,
      'sh',
      '-c',
      'ip link set lo up && exec "$@"',
      'sh',
      process.execPath,
      ...process.execArgv,
      ...argv.slice(1),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, [INSIDE]: '1' },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 3)))
}
