import { describe, expect, it } from 'vitest'
import { serverRunner } from '../../engine/server-runner.js'
import type { Records } from '../../engine/run.js'
import type { Finding } from '../../harness/findings/finding.js'
import { HarnessFault } from '../../harness/findings/violation.js'
import type { ServerSubject } from '../../harness/subjects/server-subject.js'
import { DEFAULT_TIMES } from '../../harness/scenario/scenario.js'
import { readSpecification } from '../../specification/catalogue.js'
import { jobsOf } from '../../engine/schedule.js'

/** A server whose network can, or cannot, be brought in order again when a scenario has ended. */
function laneWith(restore: () => Promise<void>) {
  const found: Finding[] = []
  let distrusted = 0
  const subject = {
    prepare: () => Promise.resolve({ host: '127.0.0.1', port: 1 }),
    settle: () => Promise.resolve(),
    distrust: () => {
      distrusted++
    },
    network: { restore },
    death: undefined,
    isFresh: true,
  } as unknown as ServerSubject
  const records = { add: (_job: unknown, finding: Finding) => void found.push(finding) } as unknown as Records
  const specification = readSpecification('tcp-echo', 'server')
  const [job] = jobsOf(specification.requirements)
  if (!job) throw new Error('no scenario')
  const runner = serverRunner({
    request: { seed: 'seed', times: DEFAULT_TIMES, settings: {}, requirements: [], specification } as never,
    newSubject: () => subject,
    terminals: () => undefined,
    first: { subject, started: Promise.resolve(), startMs: () => 0 },
    single: false,
  })
  return { runner, records, job, found, distrusted: () => distrusted }
}

describe('the end of a scenario', () => {
  it.for<[string, Error | undefined, number]>([
    ['in order leaves the process for the next', undefined, 0],
    [
      'in which the harness is late costs the process, and not the run',
      new HarnessFault({ kind: 'starved', waitedMs: 2, lateMs: 1 }),
      1,
    ],
  ])('%s', async ([, trouble, distrusted]) => {
    const made = laneWith(() => (trouble ? Promise.reject(trouble) : Promise.resolve()))
    const lane = await made.runner.openLane(made.records, 0, 'first')
    const scenario = await lane?.begin(made.job)
    if (!lane || !scenario) throw new Error('no lane')
    await lane.end(made.job, scenario, { kind: 'held', steps: 1 })
    expect(made.found).toMatchObject([{ outcome: 'held' }])
    expect(made.distrusted()).toBe(distrusted)
  })

  it('in which something of ours breaks is told', async () => {
    const made = laneWith(() => Promise.reject(new Error('a defect')))
    const lane = await made.runner.openLane(made.records, 0, 'first')
    const scenario = await lane?.begin(made.job)
    if (!lane || !scenario) throw new Error('no lane')
    await expect(lane.end(made.job, scenario, { kind: 'held', steps: 1 })).rejects.toThrow('a defect')
  })
})
