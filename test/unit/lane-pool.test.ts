import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/cucumber.js'
import { runInLanes, type Lane, type PoolOptions } from '../../engine/lane-pool.js'
import { jobsOf, Schedule } from '../../engine/schedule.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { DEFAULT_TIMES, Scenario } from '../../harness/scenario/scenario.js'
import type { Specification } from '../../specification/specification.js'

const specificationOf = (count: number): Specification => ({
  protocol: 'x',
  role: 'server',
  transport: 'tcp',
  port: undefined,
  title: '',
  source: '',
  prose: '',
  background: [],
  options: {},
  framing: { requests: 'text', replies: 'text' },
  freshDirectory: false,
  allowed: [],
  folder: '/',
  file: 'server.feature',
  text: '',
  networkRequirements: [],
  requirements: Array.from({ length: count }, (_, i) => ({
    id: `X-S${i}`,
    level: 'core' as const,
    title: '',
    source: '',
    usualMistake: '',
    file: 'server.feature',
    line: i,
    disturbs: false,
    scenarios: [{ key: `server.feature:${i}`, name: '', steps: [], usualMistake: '', restarts: false }],
  })),
})

const scenario = (): Scenario => new Scenario(new Randomness('s', 'l'), DEFAULT_TIMES)

/** Cucumber, as far as a lane sees it: every scenario in turn is begun, runs, and ends. `body` is its steps. */
const engineOf = (body: (line: number) => Promise<void>): Engine => ({
  run: async (_specification, lines, context) => {
    for (const line of lines) {
      const key = `server.feature:${line}`
      const begun = await context.begin(key)
      if (!begun) continue
      await body(line)
      await context.end(key, begun, { kind: 'held', steps: 1 })
    }
  },
})

interface Told {
  readonly begun: string[]
  readonly ended: string[]
  opened: number
  disposed: number
}

interface Setting extends Partial<PoolOptions> {
  readonly count: number
  readonly body?: (line: number) => Promise<void>
  readonly lane?: Partial<Lane>
}

function prepared({ count, body, lane, ...options }: Setting): {
  run: () => Promise<void>
  told: Told
  schedule: Schedule
} {
  const specification = specificationOf(count)
  const schedule = options.schedule ?? new Schedule(jobsOf(specification.requirements))
  const told: Told = { begun: [], ended: [], opened: 0, disposed: 0 }
  const openLane = (): Promise<Lane> => {
    told.opened++
    return Promise.resolve({
      begin: (job) => {
        told.begun.push(job.key)
        return lane?.begin ? lane.begin(job) : Promise.resolve(scenario())
      },
      end: (job, of, course) => {
        told.ended.push(job.key)
        return lane?.end ? lane.end(job, of, course) : Promise.resolve()
      },
      dispose: () => {
        told.disposed++
        return Promise.resolve()
      },
    })
  }
  const engine = Promise.resolve(engineOf(body ?? (() => Promise.resolve())))
  return {
    told,
    schedule,
    run: () => runInLanes({ engine, specification, schedule, mostLanes: 4, waitingMs: () => 60, openLane, ...options }),
  }
}

const keys = (count: number): string[] => Array.from({ length: count }, (_, i) => `server.feature:${i}`)

/** Resolves when it is opened: a scenario that waits for something. */
function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

describe('lanes', () => {
  it('begin every job exactly once, end what they began, and are all disposed of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), async (count, mostLanes) => {
        const { run, told, schedule } = prepared({ count, mostLanes })
        await run()
        expect([...told.begun].sort()).toEqual(keys(count).sort())
        expect([...told.ended].sort()).toEqual(keys(count).sort())
        expect(schedule.waiting).toEqual([])
        expect(told.disposed).toBe(told.opened)
      }),
      { numRuns: 20 },
    )
  })

  it('become more while a scenario waits and others have not begun, so that it holds nobody up', async () => {
    const [first, others] = [gate(), gate()]
    const { run, told } = prepared({
      count: 5,
      // The first waits until all others have ended: alone, its lane would never get there.
      body: (line) => {
        if (line === 0) return first.passed
        if (line === 4) first.open()
        return others.passed
      },
    })
    others.open()
    await run()
    expect([...told.begun].sort()).toEqual(keys(5))
    expect(told.opened).toBe(2)
    expect(told.disposed).toBe(2)
  })

  it('are no more than allowed, nor more than there is work for', async () => {
    const all = gate()
    let waiting = 0
    const { run, told } = prepared({
      count: 6,
      mostLanes: 3,
      body: async () => {
        if (++waiting === 3) all.open()
        await all.passed
      },
    })
    await run()
    expect(told.opened).toBe(3)
    const one = prepared({ count: 1, mostLanes: 3 })
    await one.run()
    expect(one.told.opened).toBe(1)
    const none = prepared({ count: 0 })
    await none.run()
    expect(none.told.opened).toBe(0)
  })

  it('stay as many as they are where a further one is refused', async () => {
    const first = gate()
    let asked = 0
    const { run, schedule } = prepared({
      count: 4,
      body: (line) => (line === 0 ? first.passed : Promise.resolve()),
      openLane: (index) => {
        asked++
        if (index > 0) {
          first.open()
          return Promise.resolve(undefined)
        }
        return Promise.resolve({
          begin: () => Promise.resolve(scenario()),
          end: () => Promise.resolve(),
          dispose: () => Promise.resolve(),
        })
      },
    })
    await run()
    expect(asked).toBe(2)
    expect(schedule.waiting).toEqual([])
  })

  it('skip the steps of a job that is settled already', async () => {
    const ran: number[] = []
    const { run, told } = prepared({
      count: 3,
      body: (line) => {
        ran.push(line)
        return Promise.resolve()
      },
      lane: { begin: (job) => Promise.resolve(job.key.endsWith(':1') ? undefined : scenario()) },
    })
    await run()
    expect(told.begun).toEqual(keys(3))
    expect(ran).toEqual([0, 2])
    expect(told.ended).toEqual(['server.feature:0', 'server.feature:2'])
  })

  const problem = new Error('a problem')
  const failures: readonly (readonly [string, Omit<Setting, 'count'>])[] = [
    ['opening a lane', { openLane: () => Promise.reject(problem) }],
    ['beginning a job', { lane: { begin: () => Promise.reject(problem) } }],
    ['ending a job', { lane: { end: () => Promise.reject(problem) } }],
    ['the engine, while it runs', { engine: Promise.resolve({ run: () => Promise.reject(problem) }) }],
  ]
  for (const [where, setting] of failures) {
    it(`throw what went wrong in ${where}, begin nothing more, and are disposed of`, async () => {
      const { run, told, schedule } = prepared({ count: 5, ...setting })
      await expect(run()).rejects.toBe(problem)
      expect(told.begun.length).toBeLessThanOrEqual(1)
      expect(schedule.waiting).toEqual([])
      expect(told.disposed).toBe(told.opened)
    })
  }

  it('are disposed of also where the engine cannot be loaded', async () => {
    const engine = Promise.reject(problem)
    engine.catch(() => undefined)
    const { run, told } = prepared({ count: 2, engine })
    await expect(run()).rejects.toBe(problem)
    expect([told.opened, told.disposed]).toEqual([1, 1])
  })
})
