import type { Isolation } from '../results/result.js'
import type { StartDecision } from './starting/decision.js'
import type { Submission } from './submission.js'

/** What a worker is asked to do: one submission, in all tasks of the assignment. */
export interface Job {
  readonly submission: Submission
  /** how it is started, a task after another; `left out`: the teacher has said that it is not to be graded */
  readonly starts: readonly (StartDecision | 'left out')[]
  /** of everything that its verdicts depend on; what it is sent is drawn by this too */
  readonly hash: string
  readonly isolation: Exclude<Isolation, 'remote'>
  /** where its reports go */
  readonly folder: string
}
