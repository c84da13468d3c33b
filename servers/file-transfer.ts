import type { Socket } from 'node:net'
import { endConversation } from '../endpoint/farewell.js'
import { OctetReader } from '../endpoint/octet-reader.js'
import { storeWhole } from '../endpoint/partial-file.js'
import { FILE_TRANSFER_PORT } from '../endpoint/ports.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { decodeLength, LENGTH_SIZE } from '../protocols/frame.js'

const NAME = 'file-transfer server'

/** Stores the file of one client as `path`, and says whether all of it came. Throws the connection's error, or the file system's. */
async function receiveFile(input: OctetReader, path: string): Promise<boolean> {
  const announced = await input.exactly(LENGTH_SIZE)
  if (announced === undefined) return false
  const length = decodeLength(announced)
  return storeWhole(input.pieces(length), length, path)
}

/** Answers one client once its file is stored; one that leaves before gets no answer. What follows the file is ignored. */
async function serveClient(connection: Socket, path: string, reply: string): Promise<void> {
  const input = new OctetReader(connection)
  const stored = await receiveFile(input, path)
  await input.release()
  endConversation(connection, stored ? Buffer.from(reply) : undefined)
}

/** Receives files, however many clients send them at once; the one that is complete last stays. */
await runTcpServer({
  name: NAME,
  summary: 'stores the file that a client sends (its length in 4 bytes, then its bytes), and thanks for it',
  defaultPort: FILE_TRANSFER_PORT,
  options: {
    reply: { placeholder: 'TEXT', summary: 'what it answers', defaultValue: 'Gracias' },
    'stored-as': { placeholder: 'NAME', summary: 'the file that it stores', defaultValue: 'recibido.bin' },
  },
  serve(connection, settings) {
    serveClient(connection, settings['stored-as'], settings.reply).catch((error: unknown) => {
      // A client that has gone is no news; a disk that is full is.
      if (!connection.destroyed) process.stderr.write(`${NAME}: a file could not be stored: ${String(error)}\n`)
      connection.destroy()
    })
  },
})
