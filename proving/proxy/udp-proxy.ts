import { createSocket, type Socket } from 'node:dgram'
import type { Address } from '../../harness/findings/wire-log.js'
import type { Mutant } from '../mutant.js'
import { Deliverer } from './delivery.js'

/** A client by its address and port, with the socket that speaks to the real server in its name. */
interface Client {
  readonly address: string
  readonly port: number
  readonly socket: Socket
}

/** Passes datagrams on to the real server, each client's from a socket of its own, and what comes back as the mutant has it. */
export function udpProxy(mutant: Mutant | 'faithful', real: Address, changed: () => void): Socket {
  const clients = new Map<string, Client>()
  const proxy = createSocket('udp4')
  const deliverer = new Deliverer<Client>(
    mutant,
    ({ to, octets, delayMs }) => {
      const send = (): void => proxy.send(octets, to.port, to.address, () => undefined)
      if (delayMs === 0) send()
      else setTimeout(send, delayMs)
    },
    changed,
  )
  const clientAt = (address: string, port: number): Client => {
    const key = `${address}:${port}`
    const known = clients.get(key)
    if (known) return known
    const socket = createSocket('udp4')
    const client: Client = { address, port, socket }
    clients.set(key, client)
    socket.on('message', (octets) => deliverer.reply(client, octets))
    // That nobody receives what was sent is the client's to notice.
    socket.on('error', () => undefined)
    // The server may look at the address that a datagram comes from.
    socket.bind({ address, port: 0 })
    return client
  }
  proxy.on('error', () => undefined)
  proxy.on('message', (octets, { address, port }) => {
    const isKnown = clients.has(`${address}:${port}`)
    const forgets = (mutant === 'forget-second' || mutant === 'forget-next') && clients.size > 0
    if (forgets && !isKnown) changed()
    else clientAt(address, port).socket.send(octets, real.port, real.host, () => undefined)
  })
  return proxy
}
