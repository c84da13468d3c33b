import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { parseServerCommandLine, type ProgramInfo } from './command-line.js'
import { explainListenError, formatAddress } from './errors.js'
import { resolveHost } from './lookup.js'
import { reportFailure, reportMistake, tolerateClosedOutput } from './output.js'
import { onStopSignal } from './stop-signal.js'

/** A server over UDP: how it answers a datagram is all that tells one from another. */
export interface UdpServerProgram extends ProgramInfo {
  /** The reply to one datagram, or undefined where it gets none. */
  reply(datagram: Buffer): Buffer | undefined
}

/** Runs the server until SIGTERM or SIGINT. Each reply leaves from the socket that its request came to. */
export async function runUdpServer(program: UdpServerProgram): Promise<void> {
  tolerateClosedOutput()
  const options = parseServerCommandLine(program, process.argv.slice(2))
  switch (options.kind) {
    case 'help': process.stdout.write(options.text); return
    case 'mistake': reportMistake(program.name, options.message); return
    case 'run': break
  }
  try {
    const { address, family } = await resolveHost(options.host)
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    socket.on('message', (datagram, sender) => {
      const reply = program.reply(datagram)
      // Nobody can be answered at port 0; only a forged datagram comes from there.
      if (reply === undefined || sender.port === 0) return
      // UDP promises no delivery: a reply that cannot be sent (EMSGSIZE, ENETUNREACH) is lost, and the next one is not.
      socket.send(reply, sender.port, sender.address, () => undefined)
    })
    socket.bind({ address, port: options.port })
    await once(socket, 'listening')
    // An earlier reply's fate, reported late by some systems (ECONNRESET on Windows), concerns no other client.
    socket.on('error', () => undefined)
    onStopSignal(() => socket.close())
    process.stdout.write(`${program.name} listening on ${formatAddress({ host: address, port: socket.address().port })}\n`)
  } catch (error) {
    reportFailure(program.name, explainListenError(error, options))
  }
}
