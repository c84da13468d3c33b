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
  const held = await awaitStandstill(scenario, peer.local.port)
  scenario.log.stimulate({ kind: 'unread', ms: Math.round(performance.now() - began) })
  peer.resume()
  if (held !== undefined && held >= size) throw new HarnessFault({ kind: 'buffers-took-all', octets: size })
}

/** Waits until as much stands in the buffers for a quiet window, or nothing at all came: how much; undefined where nobody can tell. */
async function awaitStandstill(scenario: ServerScenario, localPort: number): Promise<number | undefined> {
  const { quiet } = scenario.times
  let held = 0
  let since = performance.now()
  const seen = await poll(
    async () => {
      const now = await scenario.subject.heldFor(localPort)
      if (now === undefined) return 'unknown'
      if (now !== held) since = performance.now()
      held = now
      return held > 0 && performance.now() - since >= quiet ? held : undefined
    },
    scenario.replyMs,
    LOOK_MS,
  )
  if (seen !== 'unknown') return held
  await turn(quiet)
  return undefined
}
