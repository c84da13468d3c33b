import * as replies from '../../harness/server/replies.js'
import * as serving from '../../harness/server/serving.js'
import * as survival from '../../harness/server/survival.js'
import { server, type Phrase } from '../phrase.js'

/** What it is to be served: one client, a new one, many. */
export const servingPhrases: readonly Phrase[] = [
  server(
    '{client} is served',
    'Asks on its connection or a new one, and is answered: within the deadline, and not what another client is owed; what the reply says is no matter here.',
    (s, name: string) => serving.serve(s, name),
  ),
  server(
    '{client} is answered now, or waits its turn',
    'The server is given a short while; either is right.',
    (s, name: string) => replies.giveTurn(s, name),
    'tcp',
  ),
  server(
    '{client} asks, and is answered or not',
    'The server is given the time of a reply; either is right.',
    (s, name: string) => serving.askAndWait(s, name),
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
    'All connect and ask without waiting for each other; each is answered, none with what another is owed or otherwise than the rest, and leaves.',
    (s, count: number) => survival.serveAtOnce(s, count),
  ),
  server(
    '{count} clients at once are each served within {count} s',
    'The same; a connection that a full queue dropped comes again after 1 s and 3 s, which is the doing of the kernel and not of the server.',
    (s, count: number, limit: number) => survival.serveAtOnce(s, count, limit * 1000),
  ),
  server(
    'the server ends or serves a new client, and does not spin',
    'One that serves a single client may end; another serves the next. Neither keeps a CPU busy with nothing to do.',
    (s) => survival.endsOrServes(s),
    'tcp',
  ),
]
