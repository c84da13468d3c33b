import { join } from 'node:path'
import type { Words } from '../../results/words/words.js'
import { hashOfFolder } from '../content-hash.js'
import { coreOf } from '../core-only.js'
import { grade, hashOfVerdicts, TO_DECIDE, type GradeRequest } from '../grade.js'
import type { Graded, Outcome } from '../graded.js'
import { outcomeInWords } from '../outcome-words.js'
import { startsOf } from '../starts.js'
import type { Start } from '../starting/decision.js'
import { readAnswers } from '../starting/to-decide.js'
import { Store } from '../store.js'
import type { Submission } from '../submission.js'

/** What level core says of a submission in the tasks that meet, by their identifiers. */
export interface CoreResult {
  readonly graded: Graded
  /** undefined where its hand-in could not be taken */
  readonly submission: Submission | undefined
  /** how its programs are started, by the task's identifier */
  readonly starts: ReadonlyMap<string, Start>
}

/** The folder of what was checked for the matrices, beside what `grade` has written. */
export const CHECKS = 'interop'

/**
 * What level core says of each submission: as `grade` has found it, where it has graded the same before; else it is checked now, and what comes of that is kept
 * in a folder of its own, since it is no grade.
 */
export async function coreResults(request: Omit<GradeRequest, 'resume' | 'shard' | 'coreOnly'>): Promise<CoreResult[]> {
  const { assignment, found, store } = request
  const file = join(store.folder, TO_DECIDE)
  const answers = await readAnswers(file)
  const before = await store.graded()
  const known: CoreResult[] = []
  const unknown: Submission[] = []
  const startsById = new Map<string, CoreResult['starts']>()
  for (const submission of found.submissions) {
    const starts = await startsOf(submission, assignment.tasks, answers)
    const byTask = assignment.tasks.flatMap(({ id }, index): [string, Start][] => {
      const decision = starts[index]
      return typeof decision === 'object' && decision.kind === 'start' ? [[id, decision]] : []
    })
    startsById.set(submission.id, new Map(byTask))
    const graded = before.get(submission.id)
    const hash = hashOfVerdicts(request, await hashOfFolder(submission.folder), starts)
    if (graded?.hash === hash && graded.tasks.every(({ outcome }) => isJudged(outcome)))
      known.push({ graded, submission, starts: new Map(byTask) })
    else unknown.push(submission)
  }
  const checked = await grade({
    ...request,
    assignment: coreOf(assignment),
    found: { ...found, submissions: unknown },
    store: await Store.open(join(store.folder, CHECKS)),
    toDecide: file,
    resume: true,
    shard: undefined,
    coreOnly: true,
  })
  const byId = new Map(unknown.map((submission) => [submission.id, submission]))
  const all = [
    ...known,
    ...checked.map((graded) => ({
      graded,
      submission: byId.get(graded.submission.id),
      starts: startsById.get(graded.submission.id) ?? new Map<string, Start>(),
    })),
  ]
  return all.sort((a, b) => a.graded.submission.name.localeCompare(b.graded.submission.name, 'en'))
}

/** Sockspec did not fail, the machine lacked nothing (this one may have it by now), and all that level core asks was judged. */
const isJudged = (outcome: Outcome): boolean =>
  outcome.kind === 'checked'
    ? coreOutcomes(outcome).notJudged.length === 0
    : !['broke-off', 'not-set-up'].includes(outcome.kind)

function coreOutcomes({ result }: Extract<Outcome, { kind: 'checked' }>): {
  readonly failed: readonly string[]
  readonly notJudged: readonly string[]
} {
  const core = result.requirements.filter(({ level }) => level === 'core')
  const withVerdict = (...verdicts: readonly string[]): string[] =>
    core.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id)
  return { failed: withVerdict('fail', 'warn'), notJudged: withVerdict('error') }
}

/** Why a submission does not meet others in this task; undefined where it does. */
export function whyLeftOut(outcome: Outcome, words: Words): string | undefined {
  if (outcome.kind !== 'checked') return outcomeInWords(outcome, words)
  const { failed, notJudged } = coreOutcomes(outcome)
  const { interop } = words.classLabels
  if (failed.length > 0) return interop.coreFailed(failed)
  return notJudged.length > 0 ? interop.coreNotJudged(notJudged) : undefined
}
