import type { AnswerRule } from '../harness/messages/answer.js'
import * as answering from '../harness/client/answering.js'
import * as chat from '../harness/client/chat.js'
import * as conversation from '../harness/client/conversation.js'
import * as ending from '../harness/client/ending.js'
import * as messages from '../harness/client/messages.js'
import { receiveMessage } from '../harness/client/receiving.js'
import * as shown from '../harness/client/shown.js'
import * as starting from '../harness/client/starting.js'
import * as throughput from '../harness/client/throughput.js'
import * as transfer from '../harness/client/transfer.js'
import * as http from '../harness/client/http.js'
import * as network from '../harness/client/disturbed.js'
import type { Payload } from '../harness/messages/message.js'
import { parsePayload } from '../harness/messages/structured-payload.js'
import { client, type Phrase } from './phrase.js'

/** The phrases with which features speak about a client; the harness plays the server and types on the client's standard input. */
export const clientPhrases: readonly Phrase[] = [
  // --- the set-up
  client(
    'the server answers with {answer}',
    'Stands in the Background: what "answers" means here. The letters are random, so no client can have computed them.',
    (s, answer: AnswerRule) => void (s.answerRule = answer),
  ),
  client(
    'the server greets with {payload}',
    'Stands in the Background: what the server sends when the client has connected.',
    (s, greeting: Payload) => void (s.greeting = greeting),
    'tcp',
  ),
  client(
    'the server does not greet',
    'Against the Background: it says nothing of itself.',
    (s) => void (s.greeting = undefined),
    'tcp',
  ),
  client(
    'the server answers each part with {payload}',
    'Stands in the Background: what "answers both parts" means here.',
    (s, answer: Payload) => transfer.defineAnswerToParts(s, answer),
    'tcp',
  ),
  client(
    'the client has {payload} in {string}',
    "A file of this name in the client's working directory holds these octets.",
    (s, content: Payload, name: string) => starting.giveFile(s, name, content),
  ),
  client(
    'the client has {payload} in the agreed file',
    'The same; the file is the one that --send-file names.',
    (s, content: Payload) => starting.giveAgreedFile(s, content),
  ),
  client('nobody listens where the server should be', 'The port is closed.', (s) => void (s.nobody = true)),
  client('the client is started', 'Starts the program; its standard input stays open.', (s) => starting.start(s)),
  client(
    'the client is started and {payload} is typed',
    'Starts the program and types the message and LF at once; its standard input stays open.',
    (s, typed: Payload) => starting.start(s, typed),
  ),
  client('{payload} is typed', 'Types the message and LF.', (s, typed: Payload) => starting.type(s, typed)),

  // --- the server's part
  client('the server answers', 'Waits for the message, answers it, and ends the stream.', (s) => answering.answer(s)),
  client(
    'the server answers in {count} segments',
    'The same; each segment once the client has read the one before.',
    (s, count: number) => answering.answer(s, count),
    'tcp',
  ),
  client(
    'the server answers both parts',
    'Each when it is there; then ends the stream.',
    (s) => transfer.answerParts(s, false),
    'tcp',
  ),
  client(
    'the server answers both parts, each answer in several segments',
    'The same; each segment once the client has read the one before.',
    (s) => transfer.answerParts(s, true),
    'tcp',
  ),
  client(
    'the server sends {payload}',
    'Sends the message; it is what the client must show from then on.',
    (s, message: Payload) => conversation.send(s, message),
    'tcp',
  ),
  client(
    'the server sends {payload} in {count} segments',
    'The same; each segment once the client has read the one before.',
    (s, message: Payload, count: number) => conversation.send(s, message, count),
    'tcp',
  ),
  client(
    'the server sends {payload} in {count} segments, the first cut inside its length',
    'The same, for a message that begins with its length.',
    (s, message: Payload, count: number) => conversation.sendCutInLength(s, message, count),
    'tcp',
  ),
  client(
    'the server closes without answering',
    'Waits for the message, and ends the connection.',
    (s) => answering.closeUnanswered(s),
    'tcp',
  ),
  client('the server ends the connection', 'At once.', (s) => conversation.endConnection(s), 'tcp'),
  client(
    'the server does not answer',
    'Waits for the message, and stays silent.',
    (s) => answering.staySilent(s),
    'udp',
  ),
  client(
    'the server reads slowly',
    'Leaves the connection unread until every buffer on the way must be full, then reads.',
    (s) => answering.readSlowly(s),
    'tcp',
  ),

  client(
    'the server replies with {payload}',
    "A datagram to where the client's came from; it is what the client must show.",
    (s, message: Payload) => chat.reply(s, message),
    'udp',
  ),
  client(
    '{count} rounds of typing and replying, in turn, each arrive and are shown',
    'A line is typed and arrives, a sentence is sent and shown.',
    (s, count: number) => chat.rounds(s, count, parsePayload('a sentence of 40 characters')),
    'udp',
  ),

  client(
    'started {count} times with {payload} typed, the client each time shows the answer or ends by itself within {count} s, and shows it at least once',
    'Each of its datagrams is answered; on a network that loses packets (tag @network).',
    (s, count: number, typed: Payload, limit: number) => network.runRepeatedly(s, count, typed, limit * 1000),
    'udp',
  ),

  // --- HTTP
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
    'Octet for octet: on its output, or in a file of its working directory.',
    (s) => http.expectBody(s),
    'tcp',
  ),
  client(
    'the client tells of the status {count}',
    'It ends with another exit status than 0, or its output has the number.',
    (s, status: number) => http.expectTold(s, status),
    'tcp',
  ),

  // --- many octets
  client(
    'the client sends for the agreed duration, within 1 s, and then closes',
    'As --duration says; from its first octet to the end of the stream.',
    (s) => throughput.expectDuration(s),
    'tcp',
  ),
  client(
    'the server reads until the client closes',
    'As fast as it can, and counts.',
    (s) => throughput.count(s),
    'tcp',
  ),
  client(
    'the server reads {count} MiB in each second until the client closes',
    'No faster, and counts.',
    (s, count: number) => throughput.count(s, count * 1024 * 1024),
    'tcp',
  ),
  client(
    'the client prints a rate in kbit\\/s within 15 % of what the server counted',
    'A number in its output.',
    (s) => throughput.expectRate(s),
    'tcp',
  ),
  client('the server resets the connection', 'RST, once something has come.', (s) => throughput.reset(s), 'tcp'),
  client(
    'the client ends with an error within {count} s',
    'With another exit status than 0.',
    (s, count: number) => throughput.expectError(s, count * 1000),
    'tcp',
  ),

  // --- the message
  client('a message comes from the client', 'Whatever it is.', async (s) => {
    await receiveMessage(s)
  }),
  client(
    'its message arrives complete',
    "The typed line, or a message of the client's own; over UDP as one datagram.",
    (s) => messages.expectMessage(s),
  ),
  client('the typed line arrives complete', 'With or without a line end.', (s) => messages.expectTypedLine(s)),
  client(
    'the typed line arrives complete, ended by LF',
    'CR before the LF is accepted.',
    (s) => messages.expectTypedLine(s, 'LF'),
    'tcp',
  ),
  client(
    'the typed line arrives complete, where the message comes from standard input',
    'Skipped for a client that sends a message of its own.',
    (s) => messages.expectTypedLineIfAny(s),
  ),
  client(
    'the client sends {payload}',
    'Its next message is this one: a line whatever its end, JSON whatever its spaces.',
    (s, message: Payload) => conversation.expectSent(s, message),
    'tcp',
  ),
  client(
    'the client sends the line {string} and the line that was typed last',
    'Two lines, or one, as --data-form has it.',
    (s, command: string) => conversation.expectCommandAndTypedLine(s, command),
    'tcp',
  ),
  client(
    'the client sends nothing yet',
    'For a short quiet window after it has connected.',
    (s) => conversation.expectNothingYet(s),
    'tcp',
  ),
  client(
    'the client sends nothing more and ends the connection',
    'Within the deadline.',
    (s) => conversation.expectNothingMore(s),
    'tcp',
  ),
  client(
    'the agreed file arrives, its length before it',
    'As 4 octets, big-endian, and exactly the octets of the file.',
    (s) => transfer.expectFile(s),
    'tcp',
  ),
  client(
    '{string} arrives as a text part, and {string} as an image part',
    'In either order; each is answered as the Background says.',
    (s, text: string, image: string) => transfer.expectParts(s, text, image),
    'tcp',
  ),

  // --- the client as a process
  client('the client shows the answer', 'Its output has the whole answer, whatever is printed around it.', (s) =>
    shown.expectShown(s),
  ),
  client('the client shows what the server sent', 'The same, of the last message that the server sent.', (s) =>
    shown.expectShown(s),
  ),
  client(
    'the client waits for the reply',
    'For a short quiet window it keeps its end of the connection.',
    (s) => transfer.expectWaiting(s),
    'tcp',
  ),
  client('the client ends by itself with exit status 0', 'Within the deadline of a reply.', (s) =>
    ending.expectSuccess(s),
  ),
  client('the client ends by itself within {count} s', 'With whatever status.', (s, count: number) =>
    ending.expectEnd(s, count * 1000),
  ),

  // --- observations, never graded
  client("it is observed whether the line's terminator is sent", 'None, LF or CR LF.', (s) =>
    messages.observeLineEnd(s),
  ),
]
