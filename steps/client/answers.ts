import * as answering from '../../harness/client/answering.js'
import * as chat from '../../harness/client/chat.js'
import * as conversation from '../../harness/client/conversation.js'
import * as network from '../../harness/client/disturbed.js'
import * as transfer from '../../harness/client/transfer.js'
import type { Payload } from '../../harness/messages/message.js'
import { parsePayload } from '../../harness/messages/grammar/payloads.js'
import { client, type Phrase } from '../phrase.js'

/** The server's part: what the harness does with the client's message. */
export const answerPhrases: readonly Phrase[] = [
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
]
