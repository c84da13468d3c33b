import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessFault, SetupError } from '../../harness/findings/violation.js'
import { openSandbox } from '../../harness/hosts/sandbox/open-sandbox.js'
import type { SandboxFolder } from '../../harness/hosts/sandbox/sandbox-folder.js'
import type { SandboxHost } from '../../harness/hosts/sandbox/sandbox-host.js'
import { MOST } from '../../harness/hosts/sandbox/source.js'
import { requireExecutable } from '../../harness/programs/executable.js'
import { removeFolder } from '../../harness/programs/removal.js'
import type { RunningProgram } from '../../harness/programs/running-program.js'
import type { BuildFolder, BuildPlace, BuildStep, StepResult } from './build-place.js'
import { TailOfOutput } from './tail-of-output.js'
import { toolFolders } from './tools.js'

/** Compilers keep more for themselves than they make of a program: so much for all of it. */
const ROOM = 512 << 20

/** Whatever it said has an order. */
const IN_SUBFOLDER = ['/bin/sh', '-c', 'cd "$1" && shift && exec "$@" 2>&1', 'sh']

/** In a sandbox with a copy of the folder, of which the files are taken when all has gone well: under the limits of a run, but for the room. */
export async function buildInSandbox({ folder, cwd, named }: BuildFolder): Promise<BuildPlace> {
  const host = await openSandbox({
    source: { folder, except: [] },
    command: named,
    visible: Object.values(toolFolders()),
  })
  try {
    const inside = await host.nextFolder(ROOM)
    return {
      run: (step) => runIn(host, inside, join(folder, cwd), cwd, step),
      keep: () => taken(inside, folder),
      close: () => host.dispose(),
    }
  } catch (error) {
    await host.dispose()
    throw error
  }
}

async function runIn(
  host: SandboxHost,
  folder: SandboxFolder,
  original: string,
  cwd: string,
  { command, timeoutMs, outputBytes }: BuildStep,
): Promise<StepResult> {
  const [name = ''] = command
  // What an earlier step has made is not to be found here.
  if (!name.includes('/') && !isThere(name, original)) return { kind: 'missing' }
  const program = await started(host, folder, [...IN_SUBFOLDER, cwd, ...command])
  const ending = await program.endsWithin(timeoutMs)
  await program.stop(false)
  const tail = new TailOfOutput(outputBytes)
  tail.add(program.stdout.octets)
  if (ending === undefined) return { kind: 'timed-out', output: tail.text }
  const status = ending.kind === 'status' ? ending.status : (ending.signal as NodeJS.Signals)
  return { kind: 'ended', status, output: tail.text }
}

function isThere(name: string, folder: string): boolean {
  try {
    requireExecutable(name, folder, process.env['PATH'])
    return true
  } catch {
    return false
  }
}

async function started(host: SandboxHost, folder: SandboxFolder, command: readonly string[]): Promise<RunningProgram> {
  try {
    return await host.start({ command, folder, environment: toolFolders(), keepOutput: false })
  } catch (error) {
    if (!(error instanceof HarnessFault)) throw error
    const why = 'error' in error.observation ? error.observation.error : error.message
    throw new SetupError(`no sandbox could be made for the build: ${why}`)
  }
}

async function taken(inside: SandboxFolder, folder: string): ReturnType<BuildPlace['keep']> {
  const beside = `${folder}.built`
  try {
    if (!(await inside.copyOut(beside, MOST))) return MOST
  } catch (error) {
    await removeFolder(beside)
    const { code, message } = error as NodeJS.ErrnoException
    // Folders in folders until no path leads there: no room would be enough for that.
    if (code === 'ENAMETOOLONG') return MOST
    throw new SetupError(`what was built cannot be copied to ${beside} (${message}): make room, or give another folder`)
  }
  await removeFolder(folder)
  await rename(beside, folder)
  return undefined
}
