import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import { readAssignment } from '../grading/assignment.js'
import { recordOf } from '../grading/class-record.js'
import { writeClass } from '../grading/class-outputs.js'
import { findSubmissions } from '../grading/finding/find-submissions.js'
import { grade } from '../grading/grade.js'
import type { Gradebook } from '../grading/gradebook.js'
import type { Job } from '../grading/job.js'
import { scratchFolder } from '../grading/scratch-folder.js'
import { parseShard } from '../grading/shard.js'
import { openHost } from '../grading/opened-host.js'
import { Store } from '../grading/store.js'
import { LANGUAGES } from '../results/words/languages.js'
import { GradeProgress } from './grade-progress.js'
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

/** A submission waits for most of its time: so many for each core are under way at once (bench/grade.js). */
const PER_CORE = 3
const MOST_JOBS = 256
/** How long workers may take to end what they have started when everything is interrupted, ms. */
const ENDING_MS = 2_000

/** Runs `sockspec grade` and gives its exit status. Throws SetupError. */
export async function gradeCommand(folder: string, raw: RawGradeOptions): Promise<number> {
  if (raw.assignment === undefined)
    throw new SetupError('--assignment is missing: the file that says what is graded (sockspec init writes one)')
  const assignment = readAssignment(raw.assignment)
  await requireClass(folder)
  const jobs = parseJobs(raw.jobs)
  const shard = raw.shard === undefined ? undefined : parseShard(raw.shard)
  const isolation = await isolationOf(raw.isolation ?? assignment.isolation)
  const store = await Store.open(raw.out ?? 'grades')
  const words = await LANGUAGES[assignment.lang]()
  const progress = new GradeProgress(process.stdout, raw.quiet === true, words)
  const aside = raw.resume === true ? undefined : await store.setAside(new Date())
  if (aside !== undefined)
    progress.say(
      `what was in ${store.folder} is in ${join(store.folder, aside)} now (--resume would have gone on with it)`,
    )
  const unpacked = await scratchFolder()
  const interruption = new AbortController()
  let status: number | undefined
  for (const [signal, itsStatus] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => {
      if (status !== undefined) return
      status = itsStatus
      interruption.abort()
      setTimeout(() => process.exit(itsStatus), ENDING_MS).unref()
    })
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
    progress.ended(gradebook, store.folder, status !== undefined)
    for (const line of unwritten) progress.say(`sockspec: ${line}`)
    return status ?? (unwritten.length > 0 ? 2 : exitStatusOf(gradebook))
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

/** What is in force is what is reported: `auto` is the strictest that this machine has without an engine. Throws SetupError. */
async function isolationOf(wanted: string): Promise<Job['isolation']> {
  switch (wanted) {
    case 'none':
    case 'namespace':
    case 'sandbox':
    case 'docker':
      return wanted
    case 'auto':
      return (await canOpen('sandbox')) ? 'sandbox' : (await canOpen('namespace')) ? 'namespace' : 'none'
    default:
      throw new SetupError(`--isolation ${wanted}: known are none, namespace, sandbox, auto`)
  }
}

/** Whether this machine has it: tried with nothing in it. */
async function canOpen(isolation: Job['isolation']): Promise<boolean> {
  const scratch = await scratchFolder()
  try {
    const opened = await openHost(isolation, { folder: scratch.path, cwd: '.', command: ['true'] })
    await opened.dispose()
    return true
  } catch {
    return false
  } finally {
    await scratch.dispose()
  }
}

async function requireClass(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) throw new SetupError(`${folder}: there is no such folder; give the one that holds the submissions`)
  if (!found.isDirectory())
    throw new SetupError(
      `${folder}: this is no folder; give the one that holds the submissions (a folder, file or archive each)`,
    )
}

function parseJobs(text: string | undefined): number {
  if (text === undefined) return PER_CORE * availableParallelism()
  const jobs = Number(text)
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > MOST_JOBS)
    throw new SetupError(`--jobs ${text}: so many submissions at once, from 1 to ${MOST_JOBS}`)
  return jobs
}

/** The program of the workers: bundled beside this one, or among the sources. */
function workerProgram(): string {
  const here = import.meta.dirname
  const found = [join(here, 'grade-worker.js'), join(here, '..', 'grading', 'worker.ts')].find((path) =>
    existsSync(path),
  )
  if (found === undefined) throw new SetupError('the package lacks its grade-worker.js: install it again')
  return found
}
