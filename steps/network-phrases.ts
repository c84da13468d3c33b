import { needNetwork } from '../harness/hosts/network.js'
import { either, type Phrase } from './phrase.js'

/** The phrases about the network between program and harness; scenarios that use them have the tag @network. */
export const networkPhrases: readonly Phrase[] = [
  either(
    '{count} % of the packets are lost',
    'In each direction, until the scenario ends: every so-many-th packet that arrives at a host is dropped.',
    (s, percent: number) => needNetwork(s.network).lose(percent),
  ),
  either(
    'no more than {count} kbit pass in a second',
    'In each direction, until the scenario ends: what is more waits, or is dropped.',
    (s, kbits: number) => needNetwork(s.network).limit(kbits),
  ),
  either(
    'each datagram takes {count} ms, or up to {count} ms longer',
    'In each direction, until the scenario ends: some overtake others.',
    (s, ms: number, jitterMs: number) => needNetwork(s.network).delay(ms, jitterMs),
  ),
]
