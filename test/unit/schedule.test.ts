import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobsOf, Schedule, type Job } from '../../engine/schedule.js'
import type { Requirement } from '../../specification/specification.js'

const requirement = (id: string, lines: readonly number[]): Requirement => ({
  id,
  level: 'core',
  title: id,
  source: '',
  usualMistake: '',
  file: 'server.feature',
  line: lines[0] ?? 0,
  disturbs: false,
  scenarios: lines.map((line) => ({
    key: `server.feature:${line}`,
    name: id,
    steps: [],
    usualMistake: '',
    restarts: line % 2 === 1,
  })),
})
const jobs = (count: number): Job[] =>
  jobsOf([
    requirement(
      'X-S1',
      Array.from({ length: count }, (_, i) => i),
    ),
  ])

describe('the jobs of requirements', () => {
  it('have a crowd where many clients come at once: that is asked of a process of its own, or it would be asked twice', () => {
    const crowded = requirement('X-T7', [1, 2])
    const steps = [['Then 50 clients at once are each served within 10 s'], ['Then client A is served']]
    const scenarios = crowded.scenarios.map((plan, i) => ({ ...plan, steps: steps[i] ?? [] }))
    expect(jobsOf([{ ...crowded, scenarios }]).map(({ crowds }) => crowds)).toEqual([true, false])
  })

  it('are their scenarios, numbered for each, in the order of the feature', () => {
    expect(
      jobsOf([requirement('X-S1', [3, 4]), requirement('X-S2', [9])]).map(
        ({ key, requirement: { id }, index, restarts }) => [key, id, index, restarts],
      ),
    ).toEqual([
      ['server.feature:3', 'X-S1', 0, true],
      ['server.feature:4', 'X-S1', 1, false],
      ['server.feature:9', 'X-S2', 0, true],
    ])
  })
})

describe('a schedule', () => {
  it('hands each job out once, to whoever asks first, and keeps the others waiting in order', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.array(fc.nat(14)), (count, claims) => {
        const all = jobs(count)
        const schedule = new Schedule(all)
        const taken = new Set<string>()
        for (const line of claims) {
          const key = `server.feature:${line}`
          expect(schedule.claim(key)).toBe(taken.has(key) ? undefined : all.find((job) => job.key === key))
          taken.add(key)
          expect(schedule.waiting).toEqual(all.filter((job) => !taken.has(job.key)))
        }
      }),
    )
  })

  it('hands nothing out once it is closed', () => {
    const schedule = new Schedule(jobs(3))
    schedule.close()
    expect(schedule.waiting).toEqual([])
    expect(schedule.claim('server.feature:1')).toBeUndefined()
  })
})
