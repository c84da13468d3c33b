import { Violation } from '../findings/violation.js'
import { compare, type ReplyRule } from '../messages/reply.js'
import { poll } from '../peers/patience.js'
import * as datagrams from './datagrams.js'
import type { ServerScenario } from './server-scenario.js'
import * as streams from './streams.js'

/** What a client of the scenario receives, over whichever transport, and what must not come. */

/** The client receives the reply that the rule demands for what it has sent; more may follow. */
export async function receive(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  // That nothing came behind the reply before is told by this one.
  scenario.atEnd.delete(name)
  if (scenario.client(name).udp) await datagrams.receive(scenario, name, rule)
  else await streams.receive(scenario, name, rule)
}

/** The client may receive this now, or nothing: but nothing else. */
export async function receiveIfAny(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const peer = scenario.tcp(name)
  await peer.awaitRead((port) => scenario.subject.hasRead(port), scenario.replyMs)
  await poll(() => (peer.pending > 0 || peer.closed ? true : undefined), scenario.times.quiet)
  if (peer.pending > 0) await streams.receive(scenario, name, rule)
  else if (peer.closed) throw new Violation({ kind: 'connection-ended' }, scenario.evidence(name, 'closed'))
  client.unanswered = []
}

/** The client is answered at once, or stays waiting: either is right. */
export async function giveTurn(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  await poll(() => (peer.pending > 0 || peer.closed ? true : undefined), scenario.times.quiet)
}

/** For the quiet window after the server has read all, nothing comes and the connection stays. */
export async function expectNothingYet(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  await peer.awaitRead((port) => scenario.subject.hasRead(port), scenario.replyMs)
  const early = await peer.receive(({ size }) => size, scenario.times.quiet)
  if (early.octets.length === 0 && early.end === 'timeout') return
  await scenario.requireNoCrash('before-complete')
  throw new Violation(
    { kind: 'answered-early', octets: early.octets.length },
    {
      ...scenario.evidence(name, early.end),
      comparison: compare(Buffer.alloc(0), early.octets),
    },
  )
}

/** Nothing comes for the quiet window, or until the server ends the connection. */
export async function expectNoReply(scenario: ServerScenario, name: string): Promise<void> {
  const peer = scenario.tcp(name)
  await peer.awaitRead((port) => scenario.subject.hasRead(port), scenario.replyMs)
  const { octets } = await streams.receiveTail(peer, scenario.times.quiet)
  if (octets.length === 0) return
  throw new Violation(
    { kind: 'answer-to-nothing', octets: octets.length },
    {
      ...scenario.evidence(name, 'data'),
      comparison: compare(Buffer.alloc(0), octets),
    },
  )
}

/**
 * The CR of CR LF must not have come back as text: told by comparing the ends of the scenario's last two replies, of which the first
 * answered a line ended by LF. A server that ends every line with CR LF has done nothing wrong.
 */
export function requireNoCRInText({ lineEnds }: ServerScenario): void {
  const [toLF, toCRLF] = [lineEnds.at(-2), lineEnds.at(-1)]
  if (toLF === '\n' && toCRLF === '\r\n') {
    throw new Violation({ kind: 'cr-in-text' }, { end: 'data' })
  }
}
