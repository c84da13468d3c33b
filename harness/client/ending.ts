import { Violation } from '../findings/violation.js'
import type { ClientScenario } from './client-scenario.js'

/** How a client ends: by itself, or by the harness. */

/** It ends by itself, with status 0, within the deadline of a reply. */
export async function expectSuccess(scenario: ClientScenario): Promise<void> {
  const ending = await scenario.running().endsWithin(scenario.times.reply)
  if (!ending) {
    const ended = scenario.log.events.some(({ kind, direction }) => kind === 'end' && direction === 'to')
    throw new Violation({ kind: 'still-runs-after-answer', ms: scenario.times.reply, ended }, { end: 'timeout' })
  }
  if (ending.kind === 'status' && ending.status === 0) return
  throw new Violation(
    { kind: 'client-ended-badly', ending, lastWords: scenario.lastWords() },
    {
      end: 'error',
    },
  )
}

/** It ends by itself, however, within so many ms. */
export async function expectEnd(scenario: ClientScenario, ms: number): Promise<void> {
  const program = scenario.running()
  if (await program.endsWithin(ms)) return
  throw new Violation({ kind: 'still-runs', ms, lastWords: scenario.lastWords() }, { end: 'timeout' })
}

/** Ends the client and what it spoke to, so that it can be started once more. */
export async function startOver(scenario: ClientScenario): Promise<void> {
  await scenario.program?.stop(false)
  scenario.tcp?.close()
  scenario.udp?.close()
  scenario.program = scenario.tcp = scenario.udp = scenario.message = scenario.datagram = undefined
}

/** Ends the client and gives the sockets back. Records its output for the report. */
export async function dispose(scenario: ClientScenario): Promise<void> {
  const program = scenario.program
  scenario.tcp?.close()
  scenario.udp?.close()
  if (!program) return
  const byItself = program.ending
  await program.stop(false)
  scenario.log.note({ kind: 'client-ended', ending: byItself }, 'from')
}
