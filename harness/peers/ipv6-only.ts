import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import type { Transport } from '../findings/wire-log.js'

/** Whether a socket bound to [::] leaves the same port free for IPv4 (IPV6_V6ONLY): then nobody reaches it at an IPv4 address. */
export function bindsIPv6Only(transport: Transport, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (transport === 'udp') {
      const socket = createSocket('udp4')
      socket.once('error', () => resolve(false))
      socket.bind(port, '0.0.0.0', () => socket.close(() => resolve(true)))
    } else {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)))
    }
  })
}
