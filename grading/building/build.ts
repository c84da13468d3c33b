import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../finding/destination.js'
import { SetupError } from '../../harness/findings/violation.js'
import type { Start } from '../starting/decision.js'
import { buildHere } from './build-here.js'
import type { BuildPlace, OpenBuildPlace } from './build-place.js'
import { BUILD_LIMITS, type BuildLimits, type BuildResult } from './build-result.js'

export interface Building {
  readonly limits?: BuildLimits
  /** where the commands run */
  readonly open?: OpenBuildPlace
  /** the teacher's command for it, where there is one */
  readonly teachers?: readonly string[] | undefined
}

/**
 * Copies a submission to the folder that it is then checked in, which is made anew, and builds it there. Throws SetupError where the copy cannot be made, or
 * the place to build in.
 */
export async function build(from: string, to: string, start: Start, options: Building = {}): Promise<BuildResult> {
  const { limits = BUILD_LIMITS, open = buildHere, teachers = [] } = options
  await copied(from, to)
  const commands = start.build ?? []
  if (commands.length === 0) return { kind: 'built', output: '' }
  // A submission's own command shows it nothing that it names.
  const isTeachers = commands.some((words) => words.join('\0') === teachers.join('\0'))
  const place = await open({ folder: to, cwd: start.cwd, named: isTeachers ? teachers : [] })
  try {
    return await buildIn(place, commands, limits)
  } finally {
    // What cannot be removed says nothing of the submission.
    await place.close().catch(() => undefined)
  }
}

async function buildIn(
  place: BuildPlace,
  commands: readonly (readonly string[])[],
  { timeoutMs, outputBytes }: BuildLimits,
): Promise<BuildResult> {
  const begun = performance.now()
  let output = ''
  for (const command of commands) {
    const left = Math.max(1, timeoutMs - (performance.now() - begun))
    const step = await place.run({ command, timeoutMs: left, outputBytes })
    if (step.kind === 'missing') return { kind: 'tool-missing', command, tool: command[0] ?? '' }
    output = (output + step.output).slice(-outputBytes)
    if (step.kind === 'timed-out') return { kind: 'timed-out', command, afterMs: timeoutMs, output }
    if (step.status !== 0) return { kind: 'failed', command, status: step.status, output }
  }
  const most = await place.keep()
  return most === undefined
    ? { kind: 'built', output }
    : { kind: 'too-much', command: commands.at(-1) ?? [], most, output }
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
