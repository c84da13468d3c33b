import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { beginProgram } from './begin.js'
import { parseServerCommandLine, type NoSettings, type ProgramInfo, type SettingsShape } from './command-line.js'
import { explainListenError, formatAddress } from './errors.js'
import { resolveHost } from './lookup.js'
import { reportFailure } from './output.js'
import { onStopSignal } from './stop-signal.js'

/** Connections that the kernel completes before the program accepts them; Linux may cap it (net.core.somaxconn). */
const BACKLOG = 511

/** A server over TCP: what it does with each connection is all that tells one from another. */
export interface TcpServerProgram<Settings extends SettingsShape = NoSettings> extends ProgramInfo<Settings> {
  /**
   * Serves one client. The connection can be half-closed: the client's end of stream does not end the server's sending side.
   * Whatever goes wrong with it closes it, and nothing else. The settings are what the command line says of the program's own options.
   */
  serve(connection: Socket, settings: Settings): void
}

/** Runs the server until SIGTERM or SIGINT. */
export async function runTcpServer<Settings extends SettingsShape = NoSettings>(
  program: TcpServerProgram<Settings>,
): Promise<void> {
  const options = beginProgram(program, parseServerCommandLine)
  if (!options) return
  try {
    const server = serveConnections((connection) => program.serve(connection, options.settings))
    const { address } = await resolveHost(options.host)
    server.listen({ host: address, port: options.port, backlog: BACKLOG })
    await once(server, 'listening')
    // A connection that could not be accepted (no descriptor left, say) is that client's loss only.
    server.on('error', (error) =>
      process.stderr.write(`${program.name}: a connection was not accepted: ${error.message}\n`),
    )
    process.stdout.write(`${program.name} listening on ${boundAddress(server, address)}\n`)
  } catch (error) {
    reportFailure(program.name, explainListenError(error, options))
  }
}

function serveConnections(serve: (connection: Socket) => void): Server {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (connection) => {
    open.add(connection)
    connection.once('close', () => open.delete(connection))
    // A reset by the client, or a write to one that has gone: the socket closes itself, and the others never notice.
    connection.on('error', () => undefined)
    serve(connection)
  })
  onStopSignal(() => {
    server.close()
    for (const connection of open) connection.destroy()
  })
  return server
}

function boundAddress(server: Server, host: string): string {
  const bound = server.address()
  return bound !== null && typeof bound === 'object' ? formatAddress({ host, port: bound.port }) : host
}
