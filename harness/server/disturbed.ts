import { expectedReply, exact } from '../messages/reply.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { needNetwork } from '../hosts/network.js'
import type { ServerScenario } from './server-scenario.js'
import { connect } from './connecting.js'
import { transmit } from './sending.js'
import { Violation } from '../findings/violation.js'

/** Clients on a network that is cut, or loses packets. */

/** While it is cut off a sender waits longer and longer before it tries again: up to this much more than the cut lasted, ms. */
const BACK_OFF_MS = 4_000
/** A network that loses some of the packets loses one of them so often in a row with hardly any chance. */
const MOST_REPEATS = 10
/** How long a client that repeats its request waits for the reply, ms: packets of a network that loses some take no longer than others. */
const REPEAT_MS = 400

/** The client sends the message; half-way the network is cut for so long, and the second half is sent meanwhile. */
export async function sendThroughCut(
  scenario: ServerScenario,
  name: string,
  payload: Payload,
  ms: number,
): Promise<void> {
  const network = needNetwork(scenario.network)
  const message = scenario.draw(payload)
  const octets = octetsOf(message)
  const half = Math.ceil(octets.length / 2)
  scenario.allowMore(ms + BACK_OFF_MS)
  await transmit(scenario, name, { ...message, inTurns: false, segments: [octets.subarray(0, half)] })
  await network.cut(ms, () => {
    scenario.log.note({ kind: 'network-cut', ms })
    return transmit(scenario, name, { segments: [octets.subarray(half)] })
  })
  scenario.log.note({ kind: 'network-restored' })
}

/** So many requests in turn, each sent again until its reply comes: a reply that comes twice, or late, is passed over. Throws Violation where one is never answered, or wrongly. */
export async function repeatUntilAnswered(scenario: ServerScenario, name: string, count: number): Promise<void> {
  const client = scenario.client(name)
  const { exchange } = scenario
  if (!client.udp) await connect(scenario, name)
  const peer = scenario.udp(name)
  const earlier: Buffer[] = []
  let repeated = 0
  for (let i = 1; i <= count; i++) {
    const request = scenario.drawOctets(exchange.request)
    const expected = expectedReply(exact(exchange.reply), request)
    let answered = false
    for (let attempt = 0; attempt < MOST_REPEATS && !answered; attempt++) {
      if (attempt > 0) repeated++
      await transmit(scenario, name, { segments: [request] })
      for (
        let reply = await peer.next(REPEAT_MS);
        reply && !answered;
        reply = answered ? undefined : await peer.next(REPEAT_MS)
      ) {
        const { octets } = reply
        answered = octets.equals(expected)
        if (!answered && !earlier.some((one) => one.equals(octets)))
          throw new Violation(
            { kind: 'in-turn', what: 'request', number: i, all: count, inner: { kind: 'answers-no-request' } },
            scenario.evidence(name, 'data'),
          )
      }
    }
    if (!answered) {
      await scenario.requireNoCrash('any')
      throw new Violation(
        { kind: 'never-answered', number: i, all: count, times: MOST_REPEATS },
        scenario.evidence(name, 'timeout'),
      )
    }
    earlier.push(expected)
  }
  client.unanswered = []
  scenario.note({ kind: 'repetitions', requests: count, repeated })
}

/** So many requests, none waiting for a reply; what comes is one right reply to each, in whatever order. Throws Violation. */
export async function askManyAtOnce(scenario: ServerScenario, name: string, count: number): Promise<void> {
  const client = scenario.client(name)
  const { exchange } = scenario
  const requests = Array.from({ length: count }, () => scenario.drawOctets(exchange.request))
  const waiting = requests.map((request) => expectedReply(exact(exchange.reply), request))
  const order: number[] = []
  for (const request of requests) await transmit(scenario, name, { segments: [request] })
  client.unanswered = []
  const peer = scenario.udp(name)
  while (order.length < count) {
    const reply = await peer.next(scenario.replyMs)
    if (!reply) {
      await scenario.requireNoCrash('any')
      throw new Violation(
        { kind: 'few-answered', answered: order.length, all: count },
        scenario.evidence(name, 'timeout'),
      )
    }
    const index = waiting.findIndex((expected, i) => !order.includes(i) && reply.octets.equals(expected))
    if (index === -1)
      throw new Violation(
        { kind: 'answers-no-request' },
        {
          ...scenario.evidence(name, 'data'),
          received: reply.octets,
        },
      )
    order.push(index)
  }
  const overtaken = order.filter((index, i) => index < Math.max(-1, ...order.slice(0, i))).length
  scenario.note({ kind: 'overtaken', overtaken, replies: count })
}
