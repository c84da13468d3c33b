import { contentLength, decodeResponseHead, type ResponseHead } from '../../protocols/http-message.js'
import { decodeChunked } from '../messages/chunked.js'
import { compare } from '../messages/reply.js'
import { fileOf } from './files.js'
import { request } from './http-requests.js'
import type { HttpResponse } from './served-client.js'
import type { ServerScenario } from './server-scenario.js'
import { receiveTail } from './streams.js'
import { SetupError, Violation, type Evidence } from '../findings/violation.js'
import { grouped, octetCount, plural, seconds } from '../findings/wording.js'

/** Responses of a web server: strict about what the step asks for, tolerant of all else. */

/** The response, received once for each request: until its body is there as its header says, or the connection ends, or nothing more comes. */
async function response(scenario: ServerScenario, name: string): Promise<HttpResponse> {
  const client = scenario.client(name)
  if (client.response) return client.response
  const peer = scenario.tcp(name)
  client.unanswered = []
  const first = await peer.receive((soFar) => {
    const head = decodeResponseHead(soFar.peek())
    if (head.kind !== 'complete') return undefined
    return isWhole(head, soFar.peek().subarray(head.size), client.method) ? soFar.size : undefined
  }, scenario.replyMs)
  // What belongs to it comes at once; more than belongs to it is looked for as well.
  const rest =
    first.end === 'data' ? await receiveTail(peer, scenario.times.quiet) : { end: first.end, octets: Buffer.alloc(0) }
  const octets = Buffer.concat([first.octets, rest.octets])
  if (octets.length === 0) {
    await scenario.requireNoCrash(
      'instead of a response the connection ended: the server crashed',
      scenario.evidence(name, 'closed'),
    )
    throw new Violation(
      first.end === 'closed'
        ? 'no response: the connection ended without one'
        : `no response within ${seconds(scenario.replyMs)}`,
      scenario.evidence(name, first.end),
    )
  }
  const head = decodeResponseHead(octets, true)
  const body = head.kind === 'complete' ? octets.subarray(head.size) : Buffer.alloc(0)
  const chunked = head.kind === 'complete' && isChunked(head) ? decodeChunked(body) : undefined
  return (client.response = { octets, head, body: chunked ?? body })
}

const isChunked = ({ headers }: ResponseHead): boolean =>
  headers.get('transfer-encoding')?.some((value) => /\bchunked\b/i.test(value)) ?? false

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
  const why =
    head.kind === 'invalid'
      ? `line ${head.line} (${quotedLine(head.text)}): ${head.why}`
      : 'it ends before its status line'
  throw new Violation(`the response's header cannot be understood: ${why}`, evidenceOf(scenario, name, octets))
}

const evidenceOf = (scenario: ServerScenario, name: string, received: Buffer): Evidence => ({
  ...scenario.evidence(name, 'data'),
  received,
})

const quotedLine = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text)

/** The response has one of these statuses. */
export async function expectStatus(scenario: ServerScenario, name: string, statuses: readonly number[]): Promise<void> {
  const head = await headOf(scenario, name)
  if (statuses.includes(head.status)) return
  throw new Violation(
    `the status is ${head.status}${head.reason ? ` (${head.reason})` : ''}, not ${statuses.join(' or ')}`,
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
  const what =
    body.length < file.length && comparison.difference === body.length
      ? `only the first ${octetCount(body.length)} of the file's ${grouped(file.length)}`
      : body.length > file.length && comparison.difference === file.length
        ? `the file and ${octetCount(body.length - file.length)} more`
        : `other octets than the file, from octet ${grouped(comparison.difference + 1)} on`
  throw new Violation(`the body has ${what}`, { ...scenario.evidence(name, 'data'), comparison })
}

/** Content-Length is there, and is the number of octets of the file. */
export async function expectLength(scenario: ServerScenario, name: string, template: string): Promise<void> {
  const file = fileOf(scenario, template)
  const head = await headOf(scenario, name)
  const announced = contentLength(head.headers)
  const fail = (what: string): Violation => new Violation(what, evidenceOf(scenario, name, head.octets))
  switch (announced.kind) {
    case 'none':
      throw fail('the header has no Content-Length')
    case 'invalid':
      throw fail(`Content-Length is "${announced.value}", which is no number of octets`)
    case 'length':
      if (announced.length !== file.length)
        throw fail(`Content-Length says ${announced.length}, and the body has ${octetCount(file.length)}`)
  }
}

/** Content-Type is one of these; parameters are allowed. */
export async function expectType(scenario: ServerScenario, name: string, types: readonly string[]): Promise<void> {
  const head = await headOf(scenario, name)
  const value = head.headers.get('content-type')?.[0]
  const type = value?.split(';')[0]?.trim().toLowerCase()
  if (type !== undefined && types.includes(type)) return
  throw new Violation(
    value === undefined ? 'the header has no Content-Type' : `Content-Type is "${value}", not ${types.join(' or ')}`,
    evidenceOf(scenario, name, head.octets),
  )
}

/** Each line of the head ends with CR LF, and an empty line ends it. */
export async function expectWellFormed(scenario: ServerScenario, name: string): Promise<void> {
  const head = await headOf(scenario, name)
  const evidence = evidenceOf(scenario, name, head.octets)
  const bare = head.lines.findIndex(({ end }) => end !== '\r\n')
  const line = head.lines[bare]
  if (line && line.end === '\n')
    throw new Violation(
      line.text === ''
        ? 'the empty line that ends the header is LF alone, not CR LF'
        : `line ${bare + 1} of the header, ${quotedLine(line.text)}, ends with LF alone, not with CR LF`,
      evidence,
    )
  if (!head.emptyLine) {
    const last = head.lines.at(-1)
    throw new Violation(
      `no empty line ends the header: its last line is ${quotedLine(last?.text ?? '')}, and behind its ${last?.end === '\r\n' ? 'CR LF' : 'end'} the body follows at once (a CR LF is missing)`,
      evidence,
    )
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
        `${field} is ${ours ?? 'missing'}, and ${theirs ?? 'missing'} in the answer to GET`,
        evidenceOf(scenario, name, head.octets),
      )
  }
}

/** Nothing follows the header. */
export async function expectNoBody(scenario: ServerScenario, name: string): Promise<void> {
  const { body } = await headOf(scenario, name)
  if (body.length > 0)
    throw new Violation(`a body of ${octetCount(body.length)} follows the header`, {
      ...scenario.evidence(name, 'data'),
      comparison: compare(Buffer.alloc(0), body),
    })
}

/** Whatever the answer is, the secret is not in it. */
export async function expectNoSecret(scenario: ServerScenario, name: string): Promise<void> {
  const { secret } = scenario
  if (!secret)
    throw new SetupError('the scenario must place a secret: "Given beside the folder of the server there is a secret"')
  try {
    const { octets } = await response(scenario, name)
    if (octets.includes(secret))
      throw new Violation('a file outside the document root was served', evidenceOf(scenario, name, octets))
  } catch (error) {
    // No response at all is no secret either; whether the server goes on is asked next.
    if (!(error instanceof Violation) || error.message.startsWith('a file outside')) throw error
  }
}

/** Observes what comes for a folder. */
export async function observeFolder(scenario: ServerScenario, name: string): Promise<void> {
  const { status, body } = await headOf(scenario, name)
  const isListing = [...scenario.files.keys()].some((file) => body.includes(file.split('/')[0] ?? file))
  scenario.observe(
    status === 200
      ? isListing
        ? 'a listing (200)'
        : `an index (200, ${plural(body.length, 'octet')})`
      : String(status),
  )
}
