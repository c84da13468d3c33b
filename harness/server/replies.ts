import { octetsOf } from '../messages/message.js'
import { poll } from '../peers/patience.js'
import { expectTaken } from './throughput.js'
import {
  compare,
  describeRule,
  expectedReply,
  isExact,
  judge,
  settled,
  withoutLineEnd,
  type ReplyRule,
} from '../messages/reply.js'
import type { Judgement } from '../messages/judgement.js'
import type { ServedClient } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import type { Reception, TcpPeer } from '../peers/tcp-peer.js'
import { SetupError, Violation, type Evidence } from '../findings/violation.js'
import { grouped, octetCount, seconds } from '../findings/wording.js'

/** Replies over a stream: what a client of the scenario receives, and what must not come. */

type SoFar = Parameters<Parameters<TcpPeer['receive']>[0]>[0]

/** A message of more may still lie in the buffers of the connection when its last octet was sent: its reader gets time to come to its end. */
const LONG_MESSAGE = 256 * 1024
const READING_MS = 10_000
/** What is looked at of a server that goes on sending, and for how long, ms. */
const TAIL_OCTETS = 1024 * 1024
const TAIL_MS = 5_000
/** A server that has taken leave has nothing more to do for the client, so this is no reply to wait long for. */
const PARTING_MS = 150

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

/**
 * The same, and nothing more. Where clients take leave, the farewell's reply must be the very next thing; where they do not, the client
 * half-closes, and until the server ends the connection (or is quiet) nothing comes. A datagram is compared as a whole anyway; that no
 * second one follows is a requirement of its own (U6).
 */
export async function receiveExactly(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const sent = client.sent
  await scenario.receive(name, rule)
  if (client.udp) return
  const { farewell } = scenario.conversation
  const isOver = farewell && satisfies(farewell.reply, client.lastReply ?? Buffer.alloc(0), scenario)
  if (farewell && !isOver) await requireFarewellNext(scenario, name)
  else await requireNothingMore(scenario, name, rule, sent)
}

async function requireFarewellNext(scenario: ServerScenario, name: string): Promise<void> {
  const { farewell } = scenario.conversation
  if (!farewell) return
  const client = scenario.client(name)
  await scenario.transmit(name, scenario.draw(farewell.request))
  client.tookLeave = true
  try {
    await receive(scenario, name, farewell.reply)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    throw new Violation(
      `after the right reply the client took leave, and what came next is not the answer to that: ${error.message}`,
      error.evidence,
    )
  }
}

async function requireNothingMore(
  scenario: ServerScenario,
  name: string,
  rule: ReplyRule,
  sent: Buffer,
): Promise<void> {
  const peer = scenario.tcp(name)
  await scenario.endStream(peer)
  const octets = withoutFollower(
    scenario,
    scenario.client(name),
    (await receiveTail(peer, scenario.times.quiet)).octets,
  )
  if (octets.length === 0) return
  const evidence = scenario.evidence(name, 'data')
  const settledRule = settled(rule, scenario.settings)
  const expected = isExact(settledRule)
    ? expectedReply(settledRule, sent)
    : (scenario.client(name).lastReply ?? Buffer.alloc(0))
  throw new Violation(`after the right reply ${octetCount(octets.length)} more came than were expected`, {
    ...evidence,
    comparison: compare(expected, Buffer.concat([expected, octets])),
  })
}

/** What comes until the stream ends or is quiet for `quiet` ms; of a flood only the beginning. */
export async function receiveTail(peer: TcpPeer, quiet: number): Promise<Reception> {
  const until = performance.now() + TAIL_MS
  return peer.receive(({ size }) => (size > TAIL_OCTETS || performance.now() > until ? size : undefined), quiet)
}

/** Receives the greeting of the Background, once for each client. */
export async function receiveGreeting(scenario: ServerScenario, name: string): Promise<void> {
  const { greeting } = scenario.conversation
  const client = scenario.client(name)
  if (!greeting || client.greeted || !client.tcp) return
  client.greeted = true
  await receiveFor(scenario, client, Buffer.alloc(0), settled(greeting, scenario.settings))
}

/**
 * What the server says unasked is taken away from the client's first reply. Whether it says anything is learned once for each process, by
 * listening for a quiet window.
 */
export async function passOverBanner(scenario: ServerScenario, client: ServedClient): Promise<void> {
  const { subject, times } = scenario
  if (!client.tcp || subject.speaksFirst === false) return
  const came = await client.tcp.receive(
    (soFar) => (soFar.peek().includes(0x0a) ? soFar.size : undefined),
    subject.speaksFirst === true ? times.reply : times.quiet,
  )
  subject.speaksFirst ??= came.octets.length > 0
  if (came.octets.length > 0) client.banner = came.octets
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
      `on connecting, before the client had sent anything, ${octetCount(banner.length)} came (a banner), which the protocol does not have`,
      { ...scenario.evidence(name, 'data'), comparison: compare(Buffer.alloc(0), banner) },
    )
  }
  await receiveExactly(scenario, name, rule)
}

/** The client may receive this now, or nothing: but nothing else. */
export async function receiveIfAny(scenario: ServerScenario, name: string, rule: ReplyRule): Promise<void> {
  const client = scenario.client(name)
  const peer = scenario.tcp(name)
  await peer.awaitRead((port) => scenario.subject.hasRead(port))
  await poll(() => (peer.pending > 0 || peer.closed ? true : undefined), scenario.times.quiet)
  if (peer.pending > 0) await receive(scenario, name, rule)
  else if (peer.closed) throw new Violation('the connection ended', scenario.evidence(name, 'closed'))
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
  await peer.awaitRead((port) => scenario.subject.hasRead(port))
  const early = await peer.receive(({ size }) => size, scenario.times.quiet)
  if (early.octets.length === 0 && early.end === 'timeout') return
  await scenario.requireNoCrash('the connection ended: the server crashed')
  const what = early.octets.length > 0 ? `${octetCount(early.octets.length)} came` : 'the connection was ended'
  throw new Violation(`${what} before the message was complete`, {
    ...scenario.evidence(name, early.end),
    comparison: compare(Buffer.alloc(0), early.octets),
  })
}

/** Nothing comes for the quiet window, or until the server ends the connection. */
export async function expectNoReply(scenario: ServerScenario, name: string): Promise<void> {
  const { octets } = await receiveTail(scenario.tcp(name), scenario.times.quiet)
  if (octets.length === 0) return
  throw new Violation(`${octetCount(octets.length)} came, where nothing was to be answered`, {
    ...scenario.evidence(name, 'data'),
    comparison: compare(Buffer.alloc(0), octets),
  })
}

/** The client takes leave; the answer to that must come, and behind it nothing until the end of the stream. */
export async function takeLeaveCompletely(scenario: ServerScenario, name: string): Promise<void> {
  const { farewell } = scenario.conversation
  if (!farewell)
    throw new SetupError(
      'the Background must say how a client takes leave: "Given a client takes leave when it sends <message> and receives <reply>"',
    )
  const client = scenario.client(name)
  if (!satisfies(farewell.reply, client.lastReply ?? Buffer.alloc(0), scenario))
    await requireFarewellNext(scenario, name)
  await requireNothingMore(scenario, name, farewell.reply, Buffer.alloc(0))
}

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
  await peer.receive((soFar) => {
    const judgement = judgeFor(scenario, client, reply, Buffer.alloc(0), soFar)
    return judgement.verdict === 'right' ? judgement.size : undefined
  }, PARTING_MS)
}

function satisfies(rule: ReplyRule, octets: Buffer, scenario: ServerScenario): boolean {
  if (octets.length === 0) return false
  const judgement = judge(settled(rule, scenario.settings), Buffer.alloc(0), {
    size: octets.length,
    peek: () => octets,
  })
  return judgement.verdict === 'right' || (judgement.verdict === 'more' && judgement.enough === true)
}

/** Enough has come to say whether the reply is right. */
export const isDecided =
  (scenario: ServerScenario, name: string, rule: ReplyRule, sent: Buffer) =>
  (soFar: SoFar): number | undefined =>
    judgeFor(scenario, scenario.client(name), settled(rule, scenario.settings), sent, soFar).verdict === 'more'
      ? undefined
      : soFar.size

// --- one reply ----------------------------------------------------------------------------------------------------------

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
  const soFar = { size: octets.length, peek: () => octets }
  const judgement = judgeFor(scenario, client, rule, sent, soFar)
  if (judgement.verdict === 'right' || (judgement.verdict === 'more' && judgement.enough === true)) {
    const before = leadOf(scenario, client, soFar)
    client.lineEndOwed = judgement.verdict === 'more'
    client.lastReply = before === 'incomplete' ? octets : octets.subarray(before)
    if (octets.at(-1) === 0x0a) scenario.lineEnds.push(octets.at(-2) === 0x0d ? '\r\n' : '\n')
    return
  }
  const comparison = isExact(rule) ? { comparison: compare(expectedReply(rule, sent), octets) } : {}
  if (reception.end !== 'data')
    await scenario.requireNoCrash('instead of the reply the connection ended: the server crashed', {
      ...scenario.evidence(client.name, 'closed'),
      ...comparison,
    })
  const evidence: Evidence = {
    ...scenario.evidence(client.name, reception.end),
    ...comparison,
    ...(octets.length > 0 && !isExact(rule) ? { received: octets } : {}),
  }
  if (judgement.verdict === 'wrong')
    throw new Violation(`the reply ${judgement.why} (expected ${describeRule(rule)})`, evidence)
  throw new Violation(shortReply(scenario, reception, rule, sent, judgement.soFar), evidence)
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
    (soFar: SoFar): number | undefined => {
      const judgement = judgeFor(scenario, client, rule, sent, soFar)
      if (judgement.verdict === 'more') return judgement.enough === true ? enough : undefined
      return judgement.verdict === 'right' ? judgement.size : soFar.size
    }
  const first = await peer.receive(decide(0), scenario.replyMs)
  return first.end === 'data' && first.octets.length === 0
    ? peer.receive(decide(undefined), scenario.times.quiet)
    : first
}

/** Judges a reply with what may stand before it: a line end that was still owed, and the line that may follow the reply before. */
function judgeFor(
  scenario: ServerScenario,
  client: ServedClient,
  rule: ReplyRule,
  sent: Buffer,
  soFar: SoFar,
): Judgement {
  const before = leadOf(scenario, client, soFar)
  if (before === 'incomplete') return { verdict: 'more' }
  if (before === 0) return judge(rule, sent, soFar)
  const octets = soFar.peek().subarray(before)
  const judgement = judge(rule, sent, { size: octets.length, peek: () => octets })
  return judgement.verdict === 'right' ? { ...judgement, size: judgement.size + before } : judgement
}

function leadOf(scenario: ServerScenario, client: ServedClient, soFar: SoFar): number | 'incomplete' {
  const { mayFollow } = scenario.conversation
  if (!client.lineEndOwed && !mayFollow) return 0
  const octets = soFar.peek()
  let lead = 0
  if (client.lineEndOwed) lead = octets[0] === 0x0a ? 1 : octets[0] === 0x0d && octets[1] === 0x0a ? 2 : 0
  if (
    mayFollow &&
    withoutLineEnd(client.lastReply ?? Buffer.alloc(0))
      .toString('utf8')
      .endsWith(mayFollow.reply)
  ) {
    const begins = Buffer.from(mayFollow.begins)
    const rest = octets.subarray(lead)
    if (rest.length > 0 && rest.length < begins.length && begins.subarray(0, rest.length).equals(rest))
      return 'incomplete'
    if (rest.subarray(0, begins.length).equals(begins)) {
      const end = rest.indexOf(0x0a)
      return end === -1 ? 'incomplete' : lead + end + 1
    }
  }
  return lead
}

function withoutFollower(scenario: ServerScenario, client: ServedClient, octets: Buffer): Buffer {
  const lead = leadOf(scenario, client, { size: octets.length, peek: () => octets })
  return lead === 'incomplete' ? Buffer.alloc(0) : octets.subarray(lead)
}

async function awaitReading(scenario: ServerScenario, peer: TcpPeer): Promise<void> {
  await poll(
    async () =>
      peer.pending > 0 || peer.closed || (await scenario.subject.hasRead(peer.local.port)) !== false ? true : undefined,
    READING_MS,
    50,
  )
}

function shortReply(
  { replyMs }: ServerScenario,
  { end, octets }: Reception,
  rule: ReplyRule,
  sent: Buffer,
  soFar: string | undefined,
): string {
  const then = end === 'closed' ? 'then the connection ended' : `then nothing more within ${seconds(replyMs)}`
  if (octets.length === 0)
    return end === 'closed' ? 'no reply: the connection ended without one' : `no reply within ${seconds(replyMs)}`
  if (soFar !== undefined) return `the reply is not complete: ${soFar}; ${then}`
  if (!isExact(rule)) return `only ${octetCount(octets.length)} came, ${then}`
  const expected = expectedReply(rule, sent)
  const { difference } = compare(expected, octets)
  if (rule.kind === 'upper-line' && difference >= expected.length - 1)
    return `the line came back, but not the LF that ends it; ${then}`
  if (difference < octets.length)
    return `from octet ${grouped(difference + 1)} on the reply differs, and it has ${octets.length} of ${octetCount(expected.length)}; ${then}`
  return `only ${octetCount(octets.length)} of ${octetCount(expected.length)} came, ${then}`
}

/**
 * The CR of CR LF must not have come back as text: told by comparing the ends of the scenario's last two replies, of which the first
 * answered a line ended by LF. A server that ends every line with CR LF has done nothing wrong.
 */
export function requireNoCRInText({ lineEnds }: ServerScenario): void {
  const [toLF, toCRLF] = [lineEnds.at(-2), lineEnds.at(-1)]
  if (toLF === '\n' && toCRLF === '\r\n') {
    throw new Violation(
      'the CR came back as part of the text: the reply to a line ended by LF ends with LF alone, the reply to one ended by CR LF with CR LF',
      { end: 'data' },
    )
  }
}
