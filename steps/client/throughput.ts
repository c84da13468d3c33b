import * as throughput from '../../harness/client/throughput.js'
import { client, type Phrase } from '../phrase.js'

/** Many octets. */
export const throughputPhrases: readonly Phrase[] = [
  client(
    'the client sends for the agreed duration, within 1 s, and then closes',
    'As --duration says; from its first byte to the end of the stream.',
    (s) => throughput.expectDuration(s),
    'tcp',
  ),
  client(
    'the server reads until the client closes',
    'As fast as it can, and counts.',
    (s) => throughput.count(s),
    'tcp',
  ),
  client(
    'the server reads {count} MiB in each second until the client closes',
    'No faster, and counts.',
    (s, count: number) => throughput.count(s, count * 1024 * 1024),
    'tcp',
  ),
  client(
    'the client prints a rate in kbit\\/s within 15 % of what the server counted',
    'A number in its output.',
    (s) => throughput.expectRate(s),
    'tcp',
  ),
  client('the server resets the connection', 'RST, once something has come.', (s) => throughput.reset(s), 'tcp'),
  client(
    'the client ends with an error within {count} s',
    'With another exit status than 0.',
    (s, count: number) => throughput.expectError(s, count * 1000),
    'tcp',
  ),
]
