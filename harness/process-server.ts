import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { freePort } from './free-port.js'
import { environmentOf, lastWords, withPort, type Given } from './invocation.js'
import { poll } from './patience.js'
import { hasSocket, holdsSocket, isWaiting, socketsOf } from './process-tree.js'
import { endingText, Program } from './program.js'
import type { Death, ServerSubject } from './server-subject.js'
import { boundSocket, findBound, reachableHost, readSockets, type Family, type SocketEntry } from './socket-table.js'
import { StartFailure } from './start-failure.js'
import { SetupError } from './violation.js'
import type { Address, Transport } from './wire-log.js'

/** A JVM on a loaded machine has been seen to take 3 s until it listens; this adds headroom. */
const START_MS = 8_000
/** A starved machine may take this many times as long; more, and a check of a program that never listens would take for ever. */
const LONGEST_START = 2
/** The kernel's tables are dear to read: while the first process has no socket, or is busy, they are looked at only so often, for its children's sake. */
const CHILDREN_MS = 100
/** So often another free port is drawn where somebody was quicker. */
const PORT_ATTEMPTS = 3
/** By then a program that has bound another port instead is not going to bind ours. */
const ELSEWHERE_MS = 2_000
/** TIME_WAIT lasts 60 s on Linux. */
const TIME_WAIT_MS = 65_000
/** Between a connection's end and the exit status of a process that is ending. */
const EXIT_MS = 1_000

export interface ProcessServerOptions {
  readonly command: readonly string[]
  readonly transport: Transport
  /** the port that the program hard-codes; without it a free one, given as {port} and $PORT */
  readonly fixedPort?: number
  /** gives the working directory for one more process */
  readonly workingDirectory: () => Promise<string>
  /** what the command is told besides the port */
  readonly given: Given
  /** it runs on a terminal of its own, not with pipes */
  readonly terminal: boolean
  /** told when something takes long enough that a person wants to know why */
  readonly onWaiting: (message: string) => void
}

/** A server under test that runs as a process on this machine. */
export class ProcessServer implements ServerSubject {
  readonly transport: Transport
  readonly #options: ProcessServerOptions
  #program: Program | undefined
  #address: Address | undefined
  #port = 0
  /** a scenario has had this process */
  #used = false
  /** the present scenario is the first to have it */
  #fresh = true
  #distrusted = false
  #halted = false
  #everReady = false
  #folder: string | undefined
  speaksFirst: boolean | undefined
  /** which of the kernel's tables its socket is in */
  #family: Family | undefined
  /** that socket's inode */
  #inode = 0

  constructor(options: ProcessServerOptions) {
    this.#options = options
    this.transport = options.transport
  }

  async warmUp(): Promise<void> {
    if (!this.#serving()) await this.#renew()
  }

  async prepare(): Promise<Address> {
    const address = this.#serving() ?? (await this.#renew())
    this.#fresh = !this.#used
    this.#used = true
    return address
  }

  async prepareFresh(): Promise<Address> {
    const address = (this.#used ? undefined : this.#serving()) ?? (await this.#renew())
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
  #serving(): Address | undefined {
    const alive = this.#program && !this.#program.isEnding && !this.#distrusted && !this.#halted
    return alive ? this.#address : undefined
  }

  async #renew(): Promise<Address> {
    await this.#end()
    this.#port = this.#options.fixedPort ?? (await freePort())
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
    return { ending: program.ending, lastWords: lastWords(program) }
  }

  async settle(): Promise<void> {
    if (!this.#program || this.#halted) return
    if (this.#program.isEnding || this.#bound() === false) await this.#program.endsWithin(EXIT_MS)
  }

  async settleIfEnding(): Promise<void> {
    if (this.#program?.isEnding && !this.#halted) await this.#program.endsWithin(EXIT_MS)
  }

  hasRead(localPort: number): boolean | undefined {
    const entry = this.#serverEnd(localPort)
    return entry && (entry === 'none' ? true : entry.unread === 0 && entry.inode !== 0)
  }

  hasAccepted(localPort: number): boolean | undefined {
    const entry = this.#serverEnd(localPort)
    return entry && (entry === 'none' ? true : entry.inode !== 0)
  }

  hasClosed(localPort: number): boolean | undefined {
    const entry = this.#serverEnd(localPort)
    return entry && (entry === 'none' ? true : entry.inode === 0 && entry.state !== 'established' && entry.state !== 'close-wait')
  }

  datagramsDropped(): number | undefined {
    const entries = readSockets('udp', this.#port, this.#family)
    return entries && boundSocket('udp', entries)?.drops
  }

  inTimeWait(): boolean | undefined {
    return readSockets('tcp', this.#port, this.#family)?.some((entry) => entry.state === 'time-wait')
  }

  get sparesTimeWait(): boolean {
    return this.#options.fixedPort !== undefined
  }

  get folder(): string | undefined {
    return this.#folder
  }

  cpuMs(): number | undefined {
    return this.#program?.cpuMs()
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
  }

  /** The server's end of the connection (or its socket for datagrams); 'none' where the kernel has it no more. */
  #serverEnd(localPort: number): SocketEntry | 'none' | undefined {
    const entries = readSockets(this.transport, this.#port, this.#family)
    if (!entries) return undefined
    if (this.transport === 'udp') return boundSocket('udp', entries) ?? 'none'
    return entries.find((entry) => entry.remote.port === localPort && entry.state !== 'listen') ?? 'none'
  }

  /** Whether the port is bound; undefined where nobody can tell. */
  #bound(): boolean | undefined {
    if (this.#program && holdsSocket(this.#program.pid, this.#inode)) return true
    const entries = readSockets(this.transport, this.#port, this.#family)
    return entries && boundSocket(this.transport, entries) !== undefined
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
    await this.#requireFreePort()
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#launch()
      if (outcome !== 'exited') {
        this.#halted = false
        this.#everReady = true
        this.#address = outcome
        return outcome
      }
      // A server without SO_REUSEADDR cannot bind while an earlier run's connections are in TIME_WAIT. That is what T6 is for;
      // everywhere else it must not count, so wait for the kernel to let go.
      if (mode === 'first' && attempt === 0 && this.transport === 'tcp' && this.#mayBeTaken() && this.inTimeWait()) {
        this.#options.onWaiting(`waiting up to 60 s until the kernel gives port ${this.#port} free (TIME_WAIT; the server does not set SO_REUSEADDR)`)
        await poll(() => (this.inTimeWait() ? undefined : true), TIME_WAIT_MS, 250)
        continue
      }
      // Between the moment in which a port was found free and the program's own bind anybody may have taken it.
      if (mode === 'first' && attempt < PORT_ATTEMPTS && this.#options.fixedPort === undefined && this.#wasTaken()) {
        this.#port = await freePort()
        continue
      }
      throw this.#exitedEarly(mode)
    }
  }

  /** The program ended for want of its port, which somebody else has. */
  #wasTaken(): boolean {
    const words = this.#program ? lastWords(this.#program) : ''
    return /in use|EADDRINUSE|errno[ :=]*98\b/i.test(words) || typeof findBound(this.transport, this.#port) === 'object'
  }

  /** It said that the address is in use, or nothing: then TIME_WAIT may be why it ended. Any other message is another reason. */
  #mayBeTaken(): boolean {
    const words = this.#program ? lastWords(this.#program) : ''
    return words === '' || /in use|EADDRINUSE|\b98\b|bind|reuse/i.test(words)
  }

  async #launch(): Promise<Address | 'exited'> {
    const port = this.#port
    this.#folder = await this.#options.workingDirectory()
    const program = await Program.start({
      command: withPort(this.#options.command, { host: '127.0.0.1', port }, this.#options.given),
      cwd: this.#folder,
      environment: { PORT: String(port), HOST: '127.0.0.1', ...environmentOf(this.#options.given) },
      terminal: this.#options.terminal,
      keepOutput: false,
    })
    this.#program = program
    let nextLook = performance.now() + ELSEWHERE_MS
    let lastTable = performance.now()
    const seen = await poll<SocketEntry | 'exited' | 'elsewhere' | 'unknown'>(() => {
      if (program.hasExited) return 'exited'
      // One that has a socket and waits has most likely bound it.
      const mayBeBound = hasSocket(program.pid) !== false && isWaiting(program.pid) !== false
      if (!mayBeBound && performance.now() - lastTable < CHILDREN_MS) return undefined
      lastTable = performance.now()
      const bound = findBound(this.transport, port)
      if (bound === 'unknown') return bound
      if (bound) {
        this.#family = bound.family
        this.#inode = bound.socket.inode
        return bound.socket
      }
      if (performance.now() < nextLook) return undefined
      nextLook = performance.now() + ELSEWHERE_MS / 2
      return this.#boundElsewhere(program) !== undefined || this.#boundBy(program, this.transport === 'tcp' ? 'udp' : 'tcp') ? 'elsewhere' : undefined
    }, START_MS, 10, LONGEST_START)
    if (seen === 'exited') {
      await program.ended
      return 'exited'
    }
    // Without tables the scenario's own first connection is retried until it is accepted.
    if (seen === 'unknown') return { host: '127.0.0.1', port }
    if (seen === undefined || seen === 'elsewhere') throw await this.#neverBound(program)
    return { host: await this.#hostOf(seen), port }
  }

  /** A port of the same transport that the program has bound instead of ours. */
  #boundElsewhere(program: Program): number | undefined {
    const port = this.#boundBy(program, this.transport)?.local.port
    // Bound since the last look: then it is not elsewhere at all.
    return port === this.#port ? undefined : port
  }

  #boundBy(program: Program, transport: Transport): SocketEntry | undefined {
    const inodes = socketsOf(program.processes())
    return boundSocket(transport, (readSockets(transport) ?? []).filter((entry) => inodes.has(entry.inode)))
  }

  async #neverBound(program: Program): Promise<Error> {
    const elsewhere = this.#boundElsewhere(program)
    const otherTransport = this.#boundBy(program, this.transport === 'tcp' ? 'udp' : 'tcp')
    const words = lastWords(program)
    await this.#end()
    const wanted = `${this.transport.toUpperCase()} port ${this.#port}`
    if (elsewhere !== undefined) {
      return new SetupError(this.#options.fixedPort === undefined
        ? `the server listens on ${this.transport.toUpperCase()} port ${elsewhere}, not on the port it was given (${this.#port}): `
          + `add --port ${elsewhere}, or let it take its port from {port} in the command or from $PORT`
        : `the server listens on ${this.transport.toUpperCase()} port ${elsewhere}, not on ${this.#port}: use --port ${elsewhere}`)
    }
    if (otherTransport) {
      const needed = this.transport === 'tcp' ? 'TCP (SOCK_STREAM)' : 'UDP (SOCK_DGRAM)'
      const used = this.transport === 'tcp' ? 'UDP' : 'TCP'
      return new StartFailure(`the server has bound a ${used} socket (port ${otherTransport.local.port}); this protocol needs ${needed}`, 'other-transport')
    }
    return new StartFailure(`the server runs, but has not bound ${wanted} within ${START_MS / 1000} s${words ? `; it last said: ${words}` : ''}`, 'never-bound')
  }

  #exitedEarly(mode: 'first' | 'again'): StartFailure {
    const program = this.#program
    const ending = program?.ending
    const words = program ? lastWords(program) : ''
    const how = `${ending ? endingText(ending) : 'no status'}${words ? `: ${words}` : ''}`
    return mode === 'again'
      ? new StartFailure(`started again on port ${this.#port}, the server ended at once with ${how}`, 'not-again')
      : new StartFailure(`the server ended with ${how}${this.#everReady ? ' when it was started again' : ''}, before it had bound port ${this.#port}`, 'exited')
  }

  async #requireFreePort(): Promise<void> {
    const port = this.#port
    // A port drawn from the free ones was looked up a moment ago.
    if (this.#options.fixedPort === undefined) return
    const taken = (): boolean => typeof findBound(this.transport, port) === 'object'
    // What we ended a moment ago may need the kernel's next breath to let go of its port.
    const free = await poll(() => (taken() ? undefined : true), 500, 10)
    if (!free) {
      throw new SetupError(`${this.transport.toUpperCase()} port ${port} is already in use by another program (perhaps a server left running): end it, or give another port with --port`)
    }
  }

  async #hostOf(bound: SocketEntry): Promise<string> {
    const host = bound.local.host
    if (host === '::' && (await bindsIPv6Only(this.transport, this.#port))) return '::1'
    return reachableHost(host)
  }
}

/** Whether a socket bound to [::] leaves the same port free for IPv4 (IPV6_V6ONLY): then nobody reaches it at 127.0.0.1. */
function bindsIPv6Only(transport: Transport, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (transport === 'udp') {
      const socket = createSocket('udp4')
      socket.once('error', () => resolve(false))
      socket.bind(port, '0.0.0.0', () => socket.close(() => resolve(true)))
    } else {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)))
    }
  })
}
