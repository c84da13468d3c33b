import { octetsOf } from '../messages/message.js'
import { compare, describeRule, exact, expectedReply, judge, settled, type ReplyRule } from '../messages/reply.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { ask, transmit } from './sending.js'
import type { Datagram } from '../peers/udp-peer.js'
import { Violation } from '../findings/violation.js'
import { octetCount, seconds } from '../findings/wording.js'

/** Replies in datagrams: what a client of the scenario receives, one for each request. */

/** The next datagram; where the kernel threw the request (or its reply) away, or nobody can tell, the request is sent once more. */
export async function next(scenario: ServerScenario, client: ServedClient): Promise<Datagram | undefined> {
  const peer = scenario.udp(client.name)
  const first = await peer.next(scenario.times.reply)
  if (first) return first
  const dropped = await scenario.subject.datagramsDropped()
  const lost =
    dropped === undefined || client.datagramsDroppedBefore === undefined || dropped > client.datagramsDroppedBefore
  const request = client.unanswered.at(-1)
  if (!lost || !request || scenario.subject.death) return undefined
  scenario.note('a request was sent again, since the datagram may have been lost on the way')
  await peer.send(request, scenario.address)
  return peer.next(scenario.times.reply)
}

/** The client receives the reply that the rule demands for what it has sent, as one datagram. Throws Violation. */
export async function receive(scenario: ServerScenario, name: string, demanded: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const rule = exact(settled(demanded, scenario.settings))
  const sent = client.sent
  client.unanswered = [sent]
  const reply = await next(scenario, client)
  client.unanswered = []
  const expected = expectedReply(rule, sent)
  if (!reply) {
    await scenario.requireNoCrash('no reply: the server crashed', scenario.evidence(client.name, 'timeout'))
    throw noDatagram(scenario, client.name, expected)
  }
  const octets = reply.octets
  const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
  if (judgement.verdict === 'right' && octets.length === judgement.size) return
  const why =
    octets.length < expected.length && judgement.verdict === 'more'
      ? `has only ${octetCount(octets.length)} of ${octetCount(expected.length)}`
      : judgement.verdict === 'right'
        ? `has ${octetCount(octets.length - judgement.size)} too many`
        : 'differs from what was expected'
  throw new Violation(`the reply ${why} (${describeRule(rule)})`, {
    ...scenario.evidence(client.name, 'data'),
    comparison: compare(expected, octets),
  })
}

/** Sends two requests of different sizes without waiting. */
export async function askTwice(scenario: ServerScenario, name: string): Promise<void> {
  await ask(scenario, name)
  const both = Buffer.concat([
    scenario.drawOctets(scenario.exchange.request),
    scenario.drawOctets(scenario.exchange.request),
  ])
  await transmit(scenario, name, { segments: [both] })
}

/** One reply to each request that was sent, in whatever order, and no other. */
export async function receiveOneReplyEach(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const waiting = client.unanswered.map((request) => expectedReply(exact(scenario.exchange.reply), request))
  const all = waiting.length
  const both = Buffer.concat(waiting)
  client.unanswered = []
  while (waiting.length > 0) {
    const reply = await next(scenario, client)
    if (!reply)
      throw new Violation(
        `only ${all - waiting.length} of ${all} requests got a reply of their own`,
        scenario.evidence(name, 'timeout'),
      )
    const index = waiting.findIndex((expected) => expected.equals(reply.octets))
    if (index === -1) {
      const joined = reply.octets.length > Math.max(...waiting.map((expected) => expected.length))
      throw new Violation(
        `a datagram of ${octetCount(reply.octets.length)} is the reply to none of the requests${joined ? ' (several replies joined?)' : ' (a part of one?)'}`,
        { ...scenario.evidence(name, 'data'), comparison: compare(joined ? both : (waiting[0] ?? both), reply.octets) },
      )
    }
    waiting.splice(index, 1)
  }
  await nothingMore(scenario, client)
}

/** The next reply comes from the very address that the client sent to. */
export async function expectReplyFromAddressed(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const reply = await next(scenario, client)
  if (!reply) throw noDatagram(scenario, name, client.sent)
  client.unanswered = []
  const { address } = scenario
  if (reply.from.port !== address.port || reply.from.host !== address.host) {
    throw new Violation(
      `the request went to ${address.host}:${address.port}, but the reply came from ${reply.from.host}:${reply.from.port}`,
      scenario.evidence(name, 'data'),
    )
  }
}

/** Observes how much of the client's last datagram comes back. */
export async function observeHowMuch(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const rule = exact(scenario.exchange.reply)
  const expected = expectedReply(rule, client.sent)
  client.unanswered = []
  // A smaller request behind it: its reply tells that the large one was dropped, without waiting for silence.
  const follower = scenario.draw(scenario.exchange.request)
  await transmit(scenario, name, follower)
  client.unanswered = []
  const reply = await scenario.udp(name).next(scenario.times.reply)
  if (!reply || reply.octets.equals(expectedReply(rule, octetsOf(follower)))) scenario.observe('dropped')
  else if (reply.octets.equals(expected)) scenario.observe('whole')
  else if (expected.subarray(0, reply.octets.length).equals(reply.octets))
    scenario.observe(`truncated to ${reply.octets.length}`)
  else scenario.observe(`altered: ${octetCount(reply.octets.length)} that are not the beginning of what was expected`)
}

/** Observes whether letters outside ASCII came back in upper case. */
export async function observeAccents(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const original = client.sent.toString('utf8')
  client.unanswered = []
  const reply = await scenario.udp(name).next(scenario.times.reply)
  const text = reply?.octets.toString('utf8')
  const outside = (letters: string): string => [...letters].filter((letter) => letter > '\x7f').join('')
  if (text === undefined) scenario.observe('no reply')
  else if (outside(text) === outside(original)) scenario.observe('unchanged')
  else if (outside(text) === outside(original.toUpperCase())) scenario.observe('uppercased')
  else scenario.observe('neither unchanged nor uppercased')
}

/** By ordering: a further request's reply must be the next thing that comes. */
async function nothingMore(scenario: ServerScenario, client: ServedClient): Promise<void> {
  await ask(scenario, client.name)
  const reply = await next(scenario, client)
  const expected = expectedReply(exact(scenario.exchange.reply), client.sent)
  client.unanswered = []
  if (!reply) throw noDatagram(scenario, client.name, expected)
  if (!reply.octets.equals(expected)) {
    throw new Violation(`a datagram of ${octetCount(reply.octets.length)} came that answers no request`, {
      ...scenario.evidence(client.name, 'data'),
      comparison: compare(expected, reply.octets),
    })
  }
}

function noDatagram(scenario: ServerScenario, name: string, expected: Buffer): Violation {
  return new Violation(`no reply within ${seconds(scenario.times.reply)}`, {
    ...scenario.evidence(name, 'timeout'),
    comparison: compare(expected, Buffer.alloc(0)),
  })
}
