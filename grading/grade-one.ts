import { join } from 'node:path'
import { check } from '../engine/check.js'
import { SetupError } from '../harness/findings/violation.js'
import { reportOf, type Report } from '../results/result.js'
import { LANGUAGES } from '../results/words/languages.js'
import type { Words } from '../results/words/words.js'
import type { Assignment } from './assignment.js'
import { build } from './building/build.js'
import { buildPlaceFor } from './building/build-place-for.js'
import { BUILD_LIMITS } from './building/build-result.js'
import { teachersWords, type Start } from './starting/decision.js'
import { GRADED_SCHEMA, standingOf, type Graded, type GradedTask, type Outcome } from './graded.js'
import type { Job } from './job.js'
import { openHost } from './open-host.js'
import { pointsOf, type Points } from './points.js'
import { scratchFolder } from './scratch-folder.js'
import { reportFor } from './shown.js'
import { writeGraded } from './student-files.js'
import type { Note } from './submission.js'
import type { Task } from './task.js'
import { without } from './without.js'

export interface GradeOneOptions {
  readonly assignment: Assignment
  readonly version: string
  readonly onProgress: (done: number, all: number) => void
}

/** Grades one submission in all tasks, and writes its reports. Rejects where those cannot be written. */
export async function gradeOne(job: Job, options: GradeOneOptions): Promise<Graded> {
  const { assignment } = options
  const words = await LANGUAGES[assignment.lang]()
  const tasks: GradedTask[] = []
  const reports = new Map<string, Report>()
  for (const [index, task] of assignment.tasks.entries()) {
    const { outcome, report, notes } = await outcomeOf(job, task, job.starts[index], options, words)
    const points = pointsFor(outcome, task)
    tasks.push({ task: task.id, outcome, notes, ...(points ? { points } : {}) })
    if (report) reports.set(task.id, report)
  }
  const submission = without(job.submission, 'folder')
  const graded: Graded = { schema: GRADED_SCHEMA, submission, hash: job.hash, tasks }
  await writeGraded(job.folder, graded, words, reports)
  return graded
}

/** Undefined where nothing is known of the submission: no points are no grade, which is not the same as 0. */
function pointsFor(outcome: Outcome, { points, requirements }: Task): Points | undefined {
  if (outcome.kind === 'checked')
    return pointsOf(
      points,
      outcome.result.requirements.map(({ id, verdict, diagnosis }) => ({ id, verdict, cause: diagnosis?.cause })),
    )
  if (standingOf(outcome) !== 'fail') return undefined
  // What does not build fulfils nothing.
  return pointsOf(
    points,
    requirements.map(({ id }) => ({ id, verdict: 'fail' })),
  )
}

interface Told {
  readonly outcome: Outcome
  readonly report?: Report
  readonly notes: readonly Note[]
}

async function outcomeOf(
  job: Job,
  task: Task,
  start: Job['starts'][number] | undefined,
  options: GradeOneOptions,
  words: Words,
): Promise<Told> {
  if (start === undefined || start === 'left out') return { outcome: { kind: 'left-out' }, notes: [] }
  if (start.kind === 'undecided') return { outcome: start, notes: [] }
  if (start.kind === 'nothing') return { outcome: { kind: 'nothing-to-start', why: start.why }, notes: [] }
  const scratch = await scratchFolder()
  try {
    const folder = join(scratch.path, 'submission')
    const built = await build(job.submission.folder, folder, start, {
      limits: { ...BUILD_LIMITS, timeoutMs: task.buildTimeLimitMs },
      open: buildPlaceFor(job.isolation),
      teachers: task.build,
    })
    if (built.kind !== 'built') return { outcome: { kind: 'not-built', build: built }, notes: [] }
    return { ...(await checked(job, task, start, folder, options, words)), notes: [] }
  } catch (error) {
    if (error instanceof SetupError) return { outcome: { kind: 'not-set-up', message: error.message }, notes: [] }
    throw error
  } finally {
    await scratch.dispose()
  }
}

async function checked(
  { submission, isolation, hash }: Job,
  task: Task,
  start: Start,
  folder: string,
  { assignment, version, onProgress }: GradeOneOptions,
  words: Words,
): Promise<Omit<Told, 'notes'>> {
  const [began, startedAt, seed] = [performance.now(), new Date(), hash.slice(0, 8)]
  const { specification, requirements, settings, level } = task
  const opened = await openHost(isolation, {
    folder,
    cwd: start.cwd,
    command: start.command,
    named: teachersWords(start),
    image: assignment.image,
    hosts: specification.allowed,
  })
  try {
    const findings = await check({
      specification,
      requirements,
      subject: {
        kind: 'command',
        command: start.command,
        fixedPort: task.port,
        workingDirectory: opened.workingDirectory,
        host: opened.host,
      },
      seed,
      settings,
      timeout: task.timeoutMs,
      mostMs: task.timeLimitMs,
      onFinding: (_requirement, _finding, done, all) => onProgress(done, all),
    })
    const report = reportOf({
      words,
      version,
      startedAt,
      name: submission.name,
      specification,
      requirements,
      findings,
      level,
      asked: task.asked,
      seed,
      durationMs: performance.now() - began,
      subject: { command: start.command, ...opened.inForce },
    })
    return { outcome: { kind: 'checked', result: report.result }, report: reportFor(assignment.show, report) }
  } finally {
    // What cannot be removed says nothing of the submission.
    await opened.dispose().catch(() => undefined)
  }
}
