import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { ProgramError } from '../endpoint/errors.js'
import { THROUGHPUT_PORT } from '../endpoint/ports.js'
import { objectionToSeconds } from '../endpoint/seconds.js'
import { runTcpSession } from '../endpoint/tcp-client.js'
import { describeRate } from '../endpoint/rate.js'

const NAME = 'tcp-throughput client'

/** What one write sends; the contents do not matter. */
const PIECE = Buffer.alloc(8_192)
/** How many writes may follow each other before anything else gets its turn: for a fast server the kernel may take every one at once. */
const WRITES_IN_A_TURN = 64
/**
 * How long the server may take, once the time is over, to read what lies in the buffers of both kernels and to end the connection.
 * A slow one needs it: on Linux the buffers of a connection within one machine hold some 3 MiB, which at 1 Mbit/s take 25 s.
 */
const FAREWELL_MS = 30_000

/** Writes until the signal, no faster than the connection takes it. */
function keepWriting(connection: Socket, until: AbortSignal): void {
  const write = () => {
    for (let i = 0; i < WRITES_IN_A_TURN; i++) {
      if (until.aborted) return
      if (connection.write(PIECE)) continue
      connection.once('drain', write)
      return
    }
    setImmediate(write)
  }
  write()
}

/**
 * Sends for so many milliseconds, and says how fast that was. What the kernel has taken the server has not read yet: the clock
 * runs until the server, which ends the connection only behind the last octet, has ended it. Throws ProgramError where the
 * server ends it too early or stops reading, or the connection's error.
 */
async function measure(connection: Socket, durationMs: number): Promise<string> {
  const began = performance.now()
  const timeOver = new AbortController()
  const leaving = new AbortController()
  const options = { signal: leaving.signal }
  try {
    const ended = once(connection, 'end', options)
    // What a server sends back is not asked for; but only who reads learns of the end.
    connection.resume()
    keepWriting(connection, timeOver.signal)
    const tooEarly = await Promise.race([ended.then(() => true), setTimeout(durationMs, false, options)])
    timeOver.abort()
    if (tooEarly) throw new ProgramError(`the server ended the connection before ${durationMs / 1_000} s were over`)

    let writtenAt: number | undefined
    const written = once(connection, 'finish', options).then(() => {
      writtenAt = performance.now()
    })
    connection.end()
    const polite = await Promise.race([
      Promise.all([written, ended]).then(() => true),
      setTimeout(FAREWELL_MS, false, options),
    ])
    if (polite) return describeRate(connection.bytesWritten, performance.now() - began)
    if (writtenAt === undefined)
      throw new ProgramError(`the server has not read everything within ${FAREWELL_MS / 1_000} s after the last octet`)
    process.stderr.write(`${NAME}: the server has not ended the connection; what it has not read may count as sent\n`)
    return describeRate(connection.bytesWritten, writtenAt - began)
  } finally {
    timeOver.abort()
    leaving.abort()
  }
}

/** Sends as much as the server takes, and shows how fast that was. */
await runTcpSession({
  name: NAME,
  summary: 'sends as much as the server takes in some seconds, and shows how fast that was, in kbit/s',
  defaultPort: THROUGHPUT_PORT,
  options: {
    duration: {
      placeholder: 'SECONDS',
      summary: 'how long it sends',
      defaultValue: '10',
      objection: objectionToSeconds,
    },
  },
  async converse(connect, { duration }) {
    const connection = await connect()
    process.stdout.write(`${await measure(connection, Number(duration) * 1_000)}\n`)
  },
})
