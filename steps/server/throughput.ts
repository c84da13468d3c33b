import * as throughput from '../../harness/server/throughput.js'
import { server, type Phrase } from '../phrase.js'

/** Many octets. */
export const throughputPhrases: readonly Phrase[] = [
  server(
    '{client} sends {count} bytes, one write of 8 192 after another',
    'As fast as the server takes them; it must not stop reading.',
    async (s, name: string, count: number) => {
      await throughput.pour(s, name, count)
    },
    'tcp',
  ),
  server(
    'the server has taken all that {client} sent',
    "As the kernel's tables show it.",
    (s, name: string) => throughput.expectTaken(s, name),
    'tcp',
  ),
]
