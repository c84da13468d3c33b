import { poll, turn } from '../peers/patience.js'
import type { ServerScenario } from './server-scenario.js'
import { HarnessFault, NotObservable, Violation } from '../findings/violation.js'

/** Streams of many octets to a server that throws them away. Nothing of them is held in memory. */

/** A write of the lecture's client. */
export const WRITE_OCTETS = 8192
/** How long a server may take for what is still in the buffers of the connection when all has been written, ms. */
export const TAKING_MS = 10_000

/** The client sends so many octets, one write of 8 192 after another. Throws Violation where the server stops reading, or ends the connection. */
export async function pour(scenario: ServerScenario, name: string, count: number): Promise<number> {
  const client = scenario.client(name)
  const peer = scenario.tcp(name)
  client.unanswered = []
  client.segments.push(WRITE_OCTETS)
  const began = performance.now()
  const { outcome, written } = await peer.pour(scenario.random.octets(WRITE_OCTETS), count, scenario.times.reply)
  if (outcome instanceof HarnessFault) throw outcome
  if (outcome === 'sent') return performance.now() - began
  const evidence = scenario.evidence(name, outcome)
  if (outcome === 'timeout')
    throw new Violation({ kind: 'stream-not-taken', written, all: count, ms: scenario.times.reply }, evidence)
  await scenario.requireNoCrash('mid-stream', evidence)
  throw new Violation({ kind: 'stream-cut', written, all: count }, evidence)
}

/**
 * The server has read all that was sent on this connection. Throws NotObservable where nobody can tell. A process that has served others may still be
 * with one of them: what it leaves unread is asked once more of a new one, which then has all the time that there is.
 */
export async function expectTaken(
  scenario: ServerScenario,
  name: string,
  ms = scenario.subject.isFresh ? TAKING_MS : scenario.times.reply,
): Promise<void> {
  const peer = scenario.tcp(name)
  const seen = await poll(async () => {
    const hasRead = await scenario.subject.hasRead(peer.local.port)
    if (hasRead === undefined) return { known: false }
    return hasRead || peer.closed ? { known: true } : undefined
  }, ms)
  if (!seen) throw new Violation({ kind: 'left-unread', ms }, scenario.evidence(name, 'timeout'))
  if (!seen.known) throw new NotObservable({ kind: 'reading-unseen' })
  await turn()
  await scenario.subject.settleIfEnding()
  scenario.requireAlive('any', scenario.evidence(name, 'closed'))
  if (peer.closed) throw new Violation({ kind: 'closed-unread' }, scenario.evidence(name, 'closed'))
}
