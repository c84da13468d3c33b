import { Violation } from '../findings/violation.js'
import * as datagrams from './datagrams.js'
import { isReplyTo } from './recognising.js'
import { receive } from './replies.js'
import { receiveGreeting, receiveTail, receiveUntil } from './streams.js'
import type { ServerScenario } from './server-scenario.js'

/**
 * What it is to be answered, where the text of the answer is another requirement's matter (protocols.md, "Timing and honesty of verdicts"):
 * something came, in time, and it was not what another client is owed.
 */

/**
 * Something has come for what the client asked; with `own` it was not the reply that is owed to another client. Throws Violation where it was, where
 * nothing came, or too slowly.
 */
export async function beAnswered(scenario: ServerScenario, name: string, whose: 'own' | 'any'): Promise<void> {
  const { sent } = scenario.client(name)
  try {
    await receive(scenario, name, scenario.exchange.reply)
    scenario.rightReplies++
  } catch (error) {
    const other = otherReply(error)
    if (!other) throw error
    const foreign = whose === 'own' ? ownerOf(scenario, name, sent, receivedBy(other)) : undefined
    if (foreign !== undefined) throw new Violation(other.observation, { end: 'data', ...other.evidence, foreign })
    scenario.otherReply ??= { client: name, violation: other }
    await takeRest(scenario, name)
  }
}

/** The greeting of the Background, whatever is in it: `other` where it was not as agreed. Throws Violation where the connection ends instead. */
export async function beGreeted(scenario: ServerScenario, name: string): Promise<'agreed' | 'other'> {
  try {
    await receiveGreeting(scenario, name)
    return 'agreed'
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    const other = otherReply(error)
    if (error.observation.kind === 'no-reply' ? error.evidence?.end === 'closed' : !other) throw error
    await takeRest(scenario, name)
    return other ? 'other' : 'agreed'
  }
}

/** Something comes in answer, over either transport; what, is no matter. Throws Violation where nothing does. */
export async function receiveSomething(scenario: ServerScenario, name: string): Promise<void> {
  if (scenario.client(name).udp) await datagrams.receiveAny(scenario, name)
  else await receiveUntil(scenario, name, ({ size }) => (size > 0 ? size : undefined))
}

/** Where something came in time that is not what was demanded: that violation. */
function otherReply(error: unknown): Violation | undefined {
  if (!(error instanceof Violation)) return undefined
  const { observation } = error
  switch (observation.kind) {
    case 'wrong-reply':
    case 'wrong-datagram':
      return error
    case 'reply-incomplete':
      return observation.then.end === 'slow' ? undefined : error
    default:
      return undefined
  }
}

const receivedBy = ({ evidence }: Violation): Buffer =>
  evidence?.comparison?.received ?? evidence?.received ?? Buffer.alloc(0)

/** Whose request a reply holds, where it does not hold that of the client that it came to. */
function ownerOf(scenario: ServerScenario, name: string, own: Buffer, reply: Buffer): string | undefined {
  if (isReplyTo(own, reply)) return undefined
  return scenario.requests.find((one) => one.client !== name && isReplyTo(one.octets, reply))?.client
}

/** What follows of a reply whose end nobody knows: until the server is quiet, or ends the connection. */
async function takeRest(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.clients.get(name)?.tcp
  if (peer && !peer.closed) await receiveTail(peer, scenario.times.quiet)
}
