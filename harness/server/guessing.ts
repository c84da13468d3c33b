import { SetupError, Violation } from '../findings/violation.js'
import type { Payload } from '../messages/message.js'
import type { ReplyRule } from '../messages/reply.js'
import { satisfies } from './judging.js'
import { send } from './sending.js'
import type { ServerScenario } from './server-scenario.js'
import * as streams from './streams.js'

/** A number that the server has in mind, found by asking again and again, each time in the middle of what its replies leave. */
export interface Search {
  /** the name that the message has for the number */
  readonly word: string
  readonly least: number
  readonly most: number
  /** the message, and the replies, as they are with the number that the name stands for at the time */
  readonly message: () => Payload
  readonly lower: () => ReplyRule
  readonly higher: () => ReplyRule
  readonly right: () => ReplyRule
  /** so many messages at most */
  readonly times: number
}

/**
 * Asks until the number is found. Throws SetupError where so many messages cannot suffice, Violation where a reply is none of the three, where
 * they contradict each other, or where the number is not found.
 */
export async function search(scenario: ServerScenario, name: string, what: Search): Promise<void> {
  const { word, least, most, times } = what
  const needed = Math.floor(Math.log2(Math.max(1, most - least + 1))) + 1
  if (least > most || times < needed)
    throw new SetupError(
      least > most
        ? `a number from ${least} to ${most}: ${least} is more than ${most}`
        : `a number from ${least} to ${most} may take ${needed} guesses, so ${times} cannot be asked for`,
    )
  let [low, high] = [least, most]
  for (let number = 1; number <= times; number++) {
    if (low > high) throw notFound(scenario, name, 'contradiction', number - 1)
    const guess = Math.floor((low + high) / 2)
    scenario.names.define(word, String(guess))
    await send(scenario, name, what.message())
    const [lower, higher, right] = [what.lower(), what.higher(), what.right()]
    try {
      await streams.receive(scenario, name, { kind: 'any-of', rules: [lower, higher, right] })
    } catch (error) {
      if (!(error instanceof Violation)) throw error
      throw new Violation(
        { kind: 'in-turn', what: 'request', number, all: times, inner: error.observation },
        error.evidence,
      )
    }
    const reply = scenario.client(name).lastReply ?? Buffer.alloc(0)
    if (satisfies(right, reply, scenario)) return
    if (satisfies(lower, reply, scenario)) high = guess - 1
    else low = guess + 1
  }
  throw notFound(scenario, name, low > high ? 'contradiction' : 'too-many', times)
}

const notFound = (
  scenario: ServerScenario,
  name: string,
  why: 'too-many' | 'contradiction',
  guesses: number,
): Violation => new Violation({ kind: 'not-found', why, guesses }, scenario.evidence(name, 'data'))
