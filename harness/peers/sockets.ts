import { createSocket, type RemoteInfo } from 'node:dgram'
import { connect, createServer, isIPv6, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Address } from '../findings/wire-log.js'
import { isOwnTrouble } from './own-trouble.js'

/** One end of a TCP connection: what the harness needs of a `net.Socket`, so that it may be on another host. Emits `connect` as that does. */
export interface StreamSocket extends Duplex {
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly bytesRead: number
  readonly bytesWritten: number
  setNoDelay(noDelay?: boolean): unknown
  unref(): unknown
  /** Ends the connection with RST. */
  resetAndDestroy(): unknown
}

/** A socket that accepts connections. */
export interface ListeningSocket {
  close(): void
}

export interface ArrivedDatagram {
  readonly octets: Buffer
  readonly from: Address
}

/** A bound socket for datagrams, not connected. */
export interface DatagramSocket {
  readonly local: Address
  /** Sends one; resolves when the kernel has taken it, or refused it. Rejects with the system's error where that is our own trouble. */
  send(octets: Uint8Array, to: Address): Promise<void>
  close(): void
}

/** The sockets of one host: this machine, or one in a namespace or a container, where an agent opens them for us. */
export interface Sockets {
  /** Begins to connect; half-closing is left to us. `from` is the local address, with `fromPort` the local port. */
  connect(remote: Address, from?: string, fromPort?: number): StreamSocket
  /** Listens; rejects with the system's error. */
  listen(port: number, host: string, onConnection: (socket: StreamSocket) => void): Promise<ListeningSocket>
  /** Binds a socket for datagrams on an address of its family (port 0: an ephemeral one); rejects with the system's error. */
  datagrams(host: string, port: number, onDatagram: (datagram: ArrivedDatagram) => void): Promise<DatagramSocket>
}

/** Holds three datagrams of the largest size and then some; the default of 208 KiB counts the kernel's own overhead against them. */
const RECEIVE_BUFFER = 1 << 20

/** This machine's. */
export const localSockets: Sockets = {
  connect: ({ host, port }, from, fromPort) =>
    connect({
      host,
      port,
      allowHalfOpen: true,
      ...(from === undefined ? {} : { localAddress: from }),
      ...(fromPort === undefined ? {} : { localPort: fromPort }),
    }),

  listen: (port, host, onConnection) =>
    new Promise((resolve, reject) => {
      const server = createServer({ allowHalfOpen: true }, (socket: Socket) => onConnection(socket))
      server.once('error', reject)
      server.listen(port, host, () => resolve(server))
    }),

  datagrams: (host, port, onDatagram) =>
    new Promise((resolve, reject) => {
      const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4' })
      socket.once('error', reject)
      socket.bind(port, host, () => {
        socket.removeListener('error', reject)
        socket.on('error', () => {
          // An ICMP error for a datagram of ours: what matters is whether a reply comes.
        })
        socket.on('message', (octets: Buffer, info: RemoteInfo) =>
          onDatagram({ octets, from: { host: info.address, port: info.port } }),
        )
        try {
          socket.setRecvBufferSize(RECEIVE_BUFFER)
        } catch {
          // The system's own limit stays; replies are matched all the same.
        }
        const { address, port: bound } = socket.address()
        resolve({
          local: { host: address, port: bound },
          send: (sent, to) =>
            new Promise((done, refuse) => {
              socket.send(sent, to.port, to.host, (error) => {
                if (error && isOwnTrouble(error)) refuse(error)
                else done()
              })
            }),
          close: () => {
            try {
              socket.close()
            } catch {
              // Closed already.
            }
          },
        })
      })
    }),
}
