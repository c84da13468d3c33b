import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { freePort } from '../../harness/peers/free-port.js'

const bindsTcp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
const bindsUdp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4').once('error', () => resolve(false))
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })

describe('free ports', () => {
  it('are below the ephemeral ones, free for both transports, and never the same', async () => {
    const ports = await Promise.all(Array.from({ length: 40 }, () => freePort()))
    expect(new Set(ports).size).toBe(ports.length)
    for (const port of ports) {
      expect(port).toBeGreaterThanOrEqual(10_240)
      expect(port).toBeLessThanOrEqual(32_767)
    }
    for (const port of ports.slice(0, 5)) expect([await bindsTcp(port), await bindsUdp(port)]).toEqual([true, true])
  })
})
