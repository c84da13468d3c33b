import type { Socket } from 'node:net'
import { ProgramError } from '../endpoint/errors.js'
import { showReply } from '../endpoint/output.js'
import { MULTIPART_PORT } from '../endpoint/ports.js'
import { FileToSend, send } from '../endpoint/sending.js'
import { runTcpSession } from '../endpoint/tcp-client.js'
import { encodeLength, LONGEST_CONTENT } from '../protocols/frame.js'
import { encodeLine, LineBuffer } from '../protocols/line.js'
import { encodePartType, PART_TYPES } from '../protocols/part.js'

/** The longest line that can be a reply. A server that sends more without an LF would otherwise fill the memory. */
const LONGEST_REPLY = 64 * 1024

/** A part that is on its way to the server. */
interface OutgoingPart {
  readonly type: number
  readonly file: FileToSend
  sent: boolean
}

async function sendParts(connection: Socket, parts: readonly OutgoingPart[]): Promise<void> {
  for (const part of parts) {
    await send(connection, Buffer.concat([encodePartType(part.type), encodeLength(part.file.size)]))
    await part.file.sendTo(connection)
    part.sent = true
  }
}

/** Shows the reply to each part. Throws ProgramError where one is not OK, or does not come. */
async function showReplies(connection: Socket, parts: readonly OutgoingPart[]): Promise<void> {
  const arrived = new LineBuffer()
  const left = [...parts]
  for await (const octets of connection.iterator({ destroyOnReturn: false })) {
    arrived.push(octets as Buffer)
    for (let next = arrived.next(); next.kind === 'complete'; next = arrived.next()) {
      showReply(encodeLine(next.line))
      const part = left.shift()
      if (part === undefined) return
      const { path } = part.file
      if (next.line.toString() !== 'OK') throw new ProgramError(`the server did not accept ${path}`)
      if (!part.sent) throw new ProgramError(`the server answered before it had the whole of ${path}`)
      if (left.length === 0) return
    }
    if (arrived.size > LONGEST_REPLY)
      throw new ProgramError(`the server sent more than ${LONGEST_REPLY} bytes that are no line`)
  }
  if (arrived.size > 0) showReply(arrived.rest())
  throw new ProgramError(
    `the server closed the connection without OK for ${left.map(({ file }) => file.path).join(' and ')}`,
  )
}

/** Sends the text, then the image; the replies are read meanwhile, so that a server which gives up is noticed. */
async function exchange(connect: () => Promise<Socket>, parts: readonly OutgoingPart[]): Promise<void> {
  const connection = await connect()
  await Promise.all([showReplies(connection, parts), sendParts(connection, parts)])
}

/** Sends a text and an image over one connection. */
await runTcpSession({
  name: 'tcp-multipart client',
  summary: 'sends mensaje.txt and imagen.bin of the working directory as two parts, and shows what the server answers',
  defaultPort: MULTIPART_PORT,
  async converse(connect) {
    const text = await FileToSend.open('mensaje.txt', LONGEST_CONTENT)
    try {
      const image = await FileToSend.open('imagen.bin', LONGEST_CONTENT)
      try {
        await exchange(connect, [
          { type: PART_TYPES.text, file: text, sent: false },
          { type: PART_TYPES.image, file: image, sent: false },
        ])
      } finally {
        await image.close()
      }
    } finally {
      await text.close()
    }
  },
})
