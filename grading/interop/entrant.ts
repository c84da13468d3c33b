import { join } from 'node:path'
import type { Isolation } from '../../results/result.js'
import { buildPlaceFor } from '../building/build-place-for.js'
import { BUILD_LIMITS } from '../building/build-result.js'
import { build } from '../building/build.js'
import type { Start } from '../starting/decision.js'
import type { Submission } from '../submission.js'
import type { Task } from '../task.js'
import type { Side } from './matrix.js'

/** A program that has passed level core, built and ready to meet others. */
export interface Entrant extends Side {
  readonly task: Task
  readonly start: Start
  /** with what was built */
  readonly folder: string
}

/** Builds it in a folder of its own in `place`; undefined where that does not succeed. Throws SetupError where there is no room for it. */
export async function entrantOf(
  submission: Submission,
  task: Task,
  start: Start,
  place: string,
  isolation: Isolation,
): Promise<Entrant | undefined> {
  const folder = join(place, submission.id, task.id)
  const built = await build(submission.folder, folder, start, {
    limits: { ...BUILD_LIMITS, timeoutMs: task.buildTimeLimitMs },
    open: buildPlaceFor(isolation),
    teachers: task.build,
  })
  return built.kind === 'built' ? { id: submission.id, name: submission.name, task, start, folder } : undefined
}
