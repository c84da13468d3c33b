import type { Violated } from '../findings/observation.js'
import { thenOf } from '../findings/server-violation.js'
import { contentLength, decodeResponseHead, type ResponseHead } from '../../protocols/http-message.js'
import { decodeChunked } from '../messages/chunked.js'
import { LONGEST_HEAD } from '../messages/http-reply.js'
import { compare } from '../messages/reply.js'
import type { Completeness } from '../peers/incoming.js'
import { fileOf } from './files.js'
import { request } from './http-requests.js'
import type { HttpResponse } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { receiveTail } from './streams.js'
import { SetupError, Violation, type Evidence } from '../findings/violation.js'

/** Responses of a web server: strict about what the step asks for, tolerant of all else. */

/** A header, chunks, a page of the server's own. */
const MOST_BESIDE = 1024 * 1024

/** The response, received once for each request: until its body is there as its header says, or the connection ends, or nothing more comes. */
async function response(scenario: ServerScenario, name: string): Promise<HttpResponse> {
  const client = scenario.client(name)
  if (client.response) return client.response
  const peer = scenario.tcp(name)
  client.unanswered = []
  const longest = longestFile(scenario)
  const first = await peer.receive(responseEnd(client.method, longest), scenario.replyMs, {
    wholeMs: scenario.wholeMs,
    most: longest + MOST_BESIDE,
  })
  const isCutShort = first.end !== 'data' && (first.slowMs !== undefined || first.flooded === true)
  scenario.wasSlow ||= first.end !== 'data' && first.slowMs !== undefined
  // What belongs to it comes at once; more than belongs to it is looked for as well.
  const rest =
    first.end === 'data' ? await receiveTail(peer, scenario.times.quiet) : { end: first.end, octets: Buffer.alloc(0) }
  const octets = Buffer.concat([first.octets, rest.octets])
  if (octets.length === 0) {
    await scenario.requireNoCrash('instead-of-response', scenario.evidence(name, 'closed'))
    throw new Violation(
      { kind: 'no-response', then: thenOf(first, scenario.replyMs) },
      scenario.evidence(name, first.end),
    )
  }
  // Of a header that only trickles in, or never ends, nothing can be judged.
  if (isCutShort && decodeResponseHead(octets).kind !== 'complete')
    throw new Violation(
      { kind: 'response-incomplete', octets: octets.length, then: thenOf(first, scenario.replyMs) },
      evidenceOf(scenario, name, octets),
    )
  const head = decodeResponseHead(octets, true)
  const body = head.kind === 'complete' ? octets.subarray(head.size) : Buffer.alloc(0)
  const chunked = head.kind === 'complete' && isChunked(head) ? decodeChunked(body) : undefined
  return (client.response = { octets, head, body: chunked ?? body })
}

/** A body is a file that the scenario has placed, or a page that says what is wrong. */
const longestFile = ({ files }: ServerScenario): number =>
  Math.max(0, ...[...files.values()].map(({ length }) => length))

const isChunked = ({ headers }: ResponseHead): boolean =>
  headers.get('transfer-encoding')?.some((value) => /\bchunked\b/i.test(value)) ?? false

/** Says where a response ends (a header without end may have the file behind it). Its header is read once: what comes behind it does not change it. */
function responseEnd(method: string, longest: number): Completeness {
  let known: ResponseHead | undefined
  return (soFar) => {
    const octets = soFar.peek()
    if (!known) {
      const head = decodeResponseHead(octets)
      if (head.kind !== 'complete') return octets.length > LONGEST_HEAD + longest ? 'flood' : undefined
      known = head
    }
    return isWhole(known, octets.subarray(known.size), method) ? soFar.size : undefined
  }
}

function isWhole(head: ResponseHead, body: Buffer, method: string): boolean {
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return true
  if (isChunked(head)) return decodeChunked(body) !== undefined
  const announced = contentLength(head.headers)
  return announced.kind === 'length' && body.length >= announced.length
}

/** The head of the response. Throws Violation, which names the line that is none. */
async function headOf(
  scenario: ServerScenario,
  name: string,
): Promise<ResponseHead & { readonly octets: Buffer; readonly body: Buffer }> {
  const { head, octets, body } = await response(scenario, name)
  if (head.kind === 'complete') return { ...head, octets, body }
  const line = head.kind === 'invalid' ? { number: head.line, text: head.text, flaw: head.flaw } : undefined
  throw new Violation({ kind: 'head-not-understood', line }, evidenceOf(scenario, name, octets))
}

const evidenceOf = (scenario: ServerScenario, name: string, received: Buffer): Evidence => ({
  ...scenario.evidence(name, 'data'),
  received,
})

/** The response has one of these statuses. */
export async function expectStatus(scenario: ServerScenario, name: string, statuses: readonly number[]): Promise<void> {
  const head = await headOf(scenario, name)
  if (statuses.includes(head.status)) return
  throw new Violation(
    { kind: 'wrong-status', status: head.status, reason: head.reason, wanted: statuses },
    evidenceOf(scenario, name, head.octets),
  )
}

/** The body of the last response is the file, octet for octet. */
export async function expectBody(scenario: ServerScenario, name: string, template: string): Promise<void> {
  const file = fileOf(scenario, template)
  const { head, octets, body } = await response(scenario, name)
  if (body.equals(file) && head.kind === 'complete') return
  // Where the header is never ended nobody can say where the body begins; that is a requirement of its own.
  // (a body that begins with an empty line looks like the end of such a header).
  const begins = octets.length - file.length
  if (file.length > 0 && (head.kind !== 'complete' || begins < head.size) && octets.subarray(begins).equals(file))
    return
  const comparison = compare(file, body)
  const how =
    body.length < file.length && comparison.difference === body.length
      ? 'beginning'
      : body.length > file.length && comparison.difference === file.length
        ? 'more'
        : 'other'
  throw new Violation(
    { kind: 'wrong-body', how, octets: body.length, file: file.length, from: comparison.difference + 1 },
    { ...scenario.evidence(name, 'data'), comparison },
  )
}

/** Content-Length is there, and is the number of octets of the file. */
export async function expectLength(scenario: ServerScenario, name: string, template: string): Promise<void> {
  const file = fileOf(scenario, template)
  const head = await headOf(scenario, name)
  const announced = contentLength(head.headers)
  const fail = (what: Violated): Violation => new Violation(what, evidenceOf(scenario, name, head.octets))
  switch (announced.kind) {
    case 'none':
      throw fail({ kind: 'no-content-length' })
    case 'invalid':
      throw fail({ kind: 'invalid-content-length', value: announced.value })
    case 'length':
      if (announced.length !== file.length)
        throw fail({ kind: 'wrong-content-length', said: announced.length, body: file.length })
  }
}

/** Content-Type is one of these; parameters are allowed. */
export async function expectType(scenario: ServerScenario, name: string, types: readonly string[]): Promise<void> {
  const head = await headOf(scenario, name)
  const value = head.headers.get('content-type')?.[0]
  const type = value?.split(';')[0]?.trim().toLowerCase()
  if (type !== undefined && types.includes(type)) return
  throw new Violation({ kind: 'wrong-content-type', value, wanted: types }, evidenceOf(scenario, name, head.octets))
}

/** Each line of the head ends with CR LF, and an empty line ends it. */
export async function expectWellFormed(scenario: ServerScenario, name: string): Promise<void> {
  const head = await headOf(scenario, name)
  const evidence = evidenceOf(scenario, name, head.octets)
  const bare = head.lines.findIndex(({ end }) => end !== '\r\n')
  const line = head.lines[bare]
  if (line && line.end === '\n') throw new Violation({ kind: 'bare-LF', line: bare + 1, text: line.text }, evidence)
  if (!head.emptyLine) {
    const last = head.lines.at(-1)
    throw new Violation({ kind: 'no-empty-line', last: last?.text ?? '', ended: last?.end === '\r\n' }, evidence)
  }
}

/** What the header says of the body is what it says to a GET request for the same path. */
export async function expectHeaderOfGet(scenario: ServerScenario, name: string): Promise<void> {
  const head = await headOf(scenario, name)
  const other = `${name}, with GET`
  await request(scenario, other, scenario.client(name).path)
  const get = await headOf(scenario, other)
  for (const field of ['content-type', 'content-length']) {
    const [ours, theirs] = [head.headers.get(field)?.[0], get.headers.get(field)?.[0]]
    if (ours !== theirs)
      throw new Violation(
        { kind: 'header-not-of-get', field, head: ours, get: theirs },
        evidenceOf(scenario, name, head.octets),
      )
  }
}

/** Nothing follows the header. */
export async function expectNoBody(scenario: ServerScenario, name: string): Promise<void> {
  const { body } = await headOf(scenario, name)
  if (body.length > 0)
    throw new Violation(
      { kind: 'body-of-head', octets: body.length },
      {
        ...scenario.evidence(name, 'data'),
        comparison: compare(Buffer.alloc(0), body),
      },
    )
}

/** Whatever the answer is, the secret is not in it. */
export async function expectNoSecret(scenario: ServerScenario, name: string): Promise<void> {
  const { secret } = scenario
  if (!secret)
    throw new SetupError('the scenario must place a secret: "Given beside the folder of the server there is a secret"')
  try {
    const { octets } = await response(scenario, name)
    if (octets.includes(secret)) throw new Violation({ kind: 'secret-served' }, evidenceOf(scenario, name, octets))
  } catch (error) {
    // No response at all is no secret either; whether the server goes on is asked next.
    if (!(error instanceof Violation) || error.observation.kind === 'secret-served') throw error
  }
}

/** Observes what comes for a folder. */
export async function observeFolder(scenario: ServerScenario, name: string): Promise<void> {
  const { status, body } = await headOf(scenario, name)
  const isListing = [...scenario.files.keys()].some((file) => body.includes(file.split('/')[0] ?? file))
  scenario.observe({ kind: 'folder-gets', status, body: body.length, isListing })
}
