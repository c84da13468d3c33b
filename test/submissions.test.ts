import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { GROUPS } from './support/submission-tests.js'
import { readSubmissions } from './support/submissions.js'

const submissions = readSubmissions()

describe('the sample submissions', () => {
  it('are each graded by one of the test files', () => {
    expect(Object.values(GROUPS).flat().sort()).toEqual(
      [...new Set(submissions.map(({ protocol }) => protocol))].sort(),
    )
  })

  it('violate every requirement that is graded', () => {
    const violated = new Set(submissions.flatMap(({ violates }) => violates))
    const graded = readCatalogue().flatMap(({ requirements }) =>
      requirements.filter(({ level }) => level !== 'info').map(({ id }) => id),
    )
    expect(graded.filter((id) => !violated.has(id))).toEqual([])
  })

  it.for(readCatalogue().map(({ protocol, role }) => [protocol, role] as const))(
    'of a %s %s conform in four languages',
    ([protocol, role]) => {
      const conforming = submissions.filter(
        (one) => one.protocol === protocol && one.role === role && one.violates.length === 0,
      )
      expect([...new Set(conforming.map(({ source }) => source.slice(source.lastIndexOf('.') + 1)))]).toEqual(
        expect.arrayContaining(['c', 'java', 'pl', 'py']),
      )
    },
  )
})
