import { join } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import { readAssignment } from '../grading/assignment.js'
import { recordOf } from '../grading/class-record.js'
import { writeClass } from '../grading/class-outputs.js'
import { findSubmissions } from '../grading/finding/find-submissions.js'
import { grade } from '../grading/grade.js'
import type { Gradebook } from '../grading/gradebook.js'
import { removeLeftScratch, scratchFolder } from '../grading/scratch-folder.js'
import { parseShard } from '../grading/shard.js'
import { Store } from '../grading/store.js'
import { LANGUAGES } from '../results/words/languages.js'
import { GradeProgress } from './grade-progress.js'
import { isolationOf, parseJobs, requireClass, workerProgram } from './grading-set-up.js'
import { awaitInterruption } from './class-interruption.js'
import { packageVersion } from './version.js'

/** The options of `grade` as the command line gives them. */
export interface RawGradeOptions {
  readonly assignment?: string
  readonly out?: string
  readonly jobs?: string
  readonly shard?: string
  readonly resume?: boolean
  readonly isolation?: string
  readonly quiet?: boolean
}

/** Runs `sockspec grade` and gives its exit status. Throws SetupError. */
export async function gradeCommand(folder: string, raw: RawGradeOptions): Promise<number> {
  if (raw.assignment === undefined)
    throw new SetupError('--assignment is missing: the file that says what is graded (sockspec init writes one)')
  const assignment = readAssignment(raw.assignment)
  await requireClass(folder)
  const jobs = parseJobs(raw.jobs)
  const shard = raw.shard === undefined ? undefined : parseShard(raw.shard)
  const words = await LANGUAGES[assignment.lang]()
  await removeLeftScratch()
  const isolation = await isolationOf(raw.isolation ?? assignment.isolation, assignment, words)
  const store = await Store.open(raw.out ?? 'grades')
  const progress = new GradeProgress(process.stdout, raw.quiet === true, words)
  const aside = raw.resume === true ? undefined : await store.setAside(new Date())
  if (aside !== undefined)
    progress.say(
      `what was in ${store.folder} is in ${join(store.folder, aside)} now (--resume would have gone on with it)`,
    )
  const unpacked = await scratchFolder()
  const interruption = awaitInterruption()
  const [startedAt, began] = [new Date().toISOString(), performance.now()]
  try {
    const found = await findSubmissions(folder, unpacked.path)
    const oneByOne = isolation === 'none' && assignment.tasks.some(({ port }) => port !== undefined)
    if (oneByOne && jobs > 1)
      progress.say(
        'one submission after another: they have one port written into them, and this machine has no network of its own for each',
      )
    let workers = oneByOne ? 1 : jobs
    const graded = await grade({
      assignment,
      found,
      store,
      isolation,
      // Verdicts that come out inconclusive say that the machine has too much to do.
      workers: () => workers,
      workerProgram: workerProgram(),
      version: packageVersion(),
      resume: raw.resume === true,
      shard,
      signal: interruption.signal,
      watcher: progress.watcher(() => {
        workers = Math.max(1, workers - 1)
      }),
    })
    const durationMs = Math.round(performance.now() - began)
    const record = recordOf(assignment, { version: packageVersion(), isolation, startedAt, durationMs })
    const { gradebook, unwritten } = await writeClass(store, graded, record, words)
    progress.ended(gradebook, store.folder, interruption.status() !== undefined)
    for (const line of unwritten) progress.say(`sockspec: ${line}`)
    return interruption.status() ?? (unwritten.length > 0 ? 2 : exitStatusOf(gradebook))
  } finally {
    await unpacked.dispose()
  }
}

/** 1 where anything failed, 3 where sockspec itself did and nothing failed, 2 where the teacher has to decide something first; else 0. */
export function exitStatusOf({ rows }: Gradebook): number {
  const standings = rows.map(({ standing }) => standing)
  if (standings.includes('fail')) return 1
  if (standings.includes('error')) return 3
  return 0
}
