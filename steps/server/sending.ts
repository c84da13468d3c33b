import type { Payload } from '../../harness/messages/message.js'
import * as connecting from '../../harness/server/connecting.js'
import * as datagrams from '../../harness/server/datagrams.js'
import * as sending from '../../harness/server/sending.js'
import * as serving from '../../harness/server/serving.js'
import { server, type Phrase } from '../phrase.js'

/** How clients connect, and what they send. */
export const sendingPhrases: readonly Phrase[] = [
  server(
    '{client} connects',
    'Opens a connection; the server must take it.',
    (s, name: string) => connecting.connect(s, name),
    'tcp',
  ),
  server(
    '{client} connects and is greeted',
    'The same, and receives the greeting of the Background.',
    (s, name: string) => serving.connectAndBeGreeted(s, name),
    'tcp',
  ),
  server(
    '{client} sends {payload}',
    'Sends the message, as one segment or datagram where it says nothing else.',
    (s, name: string, payload: Payload) => sending.send(s, name, payload),
  ),
  server(
    '{client} sends {payload} in {count} segments',
    'Sends the message cut at random places; each segment once the server has read the one before.',
    (s, name: string, payload: Payload, count: number) => sending.sendInSegments(s, name, payload, count),
    'tcp',
  ),
  server(
    '{client} sends {payload}, and the rest in {count} segments',
    'Sends the first segment of the message as it is, and the last cut at random places.',
    (s, name: string, payload: Payload, count: number) => sending.sendRestInSegments(s, name, payload, count),
    'tcp',
  ),
  server(
    '{client} sends {payload}, one byte at a time',
    'Each byte is a segment; the next is sent once the server has read it.',
    (s, name: string, payload: Payload) => sending.sendOctetByOctet(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends {payload}, cut inside a character',
    'Sends the text in two segments, the cut inside a character of several bytes.',
    (s, name: string, payload: Payload) => sending.sendCutInsideCharacter(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends {payload}, keeping back its LF',
    'Sends a line but for the LF at its end.',
    (s, name: string, payload: Payload) => sending.sendKeepingBack(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends the LF',
    'Sends the LF that was kept back.',
    (s, name: string) => sending.sendKept(s, name),
    'tcp',
  ),
  server(
    '{client} sends {payload}, keeping back its last byte',
    'Sends all but the last byte.',
    (s, name: string, payload: Payload) => sending.sendKeepingBack(s, name, payload),
    'tcp',
  ),
  server(
    '{client} sends the last byte',
    'Sends the byte that was kept back.',
    (s, name: string) => sending.sendKept(s, name),
    'tcp',
  ),
  server(
    '{client} begins {payload}',
    'Sends only what comes before the first turn: the command that data is to follow.',
    (s, name: string, payload: Payload) => sending.begin(s, name, payload),
    'tcp',
  ),
  server(
    '{client} asks',
    'Sends the request of the Background and does not wait for the reply; connects first where it is not connected.',
    (s, name: string) => sending.ask(s, name),
  ),
  server(
    '{client} sends two requests without waiting',
    'Sends two requests of different sizes, one after the other.',
    (s, name: string) => datagrams.askTwice(s, name),
    'udp',
  ),
]
