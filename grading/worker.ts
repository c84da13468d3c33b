import { SetupError } from '../harness/findings/violation.js'
import { takePrecedence } from '../harness/programs/priority.js'
import { readAssignment } from './assignment.js'
import { CORE_ONLY, coreOf } from './core-only.js'
import { gradeOne } from './grade-one.js'
import type { Graded } from './graded.js'
import type { Job } from './job.js'
import type { FromWorker } from './worker-pool.js'

/**
 * The program of a worker of `sockspec grade`: takes one submission after another from the process that started it, grades it and writes its reports.
 * It loads the support code once. Whatever ends it ends what it has started; with its parent it ends too.
 */
const [assignmentFile = '', version = '', only] = process.argv.slice(2)

takePrecedence()

const say = (message: FromWorker<Graded>): void => void process.send?.(message)

process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(143))

const whole = readAssignment(assignmentFile)
const assignment = only === CORE_ONLY ? coreOf(whole) : whole
process.on('message', (job: Job) => {
  gradeOne(job, { assignment, version, onProgress: (done, all) => say({ kind: 'progress', done, all }) }).then(
    (result) => say({ kind: 'done', result }),
    (error: unknown) => say({ kind: 'failed', message: messageOf(error) }),
  )
})
say({ kind: 'ready' })

const messageOf = (error: unknown): string =>
  error instanceof SetupError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
