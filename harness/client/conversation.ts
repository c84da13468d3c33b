import type { MessageProgress } from '../findings/client-violation.js'
import { thenOf } from '../findings/server-violation.js'
import { isDeepStrictEqual } from 'node:util'
import { decodeJsonFrame } from '../../protocols/json-frame.js'
import { decodeLine } from '../../protocols/line.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { patience, receiveFrom } from './reception.js'
import { frameProgress } from '../messages/json-reply.js'
import { octetsOf, type Message, type Payload } from '../messages/message.js'
import { cut } from '../messages/payload.js'
import { compare } from '../messages/reply.js'
import { setting } from '../messages/settings.js'
import type { Reception } from '../peers/incoming.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { Violation, type Evidence } from '../findings/violation.js'

/** A conversation with a client, message by message: the harness plays a server that says what the feature says. */

/** A line or frame of more is no message of a student's client. */
const LONGEST = 1024 * 1024

/** The server sends a message, cut at random places into `count` segments; it is what the client must show. */
export async function send(scenario: ClientScenario, payload: Payload, count = 1): Promise<void> {
  const message = scenario.draw(payload)
  await transmit(scenario, message, cut(octetsOf(message), count, scenario.random))
}

/** The same, the first segment ending inside the length that stands before the content. */
export async function sendCutInLength(scenario: ClientScenario, payload: Payload, count: number): Promise<void> {
  const message = scenario.draw(payload)
  const octets = octetsOf(message)
  const first = 1 + scenario.random.below(3)
  await transmit(scenario, message, [
    octets.subarray(0, first),
    ...cut(octets.subarray(first), count - 1, scenario.random),
  ])
}

async function transmit(scenario: ClientScenario, message: Message, segments: readonly Buffer[]): Promise<void> {
  const peer = await firstConnection(scenario)
  scenario.mustShow(message.shown ?? octetsOf(message).toString('utf8').trimEnd())
  await peer.sendSegments(segments, scenario.times.reply, (port) => scenario.hasRead(port))
}

/** The server ends the connection. */
export async function endConnection(scenario: ClientScenario): Promise<void> {
  ;(await firstConnection(scenario)).leave()
}

/** The next message of the client's is this one. Throws Violation. */
export async function expectSent(scenario: ClientScenario, payload: Payload): Promise<void> {
  await expectMessage(scenario, scenario.draw(payload))
}

/** The command, and the line that was typed last as its data: two lines, or one, as --data-form has it. */
export async function expectCommandAndTypedLine(scenario: ClientScenario, command: string): Promise<void> {
  const typed = scenario.typedLine.toString('utf8')
  const lines = setting(scenario.settings, 'data-form') === 'inline' ? [`${command} ${typed}`] : [command, typed]
  for (const line of lines)
    await expectMessage(scenario, { segments: [Buffer.from(`${line}\n`)], compared: 'line', shown: line })
}

async function expectMessage(scenario: ClientScenario, message: Message): Promise<void> {
  const wanted = octetsOf(message)
  const peer = await firstConnection(scenario)
  switch (message.compared ?? 'octets') {
    case 'json':
      return expectJson(scenario, peer, wanted)
    case 'line':
      return expectLine(scenario, peer, wanted)
    case 'octets':
      return expectOctets(scenario, peer, wanted)
  }
}

async function expectJson(scenario: ClientScenario, peer: TcpPeer, wanted: Buffer): Promise<void> {
  const reception = await receiveFrom(
    scenario,
    peer,
    (soFar) => {
      const decoded = decodeJsonFrame(soFar.peek(), LONGEST)
      return decoded.kind === 'incomplete' ? undefined : decoded.kind === 'complete' ? decoded.size : soFar.size
    },
    patience(scenario, peer),
  )
  const decoded = decodeJsonFrame(reception.octets, LONGEST)
  const expected = decodeJsonFrame(wanted)
  if (expected.kind !== 'complete') throw new Error('the expected frame is none')
  const evidence: Evidence = { end: reception.end, comparison: compare(wanted, reception.octets) }
  switch (decoded.kind) {
    case 'complete':
      if (isDeepStrictEqual(decoded.value, expected.value)) return
      throw new Violation(
        {
          kind: 'wrong-json',
          sent: decoded.text,
          wanted: expected.text,
          numberAsText: hasNumberAsText(decoded.value, expected.value),
        },
        evidence,
      )
    case 'invalid':
      throw new Violation({ kind: 'no-json-frame', flaw: decoded.flaw }, evidence)
    case 'incomplete':
      throw notCome(
        scenario,
        reception,
        reception.octets.length > 0 ? { kind: 'frame', frame: frameProgress(decoded) } : NOTHING,
        evidence,
      )
  }
}

async function expectLine(scenario: ClientScenario, peer: TcpPeer, wanted: Buffer): Promise<void> {
  const text = wanted.toString('utf8').replace(/\n$/, '')
  const withoutEnds = scenario.settings.eol === 'none'
  const whole = (octets: Buffer): number | undefined => {
    const decoded = decodeLine(octets)
    if (decoded.kind === 'complete') return decoded.size
    // Without ends nothing tells where this one stops and the next begins.
    const wholeText = Buffer.from(text)
    if (withoutEnds && octets.subarray(0, wholeText.length).equals(wholeText)) return wholeText.length
    return octets.length > LONGEST ? octets.length : undefined
  }
  const reception = await receiveFrom(scenario, peer, (soFar) => whole(soFar.peek()), patience(scenario, peer))
  const { octets } = reception
  const evidence: Evidence = { end: reception.end, comparison: compare(wanted, octets) }
  if (octets.toString('utf8').replace(/\r?\n$/, '') === text) {
    if (octets.at(-1) === 0x0a || withoutEnds) return
    throw new Violation({ kind: 'line-without-LF', text }, evidence)
  }
  if (reception.end === 'data')
    throw new Violation({ kind: 'wrong-line', sent: octets.toString('utf8'), wanted: text }, evidence)
  throw notCome(
    scenario,
    reception,
    octets.length > 0 ? { kind: 'no-whole-line', octets: octets.length } : NOTHING,
    evidence,
  )
}

async function expectOctets(scenario: ClientScenario, peer: TcpPeer, wanted: Buffer): Promise<void> {
  const reception = await receiveFrom(
    scenario,
    peer,
    ({ size }) => (size >= wanted.length ? wanted.length : undefined),
    patience(scenario, peer),
    wanted.length + 1,
  )
  const evidence: Evidence = { end: reception.end, comparison: compare(wanted, reception.octets) }
  if (reception.octets.equals(wanted)) return
  if (reception.end === 'data') throw new Violation({ kind: 'other-octets' }, evidence)
  throw notCome(
    scenario,
    reception,
    reception.octets.length > 0 ? { kind: 'octets', octets: reception.octets.length, of: wanted.length } : NOTHING,
    evidence,
  )
}

const NOTHING: MessageProgress = { kind: 'nothing' }

function notCome(
  scenario: ClientScenario,
  reception: Reception,
  progress: MessageProgress,
  evidence: Evidence,
): Violation {
  const then = thenOf(reception, scenario.times.reply)
  return new Violation({ kind: 'message-missing', progress, then, lastWords: scenario.lastWords() }, evidence)
}

/** Whether a member that is to be a number came as its digits. */
function hasNumberAsText(sent: unknown, wanted: unknown): boolean {
  if (typeof sent !== 'object' || typeof wanted !== 'object' || sent === null || wanted === null) return false
  return Object.entries(wanted).some(
    ([name, value]) => typeof value === 'number' && (sent as Record<string, unknown>)[name] === String(value),
  )
}

/** The client is connected and sends nothing for the quiet window. */
export async function expectNothingYet(scenario: ClientScenario): Promise<void> {
  const peer = await firstConnection(scenario)
  const early = await peer.receive(({ size }) => size, scenario.times.quiet)
  if (early.octets.length > 0)
    throw new Violation(
      { kind: 'sent-before-greeting', octets: early.octets.length },
      {
        end: 'data',
        comparison: compare(Buffer.alloc(0), early.octets),
      },
    )
  if (early.end === 'closed')
    throw new Violation(
      { kind: 'closed-before-greeting', lastWords: scenario.lastWords() },
      {
        end: 'closed',
      },
    )
}

/** The client ends the connection in time, and sends nothing before. */
export async function expectNothingMore(scenario: ClientScenario): Promise<void> {
  const peer = await firstConnection(scenario)
  const rest = await peer.receive(({ size }) => size, scenario.times.reply)
  if (rest.octets.length > 0)
    throw new Violation(
      { kind: 'sent-after-end', octets: rest.octets.length },
      {
        end: 'data',
        comparison: compare(Buffer.alloc(0), rest.octets),
      },
    )
  if (rest.end === 'timeout')
    throw new Violation({ kind: 'not-closed-after-end', ms: scenario.times.reply }, { end: 'timeout' })
}
