import { freePort } from '../peers/free-port.js'
import type { Network } from './network.js'
import { bindsIPv6Only } from '../peers/ipv6-only.js'
import type { Awaitable } from '../peers/patience.js'
import { hasTerminals } from '../programs/terminal.js'
import { Program } from '../programs/program.js'
import type { ProgramOptions, RunningProgram } from '../programs/running-program.js'
import type { WorkingDirectory } from '../programs/working-directory.js'
import { LOOPBACK, type ServicePlace } from '../peers/service-place.js'
import { localSink, type Sink } from '../peers/sink.js'
import {
  findBound,
  readSockets,
  type BoundSocket,
  type Ends,
  type Family,
  type SocketEntry,
} from '../peers/socket-table.js'
import { localSockets, type Sockets } from '../peers/sockets.js'
import type { Transport } from '../findings/wire-log.js'

/** From where a client speaks to a server: whose sockets it uses, and which address it has where that is not any. */
export interface ClientPlace {
  readonly sockets: Sockets
  readonly host?: string
}

/** A host that submissions run on, as far as the harness needs it: this machine, a network namespace of it, or a container on a network of its own. */
export interface Host {
  /** the address that a server on it is told to be at, and at which one that binds any address is reached */
  readonly address: string
  /** the address that a client on it is told to find the server at */
  readonly serverAddress: string
  /** whether a program on it can be given a terminal, as far as that is known by now */
  readonly terminals: boolean
  /** its own sockets */
  readonly sockets: Sockets
  /** where the harness must listen for the clients on it */
  readonly servicePlaces: readonly ServicePlace[]
  /** what is between it and the others; undefined where nobody can disturb that */
  readonly network: Network | undefined

  /** The folders of its programs, where it has a file system of its own; else whoever starts one says where. */
  readonly folders?: WorkingDirectory

  /** One like it with a network of its own, for one more program with a port written into it; absent where there is but one network. */
  another?(): Promise<PassingHost>

  /** The place of a client of a server that is bound to `server`; `at` is the address that it is to have, where it is to have a certain one. */
  clientPlace(server: string, at?: string): Awaitable<ClientPlace>

  /** The address of the host that the specification calls by an address of 127.0.0.0/8. */
  addressOf(name: string): Awaitable<string>

  /** Starts a program. Throws SetupError where it does not exist or must not be executed. */
  start(options: ProgramOptions): Promise<RunningProgram>

  /** A sink of our own on it, to be reached as a server that is bound to `server` is. */
  openSink(server: string): Promise<Sink>

  /** A port that nothing on it uses. */
  freePort(): Promise<number>

  /** As {@link readSockets}. */
  readSockets(transport: Transport, port?: number, family?: Family, ends?: Ends): Awaitable<SocketEntry[] | undefined>

  /** As {@link findBound}. */
  findBound(transport: Transport, port: number): Awaitable<BoundSocket | 'unknown' | undefined>

  /** Whether a socket bound to [::] leaves the same port free for IPv4 (IPV6_V6ONLY): then nobody reaches it at an IPv4 address. */
  bindsIPv6Only(transport: Transport, port: number): Promise<boolean>
}

/** One that is there for some programs only. */
export interface PassingHost extends Host {
  /** Ends it with all that is in it; idempotent. */
  dispose(): Promise<void>
}

/** This machine. */
export const localHost: Host = {
  address: '127.0.0.1',
  serverAddress: '127.0.0.1',
  terminals: hasTerminals(),
  sockets: localSockets,
  servicePlaces: LOOPBACK,
  network: undefined,
  // Every address of 127.0.0.0/8 is its own, where the system is Linux.
  clientPlace: (_server, at) => ({ sockets: localSockets, ...(at === undefined ? {} : { host: at }) }),
  addressOf: (name) => name,
  start: (options) => Program.start(options),
  openSink: () => localSink(),
  freePort,
  readSockets,
  findBound,
  bindsIPv6Only,
}
