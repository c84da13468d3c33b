import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Program } from '../../harness/programs/program.js'
import { LocalFolder } from '../../harness/programs/folder.js'
import type { RunningProgram } from '../../harness/programs/running-program.js'
import type { SandboxHost } from '../../harness/hosts/sandbox/sandbox-host.js'
import { hasNamespaces, isInstalled } from './command.js'

/** Whether this machine can have sandboxes: namespaces, and bubblewrap to fill them. */
export const hasSandboxes = (): boolean => hasNamespaces() && isInstalled('bwrap')

/** A search path on which all programs of this machine are but for some. */
export function pathWithout(folder: string, ...names: readonly string[]): string {
  mkdirSync(folder)
  for (const place of (process.env.PATH ?? '').split(delimiter).concat('/usr/sbin', '/sbin')) {
    for (const name of namesIn(place)) {
      if (names.includes(name)) continue
      try {
        symlinkSync(join(place, name), join(folder, name))
      } catch {
        // The same name stands earlier on the path.
      }
    }
  }
  return folder
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Where the very same program is run. */
export interface Place {
  start(command: readonly string[]): Promise<RunningProgram>
}

export const sandboxed = (host: SandboxHost): Place => ({
  start: async (command) =>
    host.start({ command, folder: await host.folders.next(), environment: {}, keepOutput: true }),
})

export const without = (folder: string): Place => ({
  start: (command) => Program.start({ command, folder: new LocalFolder(folder), environment: {}, keepOutput: true }),
})

/** Runs it to its end; gives what it printed as JSON. */
export async function told(place: Place, command: readonly string[]): Promise<unknown> {
  const program = await place.start(command)
  const ending = await program.ended
  await program.stop()
  const { stdout, stderr } = program
  try {
    return JSON.parse(stdout.text)
  } catch {
    throw new Error(`${JSON.stringify(ending)}: ${stdout.text}${stderr.text}`)
  }
}

/** The control groups of checks that this process, or one that it started, has made. */
export const controlGroupsOf = (pid: number): string[] =>
  spawnSync('find', ['/sys/fs/cgroup', '-type', 'd', '-name', `sockspec-${pid}-*`], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line !== '')
