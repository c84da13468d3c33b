import { LOOPBACK, type ServicePlace } from '../../peers/service-place.js'
import { localSink, type Sink } from '../../peers/sink.js'
import type { BoundSocket, Ends, Family, SocketEntry } from '../../peers/socket-table.js'
import type { Sockets } from '../../peers/sockets.js'
import { hasTerminals } from '../../programs/terminal.js'
import { Program } from '../../programs/program.js'
import type { ProgramOptions, RunningProgram } from '../../programs/running-program.js'
import type { Transport } from '../../findings/wire-log.js'
import type { ClientPlace, Host } from '../host.js'
import { NETWORK, startAgent, type AgentProcess } from './agent-process.js'

/**
 * A network namespace of this machine, where only loopback exists: ports that are fixed in a submission are free there, and nothing leaves the machine.
 * Its programs are processes beside the harness, with the same files; the sockets of their peers are opened in there by an agent.
 */
export class NamespaceHost implements Host {
  readonly address = '127.0.0.1'
  readonly serverAddress = '127.0.0.1'
  readonly network = undefined
  readonly terminals = hasTerminals()
  readonly sockets: Sockets
  readonly servicePlaces: readonly ServicePlace[]

  protected constructor(protected readonly agent: AgentProcess) {
    this.sockets = agent.link.sockets
    this.servicePlaces = LOOPBACK.map(({ host }) => ({ host, sockets: this.sockets }))
  }

  /** Makes it. Throws SetupError where the system does not allow it. */
  static async open(): Promise<NamespaceHost> {
    return new NamespaceHost(await startAgent(NETWORK))
  }

  clientPlace(_server: string, at?: string): ClientPlace {
    return { sockets: this.sockets, ...(at === undefined ? {} : { host: at }) }
  }

  /** Every address of 127.0.0.0/8 is its own. */
  addressOf(name: string): string {
    return name
  }

  async start(options: ProgramOptions): Promise<RunningProgram> {
    const { link, enter } = this.agent
    // A program is quick: it must not find a socket that the agent has been told to close.
    await link.call('catchUp')
    return Program.start(options, {
      enter,
      socketsOf: (group, mark, transport) => link.call('socketsOf', group, mark, transport),
      caughtUp: () => link.call('catchUp'),
    })
  }

  openSink(): Promise<Sink> {
    return localSink(this.agent.enter)
  }

  freePort(): Promise<number> {
    return this.agent.link.call('freePort')
  }

  // The kernel would show its tables to us as well, but perhaps before the agent has done what it was told.
  readSockets(transport: Transport, port?: number, family?: Family, ends?: Ends): Promise<SocketEntry[] | undefined> {
    return this.agent.link.call('readSockets', transport, port, family, ends)
  }

  findBound(transport: Transport, port: number): Promise<BoundSocket | 'unknown' | undefined> {
    return this.agent.link.call('findBound', transport, port)
  }

  bindsIPv6Only(transport: Transport, port: number): Promise<boolean> {
    return this.agent.link.call('bindsIPv6Only', transport, port)
  }

  /** Ends it with all that is in it; idempotent. */
  dispose(): Promise<void> {
    return this.agent.end()
  }
}
