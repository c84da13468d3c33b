import type { Violated } from '../findings/observation.js'
import { thenOf, type Progress } from '../findings/server-violation.js'
import { Violation, type Evidence } from '../findings/violation.js'
import { compare, demandOf, expectedReply, isExact, settled, type ReplyRule } from '../messages/reply.js'
import type { Miscounted } from '../messages/judgement.js'
import { poll } from '../peers/patience.js'
import { MOST_OCTETS, type Reception } from '../peers/incoming.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { judgeFor, leadOf, takeFrom, type SoFar } from './judging.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { expectTaken } from './throughput.js'

/** Replies over a stream: how one is received, and what is said of one that is wrong or does not come. */

/** A message of more may still lie in the buffers of the connection when its last octet was sent: its reader gets time to come to its end. */
const LONG_MESSAGE = 256 * 1024
const READING_MS = 10_000
/** Headers, and what a server says before its reply. */
const MOST_BESIDE = 1024 * 1024
/** What is looked at of a server that goes on sending, and for how long, ms. */
const TAIL_OCTETS = 1024 * 1024
const TAIL_MS = 5_000

/** The client receives the reply that the rule demands for what it has sent; more may follow. Throws Violation. */
export async function receive(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const sent = client.sent
  client.unanswered = []
  if (rule.kind === 'taken') {
    await expectTaken(scenario, name, scenario.replyMs)
    return
  }
  await receiveFor(scenario, client, sent, settled(rule, scenario.settings))
}

/** Receives the greeting of the Background, once for each client. */
export async function receiveGreeting(scenario: ServerScenario, name: string): Promise<void> {
  const { greeting } = scenario.conversation
  const client = scenario.client(name)
  if (!greeting || client.greeted || !client.tcp) return
  client.greeted = true
  await receiveFor(scenario, client, Buffer.alloc(0), settled(greeting, scenario.settings))
}

/** What comes until the stream ends or is quiet for `quiet` ms; of a flood only the beginning. */
export async function receiveTail(peer: TcpPeer, quiet: number): Promise<Reception> {
  const until = performance.now() + TAIL_MS
  return peer.receive(({ size }) => (size > TAIL_OCTETS || performance.now() > until ? size : undefined), quiet)
}

/** What comes until that is complete, whatever it says. Throws Violation where it does not become so. */
export async function receiveUntil(
  scenario: ServerScenario,
  name: string,
  complete: (soFar: SoFar) => number | undefined,
): Promise<Buffer> {
  const client = scenario.client(name)
  const peer = scenario.tcp(name)
  if (client.sent.length > LONG_MESSAGE) await awaitReading(scenario, peer)
  client.unanswered = []
  const reception = await peer.receive(complete, scenario.replyMs, { wholeMs: scenario.wholeMs })
  const { octets } = reception
  if (reception.end === 'data') return octets
  scenario.wasSlow ||= reception.slowMs !== undefined
  await scenario.requireNoCrash('instead-of-reply', scenario.evidence(name, 'closed'))
  throw new Violation(shortReply(scenario, reception, { kind: 'line-without-LF' }), {
    ...scenario.evidence(name, reception.end),
    ...(octets.length > 0 ? { received: octets } : {}),
  })
}

async function receiveFor(
  scenario: ServerScenario,
  client: ServedClient,
  sent: Buffer,
  rule: ReplyRule,
): Promise<void> {
  const peer = scenario.tcp(client.name)
  if (sent.length > LONG_MESSAGE) await awaitReading(scenario, peer)
  const reception = await receiveJudged(scenario, client, sent, rule)
  const { octets } = reception
  scenario.wasSlow ||= reception.end !== 'data' && reception.slowMs !== undefined
  const soFar = { size: octets.length, peek: () => octets }
  const judgement = judgeFor(scenario, client, rule, sent, soFar)
  if (judgement.verdict === 'right' || (judgement.verdict === 'more' && judgement.enough === true)) {
    const before = leadOf(scenario, client, soFar)
    client.lineEndOwed = judgement.verdict === 'more'
    client.lastReply = before === 'incomplete' ? octets : octets.subarray(before)
    takeFrom(scenario, rule, client.lastReply)
    if (judgement.verdict === 'right' && judgement.miscounted)
      scenario.miscounted ??= miscountedBy(scenario, client.name, judgement.miscounted, rule, octets)
    if (octets.at(-1) === 0x0a) scenario.lineEnds.push(octets.at(-2) === 0x0d ? '\r\n' : '\n')
    return
  }
  const comparison = isExact(rule) ? { comparison: compare(expectedReply(rule, sent), octets) } : {}
  if (reception.end !== 'data')
    await scenario.requireNoCrash('instead-of-reply', {
      ...scenario.evidence(client.name, 'closed'),
      ...comparison,
    })
  const evidence: Evidence = {
    ...scenario.evidence(client.name, reception.end),
    ...comparison,
    ...(octets.length > 0 && !isExact(rule) ? { received: octets } : {}),
  }
  if (judgement.flaw)
    throw new Violation({ kind: 'wrong-reply', flaw: judgement.flaw, demand: demandOf(rule) }, evidence)
  const progress = judgement.verdict === 'more' ? judgement.soFar : undefined
  throw new Violation(shortReply(scenario, reception, progress ?? progressOf(octets, rule, sent)), evidence)
}

function miscountedBy(
  scenario: ServerScenario,
  name: string,
  miscounted: Miscounted,
  rule: ReplyRule,
  received: Buffer,
): Violation {
  const evidence = { ...scenario.evidence(name, 'data'), received }
  return miscounted.kind === 'left-over'
    ? new Violation({ kind: 'octets-after-reply', octets: miscounted.octets }, evidence)
    : new Violation({ kind: 'wrong-reply', flaw: miscounted, demand: demandOf(rule) }, evidence)
}

/** The octets of one reply: until it is decided, or nothing more comes. One that may lack its line end is given the quiet window for it. */
async function receiveJudged(
  scenario: ServerScenario,
  client: ServedClient,
  sent: Buffer,
  rule: ReplyRule,
): Promise<Reception> {
  const peer = scenario.tcp(client.name)
  const decide =
    (enough: number | undefined) =>
    (soFar: SoFar): number | 'flood' | undefined => {
      const judgement = judgeFor(scenario, client, rule, sent, soFar)
      if (judgement.verdict === 'more')
        return judgement.endless === true ? 'flood' : judgement.enough === true ? enough : undefined
      return judgement.verdict === 'right' ? judgement.size : soFar.size
    }
  const first = await peer.receive(decide(0), scenario.replyMs, {
    wholeMs: scenario.wholeMs,
    most: mostOf(rule, sent),
  })
  return first.end === 'data' && first.octets.length === 0
    ? peer.receive(decide(undefined), scenario.times.quiet)
    : first
}

async function awaitReading(scenario: ServerScenario, peer: TcpPeer): Promise<void> {
  await poll(
    async () =>
      peer.pending > 0 || peer.closed || (await scenario.subject.hasRead(peer.local.port)) !== false ? true : undefined,
    READING_MS,
    50,
  )
}

/** Of so many octets at most a reply is made up: one of a size that is known has not many more. */
const mostOf = (rule: ReplyRule, sent: Buffer): number =>
  rule.kind === 'http-file'
    ? rule.file.length + MOST_BESIDE
    : isExact(rule)
      ? expectedReply(rule, sent).length + MOST_BESIDE
      : MOST_OCTETS

function shortReply({ replyMs }: ServerScenario, reception: Reception, progress: Progress): Violated {
  const then = thenOf(reception, replyMs)
  return reception.octets.length === 0 ? { kind: 'no-reply', then } : { kind: 'reply-incomplete', progress, then }
}

function progressOf(octets: Buffer, rule: ReplyRule, sent: Buffer): Progress {
  if (!isExact(rule)) return { kind: 'octets', octets: octets.length, of: undefined }
  const expected = expectedReply(rule, sent)
  const { difference } = compare(expected, octets)
  if (rule.kind === 'upper-line' && difference >= expected.length - 1) return { kind: 'line-without-LF' }
  return difference < octets.length
    ? { kind: 'differs', from: difference + 1, octets: octets.length, of: expected.length }
    : { kind: 'octets', octets: octets.length, of: expected.length }
}
