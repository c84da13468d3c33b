import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Address } from '../../harness/findings/wire-log.js'
import type { Mutant } from '../mutant.js'
import { Deliverer, type Delivery } from './delivery.js'

/** So much may wait for a client before the server is read no more. */
const MOST_WAITING = 1 << 20

/** One client with its connection to the real server. */
interface Pair {
  readonly client: Socket
  readonly server: Socket
  /** what is still to be delivered, one after another */
  deliveries: Promise<void>
  isCut: boolean
}

/** Passes connections on to the real server, and what comes back as the mutant has it. */
export function tcpProxy(mutant: Mutant | 'faithful', real: Address, changed: () => void): Server {
  const pairs = new Set<Pair>()
  let served = 0
  const deliverer = new Deliverer<Pair>(mutant, (delivery) => deliver(delivery), changed)
  return createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const isForgotten = (mutant === 'forget-second' && pairs.size > 0) || (mutant === 'forget-next' && served > 0)
    if (isForgotten) {
      changed()
      forget(client)
      return
    }
    served++
    const server = connect({ host: real.host, port: real.port, allowHalfOpen: true, noDelay: true })
    const pair: Pair = { client, server, deliveries: Promise.resolve(), isCut: false }
    pairs.add(pair)
    client.on('close', () => pairs.delete(pair))
    passOn(client, server)
    server.on('data', (octets: Buffer) => {
      deliverer.reply(pair, octets)
      if (client.writableLength > MOST_WAITING) {
        server.pause()
        client.once('drain', () => server.resume())
      }
    })
    server.on('end', () => {
      deliverer.flush(pair)
      void pair.deliveries.then(() => client.end())
    })
    resetWith(client, server)
    resetWith(server, client)
  })
}

/** Its connection was taken, and nobody cares for it: what it sends is read, and never answered. */
function forget(client: Socket): void {
  client.on('error', () => undefined)
  client.on('end', () => client.end())
  client.resume()
}

function passOn(client: Socket, server: Socket): void {
  client.on('data', (octets: Buffer) => {
    if (server.write(octets)) return
    client.pause()
    server.once('drain', () => client.resume())
  })
  client.on('end', () => server.end())
}

/** A connection that was reset, or could not be made, resets the other. */
function resetWith(one: Socket, other: Socket): void {
  one.on('error', () => other.resetAndDestroy())
}

function deliver({ to: pair, octets, delayMs, endsThen }: Delivery<Pair>): void {
  const due = performance.now() + delayMs
  const act = (): void => {
    if (pair.isCut || pair.client.destroyed) return
    pair.client.write(octets)
    if (endsThen !== true) return
    pair.isCut = true
    pair.client.end()
    pair.server.destroy()
  }
  if (delayMs === 0) pair.deliveries = pair.deliveries.then(act)
  else
    pair.deliveries = pair.deliveries
      .then(() => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, due - performance.now()))))
      .then(act)
}
