import { ClientScenario, FIRST_WORD_MS } from '../harness/client/client-scenario.js'
import { dispose } from '../harness/client/ending.js'
import type { Finding } from '../harness/findings/finding.js'
import { sortOf } from '../harness/findings/observation.js'
import { HarnessFault } from '../harness/findings/violation.js'
import type { ClientSubject } from '../harness/subjects/client-subject.js'
import { findingOf } from '../harness/scenario/outcome.js'
import { Randomness } from '../harness/messages/randomness.js'
import { SLOW_AFTER, SLOW_WHOLE_MS, type Scenario, type Times } from '../harness/scenario/scenario.js'
import type { RunRequest, Runner } from './run.js'
import { toBeTried } from './terminal-trial.js'

/** Clients spend their scenarios waiting, some of them for ten seconds. */
const MOST_LANES = 8
/** A client that has once not come within the full time is not waited for so long again, ms. */
const SECOND_WORD_MS = 2_000
/** Nor is one on a terminal that has not come with pipes in the full time: who waits for a terminal alone needs no more than to start, ms. */
const TERMINAL_WORD_MS = 4_000
/** One that was mute on a terminal in so many scenarios is so for its own reasons, and is not tried there in others. */
const MUTE_AFTER = 2

/** Runs a client: each scenario starts it anew, so lanes differ in nothing. */
export function clientRunner(request: RunRequest, piped: ClientSubject): Runner {
  let muteOnTerminal = 0
  const firstWordMs = { piped: FIRST_WORD_MS, onTerminal: FIRST_WORD_MS }
  let slow = 0
  const times: Times = {
    ...request.times,
    get whole() {
      return slow >= SLOW_AFTER ? SLOW_WHOLE_MS : request.times.whole
    },
  }
  return {
    // With one port for all, another needs another network.
    mostLanes: piped.fixedPort === undefined || piped.host.another ? MOST_LANES : 1,
    restartsLast: false,
    openLane: async (records, _index, pass) => {
      let began = 0
      const onTerminal = pass === 'on a terminal'
      const ownHost = piped.fixedPort === undefined ? undefined : await piped.host.another?.()
      const here = ownHost ? piped.on(ownHost) : piped
      const subject = onTerminal ? here.onTerminal() : here
      const streams = onTerminal ? 'onTerminal' : 'piped'
      return {
        begin: (job) => {
          if (onTerminal && muteOnTerminal >= MUTE_AFTER) return Promise.resolve(undefined)
          began = performance.now()
          const random = new Randomness(request.seed, `${job.requirement.id}#${job.index}`)
          return Promise.resolve(
            new ClientScenario(random, times, subject, {
              transport: request.specification.transport,
              firstWordMs: firstWordMs[streams],
              requests: request.specification.framing.requests,
              settings: request.settings,
            }),
          )
        },
        end: async (job, scenario: Scenario, course) => {
          if (!(scenario instanceof ClientScenario)) throw new Error('a lane for clients was given another scenario')
          if (scenario.wasSlow) slow++
          await dispose(scenario).catch(ownTrouble)
          await subject.host.network?.restore().catch(ownTrouble)
          const finding = findingOf(scenario, course, performance.now() - began)
          if (finding.outcome === 'violated' && scenario.waitedInVain) {
            if (!onTerminal) firstWordMs.onTerminal = Math.min(firstWordMs.onTerminal, TERMINAL_WORD_MS)
            firstWordMs[streams] = SECOND_WORD_MS
          }
          if (onTerminal && isMute(finding)) muteOnTerminal++
          records.add(job, onTerminal ? finding : toBeTried(finding, subject.host.terminals, scenario.longestTyped))
          if (finding.outcome === 'fault' && pass === 'first') records.again(job.key)
        },
        dispose: async () => ownHost?.dispose(),
      }
    },
  }
}

/** How a scenario is tidied up is nobody's evidence: what the harness has trouble with then, the next scenario finds out for itself. */
const ownTrouble = (error: unknown): void => {
  if (!(error instanceof HarnessFault)) throw error
}

const isMute = ({ observation }: Finding): boolean =>
  (observation?.kind === 'never-came' || observation?.kind === 'connected-silent') && sortOf(observation) === 'absent'
