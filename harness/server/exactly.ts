import { SetupError, Violation } from '../findings/violation.js'
import { compare, expectedReply, isExact, settled, type ReplyRule } from '../messages/reply.js'
import { beGreeted } from './answering.js'
import { isBlank } from '../messages/json-reply.js'
import { endStream, leave } from './closing.js'
import { connect } from './connecting.js'
import { satisfies, withoutFollower } from './judging.js'
import { receive } from './replies.js'
import { transmit } from './sending.js'
import type { ServerScenario } from './server-scenario.js'
import * as streams from './streams.js'

/** A reply and nothing more: before it, behind it, or behind the client's farewell. */

/**
 * The reply that the rule demands, and nothing more. The proof of the latter is the client's next reply, or comes when it leaves, or with the end of
 * the scenario: where clients take leave, the farewell's reply must be the very next thing; where they do not, the client half-closes, and until the
 * server ends the connection (or is quiet) nothing comes. A datagram is compared as a whole anyway; that no second one follows is a
 * requirement of its own (U6).
 */
export async function receiveExactly(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const sent = client.sent
  await receive(scenario, name, rule)
  if (client.udp) return
  scenario.atEnd.set(name, () => proveNothingMore(scenario, name, rule, sent))
}

async function proveNothingMore(scenario: ServerScenario, name: string, rule: ReplyRule, sent: Buffer): Promise<void> {
  const client = scenario.clients.get(name)
  if (!client?.tcp) return
  const { farewell } = scenario.conversation
  const isOver = farewell && satisfies(farewell.reply, client.lastReply ?? Buffer.alloc(0), scenario)
  if (!farewell || isOver || client.tcp.endSent)
    // How much of the last message its length has left out is another requirement's matter.
    await requireNothingMore(scenario, name, rule, sent, (octets) => rule.kind === 'json' && isBlank(octets))
  else if (!client.tookLeave) await requireNothingBeforeFarewell(scenario, name, rule, sent)
}

/** The reply comes, exactly, and nothing was said before the client asked. */
export async function receiveBeforeAnythingElse(
  scenario: ServerScenario,
  name: string,
  rule: ReplyRule,
): Promise<void> {
  const { banner } = scenario.client(name)
  if (banner) {
    throw new Violation(
      { kind: 'banner', octets: banner.length },
      { ...scenario.evidence(name, 'data'), comparison: compare(Buffer.alloc(0), banner) },
    )
  }
  await receiveExactly(scenario, name, rule)
}

/** The client takes leave; the answer to that must come, every message have been as long as it said, and behind the last nothing come nothing until the end of the stream. */
export async function takeLeaveCompletely(scenario: ServerScenario, name: string): Promise<void> {
  const { farewell } = scenario.conversation
  if (!farewell)
    throw new SetupError(
      'the Background must say how a client takes leave: "Given a client takes leave when it sends <message> and receives <reply>"',
    )
  const client = scenario.client(name)
  if (!satisfies(farewell.reply, client.lastReply ?? Buffer.alloc(0), scenario))
    await requireFarewellNext(scenario, name)
  if (scenario.miscounted) throw scenario.miscounted
  await requireNothingMore(scenario, name, farewell.reply, Buffer.alloc(0))
}

async function requireFarewellNext(scenario: ServerScenario, name: string): Promise<void> {
  const { farewell } = scenario.conversation
  if (!farewell) return
  const client = scenario.client(name)
  await transmit(scenario, name, scenario.draw(farewell.request))
  client.tookLeave = true
  try {
    await streams.receive(scenario, name, farewell.reply)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    throw new Violation({ kind: 'farewell-unanswered', inner: error.observation }, error.evidence)
  }
}

/**
 * The client takes leave, and the answer to that is the next that comes. Where there is none, nothing more came either; where it is another than
 * agreed, what this server says to a client that takes leave at once tells whether anything stood before it.
 */
async function requireNothingBeforeFarewell(
  scenario: ServerScenario,
  name: string,
  rule: ReplyRule,
  sent: Buffer,
): Promise<void> {
  try {
    await requireFarewellNext(scenario, name)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    const came = error.evidence?.comparison?.received ?? error.evidence?.received
    if (!came || came.length === 0) return
    const rest = (await streams.receiveTail(scenario.tcp(name), scenario.times.quiet)).octets
    const all = withoutFollower(scenario, scenario.client(name), Buffer.concat([came, rest]))
    if (all.equals(await usualFarewell(scenario, name))) return
    throw octetsAfter(scenario, name, rule, sent, all)
  }
}

/** What the server says to a client that takes leave at once; the client that was there before has left. */
async function usualFarewell(scenario: ServerScenario, before: string): Promise<Buffer> {
  const { farewell } = scenario.conversation
  const name = `${before}, once more`
  await leave(scenario, before)
  try {
    await connect(scenario, name)
    await beGreeted(scenario, name)
    if (farewell) await transmit(scenario, name, scenario.draw(farewell.request))
    scenario.client(name).tookLeave = true
    const { octets } = await scenario.tcp(name).receive(({ size }) => size || undefined, scenario.times.reply)
    return Buffer.concat([octets, (await streams.receiveTail(scenario.tcp(name), scenario.times.quiet)).octets])
  } catch (error) {
    if (error instanceof Violation) return Buffer.alloc(0)
    throw error
  }
}

async function requireNothingMore(
  scenario: ServerScenario,
  name: string,
  rule: ReplyRule,
  sent: Buffer,
  isNothing: (octets: Buffer) => boolean = () => false,
): Promise<void> {
  const peer = scenario.tcp(name)
  await endStream(scenario, peer)
  const octets = withoutFollower(
    scenario,
    scenario.client(name),
    (await streams.receiveTail(peer, scenario.times.quiet)).octets,
  )
  if (octets.length === 0 || isNothing(octets)) return
  throw octetsAfter(scenario, name, rule, sent, octets)
}

function octetsAfter(scenario: ServerScenario, name: string, rule: ReplyRule, sent: Buffer, octets: Buffer): Violation {
  const settledRule = settled(rule, scenario.settings)
  const expected = isExact(settledRule)
    ? expectedReply(settledRule, sent)
    : (scenario.clients.get(name)?.lastReply ?? Buffer.alloc(0))
  return new Violation(
    { kind: 'octets-after-reply', octets: octets.length },
    { ...scenario.evidence(name, 'data'), comparison: compare(expected, Buffer.concat([expected, octets])) },
  )
}
