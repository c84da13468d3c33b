import { NotObservable } from '../findings/violation.js'
import type { Address } from '../findings/wire-log.js'
import { poll } from '../peers/patience.js'
import { placeFiles } from './files.js'
import type { ServerScenario } from './server-scenario.js'

/** The server as a process that is started, stopped and started again. */

/** From here on the scenario has a server that has served nobody yet. */
export async function needFreshServer(scenario: ServerScenario): Promise<void> {
  if (!scenario.subject.isFresh || scenario.clients.size > 0)
    await renew(scenario, await scenario.subject.prepareFresh())
}

/** Stops the server with all its processes while this client's connection is open, so that the server's side is the first to close. */
export async function stopServer(scenario: ServerScenario, witness: string): Promise<void> {
  const peer = scenario.tcp(witness)
  await scenario.subject.halt()
  scenario.log.note({ kind: 'server-stopped' })
  await peer.awaitClosed(scenario.times.reply)
  peer.leave(false)
  scenario.clients.delete(witness)
  const arranged = await poll(
    async () => {
      const inTimeWait = await scenario.subject.inTimeWait()
      return inTimeWait === false ? undefined : { known: inTimeWait === true }
    },
    scenario.times.reply,
    5,
  )
  scenario.log.stimulate({ kind: 'time-wait', seen: arranged?.known === true })
  if (!arranged) throw new NotObservable({ kind: 'no-time-wait' })
  if (!arranged.known) throw new NotObservable({ kind: 'time-wait-unseen' })
}

/** Starts it again where it was. */
export async function startServerAgain(scenario: ServerScenario): Promise<void> {
  scenario.log.note({ kind: 'server-started-again' })
  await renew(scenario, await scenario.subject.startAgain())
}

/** Another process of the server is reached there; what the scenario put into the old one's folder is put into its own. */
export async function renew(scenario: ServerScenario, address: Address): Promise<void> {
  scenario.address = address
  await placeFiles(scenario)
}
