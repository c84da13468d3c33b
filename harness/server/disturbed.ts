import { expectedReply, exact } from '../messages/reply.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { needNetwork } from '../hosts/network.js'
import type { ServerScenario } from './server-scenario.js'
import { connect } from './connecting.js'
import { transmit } from './sending.js'
import { Violation } from '../findings/violation.js'
import { seconds } from '../findings/wording.js'

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
    scenario.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: `the network is cut for ${seconds(ms)}` })
    return transmit(scenario, name, { segments: [octets.subarray(half)] })
  })
  scenario.log.add({ kind: 'note', direction: 'to', peer: 'harness', text: 'the network is there again' })
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
            `request ${i} of ${count}: what came is the reply to none of the requests`,
            scenario.evidence(name, 'data'),
          )
      }
    }
    if (!answered) {
      await scenario.requireNoCrash('the server crashed')
      throw new Violation(
        `request ${i} of ${count} was sent ${MOST_REPEATS} times, and no reply came`,
        scenario.evidence(name, 'timeout'),
      )
    }
    earlier.push(expected)
  }
  client.unanswered = []
  scenario.note(
    `of ${count} requests ${repeated === 0 ? 'none had to be repeated' : `${repeated} repetitions were needed`}`,
  )
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
      await scenario.requireNoCrash('the server crashed')
      throw new Violation(`of ${count} requests only ${order.length} were answered`, scenario.evidence(name, 'timeout'))
    }
    const index = waiting.findIndex((expected, i) => !order.includes(i) && reply.octets.equals(expected))
    if (index === -1)
      throw new Violation('what came is the reply to none of the requests', {
        ...scenario.evidence(name, 'data'),
        received: reply.octets,
      })
    order.push(index)
  }
  const overtaken = order.filter((index, i) => index < Math.max(-1, ...order.slice(0, i))).length
  scenario.note(`${overtaken} of ${count} replies were overtaken by others`)
}
