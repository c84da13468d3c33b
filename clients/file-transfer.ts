import type { Socket } from 'node:net'
import { ProgramError } from '../endpoint/errors.js'
import { FILE_TRANSFER_PORT } from '../endpoint/ports.js'
import { FileToSend, send } from '../endpoint/sending.js'
import { runTcpSession } from '../endpoint/tcp-client.js'
import { encodeLength, LONGEST_CONTENT } from '../protocols/frame.js'

/**
 * The reply has neither length nor terminator: it ends with the connection. Of a server that leaves the connection open it is
 * taken to be whole once nothing more has come for so long.
 */
const REPLY_QUIET_MS = 1_000
const LF = 0x0a

/**
 * Shows the reply as it comes, until the server ends the connection; `sent` says when the whole file is on its way. It is read
 * while the file is being sent, so that a server which gives up is noticed.
 */
function showWholeReply(connection: Socket, sent: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let allSent = false
    let last: number | undefined
    let quiet: NodeJS.Timeout | undefined
    const finish = (problem?: string) => {
      clearTimeout(quiet)
      if (last !== undefined && last !== LF) process.stdout.write('\n')
      if (problem === undefined) resolve()
      else reject(new ProgramError(problem))
    }
    const awaitQuiet = () => {
      clearTimeout(quiet)
      if (allSent && last !== undefined) quiet = setTimeout(finish, REPLY_QUIET_MS)
    }
    connection.on('data', (octets: Buffer) => {
      process.stdout.write(octets)
      last = octets.at(-1)
      awaitQuiet()
    })
    connection.once('end', () => {
      if (!allSent) finish('the server ended the connection before it had the whole file')
      else if (last === undefined) finish('the server closed the connection without a reply')
      else finish()
    })
    connection.once('error', reject)
    sent.then(() => {
      allSent = true
      awaitQuiet()
    }, reject)
  })
}

/** Sends one file, its length first, and shows the reply. */
await runTcpSession({
  name: 'file-transfer client',
  summary: 'sends a file (its length in 4 bytes, then its bytes), and shows what the server answers',
  defaultPort: FILE_TRANSFER_PORT,
  options: {
    'send-file': { placeholder: 'PATH', summary: 'the file to send', defaultValue: 'enviar.bin' },
  },
  async converse(connect, settings) {
    const file = await FileToSend.open(settings['send-file'], LONGEST_CONTENT)
    try {
      const connection = await connect()
      const sendFile = async () => {
        await send(connection, encodeLength(file.size))
        await file.sendTo(connection)
      }
      await showWholeReply(connection, sendFile())
    } finally {
      await file.close()
    }
  },
})
