import { join } from 'node:path'
import type { Isolation } from '../results/result.js'
import type { Assignment } from './assignment.js'
import { isBuildApart } from './building/build-place-for.js'
import { CORE_ONLY } from './core-only.js'
import { hashOf, hashOfFolder } from './content-hash.js'
import { LANGUAGES } from '../results/words/languages.js'
import { GRADED_SCHEMA, isInconclusive, overall, type Graded, type GradedTask, type Outcome } from './graded.js'
import type { Job } from './job.js'
import { isOfShard, type Shard } from './shard.js'
import { writeGraded } from './student-files.js'
import type { Store } from './store.js'
import type { Class, Submission } from './submission.js'
import { startsOf, questionsOf } from './starts.js'
import { readAnswers, writeQuestions } from './starting/to-decide.js'
import { without } from './without.js'
import { runPool } from './worker-pool.js'

/** Where the teacher says what is to be started, in the folder of the results. */
export const TO_DECIDE = 'to-decide.yaml'

export interface GradeRequest {
  readonly assignment: Assignment
  readonly found: Class
  readonly store: Store
  readonly isolation: Exclude<Isolation, 'remote'>
  readonly workers: () => number
  readonly workerProgram: string
  readonly version: string
  /** go on where an earlier run was ended: what has not changed since is not graded again */
  readonly resume: boolean
  readonly shard: Shard | undefined
  readonly signal: AbortSignal
  readonly watcher: Watcher
  /** where the teacher says what is to be started; beside the results, where nothing else is said */
  readonly toDecide?: string
  /** the workers are to check only what level core asks of those who are to meet each other */
  readonly coreOnly?: true
}

/** Whoever tells how it goes. */
export interface Watcher {
  /** what is to be done, and what stands from before */
  begun(toGrade: number, kept: number): void
  undecided(names: readonly string[], file: string): void
  /** so many are built where nothing keeps what their builds do from the rest of this machine */
  builtHere(count: number): void
  started(submission: Submission): void
  progress(submission: Submission, done: number, all: number): void
  graded(graded: Graded, done: number, all: number): void
}

/** Of everything that the verdicts on a submission depend on. */
export const hashOfVerdicts = (
  { version, assignment, isolation }: Pick<GradeRequest, 'version' | 'assignment' | 'isolation'>,
  content: string,
  starts: Job['starts'],
): string =>
  hashOf(
    version,
    assignment.hash,
    ...assignment.tasks.map(({ specification }) => specification.text),
    content,
    JSON.stringify(starts),
    isolation,
  )

/**
 * Grades a class. Each result is on the disk before the next thing happens; gives all of them, in no order. Rejects where a result cannot be written, with what
 * has been graded safe; resolves early where the signal comes.
 */
export async function grade(request: GradeRequest): Promise<Graded[]> {
  const { assignment, found, store, resume, shard, watcher } = request
  const before = resume ? await store.graded() : new Map<string, Graded>()
  const file = request.toDecide ?? join(store.folder, TO_DECIDE)
  const answers = await readAnswers(file)
  const results: Graded[] = []
  const jobs: Job[] = []
  for (const submission of found.submissions) {
    const content = await hashOfFolder(submission.folder)
    if (shard && !isOfShard(content, shard)) continue
    const starts = await startsOf(submission, assignment.tasks, answers)
    const hash = hashOfVerdicts(request, content, starts)
    const kept = before.get(submission.id)
    if (kept?.hash === hash && overall(kept) !== 'error' && wasSetUp(kept)) results.push(kept)
    else jobs.push({ submission, starts, hash, isolation: request.isolation, folder: store.student(submission.id) })
  }
  for (const refused of found.refused) {
    const hash = hashOf(request.version, assignment.hash, JSON.stringify(refused))
    if (shard && !isOfShard(hash, shard)) continue
    const { why, ...submission } = refused
    results.push(await notGraded(request, submission, hash, { kind: 'refused', why }))
  }
  const questions = jobs.flatMap(({ submission, starts }) => questionsOf(submission, starts, assignment.tasks))
  if (questions.length > 0) {
    await writeQuestions(file, questions)
    watcher.undecided(
      questions.map(({ name }) => name),
      file,
    )
  }
  const builds = jobs.filter(({ starts }) => starts.some(hasBuild)).length
  if (builds > 0 && !isBuildApart(request.isolation)) watcher.builtHere(builds)
  watcher.begun(jobs.length, results.length)
  const graded = new Map<string, Graded>()
  const run = (some: readonly Job[], workers: () => number): Promise<void> =>
    runPool<Job, Graded>({
      program: request.workerProgram,
      args: [assignment.file, request.version, ...(request.coreOnly ? [CORE_ONLY] : [])],
      jobs: some,
      workers,
      signal: request.signal,
      onStart: ({ submission }) => watcher.started(submission),
      onProgress: ({ submission }, done, of) => watcher.progress(submission, done, of),
      onDone: (_job, one) => settle(one),
      onFailed: async ({ submission, hash }, message) => {
        await settle(await notGraded(request, without(submission, 'folder'), hash, { kind: 'broke-off', message }))
      },
    })
  const settle = (one: Graded): Promise<void> => {
    graded.set(one.submission.id, one)
    watcher.graded(one, graded.size + results.length, jobs.length + results.length)
    return Promise.resolve()
  }
  await run(jobs, request.workers)
  // What was inconclusive among the others is judged once more with the machine to itself.
  const doubtful = jobs.filter(({ submission }) => {
    const one = graded.get(submission.id)
    return one !== undefined && isInconclusive(one)
  })
  await run(doubtful, () => 1)
  return [...results, ...graded.values()]
}

const hasBuild = (start: Job['starts'][number]): boolean =>
  start !== 'left out' && start.kind === 'start' && (start.build ?? []).length > 0

/** Not where the machine lacked something: another may have it, or this one by now. */
const wasSetUp = ({ tasks }: Graded): boolean => tasks.every(({ outcome }) => outcome.kind !== 'not-set-up')

/** Writes down a submission that was not graded, with a page that says why. */
async function notGraded(
  { assignment, store }: GradeRequest,
  submission: Graded['submission'],
  hash: string,
  outcome: Exclude<Outcome, { kind: 'checked' }>,
): Promise<Graded> {
  const tasks = assignment.tasks.map(({ id }): GradedTask => ({ task: id, outcome, notes: [] }))
  const graded: Graded = { schema: GRADED_SCHEMA, submission, hash, tasks }
  await writeGraded(store.student(submission.id), graded, await LANGUAGES[assignment.lang]())
  return graded
}
