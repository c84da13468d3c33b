import { NotObservable, Violation, type Evidence } from '../findings/violation.js'
import { octetCount, seconds } from '../findings/wording.js'
import { lineEndOf } from '../messages/answer.js'
import { compare } from '../messages/reply.js'
import type { ClientMessage, ClientScenario } from './client-scenario.js'
import { receiveMessage } from './receiving.js'

/** What the client's message must be: its own, or the line that was typed. */

/** The message, whether its own or the typed line, arrives complete (as one datagram over UDP). */
export async function expectMessage(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  requireOneDatagram(scenario, message)
  if (message.relation === 'own')
    scenario.note('the client sends a message of its own, not the line typed on its standard input')
  else requireWhole(scenario, message)
}

/** The message is the typed line; `lineEnd` must follow it. */
export async function expectTypedLine(scenario: ClientScenario, lineEnd: 'any' | 'LF' = 'any'): Promise<void> {
  const message = await receiveMessage(scenario)
  if (message.relation === 'own') {
    throw new Violation(
      'what the client sent is not the line typed on its standard input',
      messageEvidence(scenario, message),
    )
  }
  requireOneDatagram(scenario, message)
  requireWhole(scenario, message)
  const { octets } = message
  const at = octets.indexOf(scenario.typedLine)
  if (at > 0)
    throw new Violation(
      `before the line came ${octetCount(at)} that were not typed`,
      messageEvidence(scenario, message),
    )
  const after = octets.toString('latin1', scenario.typedLine.length)
  const ended = /^\r?\n/.exec(after)?.[0] ?? ''
  if (ended === '' && lineEnd === 'LF') {
    throw new Violation('the line came, but no LF to end it', {
      ...messageEvidence(scenario, message),
      comparison: compare(Buffer.concat([scenario.typedLine, Buffer.from('\n')]), octets),
    })
  }
  const extra = after.length - ended.length
  if (extra > 0 && !(ended === '' && after === '\r'))
    throw new Violation(
      `after the line came ${octetCount(extra)} that were not typed`,
      messageEvidence(scenario, message),
    )
}

/** The typed line arrives complete; not observable of a client whose message does not come from its standard input. */
export async function expectTypedLineIfAny(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  if (message.relation === 'own')
    throw new NotObservable('the client sends a message of its own, not the line typed on its standard input')
  requireWhole(scenario, message)
}

/** Observes whether the line's end was sent with it. */
export async function observeLineEnd(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  const words = {
    '': 'no line terminator is sent',
    '\n': 'LF is sent with the line',
    '\r\n': 'CR LF is sent with the line',
  }
  scenario.observe(message.relation === 'own' ? 'the typed line is not sent' : words[lineEndOf(message.octets)])
}

function requireOneDatagram(scenario: ClientScenario, { datagrams, relation, octets }: ClientMessage): void {
  if (!datagrams) return
  const sizes = `${datagrams.slice(0, 4).join(', ')}${datagrams.length > 4 ? ', ...' : ''} octets`
  throw new Violation(`the message came in ${datagrams.length} datagrams (${sizes}), not in one`, {
    end: 'data',
    comparison: compare(relation === 'own' ? octets : scenario.typedLine, octets.subarray(0, datagrams[0])),
  })
}

function requireWhole(scenario: ClientScenario, message: ClientMessage): void {
  if (message.relation === 'whole') return
  const { octets } = message
  const then = message.ended
    ? 'then the client ended the stream'
    : `then nothing more within ${seconds(scenario.times.reply)}`
  throw new Violation(
    octets.length > scenario.typedLine.length
      ? `the typed line has ${octetCount(scenario.typedLine.length)}, and ${octetCount(octets.length)} arrived that are not the line`
      : `of the typed line's ${octetCount(scenario.typedLine.length)} only ${octetCount(octets.length)} arrived, ${then}`,
    messageEvidence(scenario, message),
  )
}

function messageEvidence(scenario: ClientScenario, message: ClientMessage): Evidence {
  return { end: message.ended ? 'closed' : 'data', comparison: compare(scenario.typedLine, message.octets) }
}
