import type { Folder } from '../programs/folder.js'
import type { ClientPlace } from '../hosts/host.js'
import type { Network } from '../hosts/network.js'
import type { Awaitable } from '../peers/patience.js'
import type { Death } from '../findings/ending.js'
import type { Sink } from '../peers/sink.js'
import type { Address, Transport } from '../findings/wire-log.js'

/** The server under test, wherever it runs. A scenario needs to know no more than this. */
export interface ServerSubject {
  readonly transport: Transport

  /** Starts it where it does not run, before any scenario needs it. Throws as {@link prepare}. */
  warmUp(): Promise<void>

  /**
   * Makes sure that it runs and is ready, starting it where it does not (or was found damaged); never consumes a connection.
   * Gives the address at which clients reach it. Throws {@link StartFailure}, or SetupError where the set-up is wrong.
   */
  prepare(): Promise<Address>

  /** Like prepare, with a process that has served nobody yet. Throws NotObservable where it cannot be restarted. */
  prepareFresh(): Promise<Address>

  /** Whether the present process had served nobody when the scenario began. */
  readonly isFresh: boolean

  /** From now on the present process is not to be trusted: the next prepare starts a new one. */
  distrust(): void

  /** Ends it with all its processes. Throws NotObservable where that is not possible. */
  halt(): Promise<void>

  /** Starts it again on the port that it had. Throws StartFailure. */
  startAgain(): Promise<Address>

  /** How it ended, where it has ended by itself; undefined while it runs, or where nobody can know. */
  readonly death: Death | undefined

  /** Whether it has ended by itself and none of its processes has its port any more: then nothing comes from it; false where nobody can know. */
  isGone(): Awaitable<boolean>

  /**
   * Called when a connection was seen to end: where the listening socket is gone as well the program is ending, and this waits to see how.
   * `perhapsMs`: so long it is waited for where it does not seem to be ending, since it may have closed the connection on its way there.
   */
  settle(perhapsMs?: number): Promise<void>

  /** The same where the kernel says that its process is ending, and nothing where it does not: costs next to nothing. */
  settleIfEnding(): Promise<void>

  /**
   * Whether the program has read everything that was sent from that local port; undefined where nobody can tell.
   */
  hasRead(localPort: number): Awaitable<boolean | undefined>

  /** Whether the program has accepted the connection from that local port; undefined where nobody can tell. */
  hasAccepted(localPort: number): Awaitable<boolean | undefined>

  /** How many connections the kernel has established for it that it has not accepted; undefined where nobody can tell. */
  queued(): Awaitable<number | undefined>

  /** How many octets of its the kernel holds that the client at that local port has not read; undefined where nobody can see both ends. */
  heldFor(localPort: number): Awaitable<number | undefined>

  /** Datagrams for it that the kernel threw away so far; undefined where nobody can tell. */
  datagramsDropped(): Awaitable<number | undefined>

  /** Whether a connection of its port, closed by the server first, is in TIME_WAIT; undefined where nobody can tell. */
  inTimeWait(): Awaitable<boolean | undefined>

  /** Whether TIME_WAIT would keep it from being started again, so that connections that it closed first had better be ended by RST. */
  readonly sparesTimeWait: boolean

  /** Whether the program has closed its end of the connection from that local port altogether; undefined where nobody can tell. */
  hasClosed(localPort: number): Awaitable<boolean | undefined>

  /** The working directory of the present process; undefined where nobody can see it. */
  readonly folder: Folder | undefined

  /** Whence a client of it speaks to it; `at` is the address that it is to have, where it is to have a certain one. */
  clientPlace(at?: string): Awaitable<ClientPlace>

  /** The network between it and its clients; undefined where nobody can disturb that. */
  readonly network: Network | undefined

  /** Whether a socket for datagrams of somebody else can be bound to this address of its host. Throws NotObservable where nobody can try. */
  canBind(address: Address): Promise<boolean>

  /** A sink of our own beside it, to compare rates with. */
  openSink(): Promise<Sink>

  /** The addresses that it was told to answer, where the protocol has such; else none. */
  readonly allowed: readonly string[]

  /** Whether it says something before a client has; undefined until somebody has listened for that. */
  speaksFirst: boolean | undefined

  /** What it has printed on its standard output (of much, the beginning and the end); undefined where nobody can see it. */
  output(): Buffer | undefined

  /** Types octets on its standard input. Throws NotObservable where nobody can. */
  type(octets: Buffer): Promise<void>

  /** Waits for its end, at most `ms`; says whether it has ended. Throws NotObservable where nobody can tell. */
  endsWithin(ms: number): Promise<boolean>

  /** CPU time that its processes have used so far, ms; undefined where nobody can tell. */
  cpuMs(): Awaitable<number | undefined>

  /** Ends it for good and gives back what it took. */
  dispose(): Promise<void>
}
