import { Transform } from 'node:stream'
import { LINE_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { encodeLine, LineBuffer } from '../protocols/line.js'
import { uppercase } from '../protocols/uppercase.js'

/** The longest line that is answered. A client that sends more without an LF would otherwise fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024
/** A CR whose LF has not come yet is no part of the text. */
const CR_SIZE = 1

/** Octets in, and for each whole line among them the same line in upper case out. A last line without its LF gets no answer. */
function uppercaseLines(): Transform {
  const arrived = new LineBuffer()
  return new Transform({
    transform(octets: Buffer, _encoding, done) {
      arrived.push(octets)
      const replies: Buffer[] = []
      let next = arrived.next()
      for (; next.kind === 'complete' && next.line.length <= LONGEST_LINE; next = arrived.next()) {
        replies.push(encodeLine(uppercase(next.line)))
      }
      const tooLong = next.kind === 'complete' || next.have > LONGEST_LINE + CR_SIZE
      if (tooLong) done(new Error('the line is too long'))
      else done(null, Buffer.concat(replies))
    },
  })
}

/** Answers each line of a connection until the client ends it. */
await runTcpServer({
  name: 'line-uppercase server',
  summary: 'answers every line with the same line in upper case, until the client ends its side',
  defaultPort: LINE_PORT,
  serve(connection) {
    const lines = uppercaseLines()
    lines.once('error', () => connection.destroy())
    connection.pipe(lines).pipe(connection)
  },
})
