import { describe, expect, it } from 'vitest'
import * as files from '../../harness/server/files.js'
import * as requests from '../../harness/server/http-requests.js'
import * as http from '../../harness/server/http-responses.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { ServedClient } from '../../harness/server/served-client.js'
import type { ServerScenario } from '../../harness/server/server-scenario.js'
import type { Payload } from '../../harness/messages/message.js'
import type { Seen } from '../../harness/findings/observation.js'
import { SetupError, Violation, type Evidence } from '../../harness/findings/violation.js'
import { decodeChunked } from '../../harness/messages/chunked.js'
import { decodeResponseHead } from '../../protocols/http-message.js'
import { english } from '../../results/words/en.js'

const FILE = Buffer.from('<p>hola</p>\n')

/** A scenario whose client has received this response: what judges it looks at nothing else. */
function scenarioWith(response: string | Buffer): ServerScenario {
  const octets = Buffer.from(response as string)
  const head = decodeResponseHead(octets, true)
  const body = head.kind === 'complete' ? octets.subarray(head.size) : Buffer.alloc(0)
  const client = new ServedClient('client A')
  client.response = {
    octets,
    head,
    body: /transfer-encoding: chunked/i.test(octets.toString('latin1')) ? (decodeChunked(body) ?? body) : body,
  }
  const seen: Seen[] = []
  const scenario = {
    files: new Map([
      ['page.html', FILE],
      ['sub/empty.html', Buffer.alloc(0)],
    ]),
    secret: Buffer.from('the secret'),
    conversation: {},
    client: () => client,
    evidence: (_: string, end: Evidence['end']): Evidence => ({ end }),
    seen,
    observe: (one: Seen) => seen.push(one),
  }
  return scenario as unknown as ServerScenario
}

const response = (headers: readonly string[] = [], body: string | Buffer = FILE, status = '200 OK'): Buffer =>
  Buffer.concat([Buffer.from([`HTTP/1.0 ${status}`, ...headers, '', ''].join('\r\n')), Buffer.from(body as string)])

/** What is wrong with the response; undefined where it is as it must be. */
async function wrong(
  octets: string | Buffer,
  expectation: (scenario: ServerScenario) => Promise<void>,
): Promise<string | undefined> {
  try {
    await expectation(scenarioWith(octets))
  } catch (error) {
    expect(error).toBeInstanceOf(Violation)
    return english.observation((error as Violation).observation)
  }
  return undefined
}

describe('the files of a web server', () => {
  it('are known by their names', () => {
    const scenario = scenarioWith(response())
    expect(files.fileOf(scenario, 'page.html')).toBe(FILE)
    expect(() => files.fileOf(scenario, 'other.html')).toThrow(SetupError)
  })

  it('lie below its folder', async () => {
    const payload: Payload = { phrase: '', message: () => ({ segments: [] }) }
    for (const name of ['/etc/passwd', '../a', 'a/../../b', 'a/..', '..'])
      await expect(files.giveFile(scenarioWith(response()), payload, name), name).rejects.toThrow(SetupError)
  })

  it('are served where one is asked for and comes back', () => {
    const scenario = scenarioWith(response())
    const path = '/page.html'
    requests.defineServed(scenario, path, path.slice(1))
    const { request, reply } = scenario.conversation.exchange ?? {}
    expect(request?.message(new Randomness('a', 'b'), {})).toEqual({
      segments: [Buffer.from(`GET ${path} HTTP/1.0\r\n\r\n`)],
    })
    expect(reply).toEqual({ kind: 'http-file', file: FILE })
  })
})

describe('the status of a response', () => {
  it('is one of those expected', async () => {
    const expectation =
      (...statuses: number[]) =>
      (scenario: ServerScenario) =>
        http.expectStatus(scenario, 'client A', statuses)
    expect(await wrong(response(), expectation(200))).toBeUndefined()
    expect(await wrong(response([], '', '404 Not Found'), expectation(403, 404))).toBeUndefined()
    expect(await wrong(response([], '', '404 Not Found'), expectation(200))).toBe(
      'the status is 404 (Not Found), not 200',
    )
    expect(await wrong(response([], '', '500'), expectation(400, 404))).toBe('the status is 500, not 400 or 404')
    expect(await wrong('hola\r\n', expectation(200))).toMatch(
      /^the response's header cannot be understood: line 1 \("hola"\): it is not a status line/,
    )
  })
})

describe('the body of a response', () => {
  const expectation = (scenario: ServerScenario): Promise<void> => http.expectBody(scenario, 'client A', 'page.html')

  it('is the file, also in chunks, and also where the header is never ended', async () => {
    expect(await wrong(response(), expectation)).toBeUndefined()
    expect(
      await wrong(response(['Transfer-Encoding: chunked'], '4\r\n<p>h\r\n8\r\nola</p>\n\r\n0\r\n\r\n'), expectation),
    ).toBeUndefined()
    expect(await wrong(`HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n${FILE.toString()}`, expectation)).toBeUndefined()
  })

  it('is told by how much it is another', async () => {
    expect(await wrong(response([], '<p>ho'), expectation)).toBe("the body has only the first 5 bytes of the file's 12")
    expect(await wrong(response([], `${FILE.toString()}\n`), expectation)).toBe('the body has the file and 1 byte more')
    expect(await wrong(response([], '<p>HOLA</p>\n'), expectation)).toBe(
      'the body has other bytes than the file, from byte 4 on',
    )
    expect(await wrong(response([], ''), expectation)).toBe("the body has only the first 0 bytes of the file's 12")
  })

  it('is none where none is to follow', async () => {
    const none = (scenario: ServerScenario): Promise<void> => http.expectNoBody(scenario, 'client A')
    expect(await wrong(response(['Content-Length: 12'], ''), none)).toBeUndefined()
    expect(await wrong(response([], 'x'), none)).toBe('a body of 1 byte follows the header')
  })

  it('never holds the secret, whatever else the response is', async () => {
    const none = (scenario: ServerScenario): Promise<void> => http.expectNoSecret(scenario, 'client A')
    for (const octets of [response(), response([], '', '404 Not Found'), 'nonsense'])
      expect(await wrong(octets, none)).toBeUndefined()
    expect(await wrong(response([], 'this is the secret!'), none)).toBe('a file outside the document root was served')
    expect(await wrong('the secret', none)).toBe('a file outside the document root was served')
  })
})

describe('the header of a response', () => {
  it('has the length of the file', async () => {
    const expectation = (scenario: ServerScenario): Promise<void> =>
      http.expectLength(scenario, 'client A', 'page.html')
    expect(await wrong(response(['content-LENGTH:12']), expectation)).toBeUndefined()
    expect(await wrong(response(), expectation)).toBe('the header has no Content-Length')
    expect(await wrong(response(['Content-Length: twelve']), expectation)).toBe(
      'Content-Length is "twelve", which is no number of bytes',
    )
    expect(await wrong(response(['Content-Length: 11']), expectation)).toBe(
      'Content-Length says 11, and the body has 12 bytes',
    )
  })

  it('has one of the types expected, with any parameters', async () => {
    const expectation = (scenario: ServerScenario): Promise<void> =>
      http.expectType(scenario, 'client A', ['text/javascript', 'text/js'])
    for (const type of ['text/js', 'TEXT/JavaScript', 'text/js; charset=utf-8', 'text/js;charset=utf-8'])
      expect(await wrong(response([`Content-Type: ${type}`]), expectation)).toBeUndefined()
    expect(await wrong(response(['Content-Type: text/html']), expectation)).toBe(
      'Content-Type is "text/html", not text/javascript or text/js',
    )
    expect(await wrong(response(), expectation)).toBe('the header has no Content-Type')
  })

  it('has lines that end with CR LF, and an empty one at its end', async () => {
    const expectation = (scenario: ServerScenario): Promise<void> => http.expectWellFormed(scenario, 'client A')
    expect(await wrong(response(['Server: x']), expectation)).toBeUndefined()
    expect(await wrong('HTTP/1.0 200 OK\r\nServer: x\n\r\nhola', expectation)).toBe(
      'line 2 of the header, "Server: x", ends with LF alone, not with CR LF',
    )
    expect(await wrong('HTTP/1.0 200 OK\r\nServer: x\r\n\nhola', expectation)).toBe(
      'the empty line that ends the header is LF alone, not CR LF',
    )
    expect(await wrong('HTTP/1.0 200 OK\r\nServer: x\r\n<p>hola</p>', expectation)).toBe(
      'no empty line ends the header: its last line is "Server: x", and behind its CR LF the body follows at once (a CR LF is missing)',
    )
  })
})

describe('what comes for a folder', () => {
  it('is observed: a listing, an index or another status', async () => {
    const observed = async (octets: Buffer): Promise<string> => {
      const scenario = scenarioWith(octets)
      await http.observeFolder(scenario, 'client A')
      return scenario.seen.map((seen) => english.seen(seen)).join('; ')
    }
    expect(await observed(response([], '<a href="sub">'))).toBe('a listing (200)')
    expect(await observed(response([], 'hola'))).toBe('an index (200, 4 bytes)')
    expect(await observed(response([], '', '403 Forbidden'))).toBe('403')
  })
})
