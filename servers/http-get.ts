import type { FileHandle } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { parseServerCommandLine } from '../endpoint/command-line.js'
import { DocumentRoot, type Found } from '../endpoint/document-root.js'
import { ProgramError } from '../endpoint/errors.js'
import { endConversation } from '../endpoint/farewell.js'
import { reportFailure } from '../endpoint/output.js'
import { HTTP_PORT } from '../endpoint/ports.js'
import { explainRequestHead, explainTarget } from '../endpoint/reasons.js'
import { send } from '../endpoint/sending.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import {
  contentTypeOf,
  decodeRequestHead,
  encodeHead,
  pathOf,
  type DecodedRequestHead,
  type RequestHead,
} from '../protocols/http-message.js'
import { OctetBuffer } from '../protocols/octet-buffer.js'

const NAME = 'http-get server'

/** How long a client may take over the head of its request: time to type one, and no more. */
const HEAD_DEADLINE_MS = 10_000
/** How long a client may take nothing of a response before it is given up. */
const STALLED_MS = 60_000
/** So much of a file is held in memory for each client. */
const PIECE_SIZE = 64 * 1024

const REASONS = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  414: 'URI Too Long',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  505: 'HTTP Version Not Supported',
} as const

type Status = keyof typeof REASONS
type Field = readonly [name: string, value: string]

const ALLOWED: readonly string[] = ['GET', 'HEAD']
/** The other methods of RFC 9110 and RFC 5789: known, and not allowed. Any other is unknown. */
const KNOWN: readonly string[] = ['POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']
/** What a folder is shown as. */
const INDEX = 'index.html'

/** What a request is answered with. */
type Response =
  | {
      readonly kind: 'file'
      /** whoever sends the response closes it */
      readonly handle: FileHandle
      readonly size: number
      readonly contentType: string
    }
  | { readonly kind: 'error'; readonly status: Status; readonly why: string; readonly fields?: readonly Field[] }

/** How the head of a request came, or that it did not come. */
type ReceivedHead =
  | Exclude<DecodedRequestHead, { kind: 'incomplete' }>
  /** the client ended its side before; `anything` says whether it had sent something */
  | { readonly kind: 'ended'; readonly anything: boolean }
  | { readonly kind: 'late'; readonly anything: boolean }
  | { readonly kind: 'gone' }

/** Reads the head of the request. What follows it is dropped as it comes: no method that has a body is allowed. */
function receiveHead(connection: Socket): Promise<ReceivedHead> {
  return new Promise((resolve) => {
    const input = new OctetBuffer()
    const finish = (head: ReceivedHead) => {
      clearTimeout(deadline)
      connection.removeAllListeners('data')
      // Nobody listens, so it is dropped; left unread, it would reset the connection in the end, and the response might be lost.
      connection.resume()
      resolve(head)
    }
    const deadline = setTimeout(() => finish({ kind: 'late', anything: input.size > 0 }), HEAD_DEADLINE_MS)
    connection.on('data', (octets: Buffer) => {
      input.push(octets)
      const head = decodeRequestHead(input.peek())
      if (head.kind !== 'incomplete') finish(head)
    })
    connection.once('end', () => finish({ kind: 'ended', anything: input.size > 0 }))
    connection.once('close', () => finish({ kind: 'gone' }))
  })
}

/** Decides what the request is answered with. Throws what the file system says where it is in trouble. */
async function respond(request: RequestHead, root: DocumentRoot): Promise<Response> {
  const hosts = request.headers.get('host')?.length ?? 0
  if (hosts > 1 || (hosts === 0 && request.version !== 'HTTP/1.0'))
    return error(400, 'the request needs one header line Host')
  if (KNOWN.includes(request.method))
    return error(405, 'this server has only GET and HEAD', [['Allow', ALLOWED.join(', ')]])
  if (!ALLOWED.includes(request.method)) return error(501, 'the method is unknown here')
  const path = pathOf(request.target)
  if (path.kind === 'invalid') return error(400, explainTarget(path.flaw))
  const found = await root.find(path.segments)
  if (found.kind !== 'folder')
    return path.folder ? withoutFolder(found) : respondWith(found, path.segments.at(-1) ?? '')
  const index = await root.find([...path.segments, INDEX])
  return index.kind === 'none'
    ? error(403, `the folder has no ${INDEX}, and what is in it is not listed`)
    : respondWith(index, INDEX)
}

function respondWith(found: Found, name: string): Response {
  switch (found.kind) {
    case 'file':
      return { kind: 'file', handle: found.handle, size: found.size, contentType: contentTypeOf(name) }
    case 'forbidden':
      return error(403, 'the file may not be read')
    case 'folder':
    case 'none':
      return error(404, 'there is no such file')
  }
}

/** A path that ends with a slash names a folder, and there is none. */
async function withoutFolder(found: Found): Promise<Response> {
  if (found.kind === 'file') await found.handle.close()
  return error(404, 'there is no such folder')
}

function error(status: Status, why: string, fields: readonly Field[] = []): Response {
  return { kind: 'error', status, why, fields }
}

/** What is always said: the response ends with the connection, whatever the version of the request. */
function encodeResponseHead(status: Status, contentType: string, size: number, fields: readonly Field[] = []): Buffer {
  return encodeHead(`HTTP/1.1 ${status} ${REASONS[status]}`, [
    ['Date', new Date().toUTCString()],
    ...fields,
    ['Content-Type', contentType],
    ['Content-Length', String(size)],
    ['Connection', 'close'],
  ])
}

/** Sends the response, without its body where only the header is wanted. Throws the connection's error, or the file system's. */
async function sendResponse(connection: Socket, response: Response, headOnly: boolean): Promise<void> {
  if (response.kind === 'file') {
    try {
      await send(connection, encodeResponseHead(200, response.contentType, response.size))
      if (!headOnly) await sendFile(connection, response.handle, response.size)
    } finally {
      await response.handle.close()
    }
    return
  }
  const body = Buffer.from(`${response.status} ${REASONS[response.status]}: ${response.why}\n`)
  const head = encodeResponseHead(response.status, 'text/plain; charset=utf-8', body.length, response.fields)
  await send(connection, headOnly ? head : Buffer.concat([head, body]))
}

/** Sends as many octets as were announced, no faster than the client takes them. */
async function sendFile(connection: Socket, handle: FileHandle, size: number): Promise<void> {
  const piece = Buffer.alloc(Math.min(size, PIECE_SIZE))
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(size - at, piece.length), at)
    // Ended as it should be, the connection would be the end of a whole response to a client that does not count.
    if (bytesRead === 0) throw new Error('a file became shorter while it was being sent')
    await send(connection, piece.subarray(0, bytesRead))
    at += bytesRead
  }
}

/** Answers the one request of a connection, and ends it. */
async function serveClient(connection: Socket, root: DocumentRoot): Promise<void> {
  const head = await receiveHead(connection)
  connection.setTimeout(STALLED_MS, () => connection.destroy())
  switch (head.kind) {
    case 'gone':
      return
    case 'complete':
      await sendResponse(connection, await respond(head, root).catch(failed), head.method === 'HEAD')
      break
    case 'invalid':
      await sendResponse(connection, error(head.status, explainRequestHead(head.flaw)), false)
      break
    // A client that has asked for nothing is told nothing.
    case 'ended':
      if (head.anything) await sendResponse(connection, error(400, 'the request ended before its empty line'), false)
      break
    case 'late':
      if (head.anything) await sendResponse(connection, error(408, 'the request took too long'), false)
      break
  }
  endConversation(connection)
}

function failed(problem: unknown): Response {
  process.stderr.write(`${NAME}: a file could not be read: ${String(problem)}\n`)
  return error(500, 'the file could not be read')
}

const information = {
  name: NAME,
  summary: 'serves the files of a folder and its subfolders to GET and HEAD; a folder is shown as its index.html',
  defaultPort: HTTP_PORT,
  options: {
    root: { placeholder: 'DIR', summary: 'the folder whose files it serves', defaultValue: '.' },
  },
} as const

/** Serves the files, however many clients ask at once. */
async function runServer(root: DocumentRoot | undefined): Promise<void> {
  await runTcpServer<{ root: string }>({
    ...information,
    serve(connection) {
      // Without a folder the command line asked for something else than a server, and nobody connects.
      if (root === undefined) return
      serveClient(connection, root).catch((problem: unknown) => {
        // A client that has gone is no news; a disk that fails is.
        if (!connection.destroyed) process.stderr.write(`${NAME}: a response was cut short: ${String(problem)}\n`)
        connection.destroy()
      })
    },
  })
}

/** The folder of the command line. Throws ProgramError where there is no such folder. */
async function openRoot(): Promise<DocumentRoot | undefined> {
  const options = parseServerCommandLine<{ root: string }>(information, process.argv.slice(2))
  return options.kind === 'run' ? DocumentRoot.open(options.settings.root) : undefined
}

// Before it listens, so that a folder that is not there is the user's first news, not the first client's.
await openRoot().then(runServer, (problem: unknown) => {
  reportFailure(NAME, problem instanceof ProgramError ? problem.message : String(problem))
})
