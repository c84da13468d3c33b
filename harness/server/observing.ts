import { isCrash, type Ending } from '../findings/ending.js'
import type { Seen } from '../findings/observation.js'
import type { Evidence } from '../findings/violation.js'
import { CRASH_MS } from '../subjects/server-subject.js'
import type { ServerScenario } from './server-scenario.js'

/** What was observed of a server that may have ended meanwhile. Looked at before our clients leave: what it makes of that is nothing to be observed. */

/** How the wait for something better ended. */
type End = Evidence['end'] | undefined

/** How the server has ended, where it has crashed. */
export async function crashSeen(scenario: ServerScenario, end: End): Promise<Ending | undefined> {
  await scenario.subject.settle(end === 'closed' ? CRASH_MS : 0)
  const ending = scenario.subject.death?.ending
  return ending && isCrash(ending) ? ending : undefined
}

/** Observes this, or that the server has crashed: what it does with its clients cannot be seen of one that is no more. */
export async function observeUnlessCrashed(scenario: ServerScenario, seen: Seen, end: End): Promise<void> {
  const ending = await crashSeen(scenario, end)
  scenario.observe(ending ? { kind: 'server-crashed', ending } : seen)
}

/** The same, or that it has ended as one does that serves a single client. */
export async function observeUnlessEnded(scenario: ServerScenario, seen: Seen, end: End): Promise<void> {
  await scenario.subject.settle(end === 'closed' ? CRASH_MS : 0)
  await observeUnlessCrashed(scenario, scenario.subject.death ? { kind: 'ends-after-one-client' } : seen, undefined)
}
