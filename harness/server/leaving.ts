import { poll } from '../peers/patience.js'
import { octetsOf } from '../messages/message.js'
import { settled } from '../messages/reply.js'
import { disconnect, leave, letServerCloseFirst } from './closing.js'
import { judgeFor, satisfies } from './judging.js'
import type { ServerScenario } from './server-scenario.js'

/** How clients leave as the protocol has it: one of them, or all when the scenario ends. */

/** A server that has taken leave has nothing more to do for the client, so this is no reply to wait long for. */
const PARTING_MS = 150

/** The client takes leave as the protocol has it, where it has a farewell and its session is still open. What comes of it is nobody's evidence. */
export async function takeLeave(scenario: ServerScenario, name: string): Promise<void> {
  const { farewell } = scenario.conversation
  const client = scenario.client(name)
  const peer = client.tcp
  if (!farewell || !peer || client.tookLeave || peer.closed || peer.endSent) return
  client.tookLeave = true
  const reply = settled(farewell.reply, scenario.settings)
  if (satisfies(reply, client.lastReply ?? Buffer.alloc(0), scenario)) return
  await peer.send(octetsOf(scenario.draw(farewell.request)), PARTING_MS)
  await peer.receive(
    (soFar) => {
      const judgement = judgeFor(scenario, client, reply, Buffer.alloc(0), soFar)
      return judgement.verdict === 'right' ? judgement.size : undefined
    },
    PARTING_MS,
    { wholeMs: scenario.wholeMs },
  )
}

/** The client leaves as the protocol has it, and the server is given a moment to notice: only then has it left for the server too. */
export async function leaveNoticed(scenario: ServerScenario, name: string): Promise<void> {
  await scenario.conclude(name)
  await takeLeave(scenario, name)
  await disconnect(scenario, name)
}

/** All clients leave; their sockets are given back by {@link ServerScenario.dispose}. `serverEnds`: the server is going to be ended, and its port must not be kept taken. */
export async function partAll(scenario: ServerScenario, serverEnds: boolean): Promise<void> {
  if (serverEnds && scenario.subject.sparesTimeWait) {
    abandon(scenario)
    return
  }
  await Promise.all(
    [...scenario.clients].map(async ([name, { tcp }]) => {
      if (!serverEnds) await takeLeave(scenario, name)
      if (tcp) await letServerCloseFirst(scenario, tcp)
    }),
  )
  for (const name of [...scenario.clients.keys()]) await leave(scenario, name)
}

/**
 * Whether the server still holds a connection whose client has left. Of one that sends nothing, what it does with its next client cannot be spoilt by
 * what it has kept; it is only kept from it, and who comes next waits for nothing.
 */
export async function clingsTo(scenario: ServerScenario): Promise<boolean> {
  const { subject, parted, times, conversation } = scenario
  if (conversation.exchange?.reply.kind !== 'taken') return false
  for (const peer of parted) {
    const closed = await poll(async () => {
      const known = await subject.hasClosed(peer.local.port)
      return known === false ? undefined : true
    }, times.quiet)
    if (!closed) return true
  }
  return false
}

/**
 * The server is going to be ended. Where its port is fixed, connections that it would be the first to close then are reset before, so
 * that the port is not kept taken by TIME_WAIT.
 */
function abandon(scenario: ServerScenario): void {
  for (const { tcp, udp } of scenario.clients.values()) {
    tcp?.abort()
    udp?.close()
  }
  scenario.clients.clear()
  for (const peer of scenario.parted) peer.abort()
}
