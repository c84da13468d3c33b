import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Assignment } from '../grading/assignment.js'
import { requireEngine } from '../grading/docker-host.js'
import type { Job } from '../grading/job.js'
import { openHost } from '../grading/open-host.js'
import { NOT_IN_CONTAINERS } from '../grading/opened-host.js'
import { scratchFolder } from '../grading/scratch-folder.js'
import type { Words } from '../results/words/words.js'
import { complain } from './say.js'
import { SetupError } from '../harness/findings/violation.js'

/** What the commands for a class make of their options, before anything is run. */

/** A submission waits for most of its time: so many for each core are under way at once (bench/grade.js). */
const PER_CORE = 3
const MOST_JOBS = 256

/** What is in force is what is reported: `auto` is the strictest that this machine has without an engine. Throws SetupError, also where this machine lacks it. */
export async function isolationOf(
  wanted: string,
  { image, tasks }: Assignment,
  words: Words,
): Promise<Job['isolation']> {
  switch (wanted) {
    case 'none':
      return wanted
    case 'namespace':
    case 'sandbox':
      await tryToOpen(wanted)
      return wanted
    case 'docker': {
      const commands = image === undefined ? tasks.flatMap(({ start }) => (start ? [start] : [])) : []
      await requireEngine(image === undefined ? [] : [image], commands, (waiting) => complain(words.waiting(waiting)))
      return wanted
    }
    case 'auto':
      return (await canOpen('sandbox')) ? 'sandbox' : (await canOpen('namespace')) ? 'namespace' : 'none'
    default:
      throw new SetupError(`--isolation ${wanted}: known are none, namespace, sandbox, docker, auto`)
  }
}

/** Whether this machine has it. */
const canOpen = (isolation: 'sandbox' | 'namespace'): Promise<boolean> =>
  tryToOpen(isolation).then(
    () => true,
    () => false,
  )

/** Tries it with nothing in it. Throws SetupError where this machine does not have it. */
async function tryToOpen(isolation: 'sandbox' | 'namespace'): Promise<void> {
  const scratch = await scratchFolder()
  try {
    const nothing = { ...NOT_IN_CONTAINERS, folder: scratch.path, cwd: '.', command: [], named: [] }
    const opened = await openHost(isolation, nothing)
    await opened.dispose()
  } finally {
    await scratch.dispose()
  }
}

export async function requireClass(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) throw new SetupError(`${folder}: there is no such folder; give the one that holds the submissions`)
  if (!found.isDirectory())
    throw new SetupError(
      `${folder}: this is no folder; give the one that holds the submissions (a folder, file or archive each)`,
    )
}

export function parseJobs(text: string | undefined): number {
  if (text === undefined) return PER_CORE * availableParallelism()
  const jobs = Number(text)
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > MOST_JOBS)
    throw new SetupError(`--jobs ${text}: so many submissions at once, from 1 to ${MOST_JOBS}`)
  return jobs
}

/** The program of the workers: bundled beside this one, or among the sources. */
export function workerProgram(): string {
  const here = import.meta.dirname
  const found = [join(here, 'grade-worker.js'), join(here, '..', 'grading', 'worker.ts')].find((path) =>
    existsSync(path),
  )
  if (found === undefined) throw new SetupError('the package lacks its grade-worker.js: install it again')
  return found
}
