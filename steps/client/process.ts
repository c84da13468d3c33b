import * as attempt from '../../harness/client/attempt.js'
import * as ending from '../../harness/client/ending.js'
import * as shown from '../../harness/client/shown.js'
import * as transfer from '../../harness/client/transfer.js'
import type { ReplyRule } from '../../harness/messages/reply.js'
import { client, type Phrase } from '../phrase.js'

/** The client as a process, and what its user sees. */
export const processPhrases: readonly Phrase[] = [
  client('the client shows the answer', 'Its output has the whole answer, whatever is printed around it.', (s) =>
    shown.expectShown(s),
  ),
  client('the client shows what the server sent', 'The same, of the last message that the server sent.', (s) =>
    shown.expectShown(s),
  ),
  client(
    'the client shows {reply}',
    'Its output has this text, or such a line, within the deadline; a prompt may stand before the line.',
    (s, reply: ReplyRule) => shown.expectNamed(s, reply),
  ),
  client(
    'the client does not show {reply}',
    'Up to the end of the scenario its output has no such text or line.',
    (s, reply: ReplyRule) => shown.expectNotNamed(s, reply),
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
  client(
    'the client ends by itself within {count} s',
    'With whatever status; where nobody listens, one that never comes to a server that is there has not tried either.',
    (s, count: number) => attempt.expectEnd(s, count * 1000),
  ),
]
