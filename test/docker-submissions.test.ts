import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { dockerNeeds, whyNoDocker } from './support/docker.js'
import { compareIsolations, isHeavy, missingInEither } from './support/isolations.js'
import { readSubmissions, type Submission } from './support/submissions.js'

/** Which ones, a hash decides: always the same, but nobody's choice. */
const hash = ({ name }: Submission): string => createHash('sha256').update(name).digest('hex')

const howItRuns = ({ source, start, role }: Submission): string =>
  `${role} ${source.slice(source.lastIndexOf('.'))} ${typeof start === 'string' ? start : 'fixed'}`

function oneOfEach(submissions: readonly Submission[], kindOf: (one: Submission) => string): Submission[] {
  const chosen = new Map<string, Submission>()
  for (const one of submissions) {
    const other = chosen.get(kindOf(one))
    if (!other || hash(one) < hash(other)) chosen.set(kindOf(one), one)
  }
  return [...chosen.values()]
}

/** Of each protocol and role one that conforms and one that does not; then, of each language and way to start that none of those has, one more. */
function select(submissions: readonly Submission[]): Submission[] {
  const first = oneOfEach(submissions, ({ protocol, role, violates }) => `${protocol} ${role} ${violates.length === 0}`)
  const covered = new Set(first.map(howItRuns))
  return [
    ...first,
    ...oneOfEach(
      submissions.filter((one) => !covered.has(howItRuns(one))),
      howItRuns,
    ),
  ]
}

/** Those that run one at a time wait for each other, and a client of the lecture sends for ten seconds in each of its scenarios. */
const TURN_MS = 600_000

let last: Promise<unknown> = Promise.resolve()

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

const NAME = 'submissions get the same verdicts in a container as without one'

if (whyNoDocker !== undefined) it.skip(`${NAME}${dockerNeeds}`)
else {
  const missing = new Map<Submission, readonly string[]>()
  for (const one of readSubmissions()) missing.set(one, await missingInEither(one))
  describe.concurrent(NAME, { retry: 2 }, () => {
    for (const submission of select([...missing.keys()].filter((one) => missing.get(one)?.length === 0))) {
      it(
        `${submission.name}: ${submission.violates.join(' ') || 'conforms'}`,
        async () => {
          const { differences, requirements, seed } = await (isHeavy(submission)
            ? oneAtATime(() => compareIsolations(submission))
            : compareIsolations(submission))
          expect(differences, `seed ${seed}`).toEqual([])
          expect(requirements).toBeGreaterThan(0)
        },
        TURN_MS,
      )
    }
  })
}
