import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { readAssignment } from '../grading/assignment.js'
import { coreOf } from '../grading/core-only.js'
import { formatInterop } from '../grading/csv.js'
import { findSubmissions } from '../grading/finding/find-submissions.js'
import { interop } from '../grading/interop/interop.js'
import { exitStatusOf } from '../grading/interop/matrix.js'
import { formatInteropPage } from '../grading/interop/matrix-page.js'
import { formatMatrix } from '../grading/interop/matrix-text.js'
import { removeLeftScratch, scratchFolder } from '../grading/scratch-folder.js'
import { Store, writeEach } from '../grading/store.js'
import { SetupError } from '../harness/findings/violation.js'
import { LANGUAGES } from '../results/words/languages.js'
import { GradeProgress } from './grade-progress.js'
import { isolationOf, parseJobs, requireClass, workerProgram } from './grading-set-up.js'
import { awaitInterruption } from './class-interruption.js'
import { Progress } from './progress.js'
import { packageVersion } from './version.js'

/** The options of `interop` as the command line gives them. */
export interface RawInteropOptions {
  readonly assignment?: string
  readonly out?: string
  readonly jobs?: string
  readonly isolation?: string
  readonly quiet?: boolean
}

/** Runs `sockspec interop` and gives its exit status. Throws SetupError. */
export async function interopCommand(folder: string, raw: RawInteropOptions): Promise<number> {
  if (raw.assignment === undefined)
    throw new SetupError('--assignment is missing: the file that says what is graded (sockspec init writes one)')
  const assignment = readAssignment(raw.assignment)
  // Told before anything is unpacked.
  const core = coreOf(assignment)
  await requireClass(folder)
  const jobs = parseJobs(raw.jobs)
  const words = await LANGUAGES[assignment.lang]()
  await removeLeftScratch()
  const isolation = await isolationOf(raw.isolation ?? assignment.isolation, assignment, words)
  if (isolation === 'docker')
    throw new SetupError(
      'interop does not run programs in containers: use --isolation sandbox, namespace or none, or leave isolation: docker out of the assignment',
    )
  const store = await Store.open(raw.out ?? 'grades')
  const checks = new GradeProgress(process.stdout, raw.quiet === true, words)
  const meetings = new Progress(process.stdout)
  const unpacked = await scratchFolder()
  const built = await scratchFolder()
  const interruption = awaitInterruption()
  const startedAt = new Date()
  try {
    const found = await findSubmissions(folder, unpacked.path)
    const oneByOne = isolation === 'none' && core.tasks.some(({ port }) => port !== undefined)
    let workers = oneByOne ? 1 : jobs
    const matrices = await interop({
      assignment,
      found,
      store,
      isolation,
      // Verdicts that come out inconclusive say that the machine has too much to do.
      workers: () => workers,
      workerProgram: workerProgram(),
      version: packageVersion(),
      signal: interruption.signal,
      watcher: checks.watcher(() => {
        workers = Math.max(1, workers - 1)
      }),
      words,
      // A pair is two programs, which start all the time.
      atOnce: Math.min(jobs, availableParallelism()),
      place: built.path,
      onPair: (done, all) => meetings.show(`${done}/${all}`),
    })
    meetings.clear()
    const status = interruption.status()
    if (status !== undefined) {
      checks.say('sockspec: interrupted; no matrix was written, and what was checked alone is not checked again')
      return status
    }
    const run = { title: assignment.title, version: packageVersion(), isolation, startedAt }
    const unwritten = await writeEach(store.folder, [
      ['interop.html', () => formatInteropPage(matrices, run, words)],
      ['interop.csv', () => formatInterop(matrices, words)],
    ])
    for (const matrix of matrices) checks.say(`\n${formatMatrix(matrix, words)}`)
    checks.say(
      `\n${words.classLabels.interop.where(isolation)}\n${join(store.folder, 'interop.html')}  ${join(store.folder, 'interop.csv')}`,
    )
    for (const line of unwritten) checks.say(`sockspec: ${line}`)
    return unwritten.length > 0 ? 2 : exitStatusOf(matrices)
  } finally {
    await Promise.all([unpacked.dispose(), built.dispose()])
  }
}
