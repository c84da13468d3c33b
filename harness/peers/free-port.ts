import { createServer } from 'node:net'
import { createSocket } from 'node:dgram'
import { randomInt } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { SetupError } from '../findings/violation.js'

/**
 * Below the ephemeral ports of every common system (Linux: from 32 768), so that no client's own port is ever taken for
 * the one that a server is about to bind.
 */
const LOWEST = 10_240
const HIGHEST = 32_767

/** Ports handed out in this process and not to be handed out again: two lanes must not draw the same one. */
const handedOut = new Set<number>()

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family }) => family === 'IPv6'),
)

function tcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

function udpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(hasIPv6 ? 'udp6' : 'udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, () => socket.close(() => resolve(true)))
  })
}

/** A port that neither a TCP nor a UDP socket of this machine uses, from outside the ephemeral range. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(LOWEST, HIGHEST + 1)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    // Binding it for a moment is quicker than reading the kernel's table of connections, and says the same.
    if ((await tcpFree(port)) && (await udpFree(port))) return port
  }
  throw new SetupError('no free port found between 10 240 and 32 767: something on this machine uses them all')
}
