import { localSockets, type Sockets } from './sockets.js'

/** An address of some host at which the harness can play the server. */
export interface ServicePlace {
  readonly host: string
  readonly sockets: Sockets
}

/** Both loopback addresses of this machine, since `localhost` is either of them. */
export const LOOPBACK: readonly ServicePlace[] = [
  { host: '127.0.0.1', sockets: localSockets },
  { host: '::1', sockets: localSockets },
]
