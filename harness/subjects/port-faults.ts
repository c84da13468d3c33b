import type { Host } from '../hosts/host.js'
import { poll } from '../peers/patience.js'
import { HarnessFault, SetupError } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'

/** What the command line got wrong about a server's port. */

/** Throws where another program has the port: as {@link portHeld}. */
export async function requireFreePort(
  host: Host,
  transport: Transport,
  port: number,
  isUnderWay: boolean,
): Promise<void> {
  const taken = async (): Promise<boolean> => typeof (await host.findBound(transport, port)) === 'object'
  // What we ended a moment ago may need the kernel's next breath to let go of its port.
  const free = await poll(async () => ((await taken()) ? undefined : true), 500, 10)
  if (!free) throw portHeld(transport, port, isUnderWay)
}

/** Another program has the port. When the check begins that is the set-up's fault; once it is under way its verdicts must not be lost for that. */
export const portHeld = (transport: Transport, port: number, isUnderWay: boolean): SetupError | HarnessFault =>
  isUnderWay
    ? new HarnessFault({ kind: 'port-held', transport, port })
    : new SetupError(
        `${transport.toUpperCase()} port ${port} is already in use by another program (perhaps a server left running): end it, or give another port with --port`,
      )

/** The server has another port than the one that it was given, or that was said to be written into it. */
export const wrongPort = (
  transport: Transport,
  { instead, port }: { readonly instead: number; readonly port: number },
  isFixed: boolean,
): SetupError =>
  new SetupError(
    isFixed
      ? `the server listens on ${transport.toUpperCase()} port ${instead}, not on ${port}: use --port ${instead}`
      : `the server listens on ${transport.toUpperCase()} port ${instead}, not on the port it was given (${port}): ` +
          `add --port ${instead}, or let it take its port from {port} in the command or from $PORT`,
  )

/** On Linux everything rests on the kernel's tables: without them a server that is still starting would be refused as one that never listens. */
export const noTables = (): SetupError =>
  new SetupError(
    "the kernel's tables of sockets (/proc/net/tcp and the others) cannot be read here, so nobody can tell when a server is ready: is /proc mounted, and may it be read?",
  )
