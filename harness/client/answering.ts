import { SetupError, Violation } from '../findings/violation.js'
import { drawAnswer } from '../messages/answer.js'
import { cut } from '../messages/payload.js'
import { findShown } from '../messages/shown.js'
import { poll, turn } from '../peers/patience.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { receiveMessage } from './receiving.js'

/** A client that asks again after a loss asks a few times. */
const MOST_ANSWERS = 100

/** A client that still reads the line that was typed at it sends nothing yet: in so many quiet windows it has begun. */
const WINDOWS_UNTIL_SENT = 14

/** What the server that the harness plays does with the client's message. */

/** Answers the message, in so many segments, and ends the stream. */
export async function answer(scenario: ClientScenario, segments = 1): Promise<void> {
  const message = await receiveMessage(scenario)
  if (!scenario.answerRule)
    throw new SetupError(
      'the Background must say how the server answers: "Given the server answers with as many other lower-case letters"',
    )
  // Of a message in several datagrams the first is answered: each is a request of its own.
  const drawn = drawAnswer(
    scenario.answerRule,
    message.datagrams && scenario.datagram ? scenario.datagram.octets : message.octets,
    scenario.random,
  )
  scenario.mustShow(drawn.text)
  if (scenario.udp && scenario.datagram) {
    await scenario.udp.reply(drawn.octets, scenario.datagram)
    return
  }
  const peer = scenario.connection()
  // Cut inside the text: a segment that is only its line end could be missed without anybody seeing it.
  const pieces = cut(Buffer.from(drawn.text), segments, scenario.random)
  const end = drawn.octets.subarray(drawn.text.length)
  pieces.push(Buffer.concat([pieces.pop() ?? Buffer.alloc(0), end]))
  await peer.sendSegments(pieces, scenario.times.reply, (port) => scenario.hasRead(port))
  peer.halfClose()
}

/** The connection stays unread until a client that does not wait must have filled every buffer on the way; then it is read. */
export async function readSlowly(scenario: ClientScenario): Promise<void> {
  const peer = await firstConnection(scenario)
  peer.pause()
  const began = performance.now()
  const full = await awaitFull(scenario)
  scenario.log.stimulate({ kind: 'unread', ms: Math.round(performance.now() - began), full })
  peer.resume()
}

/**
 * Waits until the client can get rid of no more: what the kernel holds at its end stays as much for a quiet window. Whether that came about, or the client
 * has ended instead; undefined where nobody can tell. One at whose end nothing is left for several windows has sent all that it has, or is too slow.
 */
async function awaitFull(scenario: ClientScenario): Promise<boolean | undefined> {
  const { quiet } = scenario.times
  let unsent: number | undefined
  let since = performance.now()
  const seen = await poll<'unknown' | 'full' | 'over' | 'sent'>(async () => {
    if (scenario.hasEnded) return 'over'
    const entries = await scenario.clientEnd()
    if (!entries) return 'unknown'
    const end = entries.find(({ remote }) => remote.port === scenario.port)
    if (!end) return 'over'
    if (end.unsent !== unsent) since = performance.now()
    unsent = end.unsent
    const still = performance.now() - since
    if (unsent > 0 && still >= quiet) return 'full'
    return unsent === 0 && still >= WINDOWS_UNTIL_SENT * quiet ? 'sent' : undefined
  }, scenario.firstWordMs)
  if (seen !== 'unknown') return seen === 'full' || seen === 'over'
  await turn(quiet)
  return undefined
}

/** Closes the connection once the message is there, unanswered; also where none comes, for what is asked is only what the client does then. */
export async function closeUnanswered(scenario: ClientScenario): Promise<void> {
  const peer = await firstConnection(scenario)
  await receiveMessage(scenario).catch(tolerateViolation)
  peer.leave()
}

/** Receives the message and stays silent (UDP). A client that sends none has not been left without an answer. */
export async function staySilent(scenario: ClientScenario): Promise<void> {
  await receiveMessage(scenario)
}

/** Sends a datagram to where the client's last one came from. Throws SetupError before one has come. */
export async function replyWith(scenario: ClientScenario, octets: Buffer): Promise<void> {
  if (!scenario.udp || !scenario.datagram)
    throw new SetupError('nothing has come from the client yet that could be replied to')
  await scenario.udp.reply(octets, scenario.datagram)
}

/** Answers each datagram of the client until it ends, or `ms` have passed: whether it ended, showed the last answer, and how many datagrams came. */
export async function answerUntilEnd(
  scenario: ClientScenario,
  ms: number,
): Promise<{ readonly ended: boolean; readonly shown: boolean; readonly datagrams: number }> {
  const program = scenario.running()
  const rule = scenario.answerRule
  if (!scenario.udp || !rule)
    throw new SetupError('this step speaks of datagrams, and of answers that the Background must define')
  const until = performance.now() + ms
  const texts: string[] = []
  for (let left = ms; left > 0 && texts.length < MOST_ANSWERS; left = until - performance.now()) {
    const datagram = await scenario.udp.next(left, program.ended)
    if (!datagram) break
    const { octets, text } = drawAnswer(rule, datagram.octets, scenario.random)
    texts.push(text)
    await scenario.udp.reply(octets, datagram)
  }
  // The last answer may still be on its way when it ends, or be lost.
  const ended = (await program.endsWithin(Math.max(1, until - performance.now()))) !== undefined
  return {
    ended,
    shown: texts.some((text) => findShown(scenario.output, text).shown === 'whole'),
    datagrams: texts.length,
  }
}

function tolerateViolation(error: unknown): void {
  if (!(error instanceof Violation)) throw error
}
