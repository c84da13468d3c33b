import { thenOf } from '../findings/server-violation.js'
import { NotObservable, Violation, type Evidence } from '../findings/violation.js'
import { lineEndOf } from '../messages/answer.js'
import { compare } from '../messages/reply.js'
import type { ClientMessage, ClientScenario } from './client-scenario.js'
import { receiveMessage, receiveMessageAndMore } from './receiving.js'

/** What the client's message must be: its own, or the line that was typed. */

/** The message, whether its own or the typed line, arrives complete (as one datagram over UDP). */
export async function expectMessage(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessageAndMore(scenario)
  requireOneDatagram(scenario, message)
  if (message.flooded)
    throw new Violation(
      { kind: 'sends-without-end', octets: message.octets.length },
      messageEvidence(scenario, message),
    )
  if (message.relation === 'own') scenario.note({ kind: 'sends-own-message' })
  else requireWhole(scenario, message)
}

/** The message is the typed line; `lineEnd` must follow it. */
export async function expectTypedLine(scenario: ClientScenario, lineEnd: 'any' | 'LF' = 'any'): Promise<void> {
  const message = await receiveMessageAndMore(scenario)
  if (message.relation === 'own') {
    throw new Violation({ kind: 'not-the-typed-line' }, messageEvidence(scenario, message))
  }
  requireOneDatagram(scenario, message)
  requireWhole(scenario, message)
  const { octets } = message
  const at = octets.indexOf(scenario.typedLine)
  if (at > 0) throw new Violation({ kind: 'octets-before-line', octets: at }, messageEvidence(scenario, message))
  const after = octets.toString('latin1', scenario.typedLine.length)
  const ended = /^\r?\n/.exec(after)?.[0] ?? ''
  if (ended === '' && lineEnd === 'LF') {
    throw new Violation(
      { kind: 'no-line-end' },
      {
        ...messageEvidence(scenario, message),
        comparison: compare(Buffer.concat([scenario.typedLine, Buffer.from('\n')]), octets),
      },
    )
  }
  const extra = after.length - ended.length
  if (extra > 0 && !(ended === '' && after === '\r'))
    throw new Violation({ kind: 'octets-after-line', octets: extra }, messageEvidence(scenario, message))
}

/** The typed line arrives, whatever stands around it. */
export async function expectTypedLineWithin(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  if (message.relation === 'own')
    throw new Violation({ kind: 'not-the-typed-line' }, messageEvidence(scenario, message))
  requireWhole(scenario, message)
}

/** The typed line arrives complete; not observable of a client whose message does not come from its standard input. */
export async function expectTypedLineIfAny(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  if (message.relation === 'own') throw new NotObservable({ kind: 'own-message' })
  requireWhole(scenario, message)
}

/** Observes whether the line's end was sent with it. */
export async function observeLineEnd(scenario: ClientScenario): Promise<void> {
  const message = await receiveMessage(scenario)
  const ends = { '': 'none', '\n': 'LF', '\r\n': 'CR LF' } as const
  scenario.observe({ kind: 'line-end', is: message.relation === 'own' ? 'not-sent' : ends[lineEndOf(message.octets)] })
}

function requireOneDatagram(scenario: ClientScenario, { datagrams, relation, octets }: ClientMessage): void {
  if (!datagrams) return
  throw new Violation(
    { kind: 'several-datagrams', sizes: datagrams },
    {
      end: 'data',
      comparison: compare(relation === 'own' ? octets : scenario.typedLine, octets.subarray(0, datagrams[0])),
    },
  )
}

function requireWhole(scenario: ClientScenario, message: ClientMessage): void {
  if (message.relation === 'whole') return
  const { octets } = message
  const [line, arrived] = [scenario.typedLine.length, octets.length]
  throw new Violation(
    arrived > line
      ? { kind: 'more-than-line', line, arrived }
      : {
          kind: 'part-of-line',
          line,
          arrived,
          then: thenOf({ ...message, end: message.ended ? 'closed' : 'timeout' }, scenario.times.reply),
        },
    messageEvidence(scenario, message),
  )
}

function messageEvidence(scenario: ClientScenario, message: ClientMessage): Evidence {
  return { end: message.ended ? 'closed' : 'data', comparison: compare(scenario.typedLine, message.octets) }
}
