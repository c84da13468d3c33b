import type { Isolation } from '../results/result.js'
import type { StartDecision } from './finding/start.js'
import type { Submission } from './submission.js'

/** What a worker is asked to do: one submission, in all tasks of the assignment. */
export interface Job {
  readonly submission: Submission
  /** how it is started, a task after another */
  readonly starts: readonly StartDecision[]
  /** of everything that its verdicts depend on; what it is sent is drawn by this too */
  readonly hash: string
  readonly isolation: Exclude<Isolation, 'remote'>
  /** where its reports go */
  readonly folder: string
}
