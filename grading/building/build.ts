import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf } from '../finding/destination.js'
import { SetupError } from '../../harness/findings/violation.js'
import type { Start } from '../starting/decision.js'
import { BUILD_LIMITS, type BuildLimits, type BuildResult, type RunStep } from './build-result.js'
import { runHere } from './run-here.js'

export interface Building {
  readonly limits?: BuildLimits
  /** where the commands run */
  readonly run?: RunStep
}

/**
 * Copies a submission to the folder that it is then checked in, which is made anew, and builds it there. Throws SetupError where the copy cannot be made.
 */
export async function build(from: string, to: string, start: Start, options: Building = {}): Promise<BuildResult> {
  const { limits = BUILD_LIMITS, run = runHere } = options
  await copied(from, to)
  const commands = start.build ?? []
  if (commands.length === 0) return { kind: 'built', output: '' }
  const home = await mkdtemp(join(tmpdir(), 'sockspec-build-'))
  try {
    return await buildIn(join(to, start.cwd), home, commands, limits, run)
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function buildIn(
  cwd: string,
  home: string,
  commands: readonly (readonly string[])[],
  { timeoutMs, outputBytes }: BuildLimits,
  run: RunStep,
): Promise<BuildResult> {
  const begun = performance.now()
  let output = ''
  for (const command of commands) {
    const left = Math.max(1, timeoutMs - (performance.now() - begun))
    const step = await run({ command, cwd, env: environmentIn(home), timeoutMs: left, outputBytes })
    if (step.kind === 'missing') return { kind: 'tool-missing', command, tool: command[0] ?? '' }
    output = (output + step.output).slice(-outputBytes)
    if (step.kind === 'timed-out') return { kind: 'timed-out', command, afterMs: timeoutMs, output }
    if (step.status !== 0) return { kind: 'failed', command, status: step.status, output }
  }
  return { kind: 'built', output }
}

async function copied(from: string, to: string): Promise<void> {
  try {
    await rm(to, { recursive: true, force: true })
    await mkdir(join(to, '..'), { recursive: true })
    await cp(from, to, { recursive: true, verbatimSymlinks: true })
  } catch (error) {
    throw new SetupError(
      `${to}: the submission cannot be copied there (${codeOf(error)}): make room, or give another folder`,
    )
  }
}

/** What compilers need, and nothing of the teacher's: no keys, no tokens, no home. */
function environmentIn(home: string): Record<string, string> {
  // Rust's compilers, where rustup has put them, are found by this alone.
  const rustup = process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup')
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: home,
    TMPDIR: home,
    ...(existsSync(rustup) ? { RUSTUP_HOME: rustup } : {}),
    ...(process.env['JAVA_HOME'] === undefined ? {} : { JAVA_HOME: process.env['JAVA_HOME'] }),
  }
}
