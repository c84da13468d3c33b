import type { Result } from '../results/result.js'
import type { Verdict } from '../results/verdict.js'
import type { BuildResult } from './building/build-result.js'
import type { Points } from './points.js'
import type { NothingToStart, Start } from './starting/decision.js'
import type { Note, Refusal, Submission } from './submission.js'

export const GRADED_SCHEMA = 'sockspec/graded/1'

/** What became of a submission in one task of the assignment. */
export type Outcome =
  | { readonly kind: 'checked'; readonly result: Result }
  /** it could not be made into a program: a result, not an accident */
  | { readonly kind: 'not-built'; readonly build: Exclude<BuildResult, { kind: 'built' }> }
  /** several programs in it could be the one: the teacher says which */
  | { readonly kind: 'undecided'; readonly candidates: readonly Start[] }
  /** nothing in it could be started */
  | { readonly kind: 'nothing-to-start'; readonly why: NothingToStart }
  /** the archive or file itself could not be taken */
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** the teacher said that it is not to be graded */
  | { readonly kind: 'left-out' }
  /** the command of the teacher's, or what the check needs, is wrong: the same would come of any submission */
  | { readonly kind: 'not-set-up'; readonly message: string }
  /** sockspec itself failed, twice: this says nothing of the submission */
  | { readonly kind: 'broke-off'; readonly message: string }

export interface GradedTask {
  /** the task's identifier in its assignment */
  readonly task: string
  readonly outcome: Outcome
  /** undefined where nothing is known of the submission: that is no grade, which is not the same as 0 */
  readonly points?: Points
  /** what was done with the copy before it was built (line ends of scripts), and the like */
  readonly notes: readonly Note[]
}

/** One submission's row: students/<id>/graded.json. */
export interface Graded {
  readonly schema: typeof GRADED_SCHEMA
  readonly submission: Omit<Submission, 'folder'>
  /** of everything that its verdicts depend on: its files, the assignment, the features, the version of sockspec */
  readonly hash: string
  readonly tasks: readonly GradedTask[]
}

/** A submission in one word: the worst of its tasks. */
export type Standing = 'pass' | 'fail' | 'error' | 'not graded'

/** What became of a task, in one word. */
export function standingOf(outcome: Outcome): Standing {
  switch (outcome.kind) {
    case 'checked':
      return outcome.result.verdict
    case 'not-built':
    case 'nothing-to-start':
      return 'fail'
    case 'undecided':
    case 'refused':
    case 'left-out':
    case 'not-set-up':
      return 'not graded'
    case 'broke-off':
      return 'error'
  }
}

const WORST_FIRST: readonly Standing[] = ['fail', 'error', 'not graded', 'pass']

/** The standing of all tasks of a submission together. */
export const overall = ({ tasks }: Graded): Standing => {
  const standings = tasks.map(({ outcome }) => standingOf(outcome))
  return WORST_FIRST.find((one) => standings.includes(one)) ?? 'not graded'
}

/** The verdicts of a submission, by requirement: those of a task that was not checked are missing. */
export function verdictsOf({ tasks }: Graded): ReadonlyMap<string, Verdict> {
  return new Map(
    tasks.flatMap(({ outcome }) =>
      outcome.kind === 'checked' ? outcome.result.requirements.map(({ id, verdict }) => [id, verdict] as const) : [],
    ),
  )
}

/** A verdict of it is `error`: the harness, or the machine, was too slow. */
export const isInconclusive = ({ tasks }: Graded): boolean =>
  tasks.some(({ outcome }) => outcome.kind === 'checked' && outcome.result.counts.error > 0)
