import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../dist/engine/cucumber.js'
import { runAll, type Runner } from '../dist/engine/run.js'
import { outcomeOfCourse } from '../dist/harness/scenario/outcome.js'
import { Randomness } from '../dist/harness/messages/randomness.js'
import type { Course } from '../dist/harness/scenario/run-context.js'
import { DEFAULT_TIMES, Scenario } from '../dist/harness/scenario/scenario.js'
import { english } from '../dist/results/words/en.js'
import { readSpecification } from '../dist/specification/catalogue.js'

describe('what ends a scenario before its last step has held', async () => {
  const root = join(import.meta.dirname, '..')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(root, 'test', 'support', 'cut-off.ts')],
    { cwd: root },
  )
  const courses = JSON.parse(stdout) as Record<string, Course | 'never told'>
  const told = (name: string): Course => {
    const course = courses[name]
    if (course === undefined || course === 'never told')
      throw new Error(`nobody was told how the scenario went: ${name}`)
    return course
  }

  it('is told from a scenario whose steps all held', () => {
    expect(told('all steps hold')).toEqual({ kind: 'held', steps: 2 })
    expect(outcomeOfCourse(told('all steps hold')).outcome).toBe('held')
  })

  it.each(Object.keys(courses).filter((name) => name !== 'all steps hold'))('is never a pass: %s', (name) => {
    const { outcome, observation } = outcomeOfCourse(told(name))
    expect(outcome).toBe('fault')
    if (!observation) throw new Error('nothing is told of it')
    const text = english.observation(observation)
    expect(text).not.toBe('')
    expect(text).not.toContain('\n    at ')
  })

  it('is told with how far the scenario came', () => {
    expect(told('a step outlives the net')).toMatchObject({
      kind: 'cut-off',
      place: { step: '1 % of the packets are lost', turn: 'leading' },
      held: 0,
      steps: 2,
    })
    const { observation } = outcomeOfCourse(told('a hook after a step throws'))
    expect(observation).toEqual({ kind: 'cut-off', held: 1, steps: 2, said: 'Error: after a step' })
    expect(observation && english.observation(observation)).toBe(
      'the scenario was cut off after 1 of its 2 steps: Error: after a step',
    )
    expect(outcomeOfCourse(told('a scenario without steps')).observation).toEqual({ kind: 'no-steps' })
  })
})

describe('a run that breaks off', () => {
  const specification = readSpecification('udp-echo', 'server')
  const never = new Error('not of interest')
  const runner: Runner = {
    mostLanes: 1,
    restartsLast: false,
    openLane: () =>
      Promise.resolve({
        begin: () => Promise.resolve(new Scenario(new Randomness('s', 'l'), DEFAULT_TIMES)),
        end: () => Promise.reject(never),
        dispose: () => Promise.resolve(),
      }),
  }
  const run = (engine: Engine, ofRun = runner, mostMs?: number): ReturnType<typeof runAll> =>
    runAll(
      {
        specification,
        requirements: specification.requirements,
        seed: 's',
        times: DEFAULT_TIMES,
        settings: {},
        engine: Promise.resolve(engine),
        ...(mostMs === undefined ? {} : { mostMs }),
      },
      ofRun,
    )

  it('in the middle of a scenario leaves no pass', async () => {
    const findings = await run({
      run: async (_, [line], context) => {
        await context.begin(`server.feature:${line ?? 0}`)
      },
    })
    expect(findings.size).toBeGreaterThan(5)
    expect([...findings.values()].map(({ outcome }) => outcome)).toEqual([...findings.values()].map(() => 'fault'))
  })

  it('for want of time keeps what was found, and says why the rest was not tried', async () => {
    const patient: Runner = {
      ...runner,
      openLane: (records) =>
        Promise.resolve({
          begin: () => Promise.resolve(new Scenario(new Randomness('s', 'l'), DEFAULT_TIMES)),
          end: (job, { log, notes, seen }) => {
            records.add(job, { outcome: 'held', log, notes, seen, durationMs: 0 })
            return Promise.resolve()
          },
          dispose: () => Promise.resolve(),
        }),
    }
    const findings = await run(
      {
        run: async (_, lines, context) => {
          for (const line of lines) {
            const key = `server.feature:${line}`
            const scenario = await context.begin(key)
            if (!scenario) continue
            await new Promise((resolve) => setTimeout(resolve, 20))
            await context.end(key, scenario, { kind: 'held', steps: 1 })
          }
        },
      },
      patient,
      1,
    )
    const [first, ...rest] = [...findings.values()]
    expect(first?.outcome).toBe('held')
    const last = rest.at(-1)
    expect(last?.outcome).toBe('fault')
    expect(last?.observation).toEqual({ kind: 'out-of-time', what: 'check', ms: 1 })
  })

  it('by an exception of the engine, or of what ends a scenario, is thrown on', async () => {
    await expect(run({ run: () => Promise.reject(new Error('broken')) })).rejects.toThrow('broken')
    await expect(
      run({
        run: async (_, [line], context) => {
          const key = `server.feature:${line ?? 0}`
          const scenario = await context.begin(key)
          if (scenario) await context.end(key, scenario, { kind: 'held', steps: 1 })
        },
      }),
    ).rejects.toBe(never)
  })
})
