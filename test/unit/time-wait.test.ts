import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { Host } from '../../harness/hosts/host.js'
import { NamespaceHost } from '../../harness/hosts/namespace/namespace-host.js'
import { ServerSockets } from '../../harness/subjects/server-sockets.js'
import { hasNamespaces } from '../support/command.js'

const FORBIDS = '/proc/sys/net/ipv4/tcp_rfc1337'
const obeys = existsSync(FORBIDS) && readFileSync(FORBIDS, 'latin1').trim() === '0'

/** The port of a server that was the first to end the connections of so many clients, and has gone. */
async function leftInTimeWait(host: Host, at: string, clients: number): Promise<number> {
  const { sockets } = host
  const port = await host.freePort()
  const server = await sockets.listen(port, at, (socket) => socket.end('bye'))
  for (let i = 0; i < clients; i++) {
    const client = sockets.connect({ host: at === '::' ? '127.0.0.1' : at, port })
    client.on('end', () => client.end())
    client.resume()
    await once(client, 'close')
  }
  server.close()
  return port
}

// In a namespace nobody else has connections whose ports could be the same.
describe.runIf(obeys && hasNamespaces())('what a server left in TIME_WAIT', async () => {
  const host = await NamespaceHost.open()
  afterAll(() => host.dispose())

  for (const at of ['127.0.0.1', '::1', '::']) {
    it(`is forgotten by the kernel at once where that is asked for (${at})`, async () => {
      const sockets = new ServerSockets(host, 'tcp')
      sockets.port = await leftInTimeWait(host, at, 3)
      await expect.poll(() => sockets.inTimeWait()).toBe(true)
      await sockets.endTimeWait()
      expect(await sockets.inTimeWait()).toBe(false)
    })
  }
})
