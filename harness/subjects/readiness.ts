import type { NotReady } from '../findings/observation.js'
import type { Transport } from '../findings/wire-log.js'
import type { Host } from '../hosts/host.js'
import { poll } from '../peers/patience.js'
import { boundSocket, type BoundSocket, type SocketEntry } from '../peers/socket-table.js'
import { lastWords } from '../programs/invocation.js'
import { whileStarting } from '../programs/starting-time.js'
import type { RunningProgram } from '../programs/running-program.js'

/** A JVM on a loaded machine has been seen to take 3 s until it listens; this adds headroom. */
const START_MS = 8_000
/** A starved machine may take this many times as long; more, and a check of a program that never listens would take for ever. */
const LONGEST_START = 2
/** The kernel's tables are dear to read: while the first process has no socket, or is busy, they are looked at only so often, for its children's sake. */
const CHILDREN_MS = 100
/** By then a program that has bound another port instead is not going to bind ours. */
const ELSEWHERE_MS = 2_000

/** Whether a server that was just launched is ready: told by the kernel's tables, never by a connection. */
export class Readiness {
  constructor(
    private readonly program: RunningProgram,
    private readonly host: Host,
    private readonly transport: Transport,
    private readonly port: number,
  ) {}

  /** Waits until it has bound its port; or has ended, has bound another one or none in time, or nobody can tell. */
  async awaitBound(): Promise<BoundSocket | 'exited' | 'elsewhere' | 'nowhere' | 'unknown'> {
    let nextLook = performance.now() + ELSEWHERE_MS
    let lastTable = performance.now()
    const look = async (): Promise<BoundSocket | 'exited' | 'elsewhere' | 'unknown' | undefined> => {
      if (this.program.hasExited) return 'exited'
      // One that has a socket and waits has most likely bound it.
      if (!(await this.program.mayHaveBound()) && performance.now() - lastTable < CHILDREN_MS) return undefined
      lastTable = performance.now()
      const bound = await this.host.findBound(this.transport, this.port)
      if (bound) return bound
      if (performance.now() < nextLook) return undefined
      nextLook = performance.now() + ELSEWHERE_MS / 2
      const elsewhere = (await this.#boundElsewhere()) ?? (await this.#boundBy(OTHER[this.transport]))
      return elsewhere === undefined ? undefined : 'elsewhere'
    }
    return (await whileStarting(this.program, START_MS, (ms) => poll(look, ms, 10, LONGEST_START))) ?? 'nowhere'
  }

  /** Why it is not ready though it runs. */
  async whyNotBound(): Promise<NotReady> {
    const { transport, port } = this
    const instead = await this.#boundElsewhere()
    if (instead !== undefined) return { kind: 'listens-elsewhere', transport, port, instead }
    const other = await this.#boundBy(OTHER[transport])
    return other
      ? { kind: 'other-transport', needed: transport, port: other.local.port }
      : { kind: 'never-bound', transport, port, ms: START_MS, lastWords: lastWords(this.program) }
  }

  /** A port of the same transport that the program has bound instead of its own. */
  async #boundElsewhere(): Promise<number | undefined> {
    const port = (await this.#boundBy(this.transport))?.local.port
    // Bound since the last look: then it is not elsewhere at all.
    return port === this.port ? undefined : port
  }

  async #boundBy(transport: Transport): Promise<SocketEntry | undefined> {
    return boundSocket(transport, await this.program.sockets(transport))
  }
}

const OTHER: Readonly<Record<Transport, Transport>> = { tcp: 'udp', udp: 'tcp' }
