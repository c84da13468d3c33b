import type { Folder } from './folder.js'
import type { Output } from './output.js'
import type { Awaitable } from '../peers/patience.js'
import type { SocketEntry } from '../peers/socket-table.js'
import type { Ending } from '../findings/ending.js'
import type { Transport } from '../findings/wire-log.js'

export interface ProgramOptions {
  readonly command: readonly string[]
  readonly folder: Folder
  readonly environment: Readonly<Record<string, string>>
  /** run it on a terminal of its own instead of pipes, as a student does */
  readonly terminal?: boolean
  /** keep the whole output (clients), or only its beginning and end (servers) */
  readonly keepOutput: boolean
}

/** One run of a submission, wherever it runs; its standard input stays open until it ends. */
export interface RunningProgram {
  readonly stdout: Output
  readonly stderr: Output
  /** its working directory */
  readonly folder: Folder
  /** settles when it has ended and its output was read */
  readonly ended: Promise<Ending>
  /** how it ended; undefined while it runs */
  readonly ending: Ending | undefined
  /** true as soon as that is known, also before the last output was read */
  readonly hasExited: boolean

  /** It has ended or is about to: cheaper and earlier than the exit event. */
  isEnding(): Awaitable<boolean>

  /** Whether it most likely has bound a socket and waits: false only where it certainly has not. */
  mayHaveBound(): Awaitable<boolean>

  /** Whether its first process holds the socket of this inode. */
  holds(inode: number): Awaitable<boolean>

  /** The sockets of all its processes. */
  sockets(transport: Transport): Awaitable<SocketEntry[]>

  /** CPU time that its processes have used, ms; undefined where nobody can tell. */
  cpuMs(): Awaitable<number | undefined>

  /** Types octets on its standard input; resolves once they are in the pipe, or the program does not read any more. */
  type(octets: Uint8Array): Promise<void>

  /** Waits for its end, at most `ms`; undefined when it still runs then. */
  endsWithin(ms: number): Promise<Ending | undefined>

  /** Ends it with all that it started; idempotent. `gently`: SIGTERM first. Returns pids that could not be ended. */
  stop(gently?: boolean): Promise<number[]>
}

/** The ports that a program's sockets are connected to, or trying to connect to; empty where nobody can tell. */
export async function remotePorts(program: RunningProgram, transport: Transport): Promise<number[]> {
  return (await program.sockets(transport)).filter(({ remote }) => remote.port !== 0).map(({ remote }) => remote.port)
}
