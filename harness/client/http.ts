import { thenOf } from '../findings/server-violation.js'
import { decodeRequestHead } from '../../protocols/http-message.js'
import type { ClientScenario } from './client-scenario.js'
import { firstConnection } from './connecting.js'
import { headEnd, patience, receiveFrom } from './reception.js'
import { start } from './starting.js'
import { octetsOf, type Payload } from '../messages/message.js'
import { endsWithin, poll, turn } from '../peers/patience.js'
import { cut } from '../messages/payload.js'
import { compare } from '../messages/reply.js'
import { findShown } from '../messages/shown.js'
import type { Reception } from '../peers/incoming.js'
import type { TcpPeer } from '../peers/tcp-peer.js'
import { Violation } from '../findings/violation.js'

/** Web clients: what they request, and what they make of the response. */

/** Longer heads are no student's. */
const HEAD_LIMITS = { line: 64 * 1024, fields: 64 * 1024 }
/** How often the client's folder is looked at for a file that it may have stored, ms. */
const LOOK_MS = 20

const VERSIONS: readonly string[] = ['HTTP/1.0', 'HTTP/1.1']

const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 404: 'Not Found' }

/** Starts the client with the URL of this path. */
export async function startFor(scenario: ClientScenario, path: string): Promise<void> {
  scenario.path = path
  await start(scenario)
}

/** The request as far as it comes: until its empty line, the end of the stream, or silence. */
async function receiveRequest(
  scenario: ClientScenario,
): Promise<{ readonly reception: Reception; readonly peer: TcpPeer }> {
  const peer = await firstConnection(scenario)
  const reception = await receiveFrom(scenario, peer, headEnd, patience(scenario, peer))
  return { reception, peer }
}

/** The request line has GET, the very path and a version of HTTP/1; an empty line ends the request. */
export async function expectRequest(scenario: ClientScenario): Promise<void> {
  const { reception } = await receiveRequest(scenario)
  const { octets, end } = reception
  const expected = Buffer.from(`GET ${scenario.path} HTTP/1.0\r\n\r\n`)
  const evidence = { end, comparison: compare(expected, octets) } as const
  if (octets.length === 0)
    throw new Violation(
      {
        kind: 'connected-silent',
        then: thenOf(reception, scenario.firstWordMs),
        typed: false,
        ...scenario.said(),
      },
      evidence,
    )
  const [line = ''] = octets.toString('latin1').split(/\r?\n/)
  if (end !== 'data')
    throw new Violation({ kind: 'request-unended', line, then: thenOf(reception, scenario.times.reply) }, evidence)
  const head = decodeRequestHead(octets, HEAD_LIMITS)
  if (head.kind === 'invalid') throw new Violation({ kind: 'request-not-understood', flaw: head.flaw, line }, evidence)
  if (head.kind !== 'complete') throw new Violation({ kind: 'request-incomplete' }, evidence)
  const path = head.target.replace(/^http:\/\/[^/]+/i, '')
  if (head.method !== 'GET')
    throw new Violation({ kind: 'wrong-request', what: 'method', is: head.method, wanted: ['GET'], line }, evidence)
  if (path !== scenario.path)
    throw new Violation(
      { kind: 'wrong-request', what: 'path', is: head.target, wanted: [scenario.path], line },
      evidence,
    )
  if (!VERSIONS.includes(head.version))
    throw new Violation({ kind: 'wrong-request', what: 'version', is: head.version, wanted: VERSIONS, line }, evidence)
}

export interface AnswerOptions {
  readonly contentLength?: boolean
  /** the body in so many segments */
  readonly segments?: number
  /** the header in so many segments, the body behind it */
  readonly headSegments?: number
}

/** Answers the request (or what came instead of it) with this status and body, and ends the stream. */
export async function answer(
  scenario: ClientScenario,
  status: number,
  payload: Payload,
  options: AnswerOptions = {},
): Promise<void> {
  const { contentLength = true, segments = 1, headSegments = 1 } = options
  const { peer } = await receiveRequest(scenario)
  const body = octetsOf(scenario.draw(payload))
  const lines = [
    `HTTP/1.0 ${status} ${REASONS[status] ?? ''}`,
    'Content-Type: application/octet-stream',
    ...(contentLength ? [`Content-Length: ${body.length}`] : []),
    'Connection: close',
    '',
    '',
  ]
  const head = Buffer.from(lines.join('\r\n'))
  scenario.body = body
  const bodies = cut(body, segments, scenario.random)
  // Head and the first of the body are one segment, unless the head itself is cut.
  const pieces =
    headSegments > 1
      ? [...cut(head, headSegments, scenario.random), ...bodies]
      : [Buffer.concat([head, bodies[0] ?? Buffer.alloc(0)]), ...bodies.slice(1)]
  await peer.sendSegments(pieces, scenario.times.reply, (port) => scenario.hasRead(port))
  peer.halfClose()
}

/** The body is on the client's output, or in a file of its working directory, octet for octet. */
export async function expectBody(scenario: ClientScenario): Promise<void> {
  const { body } = scenario
  const printed = (): boolean => scenario.outputOctets.includes(body)
  const began = performance.now()
  while (!printed() && !scenario.hasEnded && performance.now() - began < scenario.times.reply) {
    if (await isStored(scenario)) return
    await turn(LOOK_MS)
  }
  await endsWithin(scenario.ended, scenario.times.reply)
  if ((await poll(() => (printed() ? true : undefined), scenario.times.quiet)) || (await isStored(scenario))) return
  const found = findShown(scenario.outputOctets.toString('latin1'), body.toString('latin1'))
  const part =
    found.shown === 'beginning'
      ? 'first'
      : found.shown === 'end'
        ? 'last'
        : found.shown === 'nothing'
          ? 'none'
          : 'all in pieces'
  const octets = found.shown === 'beginning' || found.shown === 'end' ? found.octets : 0
  throw new Violation(
    { kind: 'body-not-shown', part, octets, body: body.length, ...scenario.said() },
    { end: 'data', sought: { wanted: body, output: scenario.outputOctets } },
  )
}

/** Whether a file that the client has made holds exactly the body. */
async function isStored({ body, folder }: ClientScenario): Promise<boolean> {
  if (folder === undefined) return false
  for (const name of await folder.files()) {
    if ((await folder.size(name)) === body.length && (await folder.read(name))?.equals(body)) return true
  }
  return false
}

/** It ends with another exit status than 0, or its output names the status. */
export async function expectTold(scenario: ClientScenario, status: number): Promise<void> {
  await endsWithin(scenario.ended, scenario.times.reply)
  const { ending } = scenario
  const failed = ending !== undefined && !(ending.kind === 'status' && ending.status === 0)
  if (failed || scenario.output.includes(String(status))) return
  throw new Violation(
    { kind: 'status-not-told', status, ended: ending !== undefined },
    { end: 'data', sought: { wanted: Buffer.from(String(status)), output: scenario.outputOctets } },
  )
}

/** Each connection that the client makes is ended once something has come on it. */
export async function closeEveryConnection(scenario: ClientScenario): Promise<void> {
  const { peer } = await receiveRequest(scenario)
  scenario.tcp?.closeFromNowOn()
  peer.leave()
}
