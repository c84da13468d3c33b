import { createSocket, type Socket } from 'node:dgram'
import { parseClientCommandLine, type ProgramInfo } from './command-line.js'
import { explainExchangeError, formatAddress, ProgramError, type Address } from './errors.js'
import { resolveHost } from './lookup.js'
import { reportFailure, reportMistake, showReply, tolerateClosedOutput } from './output.js'
import { readTypedLine } from './typed-line.js'

/** UDP may lose the message or its reply: the client waits this long, and sends the message this many times in all. */
const REPLY_DEADLINE_MS = 2_000
const ATTEMPTS = 3

/** A client over UDP. */
export interface UdpClientProgram extends ProgramInfo {
  /** Whether the protocol answers an empty datagram: where it does not, the client says so instead of waiting in vain. */
  readonly answersEmpty: boolean
}

/** Takes the message from the command line or the standard input, sends it as one datagram, and shows the reply. */
export async function runUdpClient(program: UdpClientProgram): Promise<void> {
  tolerateClosedOutput()
  const options = parseClientCommandLine(program, process.argv.slice(2))
  switch (options.kind) {
    case 'help': process.stdout.write(options.text); return
    case 'mistake': reportMistake(program.name, options.message); return
    case 'run': break
  }
  try {
    const message = options.message === undefined ? await readTypedLine(new AbortController().signal) : Buffer.from(options.message)
    if (message.length === 0 && !program.answersEmpty) throw new ProgramError('the message is empty, and an empty datagram gets no reply')
    showReply(await request(options, message))
  } catch (error) {
    reportFailure(program.name, error instanceof ProgramError ? error.message : explainExchangeError(error, options))
  }
}

async function request(server: Address, message: Buffer): Promise<Buffer> {
  const { address, family } = await resolveHost(server.host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const attempt = (left: number) => {
        if (left === 0) {
          const seconds = ATTEMPTS * REPLY_DEADLINE_MS / 1_000
          reject(new ProgramError(`no reply from ${formatAddress(server)} within ${seconds} s, though the message was sent ${ATTEMPTS} times`))
          return
        }
        send(socket, message, reject)
        timer = setTimeout(() => attempt(left - 1), REPLY_DEADLINE_MS)
      }
      socket.once('message', resolve)
      socket.on('error', reject)
      // Connected, the socket hears from this server only, and the system can tell at once that nobody listens there.
      socket.once('connect', () => attempt(ATTEMPTS))
      socket.connect(server.port, address)
    })
  } finally {
    clearTimeout(timer)
    socket.close()
  }
}

function send(socket: Socket, message: Buffer, failed: (error: Error) => void): void {
  socket.send(message, (error) => {
    if (error) failed(error)
  })
}
