import { connect, type Socket } from 'node:net'
import { beginProgram } from './begin.js'
import {
  parseClientCommandLine,
  parseSessionCommandLine,
  type NoSettings,
  type ProgramInfo,
  type SettingsShape,
} from './command-line.js'
import { explainExchangeError, ProgramError, type Address } from './errors.js'
import { reportFailure } from './output.js'
import { readTypedLine } from './typed-line.js'

/** Without it a host that never answers would hold the client for minutes. */
const CONNECT_DEADLINE_MS = 8_000

/** A client over TCP that sends one message: how it talks to the server is all that tells one from another. */
export interface TcpClientProgram extends ProgramInfo {
  /** Sends the message over the connection and shows the reply. Throws ProgramError where there is none. */
  converse(connection: Socket, message: Buffer): Promise<void>
}

/** Connects, takes the message from the command line or the standard input, and lets the program converse. */
export async function runTcpClient(program: TcpClientProgram): Promise<void> {
  const options = beginProgram(program, parseClientCommandLine)
  if (!options) return
  try {
    const connection = await connectTo(options)
    const failed = new AbortController()
    connection.on('error', (error) => failed.abort(error))
    try {
      const message = options.message === undefined ? await readTypedLine(failed.signal) : Buffer.from(options.message)
      failed.signal.throwIfAborted()
      await program.converse(connection, message)
      // Ends the connection politely: what was written is sent first.
      connection.destroySoon()
    } catch (error) {
      connection.destroy()
      throw error
    }
  } catch (error) {
    reportFailure(program.name, error instanceof ProgramError ? error.message : explainExchangeError(error, options))
  }
}

/** A client over TCP that finds elsewhere what to send: in files, or line by line at a prompt. */
export interface TcpSessionProgram<Settings extends SettingsShape = NoSettings> extends ProgramInfo<Settings> {
  /**
   * Connects when it is ready to, and converses until the exchange is over. Throws ProgramError where that cannot be. The
   * settings are what the command line says of the program's own options.
   */
  converse(connect: () => Promise<Socket>, settings: Settings): Promise<void>
}

/** Lets the program connect and converse; closes the connection afterwards. */
export async function runTcpSession<Settings extends SettingsShape = NoSettings>(
  program: TcpSessionProgram<Settings>,
): Promise<void> {
  const options = beginProgram(program, parseSessionCommandLine)
  if (!options) return
  const connections: Socket[] = []
  const connect = async () => {
    const connection = await connectTo(options)
    // Whoever reads or writes is told; an error that comes when nobody does must not end the program.
    connection.on('error', () => undefined)
    connections.push(connection)
    return connection
  }
  try {
    await program.converse(connect, options.settings)
    for (const connection of connections) connection.destroySoon()
  } catch (error) {
    for (const connection of connections) connection.destroy()
    reportFailure(program.name, error instanceof ProgramError ? error.message : explainExchangeError(error, options))
  }
}

function connectTo(server: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const connection = connect({ host: server.host, port: server.port, allowHalfOpen: true, noDelay: true })
    connection.setTimeout(CONNECT_DEADLINE_MS, () => {
      connection.destroy(Object.assign(new Error('connecting took too long'), { code: 'ETIMEDOUT' }))
    })
    connection.once('error', reject)
    connection.once('connect', () => {
      connection.off('error', reject)
      connection.setTimeout(0)
      connection.removeAllListeners('timeout')
      resolve(connection)
    })
  })
}
