import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../harness/findings/finding.js'
import { exitStatusOf, overallOf, VERDICTS, verdictOf, worst, type Verdict } from '../../results/verdict.js'
import { isGraded, isLevel, isRunLevel, RUN_LEVELS, type Level } from '../../specification/level.js'

const OUTCOMES: readonly Outcome[] = ['held', 'violated', 'not-observable', 'fault']
const LEVELS: readonly Level[] = ['core', 'robust', 'strict', 'info']
const outcomes = fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1 })
const verdicts = fc.array(fc.constantFrom(...VERDICTS))

describe('the outcome of several scenarios', () => {
  it('is violated where one is, else a fault, else not observable, and held only where all are', () => {
    fc.assert(
      fc.property(outcomes, (several) => {
        const outcome = worst(several)
        expect(several).toContain(outcome)
        expect(outcome === 'violated').toBe(several.includes('violated'))
        expect(outcome === 'held').toBe(several.every((one) => one === 'held'))
        if (several.includes('fault')) expect(['violated', 'fault']).toContain(outcome)
      }),
    )
  })

  it('does not depend on their order, nor on taking them in parts', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (some, others) => {
        expect(worst([...some, ...others])).toBe(worst([...others, ...some]))
        expect(worst([worst(some), worst(others)])).toBe(worst([...some, ...others]))
      }),
    )
  })

  it('is a fault where there is none', () => {
    expect(worst([])).toBe('fault')
  })
})

describe('the verdict on a requirement', () => {
  /** Of a violation, at the run levels core, robust and strict. */
  const VIOLATED: Readonly<Record<Level, readonly [Verdict, Verdict, Verdict]>> = {
    core: ['fail', 'fail', 'fail'],
    robust: ['warn', 'fail', 'fail'],
    strict: ['warn', 'warn', 'fail'],
    info: ['info', 'info', 'info'],
  }

  for (const level of LEVELS)
    for (const [i, run] of RUN_LEVELS.entries()) {
      it(`of level ${level} in a run of level ${run} is as the table says, for every outcome`, () => {
        expect(OUTCOMES.map((outcome) => verdictOf(outcome, level, run))).toEqual([
          level === 'info' ? 'info' : 'pass',
          VIOLATED[level][i],
          'skip',
          'error',
        ])
        expect(isGraded(level, run)).toBe(VIOLATED[level][i] === 'fail')
      })
    }

  it('that was named is the same, but for a violated strict one, which then fails', () => {
    for (const outcome of OUTCOMES)
      for (const level of LEVELS)
        for (const run of RUN_LEVELS) {
          const expected = outcome === 'violated' && level === 'strict' ? 'fail' : verdictOf(outcome, level, run)
          expect(verdictOf(outcome, level, run, true), `${outcome} ${level} ${run}`).toBe(expected)
        }
  })
})

describe('the verdict on a run', () => {
  it('is fail where anything failed, else error where the harness failed, else pass', () => {
    fc.assert(
      fc.property(verdicts, (several) => {
        const overall = overallOf(several)
        expect(overall === 'fail').toBe(several.includes('fail'))
        expect(overall === 'error').toBe(several.includes('error') && !several.includes('fail'))
        expect(overallOf([...several].reverse())).toBe(overall)
        expect(overallOf([...several, 'pass', 'warn', 'info', 'skip'])).toBe(overall)
      }),
    )
  })

  it('is told by the exit status', () => {
    expect((['pass', 'fail', 'error'] as const).map(exitStatusOf)).toEqual([0, 1, 3])
  })
})

describe('the levels', () => {
  it('are three to run at, and info', () => {
    expect(LEVELS.filter(isLevel)).toEqual(LEVELS)
    expect(LEVELS.filter(isRunLevel)).toEqual(RUN_LEVELS)
    for (const text of ['', 'Core', 'restart', 'toString'])
      expect([isLevel(text), isRunLevel(text)]).toEqual([false, false])
  })
})
