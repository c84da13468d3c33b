import { ECHO_PORT } from '../endpoint/ports.js'
import { runTcpClient } from '../endpoint/tcp-client.js'
import { exchangeWholeStreams } from '../endpoint/whole-stream.js'

/** Sends one message, ends its sending side, and shows all that comes back. */
await runTcpClient({
  name: 'tcp-echo client',
  summary: 'sends one message over TCP and shows its echo, as the server sent it',
  defaultPort: ECHO_PORT,
  converse: exchangeWholeStreams,
})
