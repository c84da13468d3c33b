import { describe, expect, it } from 'vitest'
import { hasNamespaces } from './support/command.js'
import { grade, gradeOnFixedPort, withVerdict } from './support/grade.js'
import { commandOf, missingFor, readSubmissions, settingsFor, type Submission } from './support/submissions.js'

const submissions = readSubmissions()
const free = submissions.filter(({ start }) => typeof start === 'string')
const fixed = submissions.filter(({ start }) => typeof start !== 'string')

async function requireExpectedVerdicts(submission: Submission): Promise<void> {
  const { start, protocol, role } = submission
  const command = await commandOf(submission)
  const result = typeof start === 'string' ? (await grade(protocol, role, command, { settings: settingsFor(submission) })).result : await gradeOnFixedPort(protocol, role, command, start.fixedPort)
  const seen = result.requirements.filter((one) => one.verdict === 'fail' || one.verdict === 'error').map((one) => `${one.id} ${one.observed ?? ''}`)
  expect(withVerdict(result, 'fail').filter((id) => !submission.undecided.includes(id)), `seed ${result.seed}\n${seen.join('\n')}`).toEqual(submission.violates)
  expect(withVerdict(result, 'error')).toEqual([])
}

function tested(submission: Submission): void {
  const missing = missingFor(submission)
  const why = missing.length > 0 ? ` (needs ${missing.join(' and ')})` : ''
  it.skipIf(missing.length > 0)(`${submission.name}: ${submission.violates.join(' ') || 'conforms'}${why}`, () => requireExpectedVerdicts(submission))
}

// Six programs at once on two cores: what a starved machine spoils is tried once more, and vitest's summary says so ("retry x1").
describe.concurrent('each submission gets the verdicts of its table', { retry: 1 }, () => {
  for (const submission of free) tested(submission)
})

// In namespaces of their own they cannot collide.
describe('those with a port written into them too', { retry: 1, concurrent: hasNamespaces() }, () => {
  for (const submission of fixed) tested(submission)
})

describe('every requirement', () => {
  it('of the protocols with submissions has a broken program, and every role conforming ones in four languages', async () => {
    const { readCatalogue } = await import('../dist/specification/catalogue.js')
    const violated = new Set(submissions.flatMap(({ violates }) => violates))
    const graded = readCatalogue().flatMap(({ requirements }) => requirements.filter(({ level }) => level !== 'info').map(({ id }) => id))
    expect(graded.filter((id) => !violated.has(id))).toEqual([])
    for (const { protocol, role } of readCatalogue()) {
      const conforming = submissions.filter((one) => one.protocol === protocol && one.role === role && one.violates.length === 0)
      expect([...new Set(conforming.map(({ source }) => source.slice(source.lastIndexOf('.') + 1)))].sort(), `${protocol} ${role}`).toEqual(expect.arrayContaining(['c', 'java', 'pl', 'py']))
    }
  })
})
