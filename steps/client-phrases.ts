import type { AnswerRule } from '../harness/answer.js'
import type { Payload } from '../harness/payload.js'
import { client, type Phrase } from './phrase.js'

/** The phrases with which features speak about a client; the harness plays the server and types on the client's standard input. */
export const clientPhrases: readonly Phrase[] = [
  // --- the set-up
  client('the server answers with {answer}', 'Stands in the Background: what "answers" means here. The letters are random, so no client can have computed them.',
    (s, answer: AnswerRule) => s.defineAnswer(answer)),
  client('nobody listens where the server should be', 'The port is closed.', (s) => s.expectNobody()),
  client('the client is started and {payload} is typed', 'Starts the program and types the message and LF at once; its standard input stays open.', (s, typed: Payload) => s.start(typed)),

  // --- the server's part
  client('the server answers', 'Waits for the message, answers it, and ends the stream.', (s) => s.answer()),
  client('the server answers in {count} segments', 'The same; each segment once the client has read the one before.', (s, count: number) => s.answer(count), 'tcp'),
  client('the server closes without answering', 'Waits for the message, and ends the connection.', (s) => s.closeUnanswered(), 'tcp'),
  client('the server does not answer', 'Waits for the message, and stays silent.', (s) => s.staySilent(), 'udp'),
  client('the server reads slowly', 'Leaves the connection unread until every buffer on the way must be full, then reads.', (s) => s.readSlowly(), 'tcp'),

  // --- the message
  client('its message arrives complete', 'The typed line, or a message of the client\'s own; over UDP as one datagram.', (s) => s.expectMessage()),
  client('the typed line arrives complete', 'With or without a line end.', (s) => s.expectTypedLine()),
  client('the typed line arrives complete, ended by LF', 'CR before the LF is accepted.', (s) => s.expectTypedLine('LF'), 'tcp'),
  client('the typed line arrives complete, where the message comes from standard input', 'Skipped for a client that sends a message of its own.', (s) => s.expectTypedLineIfAny()),

  // --- the client as a process
  client('the client shows the answer', 'Its output has the whole answer, whatever is printed around it.', (s) => s.expectShown()),
  client('the client ends by itself with exit status 0', 'Within the deadline of a reply.', (s) => s.expectSuccess()),
  client('the client ends by itself within {count} s', 'With whatever status.', (s, count: number) => s.expectEnd(count * 1000)),

  // --- observations, never graded
  client('it is observed whether the line\'s terminator is sent', 'None, LF or CR LF.', (s) => s.observeLineEnd()),
]
