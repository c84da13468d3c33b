import type { Payload } from '../../harness/messages/message.js'
import * as network from '../../harness/server/disturbed.js'
import { server, type Phrase } from '../phrase.js'

/** On a network that is not as it should be (tag @network). */
export const disturbedPhrases: readonly Phrase[] = [
  server(
    '{client} sends {payload}, and half-way the network is cut for {count} s',
    'The second half is sent while the host of the server is cut off; replies may take longer by that.',
    (s, name: string, payload: Payload, count: number) => network.sendThroughCut(s, name, payload, count * 1000),
    'tcp',
  ),
  server(
    '{count} requests of {client}, each repeated until it is answered, are each answered',
    'A reply that comes twice is passed over.',
    (s, count: number, name: string) => network.repeatUntilAnswered(s, name, count),
    'udp',
  ),
  server(
    '{count} requests of {client}, sent without waiting, are each answered, in whatever order',
    'And with nothing else.',
    (s, count: number, name: string) => network.askManyAtOnce(s, name, count),
    'udp',
  ),
]
