import type { Payload } from '../../harness/messages/message.js'
import type { ReplyRule } from '../../harness/messages/reply.js'
import * as answering from '../../harness/server/answering.js'
import * as datagrams from '../../harness/server/datagrams.js'
import * as exactly from '../../harness/server/exactly.js'
import { search } from '../../harness/server/guessing.js'
import * as replies from '../../harness/server/replies.js'
import * as serving from '../../harness/server/serving.js'
import { server, serverInTurns, type Phrase } from '../phrase.js'

/** What clients receive, and what must not come. */
export const replyPhrases: readonly Phrase[] = [
  server(
    '{client} receives {reply}',
    'What it sent is answered so, within the deadline. More may follow.',
    (s, name: string, reply: ReplyRule) => replies.receive(s, name, reply),
  ),
  server(
    '{client} receives a reply',
    'Something comes in answer, within the deadline; what it says is no matter here.',
    (s, name: string) => answering.receiveSomething(s, name),
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
  server(
    '{client} receives its own reply',
    'It is answered what it asked, within the deadline, and not what another client is owed; what the reply says is no matter here.',
    (s, name: string) => serving.receiveOwnReply(s, name),
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
  serverInTurns(
    '{client} sends {payload} for {name} from {count} to {count}, lower after {reply}, higher after {reply}, until it receives {reply}, at most {count} times',
    'Guesses a number, each time in the middle of what the replies leave; the name stands for the guess. At the latest after so many the last of the replies must have come.',
    (
      s,
      name: () => string,
      message: () => Payload,
      word: () => string,
      least: () => number,
      most: () => number,
      lower: () => ReplyRule,
      higher: () => ReplyRule,
      right: () => ReplyRule,
      times: () => number,
    ) =>
      search(s, name(), {
        word: word(),
        least: least(),
        most: most(),
        message,
        lower,
        higher,
        right,
        times: times(),
      }),
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
    'What was sent before is not answered. Where no reply comes at all, nothing came for what was sent before either.',
    (s, name: string) => datagrams.receiveOnlyNextReply(s, name),
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
]
