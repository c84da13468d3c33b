import { cut } from '../messages/payload.js'
import { connect } from './connecting.js'
import { fileOf } from './files.js'
import { transmit } from './sending.js'
import type { ServerScenario } from './server-scenario.js'

/** Requests to a web server. */

/** Ordinary header lines, as a browser sends them. */
const ORDINARY = [
  'Host: localhost',
  'User-Agent: sockspec',
  'Accept: text/html, */*;q=0.8',
  'Accept-Language: es, pt;q=0.8',
  'Connection: close',
]

const requestFor = (method: string, path: string, version: string, headers: readonly string[]): Buffer =>
  Buffer.from([`${method} ${path} HTTP/${version}`, ...headers, '', ''].join('\r\n'))

/** What a request has besides its path. */
export interface RequestOptions {
  readonly method?: string
  readonly version?: '1.0' | '1.1'
  readonly headers?: readonly string[]
  readonly segments?: number
}

/** The client connects, where it has not, and sends a request for the path. */
export async function request(
  scenario: ServerScenario,
  name: string,
  path: string,
  options: RequestOptions = {},
): Promise<void> {
  const { method = 'GET', version = '1.0', headers = [], segments = 1 } = options
  const client = scenario.client(name)
  if (!client.tcp) await connect(scenario, name)
  // A POST without a length may be refused for that alone (RFC 1945, section 8.3).
  const octets = requestFor(method, path, version, method === 'POST' ? [...headers, 'Content-Length: 0'] : headers)
  client.response = undefined
  client.method = method
  client.path = path
  // The first cut is inside the request line: one that reads once has not even that.
  const first = 1 + scenario.random.below(octets.indexOf('\r') - 1)
  const pieces =
    segments === 1
      ? [octets]
      : [octets.subarray(0, first), ...cut(octets.subarray(first), segments - 1, scenario.random)]
  await transmit(scenario, name, { segments: pieces }, segments > 1)
}

/** The header lines of a browser, the whole in so many segments. */
export const withHeaderLines = (segments: number): RequestOptions => ({ headers: ORDINARY, segments })

/** The same with a path of so many letters. */
export async function requestLongPath(scenario: ServerScenario, name: string, characters: number): Promise<void> {
  await request(scenario, name, `/${'a'.repeat(Math.max(0, characters - 1))}`)
}

/** Served means: this file is asked for, and comes back. */
export function defineServed(scenario: ServerScenario, path: string, file: string): void {
  const content = fileOf(scenario, file)
  scenario.conversation.exchange = {
    request: { phrase: `a request for ${path}`, message: () => ({ segments: [requestFor('GET', path, '1.0', [])] }) },
    reply: { kind: 'http-file', file: content },
  }
}
