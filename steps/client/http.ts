import * as http from '../../harness/client/http.js'
import type { Payload } from '../../harness/messages/message.js'
import { client, type Phrase } from '../phrase.js'

/** Web clients: their request, the response to it, and what they make of that. */
export const httpPhrases: readonly Phrase[] = [
  client(
    'the client is started for the path {string}',
    '{url} in its command is the URL of this path; [word] in it stands for random letters.',
    (s, path: string) => http.startFor(s, path),
    'tcp',
  ),
  client(
    'the client requests this path with GET, and an empty line ends the request',
    'In HTTP/1.0 or HTTP/1.1.',
    (s) => http.expectRequest(s),
    'tcp',
  ),
  client(
    'the server answers with the status {count} and {payload}',
    'A response of HTTP/1.0 with Content-Length and this body, in one segment; then the stream ends.',
    (s, status: number, body: Payload) => http.answer(s, status, body),
    'tcp',
  ),
  client(
    'the server answers with the status {count} and {payload}, with Content-Length, in {count} segments',
    'The same, the body cut at random places.',
    (s, status: number, body: Payload, segments: number) => http.answer(s, status, body, { segments }),
    'tcp',
  ),
  client(
    'the server answers with the status {count} and {payload}, without Content-Length, in {count} segments',
    'The end of the stream is the end of the body.',
    (s, status: number, body: Payload, segments: number) =>
      http.answer(s, status, body, { segments, contentLength: false }),
    'tcp',
  ),
  client(
    'the server answers with the status {count} and {payload}, the header cut into {count} segments',
    'The body comes in a segment behind them.',
    (s, status: number, body: Payload, headSegments: number) => http.answer(s, status, body, { headSegments }),
    'tcp',
  ),
  client(
    'the server closes every connection without answering',
    'Once a request has come on the first; further ones at once.',
    (s) => http.closeEveryConnection(s),
    'tcp',
  ),
  client(
    'the client shows or stores the body',
    'Byte for byte: on its output, or in a file of its working directory.',
    (s) => http.expectBody(s),
    'tcp',
  ),
  client(
    'the client tells of the status {count}',
    'It ends with another exit status than 0, or its output has the number.',
    (s, status: number) => http.expectTold(s, status),
    'tcp',
  ),
]
