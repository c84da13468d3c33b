import type { Socket } from 'node:net'
import { ProgramError } from './errors.js'

const LF = 0x0a

/**
 * Sends the message, half-closes, and shows whatever comes until the server ends the connection. It reads while it sends: a
 * server that answers as it reads would otherwise fill every buffer between the two, and both would wait for ever.
 */
export function exchangeWholeStreams(connection: Socket, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = 0
    let last: number | undefined
    connection.on('data', (piece: Buffer) => {
      received += piece.length
      last = piece.at(-1)
    })
    // A pipe, so that an output slower than the server holds the server back instead of filling the memory.
    connection.pipe(process.stdout, { end: false })
    // Nobody reads the output any more (`client | head -1`), so nothing more is wanted from the server.
    process.stdout.once('error', () => connection.destroy())
    let failure: Error | undefined
    connection.once('error', (error) => {
      const allDone = connection.readableEnded && connection.writableLength === 0
      if (!allDone) failure = error
    })
    connection.once('close', () => {
      if (received > 0 && last !== LF) process.stdout.write('\n')
      if (failure !== undefined) reject(failure)
      else if (received === 0 && message.length > 0)
        reject(new ProgramError('the server closed the connection without a reply'))
      else resolve()
    })
    // One call for the whole of it: the socket sends on as the server reads, however often the kernel takes only a part.
    connection.end(message)
  })
}
