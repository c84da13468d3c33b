import { once } from 'node:events'
import { connect, isIPv6, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { errorCode, explainExchangeError, formatAddress, ProgramError, type Address } from '../endpoint/errors.js'
import { reportFailure, reportMistake, tolerateClosedOutput } from '../endpoint/output.js'
import { HTTP_PORT } from '../endpoint/ports.js'
import { explainResponseHead } from '../endpoint/reasons.js'
import {
  contentLength,
  decodeResponseHead,
  encodeHead,
  type DecodedResponseHead,
  type ResponseHead,
} from '../protocols/http-message.js'
import { OctetBuffer } from '../protocols/octet-buffer.js'

const NAME = 'http-get client'
const DEFAULT_HOST = '127.0.0.1'
/** What http://host/ means without a port. */
const STANDARD_PORT = 80
const HIGHEST_PORT = 65_535

/** Without it a host that never answers would hold the client for minutes. */
const CONNECT_DEADLINE_MS = 8_000
/** A header that is longer than this, in octets, is waited for no further. */
const LONGEST_HEAD = 1024 * 1024
/** So many segments may wait for a standard output that is slower than the server. */
const MOST_WAITING = 16

const HELP = `${NAME}: asks a server for one file, and writes it to the standard output as it comes

What to get is the argument: http://HOST:PORT/PATH, or a path on the server of --host and --port (default /).

options:
  --port N     the server's port (default ${HTTP_PORT})
  --host H     the server's name or address (default ${DEFAULT_HOST})
  -h, --help   show this

A status other than 2xx is told on the standard error, and the exit status is 1.
`

/** What the user asks for. */
interface Wanted extends Address {
  /** as it goes into the request line */
  readonly target: string
}

/** The command line was wrong. */
class Mistake extends Error {
  override readonly name = 'Mistake'
}

/** What the command line asks for; undefined where it is only --help. Throws Mistake. */
function parseCommandLine(words: readonly string[]): Wanted | undefined {
  const { values, positionals } = parseWords(words)
  if (values.help === true) return undefined
  const [first = '/', ...more] = positionals
  if (more.length > 0) throw new Mistake('there is more than one URL or path')
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(first)) {
    if (values.host !== undefined || values.port !== undefined)
      throw new Mistake('a URL says which host and port; --host and --port go with a path')
    return parseUrl(first)
  }
  const host = values.host ?? DEFAULT_HOST
  if (host.trim() === '') throw new Mistake('--host needs the name or the address of a host')
  return { host, port: values.port === undefined ? HTTP_PORT : parsePort(values.port), target: parsePath(first) }
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { host: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS_') || !(error instanceof Error)) throw error
    // What follows the first sentence is advice for which one line has no room.
    const sentence = error.message.split(/\.?\n|\. /)[0] ?? ''
    throw new Mistake(sentence.charAt(0).toLowerCase() + sentence.slice(1))
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > HIGHEST_PORT)
    throw new Mistake(`--port takes a number from 1 to ${HIGHEST_PORT}, not "${text}"`)
  return port
}

function parseUrl(text: string): Wanted {
  if (!URL.canParse(text))
    throw new Mistake(`"${text}" is not a URL such as http://${DEFAULT_HOST}:${HTTP_PORT}/index.html`)
  const url = new URL(text)
  if (url.protocol !== 'http:') throw new Mistake(`only http can be spoken here, not ${url.protocol.slice(0, -1)}`)
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? STANDARD_PORT : Number(url.port),
    target: url.pathname + url.search,
  }
}

/** Unlike that of a URL, it is sent as it is, `..` too: only what cannot stand in a request line is encoded. */
function parsePath(text: string): string {
  const path = text.replace(/[^\x21-\x7e]/gu, encodeURIComponent)
  return path.startsWith('/') ? path : `/${path}`
}

function encodeRequest({ host, port, target }: Wanted): Buffer {
  const authority = isIPv6(host) ? `[${host}]` : host
  return encodeHead(`GET ${target} HTTP/1.0`, [
    ['Host', port === STANDARD_PORT ? authority : formatAddress({ host, port })],
  ])
}

async function connectTo(server: Address): Promise<Socket> {
  const connection = connect({ host: server.host, port: server.port, noDelay: true })
  connection.setTimeout(CONNECT_DEADLINE_MS, () => {
    connection.destroy(Object.assign(new Error('connecting took too long'), { code: 'ETIMEDOUT' }))
  })
  await once(connection, 'connect')
  connection.setTimeout(0)
  connection.removeAllListeners('timeout')
  return connection
}

/**
 * The segments of the connection as they come. Its error is thrown only behind all that came before it: an iterator of the
 * connection itself would drop what was not yet taken.
 */
async function* segmentsOf(connection: Socket): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  const fate: { ended: boolean; failure?: Error } = { ended: false }
  let wake = () => {}
  connection.on('data', (octets: Buffer) => {
    waiting.push(octets)
    if (waiting.length >= MOST_WAITING) connection.pause()
    wake()
  })
  connection.once('end', () => {
    fate.ended = true
    wake()
  })
  connection.once('error', (error) => {
    fate.failure = error
  })
  connection.once('close', () => {
    // A reset while nothing was being read closes the connection without an error of its own.
    if (!fate.ended) fate.failure ??= Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' })
    wake()
  })
  for (;;) {
    const octets = waiting.shift()
    if (octets !== undefined) {
      yield octets
    } else if (fate.failure !== undefined) {
      throw fate.failure
    } else if (fate.ended) {
      return
    } else {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      connection.resume()
      await woken
    }
  }
}

/** Writes octets to the standard output once it takes them. Throws its error: EPIPE where nobody reads it any more. */
function show(octets: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(octets, (error) => {
      if (error) reject(new OutputError(error))
      else resolve()
    })
  })
}

/** The standard output takes no more. */
class OutputError extends Error {
  override readonly name = 'OutputError'

  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}

/**
 * Shows the body, as it comes and however it is split: as many octets as Content-Length says, or else until the server ends the
 * connection. Throws ProgramError where it is cut short, after what there is of it was shown; the connection's error likewise.
 */
async function showResponse(segments: AsyncIterable<Buffer>): Promise<ResponseHead> {
  const input = new OctetBuffer()
  let head: DecodedResponseHead = { kind: 'incomplete', lines: 0, have: 0 }
  let body: BodyToShow | undefined
  try {
    for await (const octets of segments) {
      if (body !== undefined) {
        await body.show(octets)
      } else {
        input.push(octets)
        head = decodeResponseHead(input.peek())
        if (head.kind === 'invalid') break
        if (head.kind === 'complete') {
          input.skip(head.size)
          body = new BodyToShow(head)
          await body.show(input.take(input.size))
        } else if (input.size > LONGEST_HEAD) {
          throw new ProgramError(
            `the response has no empty line at the end of its header, and is longer than ${LONGEST_HEAD} bytes`,
          )
        }
      }
      if (body?.whole === true) break
    }
  } finally {
    // Whatever came without a header to understand it by is shown as it is.
    if (body === undefined) await show(input.peek())
  }
  if (head.kind !== 'complete' || body === undefined)
    throw new ProgramError(explainHead(decodeResponseHead(input.peek(), true)))
  body.checkWhole()
  return head
}

/** The body of a response, of which so much has been shown. */
class BodyToShow {
  /** undefined where the body ends with the connection */
  readonly #length: number | undefined
  #shown = 0

  /** Throws ProgramError where the header leaves open where the body ends. */
  constructor({ status, headers }: ResponseHead) {
    const announced = contentLength(headers)
    if (announced.kind === 'invalid')
      throw new ProgramError(
        `the response has the Content-Length "${printable(announced.value)}", which is not a number of bytes`,
      )
    // RFC 9112, section 6.3: no content, not modified.
    const none = status === 204 || status === 304
    this.#length = none ? 0 : announced.kind === 'length' ? announced.length : undefined
  }

  get whole(): boolean {
    return this.#shown === this.#length
  }

  /** Shows octets, as far as they belong to the body. */
  async show(octets: Buffer): Promise<void> {
    const mine = this.#length === undefined ? octets : octets.subarray(0, this.#length - this.#shown)
    this.#shown += mine.length
    if (mine.length > 0) await show(mine)
  }

  checkWhole(): void {
    if (this.#length === undefined || this.whole) return
    throw new ProgramError(
      `the response was cut short: ${this.#shown} of ${this.#length} bytes came before the server ended the connection`,
    )
  }
}

/** Why a response that has ended has no whole head. */
function explainHead(head: DecodedResponseHead): string {
  switch (head.kind) {
    case 'complete':
      return `the response ended without an empty line at the end of its header, which begins "${printable(head.lines[0]?.text ?? '')}"`
    case 'invalid': {
      if (head.line === 1 && head.text === '') return 'the server closed the connection without a response'
      return `line ${head.line} of the response is wrong, ${explainResponseHead(head.flaw)}: "${printable(head.text)}"`
    }
    case 'incomplete':
      return 'the response ended in its header'
  }
}

/** A server's text, fit for one line of a terminal. */
function printable(text: string): string {
  const shown = text.replace(/[^\x20-\x7e]/g, '?')
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown
}

async function get(wanted: Wanted): Promise<void> {
  const connection = await connectTo(wanted)
  try {
    connection.write(encodeRequest(wanted))
    const { status, reason } = await showResponse(segmentsOf(connection))
    if (status < 200 || status > 299)
      throw new ProgramError(`the server answered ${status} ${printable(reason)}`.trimEnd())
  } finally {
    connection.destroy()
  }
}

async function run(): Promise<void> {
  tolerateClosedOutput()
  let wanted: Wanted | undefined
  try {
    wanted = parseCommandLine(process.argv.slice(2))
    if (wanted === undefined) process.stdout.write(HELP)
    else await get(wanted)
  } catch (error) {
    if (error instanceof Mistake) reportMistake(NAME, `${error.message}; --help lists what there is`)
    else if (error instanceof ProgramError) reportFailure(NAME, error.message)
    // Nobody reads the output any more (`client | head -1`), so nothing more is wanted; other errors of it were noticed there.
    else if (!(error instanceof OutputError))
      reportFailure(NAME, explainExchangeError(error, wanted ?? { host: DEFAULT_HOST, port: HTTP_PORT }))
  }
}

await run()
