import * as conversation from '../../harness/client/conversation.js'
import * as messages from '../../harness/client/messages.js'
import { receiveMessage } from '../../harness/client/receiving.js'
import * as transfer from '../../harness/client/transfer.js'
import type { Payload } from '../../harness/messages/message.js'
import { client, type Phrase } from '../phrase.js'

/** The client's message. */
export const messagePhrases: readonly Phrase[] = [
  client('a message comes from the client', 'Whatever it is.', async (s) => {
    await receiveMessage(s)
  }),
  client(
    'its message arrives complete',
    "The typed line, or a message of the client's own; over UDP as one datagram.",
    (s) => messages.expectMessage(s),
  ),
  client('the typed line arrives complete', 'With or without a line end.', (s) => messages.expectTypedLine(s)),
  client('the typed line arrives complete, whatever stands around it', 'Other text may come with it.', (s) =>
    messages.expectTypedLineWithin(s),
  ),
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
    'As 4 bytes, big-endian, and exactly the bytes of the file.',
    (s) => transfer.expectFile(s),
    'tcp',
  ),
  client(
    '{string} arrives as a text part, and {string} as an image part',
    'In either order; each is answered as the Background says.',
    (s, text: string, image: string) => transfer.expectParts(s, text, image),
    'tcp',
  ),
]
