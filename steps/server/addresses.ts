import * as chat from '../../harness/server/chat.js'
import * as connecting from '../../harness/server/connecting.js'
import { server, type Phrase } from '../phrase.js'

/** Clients at addresses of their own. */
export const addressPhrases: readonly Phrase[] = [
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
]
