import { connect } from './connecting.js'
import { HarnessFault, NotObservable, SetupError, Violation } from '../findings/violation.js'
import { octetsOf, type Message, type Payload } from '../messages/message.js'
import { cut } from '../messages/payload.js'
import { poll } from '../peers/patience.js'
import type { ServerScenario } from './server-scenario.js'

/** What the clients of a scenario send, and in which pieces. */

/** A user who is asked for the second line of two; protocols.md, command-session. */
const TURN_MS = 100

/** Of larger messages nobody needs to know whose they are. */
const RECOGNISED = 4096

/** The client sends a message drawn from the payload: a segment or datagram, or as many as the payload says. */
export async function send(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const message = scenario.draw(payload)
  await transmit(scenario, name, message, message.isCut)
}

/** The same in `count` segments, each read by the server before the next is sent, as far as can be told. */
export async function sendInSegments(
  scenario: ServerScenario,
  name: string,
  payload: Payload,
  count: number,
): Promise<void> {
  const message = scenario.draw(payload)
  requireLineEnds(scenario)
  const segments = cut(octetsOf(message), count, scenario.random)
  await transmit(scenario, name, { ...message, segments, inTurns: false }, true)
}

/** The payload's first segments as they are, and its last cut into `count`. */
export async function sendRestInSegments(
  scenario: ServerScenario,
  name: string,
  payload: Payload,
  count: number,
): Promise<void> {
  const message = scenario.draw(payload)
  const last = message.segments.at(-1) ?? Buffer.alloc(0)
  const segments = [...message.segments.slice(0, -1), ...cut(last, count, scenario.random)]
  await transmit(scenario, name, { ...message, segments }, true)
}

/** Each octet in a segment of its own. */
export async function sendOctetByOctet(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const message = scenario.draw(payload)
  requireLineEnds(scenario)
  const segments = [...octetsOf(message)].map((octet) => Buffer.from([octet]))
  await transmit(scenario, name, { ...message, segments, inTurns: false }, true)
}

/** In two segments, cut inside a character of UTF-8. */
export async function sendCutInsideCharacter(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const octets = scenario.drawOctets(payload)
  const inside = octets.findIndex((octet) => (octet & 0xc0) === 0x80)
  if (inside === -1) throw new SetupError(`"${payload.phrase}" holds no character of more than one octet to cut`)
  await transmit(scenario, name, { segments: [octets.subarray(0, inside), octets.subarray(inside)] }, true)
}

/** Sends all but the last octet (of a line: its LF), which {@link sendKept} sends. */
export async function sendKeepingBack(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const message = scenario.draw(payload)
  const last = message.segments.at(-1) ?? Buffer.alloc(0)
  scenario.keptBack = last.subarray(-1)
  await transmit(scenario, name, { ...message, segments: [...message.segments.slice(0, -1), last.subarray(0, -1)] })
}

/** Sends what {@link sendKeepingBack} kept back. */
export async function sendKept(scenario: ServerScenario, name: string): Promise<void> {
  await transmit(scenario, name, { segments: [scenario.keptBack ?? Buffer.from('\n')] })
}

/** Sends what of the payload comes before its first turn: the command that data is to follow. Throws NotObservable where it is one line. */
export async function begin(scenario: ServerScenario, name: string, payload: Payload): Promise<void> {
  const { segments, inTurns } = scenario.draw(payload)
  if (inTurns !== true) throw new NotObservable({ kind: 'data-is-inline' })
  await transmit(scenario, name, { segments: segments.slice(0, 1) })
  await requireRead(scenario, name)
}

/** Sends the exchange's request and does not wait for the reply. */
export async function ask(scenario: ServerScenario, name: string): Promise<void> {
  const client = scenario.client(name)
  if (!client.tcp && !client.udp) await connect(scenario, name)
  client.hasAsked = true
  await transmit(scenario, name, scenario.draw(scenario.exchange.request))
}

/** The server has read what the client has sent before more follows, of this client or another: two segments, of which the second is not sent yet. */
async function requireRead(scenario: ServerScenario, name: string): Promise<void> {
  const wasRead = await scenario.tcp(name).awaitRead((port) => scenario.subject.hasRead(port), scenario.replyMs)
  scenario.log.stimulate({ kind: 'segments', sent: 2, apart: wasRead === undefined ? undefined : Number(wasRead) })
}

/** Throws NotObservable where nothing but the segment tells where a command ends. */
function requireLineEnds(scenario: ServerScenario): void {
  if (scenario.settings.eol === 'none') throw new NotObservable({ kind: 'no-line-ends', what: 'segments' })
}

/**
 * Sends the segments of a message, and takes note of what the client is owed an answer to. `apart`: the step speaks of the segments, so the server must
 * have read each before the next is sent.
 */
export async function transmit(scenario: ServerScenario, name: string, message: Message, apart = false): Promise<void> {
  const client = scenario.client(name)
  const { segments } = message
  const octets = octetsOf(message)
  client.unanswered.push(octets)
  if (octets.length <= RECOGNISED) scenario.requests.push({ client: name, octets })
  client.segments.push(...segments.map((piece) => piece.length))
  for (const { kind, octets } of message.contents ?? []) client.contents.set(kind, octets)
  if (scenario.subject.transport === 'udp') {
    if (!client.udp) await connect(scenario, name)
    client.datagramsDroppedBefore = await scenario.subject.datagramsDropped()
    for (const piece of segments) await scenario.udp(name).send(piece, scenario.address)
    return
  }
  const peer = scenario.tcp(name)
  // To connect is to ask, where the Background says so.
  if (octets.length === 0) return
  for (const group of message.inTurns === true ? segments.map((piece) => [piece]) : [segments]) {
    const outcome = await peer.sendSegments(group, scenario.replyMs, (port) => scenario.subject.hasRead(port), apart)
    if (outcome instanceof HarnessFault) throw outcome
    if (outcome === 'timeout')
      throw new Violation(
        peer.isFlooded
          ? { kind: 'flooded', octets: peer.pending, sent: client.sent.length }
          : { kind: 'stopped-reading', ms: scenario.replyMs, sent: client.sent.length },
        scenario.evidence(name, 'timeout'),
      )
    // A connection that has ended is told by the step that waits for the reply, with what had come by then.
    if (message.inTurns === true && group[0] !== segments.at(-1)) {
      // The turn begins when the server has read: what it finds together with the rest is another requirement's.
      await requireRead(scenario, name)
      await poll(() => (peer.pending > 0 || peer.closed ? true : undefined), TURN_MS)
    }
  }
}
