import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** The compiled command line. */
export const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js')

export interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Whose rights a command has; those of whoever runs the tests, where nothing is said. */
export interface User {
  readonly uid?: number
  readonly gid?: number
}

/** An ordinary user: root's rights would get past what is tested. */
export const ORDINARY: User = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Whether that user can run what is compiled here. */
export const canRunAsOrdinary = (): boolean => spawnSync(process.execPath, [MAIN, '--version'], ORDINARY).status === 0

/** Runs the compiled command as a user would. */
export function sockspec(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly user?: User } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { ...options.user, cwd: options.cwd, env: { ...process.env, ...options.env }, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        resolve({ status: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stdout, stderr })
      },
    )
  })
}

/** What unshare takes for a network of one's own, before the command to run in it. */
export const UNSHARE = ['--user', '--map-root-user', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--']

let namespaces: boolean | undefined

/** Whether unprivileged network namespaces work here. */
export function hasNamespaces(): boolean {
  return (namespaces ??= spawnSync('unshare', [...UNSHARE, 'sh', '-c', 'ip link set lo up']).status === 0)
}

/** Runs a script as root of a network of its own, which ends with it: what it prints. Rejects where it prints nothing. */
export function inNamespace(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      'unshare',
      [...UNSHARE, 'sh', '-c', `ip link set lo up; ${script}`],
      { maxBuffer: 1 << 24, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (stdout === '') reject(new Error(`${stderr} ${error?.message ?? ''}`))
        else resolve(stdout)
      },
    )
  })
}

/** Whether a program is installed; tests that need it say so when they are skipped. */
export function isInstalled(program: string): boolean {
  let found = installed.get(program)
  if (found === undefined)
    installed.set(program, (found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0))
  return found
}

const installed = new Map<string, boolean>()
