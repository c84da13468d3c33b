import { octetsOf, type Payload } from '../messages/message.js'
import type { ServerScenario } from './server-scenario.js'
import { isDecided } from './judging.js'
import { leaveNoticed } from './leaving.js'
import { crashSeen, observeUnlessCrashed, observeUnlessEnded } from './observing.js'
import { transmit } from './sending.js'
import { receiveOwnReply, serve, serveNewcomer } from './serving.js'
import { Violation } from '../findings/violation.js'

/** What is observed of a server and never graded. */

/** Observes whether a client is served while another, connected before it, stays idle. */
export async function observeConcurrency(scenario: ServerScenario, name: string, before: string): Promise<void> {
  const client = scenario.client(name)
  const sent = client.sent
  const rule = scenario.exchange.reply
  const peer = scenario.tcp(name)
  const firstRule = scenario.conversation.greeting ?? rule
  const early = await peer.receive(isDecided(scenario, name, firstRule, sent), scenario.times.quiet, {
    wholeMs: scenario.wholeMs,
  })
  if (early.end === 'data') {
    scenario.observe({ kind: 'concurrency', is: 'concurrent' })
    return
  }
  await leaveNoticed(scenario, before)
  if (early.end === 'closed') {
    await observeUnlessEnded(scenario, { kind: 'concurrency', is: 'second-ended' }, early.end)
    return
  }
  const late = await peer.receive(isDecided(scenario, name, firstRule, sent), scenario.times.reply, {
    wholeMs: scenario.wholeMs,
  })
  if (late.end === 'data') scenario.observe({ kind: 'concurrency', is: 'sequential' })
  else await observeUnlessEnded(scenario, { kind: 'concurrency', is: 'second-unserved' }, late.end)
}

/** Observes whether the connection serves a second exchange or ends after the first. */
export async function observePersistence(
  scenario: ServerScenario,
  name: string,
  words: { readonly again: string; readonly once: string },
): Promise<void> {
  await serve(scenario, name)
  const message = scenario.draw(scenario.exchange.request)
  await transmit(scenario, name, message)
  scenario.client(name).unanswered = []
  const second = await scenario
    .tcp(name)
    .receive(isDecided(scenario, name, scenario.exchange.reply, octetsOf(message)), scenario.times.quiet, {
      wholeMs: scenario.wholeMs,
    })
  if (second.end === 'data') scenario.observe({ kind: 'in-the-features-words', word: words.again })
  else await observeUnlessCrashed(scenario, { kind: 'in-the-features-words', word: words.once }, second.end)
}

/** Observes whether a new client is served. */
export async function observeNewcomer(scenario: ServerScenario): Promise<void> {
  await observeWhether(scenario, () => serveNewcomer(scenario))
}

/** Observes whether the client is served after all. */
export async function observeServed(scenario: ServerScenario, name: string): Promise<void> {
  await observeWhether(scenario, () => receiveOwnReply(scenario, name))
}

async function observeWhether(scenario: ServerScenario, serve: () => Promise<void>): Promise<void> {
  try {
    await serve()
    scenario.observe({ kind: 'served' })
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    await observeUnlessEnded(scenario, { kind: 'not-served', inner: error.observation }, error.evidence?.end)
  }
}

/** Observes how one message is answered: what comes until the server is quiet. */
export async function observeAnswer(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const peer = scenario.tcp(name)
  const message = scenario.draw(payload)
  await transmit(scenario, name, message)
  scenario.client(name).unanswered = []
  const answer = await peer.receive(({ size }) => (size > 4096 ? size : undefined), scenario.times.quiet, {
    wholeMs: scenario.wholeMs,
  })
  const shown = octetsOf(message).toString('utf8').slice(0, 40)
  const ended = answer.end === 'closed'
  scenario.observe({
    kind: 'answer',
    sent: shown,
    answer: answer.octets.length === 0 ? undefined : answer.octets.toString('utf8').slice(0, 200),
    ended,
    crash: ended ? await crashSeen(scenario, answer.end) : undefined,
  })
}
