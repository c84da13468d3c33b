import { describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/cucumber.js'
import { runAll, type Runner } from '../../engine/run.js'
import type { Finding } from '../../harness/findings/finding.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { DEFAULT_TIMES, Scenario } from '../../harness/scenario/scenario.js'
import { readSpecification } from '../../specification/catalogue.js'

type Told = Pick<Finding, 'outcome' | 'observation' | 'evidence'>

const SEEN: Told = { outcome: 'violated', observation: { kind: 'bare-LF', line: 1 } as never }
const ABSENT: Told = { outcome: 'violated', observation: { kind: 'left-open', ms: 2000, afterEndOfStream: true } }
const NO_STIMULUS: Told = {
  outcome: 'fault',
  observation: { kind: 'no-stimulus', stimulus: { kind: 'segments', sent: 3, apart: 0 } },
}
const HELD: Told = { outcome: 'held' }

/** One scenario, which finds this in each of its attempts, and the last of it from then on: what counts, and how many attempts there were. */
async function attempt(...told: readonly Told[]): Promise<{ readonly outcome: string | undefined; attempts: number }> {
  const specification = readSpecification('tcp-echo', 'server')
  const [requirement] = specification.requirements
  if (!requirement) throw new Error('no requirement')
  let attempts = 0
  const runner: Runner = {
    mostLanes: 1,
    restartsLast: false,
    openLane: (records, _index, pass) =>
      Promise.resolve({
        begin: () => Promise.resolve(new Scenario(new Randomness('s', 'l'), DEFAULT_TIMES)),
        end: (job, { log }) => {
          const finding = told[Math.min(attempts++, told.length - 1)] ?? HELD
          records.add(job, { ...finding, log, notes: [], seen: [], durationMs: 0 })
          if (pass === 'first' && finding.outcome !== 'held') records.again(job.key)
          return Promise.resolve()
        },
        dispose: () => Promise.resolve(),
      }),
  }
  const engine: Engine = {
    run: async (_, lines, context) => {
      for (const line of lines) {
        const key = `server.feature:${line}`
        const scenario = await context.begin(key)
        if (scenario) await context.end(key, scenario, { kind: 'held', steps: 1 })
      }
    },
  }
  const one = { ...requirement, scenarios: requirement.scenarios.slice(0, 1) }
  const findings = await runAll(
    {
      specification,
      requirements: [one],
      seed: 's',
      times: DEFAULT_TIMES,
      settings: {},
      engine: Promise.resolve(engine),
    },
    runner,
  )
  return { outcome: [...findings.values()][0]?.outcome, attempts }
}

describe('a scenario that is tried again', () => {
  it('is no pass where its stimulus never comes about', async () => {
    expect(await attempt(NO_STIMULUS)).toEqual({ outcome: 'fault', attempts: 4 })
  })

  it('is what it is found to be once that has come about', async () => {
    expect(await attempt(NO_STIMULUS, NO_STIMULUS, HELD)).toEqual({ outcome: 'held', attempts: 3 })
    expect(await attempt(NO_STIMULUS, SEEN)).toEqual({ outcome: 'violated', attempts: 2 })
  })

  it('stays a failure that was seen, however often nothing can be told afterwards', async () => {
    expect(await attempt(SEEN, NO_STIMULUS)).toEqual({ outcome: 'violated', attempts: 4 })
  })

  it('may still turn out to have been spoilt by another, where it holds whenever that can be told', async () => {
    expect((await attempt(SEEN, NO_STIMULUS, HELD)).outcome).toBe('held')
    expect((await attempt(SEEN, NO_STIMULUS, HELD, SEEN)).outcome).toBe('violated')
  })

  it('is inconclusive where merely nothing came in time, and then nothing can be told', async () => {
    expect((await attempt(ABSENT, NO_STIMULUS)).outcome).toBe('fault')
  })
})
