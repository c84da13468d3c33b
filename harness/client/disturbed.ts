import type { ClientScenario } from './client-scenario.js'
import { answerUntilEnd } from './answering.js'
import { startOver } from './ending.js'
import { start } from './starting.js'
import type { Payload } from '../messages/message.js'
import { Violation } from '../findings/violation.js'

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
      throw new Violation({ kind: 'waits-for-lost-reply', run: i, ms, ...scenario.said() }, { end: 'timeout' })
    if (run.shown) shown++
    await startOver(scenario)
  }
  scenario.note({ kind: 'runs-shown', runs: count, shown, datagrams })
  if (shown === 0)
    throw new Violation(
      { kind: 'never-shown', runs: count },
      {
        end: 'data',
      },
    )
}
