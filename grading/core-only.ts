import { SetupError } from '../harness/findings/violation.js'
import type { Assignment } from './assignment.js'
import { hashOf } from './content-hash.js'
import { pairingsOf } from './interop/pairing.js'

/** Tells a worker that it is to check {@link coreOf} its assignment. */
export const CORE_ONLY = 'core-only'

/**
 * The part of an assignment that says who may meet others: the tasks of those who can meet, with their core requirements. The same in a worker as in whoever
 * started it. Throws SetupError where nothing of level core is left to check.
 */
export function coreOf(assignment: Assignment): Assignment {
  const meeting = new Set(pairingsOf(assignment).flatMap(({ server, client }) => [server.id, client.id]))
  const tasks = assignment.tasks
    .filter(({ id }) => meeting.has(id))
    .map((task) => ({
      ...task,
      level: 'core' as const,
      asked: [],
      requirements: task.requirements.filter(({ level }) => level === 'core'),
    }))
  const empty = tasks.find(({ requirements }) => requirements.length === 0)
  if (empty)
    throw new SetupError(
      `${assignment.file}: only and skip leave no core requirement of ${empty.id}, by which it is decided who meets others`,
    )
  return { ...assignment, tasks, hash: hashOf(CORE_ONLY, assignment.hash) }
}
