import { octetsOf } from '../messages/message.js'
import {
  closed,
  compare,
  demandOf,
  exact,
  expectation,
  expectedReply,
  judge,
  settled,
  type ReplyRule,
} from '../messages/reply.js'
import { isCrash } from '../findings/ending.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { takeFrom } from './judging.js'
import { isReplyTo } from './recognising.js'
import { observeUnlessCrashed } from './observing.js'
import { ask, transmit } from './sending.js'
import type { Datagram } from '../peers/udp-peer.js'
import { Violation, type Evidence } from '../findings/violation.js'

/** Replies in datagrams: what a client of the scenario receives, one for each request. */

/** The next datagram; where the kernel threw the request (or its reply) away, or nobody can tell, the request is sent once more. */
export async function next(scenario: ServerScenario, client: ServedClient): Promise<Datagram | undefined> {
  const peer = scenario.udp(client.name)
  const first = await nextUnlessCrashed(scenario, client.name)
  if (first) return first
  const dropped = await scenario.subject.datagramsDropped()
  const lost =
    dropped === undefined || client.datagramsDroppedBefore === undefined || dropped > client.datagramsDroppedBefore
  const request = client.unanswered.at(-1)
  if (!lost || !request || scenario.subject.death) return undefined
  scenario.note({ kind: 'request-repeated' })
  await peer.send(request, scenario.address)
  return nextUnlessCrashed(scenario, client.name)
}

/** A server that has crashed is not waited for: that it has is what there is to be said. */
function nextUnlessCrashed(scenario: ServerScenario, name: string): Promise<Datagram | undefined> {
  const { subject } = scenario
  return scenario
    .udp(name)
    .next(
      scenario.times.reply,
      async () => subject.death !== undefined && isCrash(subject.death.ending) && (await subject.isGone()),
    )
}

/** The client receives the reply that the rule demands for what it has sent, as one datagram. Throws Violation. */
export async function receive(scenario: ServerScenario, name: string, demanded: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const rule = closed(settled(demanded, scenario.settings))
  const sent = client.sent
  client.unanswered = [sent]
  const reply = await next(scenario, client)
  client.unanswered = []
  if (!reply) {
    await scenario.requireNoCrash('no-reply', scenario.evidence(client.name, 'timeout'))
    throw noDatagram(scenario, client.name, expectation(rule, sent))
  }
  const wrong = wrongDatagram(scenario, name, rule, sent, reply.octets)
  if (wrong) throw wrong
  takeFrom(scenario, rule, reply.octets)
}

/** What is wrong with a datagram as the reply to what was sent; undefined where it is right. */
function wrongDatagram(
  scenario: ServerScenario,
  name: string,
  rule: ReplyRule,
  sent: Buffer,
  octets: Buffer,
): Violation | undefined {
  const expected = expectation(rule, sent)
  const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
  if (judgement.verdict === 'right' && octets.length === judgement.size) return undefined
  // A datagram has an end: what could be gone on with on a stream is whole here.
  if (judgement.verdict === 'more' && judgement.enough === true) return undefined
  const evidence: Evidence = {
    ...scenario.evidence(name, 'data'),
    ...(expected ? { comparison: compare(expected, octets) } : { received: octets }),
  }
  if (judgement.verdict === 'wrong' && judgement.flaw.kind === 'too-long')
    return new Violation({ kind: 'wrong-reply', flaw: judgement.flaw, demand: demandOf(rule) }, evidence)
  const how =
    expected && octets.length < expected.length && judgement.verdict === 'more'
      ? 'short'
      : judgement.verdict === 'right'
        ? 'long'
        : 'differs'
  const of = judgement.verdict === 'right' ? judgement.size : (expected ?? octets).length
  return new Violation({ kind: 'wrong-datagram', octets: octets.length, of, how, demand: demandOf(rule) }, evidence)
}

/** A datagram comes in answer, whatever it says. Throws Violation where none does. */
export async function receiveAny(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const reply = await next(scenario, client)
  client.unanswered = []
  if (reply) return
  await scenario.requireNoCrash('no-reply', scenario.evidence(name, 'timeout'))
  throw noDatagram(scenario, name)
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

/** One reply to each request that was sent, in whatever order, and no other; what they say is another requirement's matter. */
export async function receiveOneReplyEach(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const rule = closed(scenario.exchange.reply)
  const waiting = client.unanswered.map((request) => ({ request, expected: expectation(rule, request) }))
  const all = waiting.length
  const both = Buffer.concat(waiting.flatMap(({ expected }) => expected ?? []))
  client.unanswered = []
  let others = 0
  while (waiting.length > others) {
    const reply = await next(scenario, client)
    if (!reply)
      throw new Violation(
        { kind: 'requests-unanswered', answered: all - waiting.length + others, all },
        scenario.evidence(name, 'timeout'),
      )
    const { octets } = reply
    const held = waiting.filter(
      ({ request, expected }) => expected?.equals(octets) === true || isReplyTo(request, octets),
    )
    const isPart = waiting.some(
      ({ expected }) => expected && octets.length < expected.length && expected.includes(octets),
    )
    if (held.length > 1 || (isPart && held.length === 0))
      throw new Violation(
        { kind: 'foreign-datagram', octets: octets.length, like: held.length > 1 ? 'several joined' : 'a part' },
        {
          ...scenario.evidence(name, 'data'),
          comparison: compare(held.length > 1 ? both : (waiting[0]?.expected ?? both), octets),
        },
      )
    const [one] = held
    if (one) waiting.splice(waiting.indexOf(one), 1)
    else others++
  }
  const more = await beforeNextReply(scenario, client)
  if (!more) return
  const { request, octets } = more
  throw new Violation(
    { kind: 'unasked-datagram', octets: octets.length },
    { ...scenario.evidence(name, 'data'), comparison: compare(expectation(rule, request) ?? Buffer.alloc(0), octets) },
  )
}

/** Nothing comes for what was sent before, and the reply to the next request is the next thing: where none comes, the quiet has told it. */
export async function receiveOnlyNextReply(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  client.unanswered = []
  const before = await beforeNextReply(scenario, client)
  const wrong = before && wrongDatagram(scenario, name, closed(scenario.exchange.reply), before.request, before.octets)
  if (wrong) throw wrong
}

/** The next reply comes from the very address that the client sent to. */
export async function expectReplyFromAddressed(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const reply = await next(scenario, client)
  if (!reply) throw noDatagram(scenario, name, client.sent)
  client.unanswered = []
  const { address } = scenario
  if (reply.from.port !== address.port || reply.from.host !== address.host) {
    throw new Violation({ kind: 'wrong-source', asked: address, answered: reply.from }, scenario.evidence(name, 'data'))
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
  const reply = await nextUnlessCrashed(scenario, name)
  if (!reply || reply.octets.equals(expectedReply(rule, octetsOf(follower))))
    await observeUnlessCrashed(scenario, { kind: 'datagram-came-back', how: 'dropped', octets: 0 }, undefined)
  else if (reply.octets.equals(expected))
    scenario.observe({ kind: 'datagram-came-back', how: 'whole', octets: reply.octets.length })
  else if (expected.subarray(0, reply.octets.length).equals(reply.octets))
    scenario.observe({ kind: 'datagram-came-back', how: 'truncated', octets: reply.octets.length })
  else scenario.observe({ kind: 'datagram-came-back', how: 'altered', octets: reply.octets.length })
}

/** Observes whether letters outside ASCII came back in upper case. */
export async function observeAccents(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  const original = client.sent.toString('utf8')
  client.unanswered = []
  const reply = await nextUnlessCrashed(scenario, name)
  const text = reply?.octets.toString('utf8')
  const outside = (letters: string): string => [...letters].filter((letter) => letter > '\x7f').join('')
  if (text === undefined) await observeUnlessCrashed(scenario, { kind: 'accents', how: 'no-reply' }, undefined)
  else if (outside(text) === outside(original)) scenario.observe({ kind: 'accents', how: 'unchanged' })
  else if (outside(text) === outside(original.toUpperCase())) scenario.observe({ kind: 'accents', how: 'uppercased' })
  else scenario.observe({ kind: 'accents', how: 'neither' })
}

/**
 * By ordering: a further request's reply must be the next thing that comes; where it is not, that request and what came before its reply. A datagram
 * that cannot be told to be the reply is so where no other follows; where none comes at all, nothing has come for what was sent before, and that the
 * server goes on is another requirement.
 */
async function beforeNextReply(
  scenario: ServerScenario,
  client: ServedClient,
): Promise<{ readonly request: Buffer; readonly octets: Buffer } | undefined> {
  await ask(scenario, client.name)
  const request = client.sent
  const reply = await next(scenario, client)
  client.unanswered = []
  if (!reply) return undefined
  const { octets } = reply
  if (expectation(scenario.exchange.reply, request)?.equals(octets) === true || isReplyTo(request, octets))
    return undefined
  const other = await scenario.udp(client.name).next(scenario.times.quiet)
  return !other && octets.length > 0 ? undefined : { request, octets }
}

function noDatagram(scenario: ServerScenario, name: string, expected: Buffer = Buffer.alloc(0)): Violation {
  return new Violation(
    { kind: 'no-reply', then: { end: 'silent', ms: scenario.times.reply } },
    {
      ...scenario.evidence(name, 'timeout'),
      ...(expected.length > 0 ? { comparison: compare(expected, Buffer.alloc(0)) } : {}),
    },
  )
}
