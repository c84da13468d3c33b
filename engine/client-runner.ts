import { ClientScenario, FIRST_WORD_MS } from '../harness/client/client-scenario.js'
import { dispose } from '../harness/client/ending.js'
import type { ClientSubject } from '../harness/subjects/client-subject.js'
import { findingOf } from '../harness/scenario/outcome.js'
import { Randomness } from '../harness/messages/randomness.js'
import { SLOW_AFTER, SLOW_WHOLE_MS, type Scenario, type Times } from '../harness/scenario/scenario.js'
import { isTriedOnTerminal, type RunRequest, type Runner } from './run.js'

/** Clients spend their scenarios waiting, some of them for ten seconds. */
const MOST_LANES = 8
/** A client that has once not come within the full time is not waited for so long again, ms. */
const SECOND_WORD_MS = 2_000

/** Runs a client: each scenario starts it anew, so lanes differ in nothing. */
export function clientRunner(request: RunRequest, piped: ClientSubject): Runner {
  let firstWordMs = FIRST_WORD_MS
  let slow = 0
  const times: Times = {
    ...request.times,
    get whole() {
      return slow >= SLOW_AFTER ? SLOW_WHOLE_MS : request.times.whole
    },
  }
  return {
    mostLanes: piped.fixedPort === undefined ? MOST_LANES : 1,
    restartsLast: false,
    openLane: (records, _index, pass) => {
      let began = 0
      const tried = isTriedOnTerminal(request.specification)
      const subject = pass !== 'first' && tried ? piped.onTerminal() : piped
      return Promise.resolve({
        begin: (job) => {
          began = performance.now()
          const random = new Randomness(request.seed, `${job.requirement.id}#${job.index}`)
          return Promise.resolve(
            new ClientScenario(random, times, subject, {
              transport: request.specification.transport,
              firstWordMs,
              requests: request.specification.framing.requests,
              settings: request.settings,
            }),
          )
        },
        end: async (job, scenario: Scenario, course) => {
          if (!(scenario instanceof ClientScenario)) throw new Error('a lane for clients was given another scenario')
          if (scenario.wasSlow) slow++
          await subject.host.network?.restore()
          await dispose(scenario)
          const finding = findingOf(scenario, course, performance.now() - began)
          if (finding.outcome === 'violated' && scenario.waitedInVain) firstWordMs = SECOND_WORD_MS
          const mayBePipe = finding.outcome === 'violated' && finding.evidence?.sought !== undefined && tried
          records.add(job, finding)
          if ((finding.outcome === 'fault' || mayBePipe) && pass === 'first') records.again(job.key)
        },
        dispose: () => Promise.resolve(),
      })
    },
  }
}
