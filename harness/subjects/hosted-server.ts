import type { Folder } from '../programs/folder.js'
import type { ClientPlace, Host, PassingHost } from '../hosts/host.js'
import { environmentOf, lastWords, saidBy, withPort, type Given } from '../programs/invocation.js'
import type { Network } from '../hosts/network.js'
import { poll, type Awaitable } from '../peers/patience.js'
import type { RunningProgram } from '../programs/running-program.js'
import type { Waiting } from '../findings/waiting.js'
import type { Death } from '../findings/ending.js'
import { SILENCE, type Reading } from '../findings/reading.js'
import { isAddressInUse } from '../findings/program-error.js'
import { Readiness } from './readiness.js'
import type { Held, ServerSubject } from './server-subject.js'
import { isLoopback, reachableHost, type SocketEntry } from '../peers/socket-table.js'
import type { Sink } from '../peers/sink.js'
import { noTables, portHeld, requireFreePort, wrongPort } from './port-faults.js'
import { TIME_WAIT_MS } from './port-time-wait.js'
import { ServerSockets } from './server-sockets.js'
import { StartFailure } from '../findings/violation.js'
import type { Address, Transport } from '../findings/wire-log.js'
import type { WorkingDirectory } from '../programs/working-directory.js'

/** So often another free port is drawn where somebody was quicker. */
const PORT_ATTEMPTS = 3
/** Between a connection's end and the exit status of a process that is ending. */
const EXIT_MS = 1_000

/** What the processes of one check have shown of the server. */
export interface KnownServer {
  /** one of them was ready once: it can start, and its port was free */
  hasServed: boolean
}

export interface HostedServerOptions {
  readonly command: readonly string[]
  /** where it runs */
  readonly host: Host
  readonly transport: Transport
  /** the port that the program hard-codes; without it a free one, given as {port} and $PORT */
  readonly fixedPort?: number
  readonly workingDirectory: WorkingDirectory
  /** what the command is told besides the port */
  readonly given: Given
  /** it runs on a terminal of its own, not with pipes */
  readonly terminal: boolean
  /** its clients are programs on this very host: it gets no network of its own, where they would not find it */
  readonly sharesHost?: true
  /** what is known of this very program, however often it is started */
  readonly known?: KnownServer
  /** told when something takes long enough that a person wants to know why */
  readonly onWaiting: (waiting: Waiting) => void
}

/** A server under test that we start, on this machine or on another host of ours. */
export class HostedServer implements ServerSubject {
  readonly transport: Transport
  readonly #options: HostedServerOptions
  #program: RunningProgram | undefined
  #address: Address | undefined
  #sockets: ServerSockets
  /** a scenario has had this process */
  #used = false
  /** the present scenario is the first to have it */
  #fresh = true
  #distrusted = false
  #halted = false
  readonly #known: KnownServer
  #host: Host
  /** the network that this process alone has, where its port is fixed and there can be one */
  #ownHost: PassingHost | undefined
  speaksFirst: boolean | undefined

  constructor(options: HostedServerOptions) {
    this.#options = options
    this.#known = options.known ?? { hasServed: false }
    this.#host = options.host
    this.transport = options.transport
    this.#sockets = new ServerSockets(options.host, options.transport)
  }

  get #port(): number {
    return this.#sockets.port
  }

  async warmUp(): Promise<void> {
    if (!(await this.#serving())) await this.#renew()
  }

  async prepare(): Promise<Address> {
    const address = (await this.#serving()) ?? (await this.#renew())
    this.#fresh = !this.#used
    this.#used = true
    return address
  }

  async prepareFresh(): Promise<Address> {
    const address = (this.#used ? undefined : await this.#serving()) ?? (await this.#renew())
    this.#fresh = true
    this.#used = true
    return address
  }

  get isFresh(): boolean {
    return this.#fresh
  }

  /**
   * Its address while it runs and is to be trusted. Whether it still listens, the scenario's own connection tells at no cost; one that fails
   * for it runs once more on a new process.
   */
  async #serving(): Promise<Address | undefined> {
    if (!this.#program || this.#distrusted || this.#halted || (await this.#program.isEnding())) return undefined
    return this.#address
  }

  async #renew(): Promise<Address> {
    await this.#end()
    const { host, fixedPort, transport, sharesHost } = this.#options
    // Where its port was used a moment ago, connections are in TIME_WAIT, and a network is quicker made than they are gone.
    if (fixedPort !== undefined && host.another && sharesHost !== true) {
      const last = this.#ownHost
      this.#ownHost = await host.another()
      this.#host = this.#ownHost
      this.#sockets = new ServerSockets(this.#host, transport)
      // Whether it ends at once is of no interest to the next process.
      void last?.dispose().catch(() => undefined)
    }
    this.#sockets.port = fixedPort ?? (await this.#host.freePort())
    return this.#start()
  }

  distrust(): void {
    this.#distrusted = true
  }

  async halt(): Promise<void> {
    await this.#program?.stop()
    this.#halted = true
  }

  async startAgain(): Promise<Address> {
    return this.#start('again')
  }

  get death(): Death | undefined {
    const program = this.#program
    if (!program || this.#halted || !program.ending) return undefined
    return { ending: program.ending, ...saidBy(program) }
  }

  async isGone(): Promise<boolean> {
    return (
      this.#program !== undefined &&
      this.death !== undefined &&
      (await this.#sockets.isBoundBy(this.#program)) === false
    )
  }

  async settle(perhapsMs = 0): Promise<void> {
    if (!this.#program || this.#halted) return
    if ((await this.#program.isEnding()) || (await this.#sockets.isBoundBy(this.#program)) === false)
      await this.#program.endsWithin(EXIT_MS)
    else if (perhapsMs > 0) await this.#program.endsWithin(perhapsMs)
  }

  async settleIfEnding(): Promise<void> {
    if (this.#program && !this.#halted && (await this.#program.isEnding())) await this.#program.endsWithin(EXIT_MS)
  }

  async hasRead(localPort: number): Promise<boolean | undefined> {
    return this.#sockets.hasRead(localPort)
  }

  async hasAccepted(localPort: number): Promise<boolean | undefined> {
    return this.#sockets.hasAccepted(localPort)
  }

  async queued(): Promise<number | undefined> {
    return this.#sockets.queued()
  }

  async heldFor(localPort: number): Promise<Held | undefined> {
    return this.#sockets.heldFor(localPort)
  }

  async hasClosed(localPort: number): Promise<boolean | undefined> {
    return this.#sockets.hasClosed(localPort)
  }

  async datagramsDropped(): Promise<number | undefined> {
    return this.#sockets.datagramsDropped()
  }

  async inTimeWait(): Promise<boolean | undefined> {
    return this.#sockets.inTimeWait()
  }

  get sparesTimeWait(): boolean {
    return this.#options.fixedPort !== undefined && this.#ownHost === undefined
  }

  get folder(): Folder | undefined {
    return this.#program?.folder
  }

  async cpuMs(): Promise<number | undefined> {
    return this.#program?.cpuMs()
  }

  get network(): Network | undefined {
    return this.#host.network
  }

  clientPlace(at?: string): Awaitable<ClientPlace> {
    return this.#host.clientPlace(this.#address?.host ?? this.#host.address, at)
  }

  openSink(): Promise<Sink> {
    return this.#host.openSink(this.#address?.host ?? this.#host.address)
  }

  async canBind({ host, port }: Address): Promise<boolean> {
    const socket = await this.#host.sockets.datagrams(host, port, () => undefined).catch(() => undefined)
    socket?.close()
    return socket !== undefined
  }

  get allowed(): readonly string[] {
    return this.#options.given.allow?.split(',') ?? []
  }

  output(): Buffer | undefined {
    return this.#program?.stdout.octets
  }

  async type(octets: Buffer): Promise<void> {
    await this.#program?.type(octets)
  }

  async endsWithin(ms: number): Promise<boolean> {
    return (await this.#program?.endsWithin(ms)) !== undefined
  }

  async dispose(): Promise<void> {
    await this.#end()
    await this.#ownHost?.dispose()
  }

  async #end(): Promise<void> {
    const program = this.#program
    if (!program) return
    this.#program = undefined
    this.#address = undefined
    await program.stop()
  }

  async #start(mode: 'first' | 'again' = 'first'): Promise<Address> {
    this.#used = false
    this.#distrusted = false
    // A port drawn from the free ones was looked up a moment ago.
    if (this.#options.fixedPort !== undefined) {
      await requireFreePort(this.#host, this.transport, this.#port, this.#known.hasServed)
      // Connections of earlier scenarios, or checks, are no matter of this process: only T6 asks what it does about its own.
      if (mode === 'first' && this.transport === 'tcp') await this.#sockets.endTimeWait()
    }
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#launch()
      if (typeof outcome === 'object') {
        this.#halted = false
        this.#known.hasServed = true
        this.#address = outcome
        return outcome
      }
      // A server without SO_REUSEADDR cannot bind while an earlier run's connections are in TIME_WAIT: it ends, or where it does not look at
      // bind's result listens on whatever port. That is what T6 is for; everywhere else it must not count, so wait for the kernel to let go.
      if (
        mode === 'first' &&
        attempt === 0 &&
        this.transport === 'tcp' &&
        (outcome === 'elsewhere' || this.#mayBeTaken()) &&
        (await this.inTimeWait())
      ) {
        // Beside a socket without SO_REUSEADDR nobody binds who does not set it, nor who does: what was there before says nothing of this server. Where it
        // has served, nothing else was there.
        const leftBy = this.#known.hasServed ? 'server' : 'earlier-program'
        this.#options.onWaiting({ kind: 'time-wait', port: this.#port, leftBy })
        await poll(async () => ((await this.inTimeWait()) ? undefined : true), TIME_WAIT_MS, 250)
        await this.#end()
        continue
      }
      if (this.#options.fixedPort !== undefined && (await this.#isHeldByOther())) {
        await this.#end()
        throw portHeld(this.transport, this.#port, this.#known.hasServed)
      }
      if (outcome === 'elsewhere') throw await this.#neverBound()
      if (this.#program && (await this.#readiness(this.#program).isInBackground()))
        throw this.#exitedEarly(mode, [{ kind: 'in-background' }])
      // Between the moment in which a port was found free and the program's own bind anybody may have taken it.
      if (
        mode === 'first' &&
        attempt < PORT_ATTEMPTS &&
        this.#options.fixedPort === undefined &&
        (await this.#wasTaken())
      ) {
        this.#sockets.port = await this.#host.freePort()
        continue
      }
      throw this.#exitedEarly(mode)
    }
  }

  /** The program ended for want of its port, which somebody else has. */
  async #wasTaken(): Promise<boolean> {
    const words = this.#program ? lastWords(this.#program) : ''
    return isAddressInUse(words) || typeof (await this.#host.findBound(this.transport, this.#port)) === 'object'
  }

  /** Somebody has bound the port, and it is none of the program's processes (one that goes to the background is). */
  async #isHeldByOther(): Promise<boolean> {
    const bound = await this.#host.findBound(this.transport, this.#port)
    if (typeof bound !== 'object' || !this.#program) return false
    const own = await this.#program.sockets(this.transport)
    return !own.some(({ inode }) => inode === bound.socket.inode)
  }

  /** It said that the address is in use, or nothing: then TIME_WAIT may be why it ended. Any other message is another reason. */
  #mayBeTaken(): boolean {
    const words = this.#program ? lastWords(this.#program) : ''
    return words === '' || /in use|EADDRINUSE|\b98\b|bind|reuse/i.test(words)
  }

  async #launch(): Promise<Address | 'exited' | 'elsewhere'> {
    const port = this.#port
    const folder = await (this.#host.folders ?? this.#options.workingDirectory).next()
    const host = this.#host.address
    const program = await this.#host.start({
      command: withPort(this.#options.command, { host, port }, this.#options.given),
      folder,
      environment: { PORT: String(port), HOST: host, ...environmentOf(this.#options.given) },
      terminal: this.#options.terminal,
      keepOutput: false,
    })
    this.#program = program
    const seen = await this.#readiness(program).awaitBound()
    switch (seen) {
      case 'exited':
        await program.ended
        return 'exited'
      // Without tables the scenario's own first connection is retried until it is accepted.
      case 'unknown':
        if (process.platform === 'linux') throw noTables()
        return { host, port }
      case 'elsewhere':
      case 'nowhere':
        return 'elsewhere'
    }
    this.#sockets.found = seen
    const address = { host: await this.#hostOf(seen.socket), port }
    if (isLoopback(address.host) && !isLoopback(host))
      this.#options.onWaiting({ kind: 'loopback-alone', host: address.host })
    return address
  }

  #readiness(program: RunningProgram): Readiness {
    return new Readiness(program, this.#host, this.transport, this.#port)
  }

  /** What is found of a server that runs and has not bound its port. A wrong port is the set-up's fault only until it has once been ready. */
  async #neverBound(): Promise<Error> {
    const program = this.#program
    if (!program) throw new Error('no server was launched')
    const why = await this.#readiness(program).whyNotBound()
    await this.#end()
    if (why.kind !== 'listens-elsewhere' || this.#known.hasServed) return new StartFailure(why)
    return wrongPort(this.transport, why, this.#options.fixedPort !== undefined)
  }

  #exitedEarly(mode: 'first' | 'again', more: readonly Reading[] = []): StartFailure {
    const program = this.#program
    const said = program ? saidBy(program) : SILENCE
    const readings = [...(said.readings ?? []), ...more]
    const how = {
      ending: program?.ending,
      ...said,
      ...(readings.length > 0 ? { readings } : {}),
      port: this.#port,
    }
    return mode === 'again'
      ? new StartFailure({ kind: 'not-started-again', ...how })
      : new StartFailure({ kind: 'exited-at-start', again: this.#known.hasServed, ...how })
  }

  async #hostOf(bound: SocketEntry): Promise<string> {
    const host = bound.local.host
    if (host === '::' && (await this.#host.bindsIPv6Only(this.transport, this.#port))) return '::1'
    return reachableHost(host, this.#host.address)
  }
}
