import * as requests from '../../harness/server/http-requests.js'
import * as responses from '../../harness/server/http-responses.js'
import { requestAndReadSlowly } from '../../harness/server/slow-reader.js'
import { server, type Phrase } from '../phrase.js'

/** Requests to a web server, and its responses. */
export const httpPhrases: readonly Phrase[] = [
  server(
    '{client} requests {string}',
    'GET for this path in HTTP/1.0, in one segment, on a new connection where it has none; [word] stands for random letters.',
    (s, name: string, path: string) => requests.request(s, name, path),
    'tcp',
  ),
  server(
    '{client} requests {string} and reads slowly',
    'The same; it reads nothing until the server has got rid of no more for a while. The file must be larger than the buffers on the way, some 5 MB.',
    (s, name: string, path: string) => requestAndReadSlowly(s, name, path),
    'tcp',
  ),
  server(
    '{client} requests {string} with header lines, in {count} segments',
    'The same with lines as a browser sends them.',
    (s, name: string, path: string, count: number) => requests.request(s, name, path, requests.withHeaderLines(count)),
    'tcp',
  ),
  server(
    '{client} requests {string} by the method {string}',
    'The same with another method.',
    (s, name: string, path: string, method: string) => requests.request(s, name, path, { method }),
    'tcp',
  ),
  server(
    '{client} requests {string} in HTTP\\/1.1, without Host',
    'The same in HTTP/1.1.',
    (s, name: string, path: string) => requests.request(s, name, path, { version: '1.1' }),
    'tcp',
  ),
  server(
    '{client} requests {string} in HTTP\\/1.1, with Host',
    'The same with the header line Host.',
    (s, name: string, path: string) =>
      requests.request(s, name, path, { version: '1.1', headers: ['Host: localhost'] }),
    'tcp',
  ),
  server(
    '{client} requests a path of {count} characters',
    'The same with a path that nobody has.',
    (s, name: string, count: number) => requests.requestLongPath(s, name, count),
    'tcp',
  ),
  server(
    '{client} receives the status {statuses}',
    'The response has one of these statuses.',
    (s, name: string, statuses: number[]) => {
      s.responder = name
      return responses.expectStatus(s, name, statuses)
    },
    'tcp',
  ),
  server(
    'the body is the file {string}',
    'Of the response last looked at; byte for byte.',
    (s, file: string) => responses.expectBody(s, s.responder, file),
    'tcp',
  ),
  server(
    'the header says the length of the file {string}',
    'Content-Length is there and is its number of bytes.',
    (s, file: string) => responses.expectLength(s, s.responder, file),
    'tcp',
  ),
  server(
    'the header says the type {types}',
    'Content-Type is one of these; parameters are allowed.',
    (s, types: string[]) => responses.expectType(s, s.responder, types),
    'tcp',
  ),
  server(
    'each line of the header ends with CR LF, and an empty line ends it',
    'A violation names the line.',
    (s) => responses.expectWellFormed(s, s.responder),
    'tcp',
  ),
  server(
    'the header says the same as that of GET',
    'Content-Type and Content-Length are those that a GET request for the same path gets.',
    (s) => responses.expectHeaderOfGet(s, s.responder),
    'tcp',
  ),
  server('there is no body', 'Nothing follows the header.', (s) => responses.expectNoBody(s, s.responder), 'tcp'),
  server(
    'the secret is not in what {client} receives',
    'Whatever the status.',
    (s, name: string) => responses.expectNoSecret(s, name),
    'tcp',
  ),
]
