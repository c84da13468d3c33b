import type { Socket } from 'node:net'
import { endConversation } from '../endpoint/farewell.js'
import { OctetReader } from '../endpoint/octet-reader.js'
import { storeWhole } from '../endpoint/partial-file.js'
import { MULTIPART_PORT } from '../endpoint/ports.js'
import { send } from '../endpoint/sending.js'
import { runTcpServer } from '../endpoint/tcp-server.js'
import { decodeLength, LENGTH_SIZE } from '../protocols/frame.js'
import { encodeLine } from '../protocols/line.js'
import { PART_TYPES, TYPE_SIZE } from '../protocols/part.js'

const NAME = 'tcp-multipart server'
const STORED = encodeLine(Buffer.from('OK'))
const REFUSED = encodeLine(Buffer.from('ERROR'))

/** Where the content of a part is stored; undefined for a type that there is not. */
function storedAs(type: number | undefined): string | undefined {
  switch (type) {
    case PART_TYPES.text:
      return 'mensaje.txt'
    case PART_TYPES.image:
      return 'imagen.bin'
    default:
      return undefined
  }
}

/** Stores the content of a part, from its length on, and says whether all of it came. Throws the connection's error, or the file system's. */
async function receiveContent(input: OctetReader, path: string): Promise<boolean> {
  const announced = await input.exactly(LENGTH_SIZE)
  if (announced === undefined) return false
  const length = decodeLength(announced)
  return storeWhole(input.pieces(length), length, path)
}

/** Stores and answers part after part; the last words are ERROR for a type that there is not, and none where the client ends. */
async function serveClient(connection: Socket): Promise<void> {
  const input = new OctetReader(connection)
  let lastWords: Buffer | undefined
  for (let type = await input.exactly(TYPE_SIZE); type !== undefined; type = await input.exactly(TYPE_SIZE)) {
    const path = storedAs(type[0])
    if (path === undefined) {
      lastWords = REFUSED
      break
    }
    if (!(await receiveContent(input, path))) break
    await send(connection, STORED)
  }
  await input.release()
  endConversation(connection, lastWords)
}

/** Receives texts and images, however many clients send them at once; the one of a type that is complete last stays. */
await runTcpServer({
  name: NAME,
  summary:
    'stores each text as mensaje.txt and each image as imagen.bin, and answers each with OK, until the client ends its side',
  defaultPort: MULTIPART_PORT,
  serve(connection) {
    serveClient(connection).catch((error: unknown) => {
      // A client that has gone is no news; a disk that is full is.
      if (!connection.destroyed) process.stderr.write(`${NAME}: a part could not be stored: ${String(error)}\n`)
      connection.destroy()
    })
  },
})
