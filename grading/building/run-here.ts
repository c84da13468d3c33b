import { spawn } from 'node:child_process'
import { dropPrecedence } from '../../harness/programs/priority.js'
import type { BuildStep, StepResult } from './build-result.js'
import { TailOfOutput } from './tail-of-output.js'

/** How long output may still come from what a finished command has left behind, before that is ended. */
const AFTERWARDS_MS = 500

/** Runs a step of a build as a process of this machine, in a group of its own that ends with it. */
export function runHere({ command, cwd, env, timeoutMs, outputBytes }: BuildStep): Promise<StepResult> {
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
