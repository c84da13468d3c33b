import { describe, expect, it } from 'vitest'
import { contradictions } from './claims.js'
import { hasNamespaces } from './command.js'
import { grade, gradeOnFixedPort, withVerdict } from './grade.js'
import { commandOf, missingFor, readExamples, readSubmissions, settingsFor, type Submission } from './submissions.js'

async function requireExpectedVerdicts(submission: Submission): Promise<void> {
  const { start, protocol, role } = submission
  const command = await commandOf(submission)
  const report =
    typeof start === 'string' ? await grade(protocol, role, command, { settings: settingsFor(submission) }) : undefined
  const result =
    report?.result ?? (await gradeOnFixedPort(protocol, role, command, (start as { fixedPort: number }).fixedPort))
  const seen = result.requirements
    .filter((one) => one.verdict === 'fail' || one.verdict === 'error')
    .map((one) => `${one.id} ${one.observed ?? ''}`)
  expect(
    withVerdict(result, 'fail').filter((id) => !submission.undecided.includes(id)),
    `seed ${result.seed}\n${seen.join('\n')}`,
  ).toEqual(submission.violates)
  expect(withVerdict(result, 'error')).toEqual([])
  expect(report && contradictions(report)).toEqual(report && [])
}

/** Clients that are given 16 MiB, or send as fast as they can: several of them at once would starve each other, and the harness. */
const isHeavy = ({ protocol, role }: Submission): boolean =>
  role === 'client' && (protocol === 'tcp-echo' || protocol === 'tcp-throughput')

let last: Promise<unknown> = Promise.resolve()

function oneAtATime(work: () => Promise<void>): Promise<void> {
  const mine = last.then(work, work)
  last = mine.catch(() => undefined)
  return mine
}

function tested(submission: Submission): void {
  const missing = missingFor(submission)
  const why = missing.length > 0 ? ` (needs ${missing.join(' and ')})` : ''
  it.skipIf(missing.length > 0)(`${submission.name}: ${submission.violates.join(' ') || 'conforms'}${why}`, () =>
    isHeavy(submission) ? oneAtATime(() => requireExpectedVerdicts(submission)) : requireExpectedVerdicts(submission),
  )
}

/** Which submissions a test file grades: the harness runs in the test's own process, so more files use more of the machine. */
export const GROUPS = {
  echo: ['udp-echo', 'tcp-echo'],
  uppercase: ['udp-uppercase', 'tcp-uppercase', 'line-uppercase'],
  structured: ['file-transfer', 'json-actions', 'command-session', 'tcp-multipart'],
  exercises: ['http-get', 'tcp-throughput', 'udp-allowlist', 'udp-chat', 'udp-shutdown', 'udp-exec'],
} as const

/**
 * Each submission of those protocols gets the verdicts of its table. Several are graded at once: most spend most of their time waiting. What a starved
 * machine spoils is tried twice more, and vitest's summary says so ("retry x1").
 */
export function testSubmissions(group: keyof typeof GROUPS): void {
  const protocols: readonly string[] = GROUPS[group]
  const submissions = readSubmissions().filter(({ protocol }) => protocols.includes(protocol))
  describe.concurrent('each submission gets the verdicts of its table', { retry: 2 }, () => {
    for (const submission of submissions) if (typeof submission.start === 'string') tested(submission)
  })
  // In namespaces of their own those with a port written into them cannot collide.
  describe('those with a port written into them too', { retry: 2, concurrent: hasNamespaces() }, () => {
    for (const submission of submissions) if (typeof submission.start !== 'string') tested(submission)
  })
}

/** Each program of the examples gets the verdicts of its table. */
export function testExamples(): void {
  describe.concurrent('each program of an example gets the verdicts of its table', () => {
    for (const example of readExamples()) tested(example)
  })
}
