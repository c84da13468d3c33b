import type { Address } from '../findings/wire-log.js'
import { poll } from './patience.js'
import type { Sockets } from './sockets.js'

/** A connection whose server's end is in TIME_WAIT, and the sockets of the host that its client's end was on. */
export interface WaitingEnd {
  readonly sockets: Sockets
  /** the server's end */
  readonly local: Address
  /** the client's */
  readonly remote: Address
}

/** Four packets over loopback, or a network of our own. */
const ENDING_MS = 500

/**
 * Has the kernel forget connections in TIME_WAIT before their minute is over. A client asks for a connection from the very port that it had: TIME_WAIT
 * answers that with an acknowledgement of what it knows, which means nothing to the client any more; so the client's kernel resets it, and a reset
 * ends TIME_WAIT (RFC 1337, unless `net.ipv4.tcp_rfc1337` forbids it: then they stay). Nobody may listen at the port meanwhile. `left`: how many there still are.
 */
export async function endTimeWait(ends: readonly WaitingEnd[], left: () => Promise<number>): Promise<void> {
  let refused = 0
  const attempts = ends.map(({ sockets, local, remote }) => {
    const attempt = sockets.connect(local, remote.host, remote.port)
    // Its port may be in use elsewhere by now: that connection stays. And where nothing is in TIME_WAIT any more, nobody is there.
    attempt.on('error', () => refused++)
    return attempt
  })
  try {
    await poll(async () => ((await left()) <= refused ? true : undefined), ENDING_MS)
  } finally {
    // One that went on asking would be a client of the server that is started now.
    for (const attempt of attempts) attempt.destroy()
  }
}
