import type { Payload } from '../harness/payload.js'
import type { ReplyRule } from '../harness/reply.js'
import { server, type Phrase } from './phrase.js'

/** The phrases with which features speak about a server; the harness plays its clients. */
export const serverPhrases: readonly Phrase[] = [
  // --- what being served means
  server('a client is served when it sends {payload} and receives {reply}', 'Stands in the Background: what "is served", "asks" and "its own reply" mean here.',
    (s, request: Payload, reply: ReplyRule) => s.defineExchange({ request, reply })),

  // --- connections and sending
  server('{client} connects', 'Opens a connection; the server must take it.', (s, name: string) => s.connect(name), 'tcp'),
  server('{client} sends {payload}', 'Sends the message as one segment or datagram.', (s, name: string, payload: Payload) => s.send(name, payload)),
  server('{client} sends {payload} in {count} segments', 'Sends the message cut at random places; each segment once the server has read the one before.',
    (s, name: string, payload: Payload, count: number) => s.sendInSegments(name, payload, count), 'tcp'),
  server('{client} sends {payload}, cut inside a character', 'Sends the text in two segments, the cut inside a character of several octets.',
    (s, name: string, payload: Payload) => s.sendCutInsideCharacter(name, payload), 'tcp'),
  server('{client} sends {payload}, keeping back its LF', 'Sends a line but for the LF at its end.', (s, name: string, payload: Payload) => s.sendWithoutLineEnd(name, payload), 'tcp'),
  server('{client} sends the LF', 'Sends the LF that was kept back.', (s, name: string) => s.sendLineEnd(name), 'tcp'),
  server('{client} asks', 'Sends the request of the Background and does not wait for the reply; connects first where it is not connected.', (s, name: string) => s.ask(name)),
  server('{client} sends two requests without waiting', 'Sends two requests of different sizes, one after the other.', (s, name: string) => s.askTwice(name), 'udp'),

  // --- replies
  server('{client} receives {reply}', 'What it sent is answered so, within the deadline. More may follow.', (s, name: string, reply: ReplyRule) => s.receive(name, reply)),
  server('{client} receives exactly {reply}', 'The same, and nothing more comes after it, up to the end of the stream (or the next reply).',
    (s, name: string, reply: ReplyRule) => s.receiveExactly(name, reply)),
  server('{client} receives its own reply', 'The reply of the Background to what it asked.', (s, name: string) => s.receiveOwnReply(name)),
  server('{client} receives nothing yet', 'For a short quiet window after the server has read what was sent nothing comes.', (s, name: string) => s.expectNothingYet(name), 'tcp'),
  server('{client} receives one reply to each', 'One datagram for each request, in any order, and no other.', (s, name: string) => s.receiveOneReplyEach(name), 'udp'),
  server('the next that {client} receives is the reply to its next request', 'What was sent before is not answered; the server goes on.', (s, name: string) => s.serve(name), 'udp'),
  server('the reply to {client} comes from the address that it sent to', 'The reply has that very address and port as its source.', (s, name: string) => s.expectReplyFromAddressed(name), 'udp'),
  server('the CR was not taken for a part of the text', 'The last reply, to a line ended by CR LF, does not end otherwise than the one before it, to a line ended by LF.',
    (s) => s.requireNoCRInText(), 'tcp'),

  // --- being served
  server('{client} is served', 'Asks and receives its own reply, on its connection or a new one.', (s, name: string) => s.serve(name)),
  server('a new client is served', 'A client that was not there before connects, is served and leaves; the server is still there.', (s) => s.serveNewcomer()),
  server('{count} requests of {client}, one after another, are each answered', 'So many exchanges in turn.', (s, count: number, name: string) => s.serveRepeatedly(name, count)),
  server('{count} clients at once are each served', 'All connect and ask without waiting for each other; each receives its own reply and leaves.', (s, count: number) => s.serveAtOnce(count)),

  // --- ends
  server('{client} shuts down its sending side', 'Half-close: the server reads the end of the stream, the client goes on receiving.', (s, name: string) => s.halfClose(name), 'tcp'),
  server('{client} leaves', 'Closes its connection politely; the server is given a moment to notice.', (s, name: string) => s.leaveNoticed(name)),
  server('{client} resets its connection', 'RST, once the server has accepted the connection.', (s, name: string) => s.reset(name), 'tcp'),
  server('{client} asks and resets its connection at once', 'The request and RST together: the server has nobody to answer.', (s, name: string) => s.askAndReset(name), 'tcp'),
  server('the server ends the connection of {client}', 'Within the deadline, and not by crashing.', (s, name: string) => s.expectEnd(name), 'tcp'),

  // --- the server as a process
  server('the server has just been started', 'It has served nobody yet; it is started anew where it has.', (s) => s.needFreshServer()),
  server('the server is stopped while {client} is connected', 'It is ended with all its processes; being the first to close, its side goes into TIME_WAIT.', (s, name: string) => s.stopServer(name), 'tcp'),
  server('the server is started again on the same port', 'It must be ready to serve again.', (s) => s.startServerAgain()),

  // --- observations, never graded
  server('it is observed whether {client} is served while {client} stays idle', '"sequential" or "concurrent".', (s, name: string, idle: string) => s.observeConcurrency(name, idle), 'tcp'),
  server('it is observed whether the connection of {client} is {string} or {string}', 'The first word where a second request is answered too, the second where it is not.',
    (s, name: string, again: string, once: string) => s.observePersistence(name, { again, once }), 'tcp'),
  server('it is observed whether of several requests of {client} {string} or {string}', 'The same, in words for requests.',
    (s, name: string, again: string, once: string) => s.observePersistence(name, { again, once }), 'tcp'),
  server('it is observed how much of it comes back to {client}', '"whole", "truncated to N" or "dropped".', (s, name: string) => s.observeHowMuch(name), 'udp'),
  server('it is observed whether letters outside ASCII come back to {client} in upper case', '"unchanged" or "uppercased".', (s, name: string) => s.observeAccents(name), 'udp'),
]
