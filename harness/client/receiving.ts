import { thenOf } from '../findings/server-violation.js'
import { Violation } from '../findings/violation.js'
import { lineEndOf } from '../messages/answer.js'
import { setting } from '../messages/settings.js'
import { relate } from '../messages/typed-line.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import type { UdpService } from '../peers/udp-service.js'
import { whileStarting } from '../programs/starting-time.js'
import type { ClientMessage, ClientScenario } from './client-scenario.js'
import { firstConnection, neverCame } from './connecting.js'
import { receiveFrame, receivePart } from './framed.js'
import { headEnd, receiveFrom } from './reception.js'

/** How a message of the client's is received: to its end where that is known, or as far as it comes. */

/** What is looked at of a long message while it arrives: its beginning says whose it is. */
const BEGINNING = 4096

/** A line end, or a message of the client's own. */
const MOST_BESIDE = 1024 * 1024

/** More behind a line is no message beside it. */
const MOST_BEHIND = 64 * 1024

/** Who sends datagrams without end sends several, and that is all that is asked. */
const LONGEST_MS = 3_000
const MOST_DATAGRAMS = 100

/** Waits until the whole message is there, or as much of it as comes; received once. Throws Violation where none does. */
export async function receiveMessage(scenario: ClientScenario): Promise<ClientMessage> {
  scenario.message ??= scenario.udp ? await receiveDatagrams(scenario, scenario.udp) : await receiveFramed(scenario)
  return scenario.message
}

/**
 * The same, and whatever the client sends behind a line that has its end, for the quiet window: how much of that has come when the line is
 * read is chance. Only where the message itself is judged: nobody else waits for it.
 */
export async function receiveMessageAndMore(scenario: ClientScenario): Promise<ClientMessage> {
  const message = await receiveMessage(scenario)
  if (!scenario.tcp || message.relation !== 'whole' || message.ended || lineEndOf(message.octets) === '') return message
  const rest = await receiveFrom(scenario, scenario.connection(), () => undefined, scenario.times.quiet, MOST_BEHIND)
  const octets = Buffer.concat([message.octets, rest.octets])
  return (scenario.message = {
    ...message,
    octets,
    ended: rest.end === 'closed',
    ...(rest.end !== 'data' && rest.flooded ? { flooded: rest.flooded } : {}),
  })
}

/** What comes from now on is another message. */
export function nextMessage(scenario: ClientScenario): void {
  scenario.message = undefined
}

/** A message as the framing has it; where that gives it no end that is waited for, a line or what the client sends by itself. */
async function receiveFramed(scenario: ClientScenario): Promise<ClientMessage> {
  const { requests = 'text' } = scenario.options
  switch (requests) {
    case 'frames':
      return receiveWhole(scenario, (peer) =>
        receiveFrame(scenario, peer, scenario.fileContent(setting(scenario.settings, 'send-file')).length + 4),
      )
    case 'parts':
      return receiveWhole(scenario, (peer) => receivePart(scenario, peer))
    case 'HTTP':
      return receiveHead(scenario)
    case 'text':
    case 'lines':
    case 'JSON frames':
      return receiveStream(scenario)
  }
}

/** A message whose length stands before it. */
async function receiveWhole(
  scenario: ClientScenario,
  receive: (peer: TcpPeer) => Promise<{ readonly octets: Buffer }>,
): Promise<ClientMessage> {
  const peer = await firstConnection(scenario)
  // What was asked for before has been taken from the connection already.
  if (scenario.messageTaken) return { octets: Buffer.alloc(0), relation: 'own', ended: peer.closed }
  const { octets } = await receive(peer)
  return { octets, relation: 'own', ended: peer.closed }
}

async function receiveHead(scenario: ClientScenario): Promise<ClientMessage> {
  const peer = await firstConnection(scenario)
  const { octets } = await receiveFrom(scenario, peer, headEnd, scenario.options.firstWordMs)
  return { octets, relation: 'own', ended: peer.closed }
}

async function receiveStream(scenario: ClientScenario): Promise<ClientMessage> {
  const peer = await firstConnection(scenario)
  const started = await peer.receive(() => 0, scenario.options.firstWordMs)
  if (started.end !== 'data') throw sentNothing(scenario, started.end)
  // Waiting for the whole line; a message of the client's own has no end that could be known but silence.
  const whole = await receiveFrom(
    scenario,
    peer,
    (soFar) => {
      if (soFar.size < scenario.typedLine.length && soFar.size > BEGINNING) return undefined
      return relate(soFar.peek(), scenario.typedLine) === 'part' ? undefined : soFar.size
    },
    scenario.times.reply,
    scenario.typedLine.length + MOST_BESIDE,
  )
  if (whole.end !== 'data')
    return {
      octets: whole.octets,
      relation: relate(whole.octets, scenario.typedLine),
      ended: whole.end === 'closed',
      ...(whole.slowMs === undefined ? {} : { slowMs: whole.slowMs }),
      ...(whole.flooded ? { flooded: whole.flooded } : {}),
    }
  // What belongs to the message (its line end, or more of its own) comes within the quiet window, or with the end of the stream.
  const relation = relate(whole.octets, scenario.typedLine)
  const terminated = relation === 'whole' && lineEndOf(whole.octets) !== ''
  if (terminated || peer.closed)
    return { octets: Buffer.concat([whole.octets, peer.takePending()]), relation, ended: peer.closed }
  const rest = await receiveFrom(scenario, peer, () => undefined, scenario.times.quiet, MOST_BESIDE)
  const octets = Buffer.concat([whole.octets, rest.octets])
  return {
    octets,
    relation: relate(octets, scenario.typedLine),
    ended: rest.end === 'closed',
    ...(rest.end !== 'data' && rest.flooded ? { flooded: rest.flooded } : {}),
  }
}

async function receiveDatagrams(scenario: ClientScenario, service: UdpService): Promise<ClientMessage> {
  const program = scenario.running()
  const first = await whileStarting(program, scenario.options.firstWordMs, (ms) => service.next(ms, program.ended))
  if (!first) throw await neverCame(scenario, 'udp')
  scenario.datagram = first
  scenario.subject.known.hasCome = true
  const relation = relate(first.octets, scenario.typedLine)
  if (relation === 'whole') return { octets: first.octets, relation, ended: false }
  // Not the line: does more of the message follow in datagrams of its own? A repetition of the same one is no more.
  const datagrams = [first.octets]
  const until = performance.now() + LONGEST_MS
  while (performance.now() < until && datagrams.length < MOST_DATAGRAMS) {
    const more = await service.next(scenario.times.quiet, new Promise(() => undefined))
    if (!more) break
    if (!more.octets.equals(first.octets) || relation === 'part') datagrams.push(more.octets)
  }
  if (datagrams.length === 1) return { octets: first.octets, relation, ended: false }
  const all = Buffer.concat(datagrams)
  return {
    octets: all,
    relation: relate(all, scenario.typedLine),
    ended: false,
    datagrams: datagrams.map(({ length }) => length),
  }
}

function sentNothing(scenario: ClientScenario, end: 'closed' | 'timeout'): Violation {
  scenario.waitedInVain = end === 'timeout'
  const then = thenOf({ end }, scenario.options.firstWordMs)
  return new Violation({ kind: 'connected-silent', then, typed: true, lastWords: scenario.lastWords() }, { end })
}
