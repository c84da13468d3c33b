import type { Payload } from '../messages/message.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import * as ending from './ending.js'
import { receiveMessage } from './receiving.js'
import { start } from './starting.js'

/** A client that ends where no server is: whether it has tried. */

/** It ends by itself, however, within so many ms; where nobody listens, because it found nobody. Throws Violation. */
export async function expectEnd(scenario: ClientScenario, ms: number): Promise<void> {
  await ending.expectEnd(scenario, ms)
  if (scenario.nobody && !scenario.subject.known.hasCome) await requireComing(scenario)
}

/** A refused connection leaves no trace, so the same client is started once more with a server there: one that cannot start, or never tries, does not come. */
async function requireComing(scenario: ClientScenario): Promise<void> {
  const { typedLine } = scenario
  const again: Payload = { phrase: 'the line that was typed before', message: () => ({ segments: [typedLine] }) }
  await ending.startOver(scenario)
  scenario.nobody = false
  await start(scenario, typedLine.length > 0 ? again : undefined)
  if (scenario.transport === 'tcp') await firstConnection(scenario)
  else await receiveMessage(scenario)
}
