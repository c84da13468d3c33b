import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { beginProgram } from './begin.js'
import { parseServerCommandLine, type NoSettings, type ProgramInfo, type SettingsShape } from './command-line.js'
import { explainListenError, formatAddress } from './errors.js'
import { resolveHost } from './lookup.js'
import { reportFailure, reportMistake } from './output.js'
import { onStopSignal } from './stop-signal.js'

/** Where a datagram came from: a numeric address and a port. */
export type Sender = Pick<RemoteInfo, 'address' | 'port'>

/** A server over UDP: how it answers a datagram is all that tells one from another. */
export interface UdpServerProgram extends ProgramInfo {
  /** The reply to one datagram, or undefined where it gets none. */
  reply(datagram: Buffer): Buffer | undefined
}

/** Runs the server until SIGTERM or SIGINT. Each reply leaves from the socket that its request came to. */
export async function runUdpServer(program: UdpServerProgram): Promise<void> {
  await runUdpService({
    ...program,
    begin: (service) => ({
      receive(datagram, sender) {
        const reply = program.reply(datagram)
        if (reply !== undefined) service.send(reply, sender)
      },
    }),
  })
}

/** What a server that does more than reply at once may ask of its socket. */
export interface UdpService {
  /** Sends one datagram. `lost` is told where the system refuses it; whether it arrives nobody is told. */
  send(datagram: Uint8Array, to: Sender, lost?: (error: Error) => void): void
  /** Ends the server, with status 0. */
  stop(): void
}

/** What becomes of the datagrams. */
export interface UdpHandler {
  receive(datagram: Buffer, sender: Sender): void
  /** Called once when the server ends, for whatever reason: lets go of all that would keep the program running. */
  end?(): void
}

/** A server over UDP that replies later, to some only, or not at all. */
export interface UdpServiceProgram<Settings extends SettingsShape = NoSettings> extends ProgramInfo<Settings> {
  /** Why it must not run with these settings at this numeric address, in one line. Asked before it listens. */
  objection?(settings: Settings, address: string): string | undefined
  /** Called once, before the first datagram. The settings are what the command line says of the program's own options. */
  begin(service: UdpService, settings: Settings): UdpHandler
}

/** Runs the server until SIGTERM or SIGINT, or until it stops itself. Whatever it sends leaves from the socket that it listens on. */
export async function runUdpService<Settings extends SettingsShape = NoSettings>(
  program: UdpServiceProgram<Settings>,
): Promise<void> {
  const options = beginProgram(program, parseServerCommandLine)
  if (!options) return
  try {
    const { address, family } = await resolveHost(options.host)
    const objection = program.objection?.(options.settings, address)
    if (objection !== undefined) {
      reportMistake(program.name, objection)
      return
    }
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    const service = serve(socket, (service) => program.begin(service, options.settings))
    socket.bind({ address, port: options.port })
    await once(socket, 'listening')
    // An earlier reply's fate, reported late by some systems (ECONNRESET on Windows), concerns no other client.
    socket.on('error', () => undefined)
    onStopSignal(() => service.stop())
    process.stdout.write(
      `${program.name} listening on ${formatAddress({ host: address, port: socket.address().port })}\n`,
    )
  } catch (error) {
    reportFailure(program.name, explainListenError(error, options))
  }
}

function serve(socket: Socket, begin: (service: UdpService) => UdpHandler): UdpService {
  let stopped = false
  const service: UdpService = {
    send(datagram, to, lost) {
      // Nobody can be answered at port 0; only a forged datagram comes from there.
      if (stopped || to.port === 0) return
      // UDP promises no delivery: a reply that cannot be sent (EMSGSIZE, ENETUNREACH) is lost, and the next one is not.
      socket.send(datagram, to.port, to.address, (error) => {
        if (error) lost?.(error)
      })
    },
    stop() {
      if (stopped) return
      stopped = true
      socket.close()
      handler.end?.()
    },
  }
  const handler = begin(service)
  socket.on('message', (datagram, sender) => {
    if (!stopped) handler.receive(datagram, sender)
  })
  return service
}
