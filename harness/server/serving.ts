import { NotObservable, Violation } from '../findings/violation.js'
import { connect } from './connecting.js'
import { leaveNoticed } from './leaving.js'
import { receive } from './replies.js'
import { ask } from './sending.js'
import type { ServerScenario } from './server-scenario.js'
import { receiveGreeting } from './streams.js'

/** What it is to be served: the exchange of the Background, from the connection to the reply. */

/** Connects, and receives the greeting of the Background. */
export async function connectAndBeGreeted(scenario: ServerScenario, name: string): Promise<void> {
  await connect(scenario, name)
  await receiveGreeting(scenario, name)
}

/** The reply of the exchange to what the client has asked, after the greeting where there is one. */
export async function receiveOwnReply(scenario: ServerScenario, name: string): Promise<void> {
  await receiveGreeting(scenario, name)
  await receive(scenario, name, scenario.exchange.reply)
}

/** Asks and receives the reply, on the client's present connection or a new one. */
export async function serve(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  if (!client.tcp && !client.udp) await connect(scenario, name)
  await receiveGreeting(scenario, name)
  await ask(scenario, name)
  await receive(scenario, name, scenario.exchange.reply)
}

/** A client that has not been there yet connects, is served and leaves; the server has survived what went before. */
export async function serveNewcomer(scenario: ServerScenario): Promise<void> {
  const name = `new client ${++scenario.newcomers}`
  await serve(scenario, name)
  await leaveNoticed(scenario, name)
  await scenario.subject.settleIfEnding()
  scenario.requireAlive('new-client-served')
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
