import { NotObservable, Violation } from '../findings/violation.js'
import { beAnswered, beGreeted } from './answering.js'
import * as closing from './closing.js'
import { connect } from './connecting.js'
import { letQueueMove } from './queue.js'
import { leaveNoticed } from './leaving.js'
import { ask } from './sending.js'
import type { ServerScenario } from './server-scenario.js'

/** What it is to be served: the exchange of the Background, from the connection to the reply. What the reply says is another requirement's matter. */

/** Connects, and receives the greeting of the Background. */
export async function connectAndBeGreeted(scenario: ServerScenario, name: string): Promise<void> {
  await connect(scenario, name)
  await beGreeted(scenario, name)
}

/** The client is answered what it has asked, after the greeting where there is one, and not what another is owed. */
export async function receiveOwnReply(scenario: ServerScenario, name: string): Promise<void> {
  const greeted = await beGreeted(scenario, name)
  // Behind a greeting of which nobody can tell where it ends, the answer to what was asked before has been taken with it.
  if (greeted === 'other') scenario.client(name).unanswered = []
  else await beAnswered(scenario, name, 'own')
}

/** Asks and is answered, on the client's present connection or a new one. */
export async function serve(scenario: ServerScenario, name: string): Promise<void> {
  await askOnConnection(scenario, name)
  await beAnswered(scenario, name, 'own')
}

/**
 * Asks, ends its stream and resets its connection while the server may be waiting for another client, who then asks and leaves. Whether that one is
 * answered is no matter here, as long as the server is there: two clients at a time are another requirement.
 */
export async function askEndAndReset(scenario: ServerScenario, name: string): Promise<void> {
  await closing.askEndAndReset(scenario, name, async (before) => {
    await ask(scenario, before)
    await closing.awaitAnyAnswer(scenario, before)
    await scenario.subject.settleIfEnding()
    scenario.requireAlive('instead-of-reply')
    await leaveNoticed(scenario, before)
  })
}

/** A client that has not been there yet connects, is answered and leaves; the server has survived what went before. */
export async function serveNewcomer(scenario: ServerScenario): Promise<void> {
  const name = `new client ${++scenario.newcomers}`
  if (scenario.subject.transport === 'tcp') await letQueueMove(scenario)
  await askOnConnection(scenario, name)
  await beAnswered(scenario, name, 'any')
  await leaveNoticed(scenario, name)
  await scenario.subject.settleIfEnding()
  scenario.requireAlive('new-client-served')
}

/** Asks, and gives the server the time of a reply: either that comes, or nothing. */
export async function askAndWait(scenario: ServerScenario, name: string): Promise<void> {
  await askOnConnection(scenario, name)
  try {
    await beAnswered(scenario, name, 'any')
  } catch (error) {
    if (!(error instanceof Violation)) throw error
  }
}

/** Before the first client of the scenario an ordinary one is to be served, where the Background says what that is. */
export function serveOrdinaryFirst(scenario: ServerScenario): void {
  scenario.beforeFirstClient = () => serveOrdinary(scenario)
}

async function serveOrdinary(scenario: ServerScenario): Promise<void> {
  try {
    await serveNewcomer(scenario)
  } catch (error) {
    // That a second client can be served at all is a requirement of its own.
    if (error instanceof Violation) throw new NotObservable({ kind: 'ordinary-client-unserved' })
    throw error
  }
}

async function askOnConnection(scenario: ServerScenario, name: string): Promise<void> {
  // Whoever has asked by connecting asks again by connecting again.
  if (scenario.exchange.onConnecting === true && scenario.client(name).hasAsked)
    await closing.disconnect(scenario, name)
  const client = scenario.client(name)
  if (!client.tcp && !client.udp) await connect(scenario, name)
  await beGreeted(scenario, name)
  await ask(scenario, name)
}
