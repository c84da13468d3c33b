import { createServer } from 'node:net'
import { SetupError } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'

/** A port of this machine that one check has for as long as it takes. */
export interface PortClaim {
  release(): void
}

/**
 * Claims a port for a check. Its program is stopped and started again in between, and whoever comes then would have the port: each of two checks would
 * speak to the other's program and give it the blame. The claim is an abstract socket of Linux: it belongs to the network namespace, as ports do,
 * and is gone with the process, whatever ends that. Where there is no such thing nothing is claimed. Throws SetupError where another check has the port.
 */
export function claimPort(transport: Transport, port: number): Promise<PortClaim> {
  if (process.platform !== 'linux') return Promise.resolve({ release: () => undefined })
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(claimed(transport, port))
      // A system that allows no such socket: then it is as it was without claims.
      else resolve({ release: () => undefined })
    })
    server.listen(`\0sockspec:${transport}:${port}`, () => {
      server.unref()
      resolve({ release: () => void server.close() })
    })
  })
}

const claimed = (transport: Transport, port: number): SetupError =>
  new SetupError(
    `another check on this machine has ${transport.toUpperCase()} port ${port} at present: let it end first, or give each of them a network of its own with --isolation namespace`,
  )
