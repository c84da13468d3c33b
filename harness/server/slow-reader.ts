import { HarnessFault } from '../findings/violation.js'
import { poll, turn } from '../peers/patience.js'
import { connect } from './connecting.js'
import { fileOf } from './files.js'
import { request } from './http-requests.js'
import type { ServerScenario } from './server-scenario.js'

/** A client that reads slowly: until it does, the server can hand over only what the buffers on the way hold. */

/** How often the kernel is asked how much it holds, ms. */
const LOOK_MS = 10

/**
 * The client asks for the file and reads nothing until the server has got rid of no more for a quiet window. Throws HarnessFault where the
 * buffers took all of the file: then no program could have been caught by them.
 */
export async function requestAndReadSlowly(scenario: ServerScenario, name: string, path: string): Promise<void> {
  const size = fileOf(scenario, path.replace(/^\//, '')).length
  if (!scenario.client(name).tcp) await connect(scenario, name)
  const peer = scenario.tcp(name)
  peer.pause()
  const began = performance.now()
  await request(scenario, name, path)
  const { held, full } = await awaitStandstill(scenario, peer.local.port)
  scenario.log.stimulate({ kind: 'unread', ms: Math.round(performance.now() - began), full })
  peer.resume()
  if (held !== undefined && held >= size) throw new HarnessFault({ kind: 'buffers-took-all', octets: size })
}

/**
 * Waits until as much stands in the buffers for a quiet window: how much, and whether that is for want of room. Only what is left at the server's end tells
 * that there is none at ours: a server that stands in the queue for a CPU sends no more either. Undefined where nobody can tell.
 */
async function awaitStandstill(
  scenario: ServerScenario,
  localPort: number,
): Promise<{ readonly held: number | undefined; readonly full: boolean | undefined }> {
  const { quiet } = scenario.times
  let held = 0
  let since = performance.now()
  const seen = await poll<'unknown' | 'full'>(
    async () => {
      const now = await scenario.subject.heldFor(localPort)
      if (now === undefined) return 'unknown'
      const all = now.theirs + now.ours
      if (all !== held) since = performance.now()
      held = all
      return now.theirs > 0 && performance.now() - since >= quiet ? 'full' : undefined
    },
    scenario.replyMs,
    LOOK_MS,
  )
  if (seen !== 'unknown') return { held, full: seen === 'full' }
  await turn(quiet)
  return { held: undefined, full: undefined }
}
