import { Transform } from 'node:stream'
import { UPPERCASE_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { uppercase } from '../protocols/uppercase.js'

/** Sends back every octet as it comes, ASCII letters in upper case, and ends the connection once the client has half-closed. */
await runTcpServer({
  name: 'tcp-uppercase server',
  summary: 'sends every octet back, ASCII letters in upper case, until the client ends its side',
  defaultPort: UPPERCASE_PORT,
  serve(connection) {
    const upper = new Transform({
      transform(octets: Buffer, _encoding, done) {
        done(null, uppercase(octets))
      },
    })
    connection.pipe(upper).pipe(connection)
  },
})
