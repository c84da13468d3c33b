import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointsOf, type Judged, type PointsRule } from '../../grading/points.js'
import { VERDICTS, type Verdict } from '../../results/verdict.js'

const even = (count: PointsRule['count'], total: number, ...weights: number[]): PointsRule => ({
  count,
  total,
  weights: weights.map((weight, index) => ({ id: `A-S${index + 1}`, weight })),
})
const judged = (...verdicts: (Verdict | readonly [Verdict, string])[]): Judged[] =>
  verdicts.map((one, index) => ({
    id: `A-S${index + 1}`,
    ...(typeof one === 'string' ? { verdict: one } : { verdict: one[0], cause: one[1] }),
  }))

const amounts = fc.integer({ min: 0, max: 1_000_000 }).map((units) => units / 100)
const rules = fc.record({
  count: fc.constantFrom('each', 'per-cause'),
  total: amounts,
  weights: fc.array(amounts, { minLength: 1, maxLength: 12 }),
})
/** A rule, and a result for some of its requirements. */
const cases = rules.chain(({ count, total, weights }) =>
  fc
    .array(
      fc.option(
        fc.tuple(fc.constantFrom(...VERDICTS), fc.option(fc.constantFrom('single-recv', 'spins', 'left-open'))),
      ),
      { minLength: weights.length, maxLength: weights.length },
    )
    .map((results) => ({
      rule: even(count, total, ...weights),
      results: results.flatMap((one, index): Judged[] =>
        one === null ? [] : [{ id: `A-S${index + 1}`, verdict: one[0], ...(one[1] === null ? {} : { cause: one[1] }) }],
      ),
    })),
)
const stateIn = (rule: PointsRule, results: readonly Judged[], id: string): string | undefined =>
  pointsOf(rule, results).perRequirement.find((row) => row.id === id)?.state

describe('points', () => {
  it('are divided over what counts, and rounded at the end alone', () => {
    const points = pointsOf(even('each', 10, 1, 1, 1), judged('pass', 'pass', 'fail'))
    expect(points).toMatchObject({ earned: 6.67, possible: 10, open: [], openPoints: 0 })
    expect(points.perRequirement.map(({ earned, possible, state }) => [earned, possible, state])).toEqual([
      [3.33, 3.33, 'earned'],
      [3.33, 3.33, 'earned'],
      [0, 3.33, 'lost'],
    ])
  })

  it('a half is rounded up, whatever binary fractions make of it', () => {
    // Half of 2.01 is 1.005, which no binary fraction is.
    expect(pointsOf(even('each', 2.01, 1, 1), judged('pass', 'fail')).earned).toBe(1.01)
  })

  it('what was not judged, or has no result, keeps its points and is listed', () => {
    const points = pointsOf(even('each', 4, 1, 1, 1, 1), judged('skip', 'error', 'fail'))
    expect(points).toMatchObject({ earned: 3, possible: 4, open: ['A-S1', 'A-S2', 'A-S4'], openPoints: 3 })
  })

  it('per cause: the largest of those that fail for one cause pays, and the others say who did', () => {
    const rule = even('per-cause', 10, 2, 5, 1, 2)
    const results = judged(['fail', 'single-recv'], ['fail', 'single-recv'], ['fail', 'spins'], 'fail')
    const points = pointsOf(rule, results)
    expect(points.earned).toBe(2)
    expect(points.perRequirement.map(({ state, paidBy }) => [state, paidBy])).toEqual([
      ['spared', 'A-S2'],
      ['lost', undefined],
      ['lost', undefined],
      ['lost', undefined],
    ])
    expect(pointsOf({ ...rule, count: 'each' }, results).earned).toBe(0)
  })

  it('per cause: what only warns for a cause pays for none', () => {
    const results = judged(['warn', 'single-recv'], ['fail', 'single-recv'])
    expect(pointsOf(even('per-cause', 10, 8, 2), results).earned).toBe(8)
  })

  it('of requirements that are worth nothing come no points, not NaN', () => {
    expect(pointsOf(even('each', 10, 0, 0), judged('pass', 'fail'))).toMatchObject({ earned: 0, possible: 0 })
  })

  it('property: never below 0 or above the total', () => {
    fc.assert(
      fc.property(cases, ({ rule, results }) => {
        const { earned, possible, openPoints, perRequirement } = pointsOf(rule, results)
        expect(possible).toBeLessThanOrEqual(rule.total)
        for (const one of [{ earned, possible }, { earned: openPoints, possible: earned }, ...perRequirement]) {
          expect(one.earned).toBeGreaterThanOrEqual(0)
          expect(one.earned).toBeLessThanOrEqual(one.possible)
        }
      }),
    )
  })

  it('property: a failed requirement never earns its points; it is spared only where another pays as much or more for its cause', () => {
    fc.assert(
      fc.property(cases, ({ rule, results }) => {
        const { perRequirement } = pointsOf(rule, results)
        for (const { id, cause } of results.filter(({ verdict }) => verdict === 'fail')) {
          const row = perRequirement.find((one) => one.id === id)
          expect(row?.state).not.toBe('earned')
          if (row?.state === 'lost') expect(row.earned).toBe(0)
          if (rule.count === 'each' || cause === undefined) expect(row?.state).toBe('lost')
          if (row?.state !== 'spared') continue
          const payer = perRequirement.find((one) => one.id === row.paidBy)
          expect(payer?.state).toBe('lost')
          expect(payer?.possible).toBeGreaterThanOrEqual(row.possible)
          expect(results.find((one) => one.id === row.paidBy)?.cause).toBe(cause)
        }
      }),
    )
  })

  it('property: per cause, each cause is paid for exactly once', () => {
    fc.assert(
      fc.property(cases, ({ rule, results }) => {
        const perCause = { ...rule, count: 'per-cause' as const }
        const failed = results.filter(({ verdict }) => verdict === 'fail')
        for (const cause of new Set(failed.flatMap((one) => one.cause ?? []))) {
          const states = failed.filter((one) => one.cause === cause).map(({ id }) => stateIn(perCause, results, id))
          expect(states.filter((state) => state === 'lost')).toHaveLength(1)
        }
        expect(pointsOf(perCause, results).earned).toBeGreaterThanOrEqual(
          pointsOf({ ...rule, count: 'each' }, results).earned,
        )
      }),
    )
  })

  it('property: skip, error, warn, info and a missing result cost nothing', () => {
    fc.assert(
      fc.property(cases, ({ rule, results }) => {
        const passed = results.map((one) => (one.verdict === 'fail' ? one : { id: one.id, verdict: 'pass' as const }))
        const missing = rule.weights.filter(({ id }) => !results.some((one) => one.id === id))
        const all = [...passed, ...missing.map(({ id }) => ({ id, verdict: 'pass' as const }))]
        expect(pointsOf(rule, results).earned).toBe(pointsOf(rule, all).earned)
      }),
    )
  })

  it('property: what was not judged is listed, and nothing else', () => {
    fc.assert(
      fc.property(cases, ({ rule, results }) => {
        const verdicts = new Map(results.map(({ id, verdict }) => [id, verdict]))
        const expected = rule.weights
          .map(({ id }) => id)
          .filter((id) => ['skip', 'error', undefined].includes(verdicts.get(id)))
        expect(pointsOf(rule, results).open).toEqual(expected)
      }),
    )
  })

  it('property: to pass one more never lowers them', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ rule, results }, which) => {
        if (results.length === 0) return
        const chosen = which % results.length
        const better = results.map((one, index) => (index === chosen ? { id: one.id, verdict: 'pass' as const } : one))
        expect(pointsOf(rule, better).earned).toBeGreaterThanOrEqual(pointsOf(rule, results).earned)
      }),
    )
  })
})
