import type { ClientScenario } from './client-scenario.js'
import { answerUntilEnd } from './answering.js'
import { startOver } from './ending.js'
import { start } from './starting.js'
import type { Payload } from '../messages/message.js'
import { Violation } from '../findings/violation.js'
import { seconds } from '../findings/wording.js'

/**
 * So many times in turn the client is started, and each datagram of it answered. It may repeat its request, or give up, but ends within `ms`;
 * where all goes well it shows the answer, as it must at least once. Throws Violation.
 */
export async function runRepeatedly(
  scenario: ClientScenario,
  count: number,
  typed: Payload,
  ms: number,
): Promise<void> {
  let shown = 0
  let datagrams = 0
  for (let i = 1; i <= count; i++) {
    await start(scenario, typed)
    const run = await answerUntilEnd(scenario, ms)
    datagrams += run.datagrams
    if (!run.ended)
      throw new Violation(
        `started for the ${i}. time, the client still runs after ${seconds(ms)}: it waits for a reply that was lost${scenario.lastWords()}`,
        { end: 'timeout' },
      )
    if (run.shown) shown++
    await startOver(scenario)
  }
  scenario.note(`of ${count} runs ${shown} showed the answer; ${datagrams} datagrams came`)
  if (shown === 0)
    throw new Violation(`in none of ${count} runs the client showed the answer, though most packets arrive`, {
      end: 'data',
    })
}
