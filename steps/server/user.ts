import type { Payload } from '../../harness/messages/message.js'
import { parsePayload } from '../../harness/messages/grammar/payloads.js'
import * as chat from '../../harness/server/chat.js'
import { server, type Phrase } from '../phrase.js'

/** The server's user: what it shows, what is typed at it, how it ends then. */
export const userPhrases: readonly Phrase[] = [
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
    'A datagram that is the line, with or without its end.',
    (s, name: string) => chat.expectTyped(s, name),
    'udp',
  ),
  server(
    '{client} receives what was typed, whatever stands around it',
    'A datagram in which the line is.',
    (s, name: string) => chat.expectTyped(s, name, 'anything'),
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
]
