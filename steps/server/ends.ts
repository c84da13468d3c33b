import * as closing from '../../harness/server/closing.js'
import * as exactly from '../../harness/server/exactly.js'
import * as leaving from '../../harness/server/leaving.js'
import * as serving from '../../harness/server/serving.js'
import { server, type Phrase } from '../phrase.js'

/** How connections end. */
export const endPhrases: readonly Phrase[] = [
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
    '{client} asks, shuts down its sending side and resets its connection',
    'The request, the end of the stream and RST: what the server sends then goes to a connection that both sides have ended. Another client connects before, and is served behind it, so that a server that serves one after the other finds all three at once.',
    (s, name: string) => serving.askEndAndReset(s, name),
    'tcp',
  ),
  server(
    '{client} asks, leaves the reply unread and resets its connection',
    'RST when the reply has come.',
    (s, name: string) => closing.askAndResetAtReply(s, name),
    'tcp',
  ),
  server(
    'the server ends the connection of {client}',
    'Within the deadline, and not by crashing.',
    (s, name: string) => closing.expectEnd(s, name),
    'tcp',
  ),
]
