import { UPPERCASE_PORT } from '../endpoint/ports.js'
import { runTcpClient } from '../endpoint/tcp-client.js'
import { exchangeWholeStreams } from '../endpoint/whole-stream.js'

/** Sends one message, ends its sending side, and shows all that comes back. */
await runTcpClient({
  name: 'tcp-uppercase client',
  summary: 'sends one message over TCP and shows its text in upper case, as the server sent it',
  defaultPort: UPPERCASE_PORT,
  converse: exchangeWholeStreams,
})
