import type { Host } from '../hosts/host.js'
import { poll } from '../peers/patience.js'
import type { SocketEntry } from '../peers/socket-table.js'
import { endTimeWait } from '../peers/time-wait.js'

/** The kernel's minute, and a little more. */
export const TIME_WAIT_MS = 65_000

/** What is in TIME_WAIT at a port of the host's; nothing where nobody can tell. */
const waitingAt = async (host: Host, port: number): Promise<SocketEntry[]> =>
  ((await host.readSockets('tcp', port)) ?? []).filter(({ state }) => state === 'time-wait')

/** Ends what is in TIME_WAIT at a port where clients of ours had the other end. Nobody listens there, or these connections would be the server's. */
export async function endTimeWaitAt(host: Host, port: number): Promise<void> {
  const before = await waitingAt(host, port)
  if (before.length === 0) return
  await endTimeWait(
    await Promise.all(
      before.map(async ({ local, remote }) => ({
        sockets: (await host.clientPlace(local.host, remote.host)).sockets,
        local,
        remote,
      })),
    ),
    async () => (await waitingAt(host, port)).length,
  )
}

/**
 * Waits until a port that nobody listens at is no longer kept by what an earlier program has left in TIME_WAIT: a moment mostly, a minute where that cannot
 * be helped; `onWaiting` is told then. False where that is not what keeps it.
 */
export async function awaitTimeWaitOver(
  host: Host,
  port: number,
  onWaiting: (message: string) => void,
): Promise<boolean> {
  const entries = (await host.readSockets('tcp', port)) ?? []
  if (!entries.some(({ state }) => state === 'time-wait') || entries.some(({ state }) => state === 'listen'))
    return false
  await endTimeWaitAt(host, port)
  const isOver = async (): Promise<true | undefined> => ((await waitingAt(host, port)).length === 0 ? true : undefined)
  if (await isOver()) return true
  onWaiting(`waiting up to 60 s until the kernel gives port ${port} free (TIME_WAIT, left by a program that has ended)`)
  return (await poll(isOver, TIME_WAIT_MS, 250)) === true
}
