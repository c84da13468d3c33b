import * as closing from '../harness/server/closing.js'
import * as connecting from '../harness/server/connecting.js'
import * as exactly from '../harness/server/exactly.js'
import * as files from '../harness/server/files.js'
import * as requests from '../harness/server/http-requests.js'
import * as responses from '../harness/server/http-responses.js'
import * as leaving from '../harness/server/leaving.js'
import * as rate from '../harness/server/rate.js'
import * as restarting from '../harness/server/restarting.js'
import * as sending from '../harness/server/sending.js'
import * as serving from '../harness/server/serving.js'
import type { Content, Payload } from '../harness/messages/message.js'
import type { ReplyRule } from '../harness/messages/reply.js'
import * as chat from '../harness/server/chat.js'
import * as datagrams from '../harness/server/datagrams.js'
import * as network from '../harness/server/disturbed.js'
import * as observations from '../harness/server/observations.js'
import * as replies from '../harness/server/replies.js'
import * as survival from '../harness/server/survival.js'
import * as throughput from '../harness/server/throughput.js'
import { expectStored, expectStoredAsAgreed } from '../harness/server/stored-file.js'
import { parsePayload } from '../harness/messages/structured-payload.js'
import { server, type Phrase } from './phrase.js'

/** The phrases with which features speak about a server; the harness plays its clients. */
export const serverPhrases: readonly Phrase[] = [
  // --- the Background: what every conversation is like
  server(
    'a client is served when it sends {payload} and receives {reply}',
    'Stands in the Background: what "is served", "asks" and "its own reply" mean here.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.exchange = { request, reply }),
  ),
  server(
    'a client is served when it sends {payload}, and receives {reply}',
    'The same, where the message has a comma of its own.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.exchange = { request, reply }),
  ),
  server(
    'a client is greeted with {reply}',
    'Stands in the Background: what comes unasked on connecting.',
    (s, greeting: ReplyRule) => void (s.conversation.greeting = greeting),
    'tcp',
  ),
  server(
    'a client takes leave when it sends {payload} and receives {reply}',
    'Stands in the Background: how a client that leaves politely does so, before it ends its side.',
    (s, request: Payload, reply: ReplyRule) => void (s.conversation.farewell = { request, reply }),
    'tcp',
  ),
  server(
    'a line that begins with {string} may follow the reply {string}',
    'Stands in the Background: such a line is passed over there.',
    (s, begins: string, reply: string) => void (s.conversation.mayFollow = { begins, reply }),
    'tcp',
  ),
  server(
    'what the server says unasked on connecting is passed over',
    'Stands in the Background: a banner is looked at only by "receives, before anything else".',
    (s) => void (s.conversation.bannerPassed = true),
    'tcp',
  ),
  server(
    'the server may end with status 0 once it has served a client',
    'Stands in the Background: that it ends is no fault; it is started again for the next scenario.',
    (s) => void (s.conversation.mayEnd = true),
  ),

  server(
    'a client is served when it sends {payload} and the server takes them',
    'Stands in the Background: the server only reads; nothing comes back.',
    (s, request: Payload) => void (s.conversation.exchange = { request, reply: { kind: 'taken' } }),
    'tcp',
  ),
  server(
    'a client is served when it requests {string} and receives that file',
    'Stands in the Background: a request of HTTP/1.0 for this path is answered with the file.',
    (s, path: string) => requests.defineServed(s, path, path.replace(/^\//, '')),
    'tcp',
  ),

  // --- connections and sending
  server(
    '{client} connects',
    'Opens a connection; the server must take it.',
    (s, name: string) => connecting.connect(s, name),
    'tcp',
  ),
  server(
    '{client} connects and is greeted',
    'The same, and receives the greeting of the Background.',
    (s, name: string) => serving.connectAndBeGreeted(s, name),
    'tcp',
  ),
  server(
    '{client} sends {payload}',
    'Sends the message, as one segment or datagram where it says nothing else.',
    (s, name: string, payload: Payload) => sending.send(s, name, payload),
  ),
  server(
    '{client} sends {payload} in {count} segments',
    'Sends the message cut at random places; each segment once the server has read the one before.',
    (s, name: string, payload: Payload, count: number) => sending.sendInSegments(s, name, payload, count),
    'tcp',
  ),
  server(
    '{client} sends {payload}, and the rest in {count} segments',
    'Sends the first segment of the message as it is, and the last cut at random places.',
    (s, name: string, payload: Payload, count: number) => sending.sendRestInSegments(s, name, payload, count),
    'tcp',
  ),
  server(
    '{client} sends {payload}, one octet at a time',
    'Each octet is a segment; the next is sent once the server has read it.',
    (s, name: string, payload: Payload) => sending.sendOctetByOctet(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends {payload}, cut inside a character',
    'Sends the text in two segments, the cut inside a character of several octets.',
    (s, name: string, payload: Payload) => sending.sendCutInsideCharacter(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends {payload}, keeping back its LF',
    'Sends a line but for the LF at its end.',
    (s, name: string, payload: Payload) => sending.sendKeepingBack(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends the LF',
    'Sends the LF that was kept back.',
    (s, name: string) => sending.sendKept(s, name),
    'tcp',
  ),
  server(
    '{client} sends {payload}, keeping back its last octet',
    'Sends all but the last octet.',
    (s, name: string, payload: Payload) => sending.sendKeepingBack(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends the last octet',
    'Sends the octet that was kept back.',
    (s, name: string) => sending.sendKept(s, name),
    'tcp',
  ),
  server(
    '{client} begins {payload}',
    'Sends only what comes before the first turn: the command that data is to follow.',
    (s, name: string, payload: Payload) => sending.begin(s, name, payload),
    'tcp',
  ),
  server(
    '{client} asks',
    'Sends the request of the Background and does not wait for the reply; connects first where it is not connected.',
    (s, name: string) => sending.ask(s, name),
  ),
  server(
    '{client} sends two requests without waiting',
    'Sends two requests of different sizes, one after the other.',
    (s, name: string) => datagrams.askTwice(s, name),
    'udp',
  ),

  // --- replies
  server(
    '{client} receives {reply}',
    'What it sent is answered so, within the deadline. More may follow.',
    (s, name: string, reply: ReplyRule) => replies.receive(s, name, reply),
  ),
  server(
    '{client} receives exactly {reply}',
    "The same, and nothing more comes after it: up to the answer to the client's farewell, the end of the stream, or the next reply.",
    (s, name: string, reply: ReplyRule) => exactly.receiveExactly(s, name, reply),
  ),
  server(
    '{client} receives, before anything else, exactly {reply}',
    'The same, and nothing came unasked on connecting.',
    (s, name: string, reply: ReplyRule) => exactly.receiveBeforeAnythingElse(s, name, reply),
    'tcp',
  ),
  server(
    '{client} may receive {reply}',
    'This comes, or for a short quiet window nothing.',
    (s, name: string, reply: ReplyRule) => replies.receiveIfAny(s, name, reply),
    'tcp',
  ),
  server('{client} receives its own reply', 'The reply of the Background to what it asked.', (s, name: string) =>
    serving.receiveOwnReply(s, name),
  ),
  server(
    '{client} receives nothing yet',
    'For a short quiet window after the server has read what was sent nothing comes.',
    (s, name: string) => replies.expectNothingYet(s, name),
    'tcp',
  ),
  server(
    '{client} receives no reply',
    'Nothing comes for a short quiet window, or until the server ends the connection.',
    (s, name: string) => replies.expectNoReply(s, name),
    'tcp',
  ),
  server(
    '{client} receives one reply to each',
    'One datagram for each request, in any order, and no other.',
    (s, name: string) => datagrams.receiveOneReplyEach(s, name),
    'udp',
  ),
  server(
    'the next that {client} receives is the reply to its next request',
    'What was sent before is not answered; the server goes on.',
    (s, name: string) => serving.serve(s, name),
    'udp',
  ),
  server(
    'the reply to {client} comes from the address that it sent to',
    'The reply has that very address and port as its source.',
    (s, name: string) => datagrams.expectReplyFromAddressed(s, name),
    'udp',
  ),
  server(
    'the CR was not taken for a part of the text',
    'The last reply, to a line ended by CR LF, does not end otherwise than the one before it, to a line ended by LF.',
    (s) => replies.requireNoCRInText(s),
    'tcp',
  ),

  // --- being served
  server('{client} is served', 'Asks and receives its own reply, on its connection or a new one.', (s, name: string) =>
    serving.serve(s, name),
  ),
  server(
    '{client} is answered now, or waits its turn',
    'The server is given a short while; either is right.',
    (s, name: string) => replies.giveTurn(s, name),
    'tcp',
  ),
  server(
    'a new client is served',
    'A client that was not there before connects, is served and leaves; the server is still there.',
    (s) => serving.serveNewcomer(s),
  ),
  server(
    '{count} requests of {client}, one after another, are each answered',
    'So many exchanges in turn.',
    (s, count: number, name: string) => survival.serveRepeatedly(s, name, count),
  ),
  server(
    '{count} clients at once are each served',
    'All connect and ask without waiting for each other; each receives its own reply and leaves.',
    (s, count: number) => survival.serveAtOnce(s, count),
  ),
  server(
    'the server ends or serves a new client, and does not spin',
    'One that serves a single client may end; another serves the next. Neither keeps a CPU busy with nothing to do.',
    (s) => survival.endsOrServes(s),
    'tcp',
  ),

  // --- files
  server(
    'the {content} of {client} is stored as {string}',
    "The file of this name in the server's working directory holds exactly what the client sent last of this kind; within the deadline.",
    (s, kind: Content['kind'], name: string, file: string) => expectStored(s, kind, name, file),
  ),
  server(
    'the {content} of {client} is stored as agreed',
    'The same; the file is the one that --stored-as names.',
    (s, kind: Content['kind'], name: string) => expectStoredAsAgreed(s, kind, name),
  ),

  server(
    'the server has {payload} in {string}',
    "A file of this name below the server's working directory holds these octets; [word] in a name stands for random letters.",
    (s, content: Payload, name: string) => files.giveFile(s, content, name),
  ),
  server(
    'beside the folder of the server there is a secret',
    'A file that must never be served; [secret] is its name there, [secret path] the path to it from the root.',
    (s) => files.placeSecret(s),
  ),

  // --- HTTP
  server(
    '{client} requests {string}',
    'GET for this path in HTTP/1.0, in one segment, on a new connection where it has none; [word] stands for random letters.',
    (s, name: string, path: string) => requests.request(s, name, path),
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
    'Of the response last looked at; octet for octet.',
    (s, file: string) => responses.expectBody(s, s.responder, file),
    'tcp',
  ),
  server(
    'the header says the length of the file {string}',
    'Content-Length is there and is its number of octets.',
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

  // --- many octets
  server(
    '{client} sends {count} octets, one write of 8 192 after another',
    'As fast as the server takes them; it must not stop reading.',
    async (s, name: string, count: number) => {
      await throughput.pour(s, name, count)
    },
    'tcp',
  ),
  server(
    'the server has taken all that {client} sent',
    "As the kernel's tables show it.",
    (s, name: string) => throughput.expectTaken(s, name),
    'tcp',
  ),

  // --- on a network that is not as it should be (tag @network)
  server(
    '{client} sends {payload}, and half-way the network is cut for {count} s',
    'The second half is sent while the host of the server is cut off; replies may take longer by that.',
    (s, name: string, payload: Payload, count: number) => network.sendThroughCut(s, name, payload, count * 1000),
    'tcp',
  ),
  server(
    '{count} requests of {client}, each repeated until it is answered, are each answered',
    'A reply that comes twice is passed over.',
    (s, count: number, name: string) => network.repeatUntilAnswered(s, name, count),
    'udp',
  ),
  server(
    '{count} requests of {client}, sent without waiting, are each answered, in whatever order',
    'And with nothing else.',
    (s, count: number, name: string) => network.askManyAtOnce(s, name, count),
    'udp',
  ),

  // --- addresses
  server(
    '{client} is at {string}',
    'It has this address, one of 127.0.0.0/8.',
    (s, name: string, host: string) => connecting.locate(s, name, host),
    'udp',
  ),
  server(
    '{client} is at the last allowed address',
    'The last of those that the server was given; where it takes none from {allow}, the first.',
    (s, name: string) => connecting.locate(s, name, s.subject.allowed.at(-1) ?? '127.0.0.1'),
    'udp',
  ),
  server(
    '{client} is at {string}, on the port of {client}',
    'The same, with the port of another client.',
    (s, name: string, host: string, other: string) => connecting.locate(s, name, host, other),
    'udp',
  ),
  server(
    'nothing comes for {client}',
    'For a short quiet window; better after another client has been served.',
    (s, name: string) => chat.expectSilence(s, name),
    'udp',
  ),

  // --- the server's user
  server(
    'the server shows what {client} sent',
    'On its standard output, whatever is printed around it.',
    (s, name: string) => chat.expectShown(s, name),
  ),
  server('{payload} is typed at the server', 'On its standard input, with LF.', (s, line: Payload) =>
    chat.type(s, line),
  ),
  server(
    '{client} receives what was typed',
    'A datagram with the line, with or without its end.',
    (s, name: string) => chat.expectTyped(s, name),
    'udp',
  ),
  server(
    '{count} rounds of {client} and the server, in turn, are each shown and received',
    'A sentence is sent and shown, a line is typed and received.',
    (s, count: number, name: string) => chat.rounds(s, count, name, parsePayload('a sentence of 40 characters')),
    'udp',
  ),
  server(
    'the server ends by itself within {count} s with exit status 0',
    'After what was sent to it.',
    (s, count: number) => chat.expectSuccess(s, count * 1000),
  ),
  server('the server has ended within {count} s', 'With whatever status.', (s, count: number) =>
    chat.expectEnded(s, count * 1000),
  ),
  server('the port of the server is free', 'Somebody else can bind it.', (s) => chat.expectPortFree(s), 'udp'),

  // --- ends
  server(
    '{client} shuts down its sending side',
    'Half-close: the server reads the end of the stream, the client goes on receiving.',
    (s, name: string) => closing.halfClose(s, name),
    'tcp',
  ),
  server(
    '{client} leaves',
    'Takes leave as the Background has it, and closes its connection; the server is given a moment to notice.',
    (s, name: string) => leaving.leaveNoticed(s, name),
  ),
  server(
    '{client} disconnects',
    'Closes its connection without a farewell; the server is given a moment to notice.',
    (s, name: string) => closing.disconnect(s, name),
  ),
  server(
    '{client} takes leave, and nothing is left over',
    'The farewell is answered, and up to the end of the stream nothing more comes.',
    (s, name: string) => exactly.takeLeaveCompletely(s, name),
    'tcp',
  ),
  server(
    '{client} resets its connection',
    'RST, once the server has accepted the connection.',
    (s, name: string) => closing.reset(s, name),
    'tcp',
  ),
  server(
    '{client} begins to ask and resets its connection',
    'The first half of the request, and RST once the server has read it.',
    (s, name: string) => closing.beginAndReset(s, name),
    'tcp',
  ),
  server(
    '{client} asks and resets its connection at once',
    'The request and RST together: the server has nobody to answer.',
    (s, name: string) => closing.askAndReset(s, name),
    'tcp',
  ),
  server(
    'the server ends the connection of {client}',
    'Within the deadline, and not by crashing.',
    (s, name: string) => closing.expectEnd(s, name),
    'tcp',
  ),

  // --- the server as a process
  server('the server has just been started', 'It has served nobody yet; it is started anew where it has.', (s) =>
    restarting.needFreshServer(s),
  ),
  server(
    'the server serves many clients',
    'Skips the scenario for one that ends with status 0 once it has served a client, where the Background lets it.',
    (s) => survival.needManyClients(s),
  ),
  server(
    'the server is stopped while {client} is connected',
    'It is ended with all its processes; being the first to close, its side goes into TIME_WAIT.',
    (s, name: string) => restarting.stopServer(s, name),
    'tcp',
  ),
  server('the server is started again on the same port', 'It must be ready to serve again.', (s) =>
    restarting.startServerAgain(s),
  ),

  // --- observations, never graded
  server(
    'it is observed whether {client} is served while {client} stays idle',
    '"sequential" or "concurrent".',
    (s, name: string, idle: string) => observations.observeConcurrency(s, name, idle),
    'tcp',
  ),
  server(
    'it is observed whether the connection of {client} is {string} or {string}',
    'The first word where a second request is answered too, the second where it is not.',
    (s, name: string, again: string, once: string) => observations.observePersistence(s, name, { again, once }),
    'tcp',
  ),
  server(
    'it is observed whether of several requests of {client} {string} or {string}',
    'The same, in words for requests.',
    (s, name: string, again: string, once: string) => observations.observePersistence(s, name, { again, once }),
    'tcp',
  ),
  server(
    'it is observed whether the server serves {string} or {string}',
    'The first word where it goes on after a client, the second where it ends.',
    (s, many: string, one: string) => survival.observeMany(s, many, one),
    'tcp',
  ),
  server(
    'it is observed whether a new client is served',
    '"served", or why not.',
    (s) => observations.observeNewcomer(s),
    'tcp',
  ),
  server(
    'it is observed whether {client} is served',
    '"served", or why not.',
    (s, name: string) => observations.observeServed(s, name),
    'tcp',
  ),
  server(
    'it is observed how {client} is answered when it sends {payload}',
    'What comes until the server is quiet.',
    (s, name: string, payload: Payload) => observations.observeAnswer(s, name, payload),
    'tcp',
  ),
  server(
    'it is observed what {client} receives for a folder',
    'An index, a listing, or a status.',
    (s, name: string) => responses.observeFolder(s, name),
    'tcp',
  ),
  server(
    'it is observed how fast the server takes {count} octets, beside a sink of our own',
    'The rate as a ratio to that of a sink in the same run.',
    (s, count: number) => rate.observeRate(s, count),
    'tcp',
  ),
  server(
    'it is observed how much of it comes back to {client}',
    '"whole", "truncated to N" or "dropped".',
    (s, name: string) => datagrams.observeHowMuch(s, name),
    'udp',
  ),
  server(
    'it is observed whether letters outside ASCII come back to {client} in upper case',
    '"unchanged" or "uppercased".',
    (s, name: string) => datagrams.observeAccents(s, name),
    'udp',
  ),
]
