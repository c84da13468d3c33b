import type { Socket } from 'node:net'
import { formatAddress } from '../endpoint/errors.js'
import { THROUGHPUT_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { describeRate } from '../endpoint/rate.js'

/** Whom the connection is from; one that has been reset already cannot tell any more. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return remoteAddress === undefined || remotePort === undefined
    ? 'a client'
    : formatAddress({ host: remoteAddress, port: remotePort })
}

/** Takes whatever clients send, as fast as it comes, and says how fast that was. */
await runTcpServer({
  name: 'tcp-throughput server',
  summary: 'reads whatever clients send, sends nothing back, and shows how much came of each and how fast, in kbit/s',
  defaultPort: THROUGHPUT_PORT,
  serve(connection) {
    const began = performance.now()
    const client = nameOf(connection)
    connection.resume()
    connection.once('end', () => connection.end())
    connection.once('close', () => {
      process.stdout.write(`${client}: ${describeRate(connection.bytesRead, performance.now() - began)}\n`)
    })
  },
})
