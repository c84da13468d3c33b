import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { beginProgram } from './begin.js'
import { parseClientCommandLine, type NoSettings, type ProgramInfo, type SettingsShape } from './command-line.js'
import { explainExchangeError, formatAddress, ProgramError, type Address } from './errors.js'
import { resolveHost } from './lookup.js'
import { reportFailure, showReply } from './output.js'
import { readTypedLine } from './typed-line.js'

/** How a reply is awaited. UDP may lose the message or its reply. */
export interface Patience {
  /** how long it may take after each time that the message was sent, ms */
  readonly deadlineMs: number
  /** how many times the message is sent in all, at most: 1 where the server would do twice what it is told twice */
  readonly attempts: number
}

/** For a server that replies at once. */
const PROMPT_REPLY: Patience = { deadlineMs: 2_000, attempts: 3 }

/** A client over UDP. */
export interface UdpClientProgram<Settings extends SettingsShape = NoSettings> extends ProgramInfo<Settings> {
  /** Whether the protocol answers an empty datagram: where it does not, the client says so instead of waiting in vain. */
  readonly answersEmpty: boolean
  /** What to expect after this message; without it, or where it gives undefined, a prompt reply. */
  expects?(message: Buffer, settings: Settings): Patience | 'no reply' | undefined
}

/** Takes the message from the command line or the standard input, sends it as one datagram, and shows the reply. */
export async function runUdpClient<Settings extends SettingsShape = NoSettings>(
  program: UdpClientProgram<Settings>,
): Promise<void> {
  const options = beginProgram(program, parseClientCommandLine)
  if (!options) return
  try {
    const message =
      options.message === undefined ? await readTypedLine(new AbortController().signal) : Buffer.from(options.message)
    if (message.length === 0 && !program.answersEmpty)
      throw new ProgramError('the message is empty, and an empty datagram gets no reply')
    const expected = program.expects?.(message, options.settings) ?? PROMPT_REPLY
    if (expected === 'no reply') await tell(options, message)
    else showReply(await request(options, message, expected))
  } catch (error) {
    reportFailure(program.name, error instanceof ProgramError ? error.message : explainExchangeError(error, options))
  }
}

/** Sends the message and awaits the reply. Throws ProgramError where none comes, or the system's error. */
async function request(server: Address, message: Buffer, { deadlineMs, attempts }: Patience): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await withSocket(
      server,
      (socket) =>
        new Promise<Buffer>((resolve, reject) => {
          const attempt = (left: number) => {
            if (left === 0) {
              const times = attempts > 1 ? `, though the message was sent ${attempts} times` : ''
              reject(
                new ProgramError(
                  `no reply from ${formatAddress(server)} within ${(attempts * deadlineMs) / 1_000} s${times}`,
                ),
              )
              return
            }
            send(socket, message).catch(reject)
            timer = setTimeout(() => attempt(left - 1), deadlineMs)
          }
          socket.once('message', resolve)
          socket.on('error', reject)
          attempt(attempts)
        }),
    )
  } finally {
    clearTimeout(timer)
  }
}

/** Sends the message, to which no reply is awaited. Throws the system's error. */
async function tell(server: Address, message: Buffer): Promise<void> {
  await withSocket(
    server,
    (socket) =>
      new Promise<void>((resolve, reject) => {
        socket.on('error', reject)
        send(socket, message).then(resolve, reject)
      }),
  )
}

/** Lends a socket that is connected: it hears from this server only, and the system can tell at once that nobody listens there. */
async function withSocket<Result>(server: Address, use: (socket: Socket) => Promise<Result>): Promise<Result> {
  const { address, family } = await resolveHost(server.host)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  try {
    socket.connect(server.port, address)
    await once(socket, 'connect')
    return await use(socket)
  } finally {
    socket.close()
  }
}

function send(socket: Socket, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}
