import type { ClientScenario } from './client-scenario.js'
import { replyWith } from './answering.js'
import { expectTypedLineWithin } from './messages.js'
import { nextMessage } from './receiving.js'
import { expectShown } from './shown.js'
import { typeNext } from './starting.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { Violation } from '../findings/violation.js'

/** A conversation in datagrams: what is typed at the client arrives, what the server replies is shown. */

/** The server sends a datagram to where the client's last one came from; it is what the client must show. */
export async function reply(scenario: ClientScenario, payload: Payload): Promise<void> {
  const octets = octetsOf(scenario.draw(payload))
  scenario.mustShow(octets.toString('utf8'))
  await replyWith(scenario, octets)
}

/** So many times in turn: a line is typed and arrives, a reply is sent and shown. */
export async function rounds(scenario: ClientScenario, count: number, sentence: Payload): Promise<void> {
  for (let i = 1; i <= count; i++) {
    try {
      nextMessage(scenario)
      await typeNext(scenario, sentence)
      // That nothing stands around it is a requirement of its own.
      await expectTypedLineWithin(scenario)
      await reply(scenario, sentence)
      await expectShown(scenario)
    } catch (error) {
      if (error instanceof Violation)
        throw new Violation(
          { kind: 'in-turn', what: 'round', number: i, all: count, inner: error.observation },
          error.evidence,
        )
      throw error
    }
  }
}
