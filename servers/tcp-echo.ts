import { ECHO_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'

/**
 * Sends back every octet as it comes (RFC 862), and ends the connection once the client has half-closed. The pipe reads no
 * faster than the client takes the echo.
 */
await runTcpServer({
  name: 'tcp-echo server',
  summary: 'sends every octet back as it came, until the client ends its side',
  defaultPort: ECHO_PORT,
  serve(connection) {
    connection.pipe(connection)
  },
})
