import type { HarnessFault } from '../findings/violation.js'
import type { Address } from '../findings/wire-log.js'
import { connectError, socketError } from './own-trouble.js'
import { Deadline } from './patience.js'
import type { Sockets, StreamSocket } from './sockets.js'

/** Connects to `remote` within `ms`. What `connected` makes of the socket is made before anything can come on it. */
export function connectOnce<T>(
  sockets: Sockets,
  remote: Address,
  { ms, from }: { readonly ms: number; readonly from?: string },
  connected: (socket: StreamSocket) => T,
): Promise<T | 'refused' | 'timeout' | HarnessFault | Error> {
  return new Promise((resolve) => {
    const socket = sockets.connect(remote, from)
    // The kernel establishes connections by itself; what it drops, since the queue is full, comes again after 1 s and 3 s.
    const deadline = new Deadline(
      ms,
      (fault) => {
        socket.destroy()
        resolve(fault ?? 'timeout')
      },
      'kernel',
    )
    socket.once('connect', () => {
      deadline.cancel()
      socket.removeAllListeners('error')
      resolve(connected(socket))
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      deadline.cancel()
      const problem = from === undefined ? connectError(error) : socketError(error)
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : problem)
    })
  })
}
