import type { Scenario } from '../harness/scenario/scenario.js'
import type { Course, RunContext } from '../harness/scenario/run-context.js'
import type { Engine } from './cucumber.js'
import type { Job, Schedule } from './schedule.js'
import type { Specification } from '../specification/specification.js'
import type { Envelope } from '@cucumber/messages'

/** One lane runs one scenario at a time, on a subject of its own. */
export interface Lane {
  /** Prepares the subject for a job; undefined where the job is settled already (its subject could not be started). */
  begin(job: Job): Promise<Scenario | undefined>
  end(job: Job, scenario: Scenario, course: Course): Promise<void>
  dispose(): Promise<void>
}

/** A scenario that takes longer than this is waiting for something: meanwhile another lane can use the CPU. */
export const WAITING_MS = 60

export interface PoolOptions {
  readonly engine: Promise<Engine>
  readonly specification: Specification
  readonly schedule: Schedule
  readonly mostLanes: number
  /** how long a scenario must have waited before another lane is worth its cost, ms */
  readonly waitingMs: () => number
  /** Opens lane number `index`; undefined where there can be no further one. */
  readonly openLane: (index: number) => Promise<Lane | undefined>
  readonly onEnvelope?: (lane: number, envelope: Envelope) => void
}

/**
 * Runs all jobs of a schedule in as many lanes as are of use: it begins with one, and opens another whenever a scenario waits while
 * others have not begun. Throws what any lane threw, once all have ended.
 */
export async function runInLanes(options: PoolOptions): Promise<void> {
  const { schedule } = options
  const lanes: Promise<void>[] = []
  const problems: unknown[] = []
  let refused = false
  const fail = (problem: unknown): void => {
    problems.push(problem)
    schedule.close()
  }
  const grow = (): void => {
    if (refused || problems.length > 0 || lanes.length >= options.mostLanes || schedule.waiting.length === 0) return
    lanes.push(runLane(lanes.length).catch(fail))
  }
  const runLane = async (index: number): Promise<void> => {
    const waiting = linesOf(schedule)
    const lane = await options.openLane(index)
    if (!lane) {
      refused = true
      // Nothing can run; whether all steps mean something is told all the same, since a phrase that does not is nobody's failure.
      if (index === 0 && waiting.length > 0) await (await options.engine).run(options.specification, waiting, NOTHING)
      return
    }
    try {
      const engine = await options.engine
      const lines = linesOf(schedule)
      if (lines.length > 0)
        await engine.run(
          options.specification,
          lines,
          contextOf(lane, schedule, options.waitingMs, grow, fail),
          (envelope) => options.onEnvelope?.(index, envelope),
        )
    } finally {
      await lane.dispose()
    }
  }
  grow()
  for (let ended = 0; ended < lanes.length; ended++) await lanes[ended]
  if (problems.length > 0) throw problems[0]
}

/** The lines of the feature file at which what has not run yet begins. */
const linesOf = ({ waiting }: Schedule): number[] =>
  waiting.map(({ key }) => Number(key.slice(key.lastIndexOf(':') + 1)))

/** Gives out no scenario. */
const NOTHING: RunContext = { begin: () => Promise.resolve(undefined), end: () => Promise.resolve() }

function contextOf(
  lane: Lane,
  schedule: Schedule,
  waitingMs: () => number,
  grow: () => void,
  fail: (problem: unknown) => void,
): RunContext {
  let job: Job | undefined
  let timer: NodeJS.Timeout | undefined
  const watch = (): void => {
    timer = setInterval(grow, waitingMs())
  }
  return {
    begin: async (key) => {
      job = schedule.claim(key)
      if (!job) return undefined
      watch()
      try {
        const scenario = await lane.begin(job)
        if (!scenario) clearInterval(timer)
        return scenario
      } catch (problem) {
        clearInterval(timer)
        fail(problem)
        return undefined
      }
    },
    end: async (_key, scenario, course) => {
      clearInterval(timer)
      try {
        if (job) await lane.end(job, scenario, course)
      } catch (problem) {
        fail(problem)
      }
    },
  }
}
