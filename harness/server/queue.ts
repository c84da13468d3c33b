import { poll } from '../peers/patience.js'
import type { ServerScenario } from './server-scenario.js'

/** Connections that the kernel has established and the server has not accepted. */

/** A request may take the time of a reply, and the server some more for what is around it. */
const UNMOVED = 1.5

/**
 * Who comes behind requests that nobody waits for any more has to wait while the server works through them: for its queue to be empty, or as long as
 * they may take. A server that accepts nothing for longer than any one of them may take will not come to the next client either: that one is given the
 * time of one reply, and no more.
 */
export async function letQueueMove(scenario: ServerScenario): Promise<void> {
  if (scenario.abandoned === 0) return
  const { subject, times } = scenario
  const until = performance.now() + scenario.replyMs
  for (let length = await subject.queued(); length !== undefined && length > 0 && performance.now() < until;) {
    const before = length
    const moved = await poll(async () => {
      const now = await subject.queued()
      return now === undefined || now < before ? { now } : undefined
    }, times.reply * UNMOVED)
    if (!moved) {
      scenario.abandoned = 0
      return
    }
    length = moved.now
  }
}
