import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { dropPrecedence } from '../../harness/programs/priority.js'
import { scratchFolder } from '../scratch-folder.js'
import type { BuildFolder, BuildPlace, BuildStep, StepResult } from './build-place.js'
import { TailOfOutput } from './tail-of-output.js'
import { toolFolders } from './tools.js'

/** How long output may still come from what a finished command has left behind, before that is ended. */
const AFTERWARDS_MS = 500

/** As processes of this machine, with the rights of whoever grades, but without the environment and the home. */
export async function buildHere({ folder, cwd }: BuildFolder): Promise<BuildPlace> {
  const home = await scratchFolder()
  const env = environmentIn(home.path)
  return {
    run: (step) => runHere(step, join(folder, cwd), env),
    keep: () => Promise.resolve(undefined),
    close: () => home.dispose(),
  }
}

/** What compilers need, and nothing of the teacher's: no keys, no tokens, no home. */
const environmentIn = (home: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: home,
  TMPDIR: home,
  ...toolFolders(),
})

/** Runs a step in a group of its own that ends with it. */
function runHere(
  { command, timeoutMs, outputBytes }: BuildStep,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const [program = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    // By the command's own name, so that one that does not exist is told as that.
    dropPrecedence(child.pid)
    const tail = new TailOfOutput(outputBytes)
    let timedOut = false
    const endGroup = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // All of it has ended already.
      }
    }
    const deadline = setTimeout(() => {
      timedOut = true
      endGroup()
    }, timeoutMs)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => tail.add(chunk))
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline)
      const isMissing = error.code === 'ENOENT' || error.code === 'EACCES'
      resolve(isMissing ? { kind: 'missing' } : { kind: 'ended', status: 126, output: error.message })
    })
    child.on('exit', (code, signal) => {
      clearTimeout(deadline)
      endGroup()
      // Who has left the group can hold the output open for ever.
      const patience = setTimeout(
        () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()),
        AFTERWARDS_MS,
      )
      child.on('close', () => {
        clearTimeout(patience)
        resolve(
          timedOut
            ? { kind: 'timed-out', output: tail.text }
            : { kind: 'ended', status: code ?? signal ?? 1, output: tail.text },
        )
      })
    })
  })
}
