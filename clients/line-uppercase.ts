import type { Socket } from 'node:net'
import { ProgramError } from '../endpoint/errors.js'
import { showReply } from '../endpoint/output.js'
import { LINE_PORT } from '../endpoint/ports.js'
import { runTcpClient } from '../endpoint/tcp-client.js'
import { encodeLine, LineBuffer } from '../protocols/line.js'

/** One line from the server, in however many segments it comes. What there is of a line that never ends is shown, and is an error. */
async function readLine(connection: Socket): Promise<Buffer> {
  const arrived = new LineBuffer()
  for await (const octets of connection.iterator({ destroyOnReturn: false })) {
    arrived.push(octets as Buffer)
    const next = arrived.next()
    if (next.kind === 'complete') return next.line
  }
  if (arrived.size === 0) throw new ProgramError('the server closed the connection without a reply')
  showReply(arrived.rest())
  throw new ProgramError('the server closed the connection before the end of its line (LF)')
}

/** Sends one line, and shows the line that comes back. */
await runTcpClient({
  name: 'line-uppercase client',
  summary: 'sends one line over TCP and shows the line that the server answers',
  defaultPort: LINE_PORT,
  async converse(connection, message) {
    if (message.includes('\n')) throw new ProgramError('the message must be one line')
    connection.write(encodeLine(message))
    showReply(encodeLine(await readLine(connection)))
  },
})
