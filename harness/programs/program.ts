import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { boundedMemory } from './bounded-memory.js'
import type { Folder } from './folder.js'
import { onTerminal } from './terminal.js'
import { requireExecutable } from './executable.js'
import { Output } from './output.js'
import { PID_FD, pidFrom, withParent } from './parent.js'
import { withoutPrecedence } from './priority.js'
import { endsWithin, type Awaitable } from '../peers/patience.js'
import {
  cpuMsOf,
  endFamily,
  family,
  holdsSocket,
  isEnding,
  killFamily,
  MARK,
  mayHaveBound,
  socketsOf,
} from './process-tree.js'
import { typeInto } from './typing.js'
import type { ProgramOptions, RunningProgram } from './running-program.js'
import type { Ending } from '../findings/ending.js'
import { socketsWith, type SocketEntry } from '../peers/socket-table.js'
import { SetupError } from '../findings/violation.js'
import type { Transport } from '../findings/wire-log.js'

/** Behind a shell, or a terminal, a signal comes as 128 and its number. */
export function endingOf(status: number, ofShell: boolean): Ending {
  const signal =
    ofShell && status > 128
      ? Object.entries(constants.signals).find(([, number]) => number === status - 128)?.[0]
      : undefined
  return signal === undefined ? { kind: 'status', status } : { kind: 'signal', signal }
}

/** Variables that would change what a program does from one machine to the next. */
const UNWANTED: NodeJS.ProcessEnv = {
  PYTHONUNBUFFERED: undefined,
  http_proxy: undefined,
  HTTP_PROXY: undefined,
  all_proxy: undefined,
  ALL_PROXY: undefined,
}

/** Those that run now: none may outlive the harness, whatever ends it. */
const running = new Set<Program>()

/** Ends all programs at once, for the harness's own end: nothing is awaited. */
function killAll(): void {
  for (const program of running) program.kill()
}

process.on('exit', killAll)

/** After the program has ended, how long its last output may take to arrive where a child of it holds the pipe open. */
const LAST_OUTPUT_MS = 100

/** The network that a process of this machine is in, where that is not the harness's own. */
export interface OtherNetwork {
  /** a command that enters it, and then becomes the one that stands behind it */
  readonly enter: readonly string[]
  /** The sockets there of the program that has this group and this mark. */
  readonly socketsOf: (group: number, mark: string, transport: Transport) => Promise<SocketEntry[]>
  /** Resolves when what programs have sent there by now is known to us. */
  readonly caughtUp: () => Promise<unknown>
}

/** One run of a submission as a process of this machine, in a group of its own. */
export class Program implements RunningProgram {
  /** the program's own */
  pid: number
  /** that of the process which waits for it, and of the group of both */
  readonly #group: number
  readonly stdout: Output
  readonly stderr: Output
  readonly folder: Folder
  readonly ended: Promise<Ending>
  /** settles when the process has ended */
  readonly #exited: Promise<void>
  #ending: Ending | undefined
  readonly #child: ChildProcess
  readonly #mark: string
  readonly #network: OtherNetwork | undefined

  private constructor(
    child: ChildProcess,
    pid: number,
    mark: string,
    { keepOutput, folder }: ProgramOptions,
    network: OtherNetwork | undefined,
  ) {
    this.#network = network
    this.folder = folder
    this.#child = child
    this.pid = this.#group = pid
    this.#mark = mark
    running.add(this)
    if (!child.stdout || !child.stderr) throw new Error('started without pipes')
    this.stdout = new Output(child.stdout, keepOutput)
    this.stderr = new Output(child.stderr, keepOutput)
    child.stdin?.on('error', () => {
      // The program closed its standard input or ended: what is typed then goes nowhere, as at a terminal.
    })
    this.#exited = new Promise((resolve) => child.once('exit', () => resolve()))
    this.ended = new Promise((resolve) => {
      child.once('exit', (status, name) => {
        // A program that has killed its parent is nobody's child any more: it ends with it.
        if (name !== null) this.kill()
        const ending: Ending = name === null ? endingOf(status ?? 0, true) : { kind: 'signal', signal: name }
        const drained = Promise.all([this.stdout.ended, this.stderr.ended])
        const timer = new Promise((go) => setTimeout(go, LAST_OUTPUT_MS).unref())
        // Without this, one that ends at once would seem never to have connected.
        const caughtUp = network?.caughtUp().catch(() => undefined)
        void Promise.all([Promise.race([drained, timer]), caughtUp]).then(() => {
          this.#ending = ending
          resolve(ending)
        })
      })
    })
  }

  /**
   * Starts the command, in the harness's own network or another. Throws {@link SetupError} where it does not exist or must not be executed: then
   * nothing has run.
   */
  static async start(options: ProgramOptions, network?: OtherNetwork): Promise<Program> {
    const [name] = options.command
    if (name === undefined)
      throw new SetupError('no command given: put it behind --, as in: sockspec check tcp-echo -- python3 server.py')
    const cwd = options.folder.path
    if (!existsSync(cwd)) throw new SetupError(`the folder ${cwd} does not exist`)
    // Whether a program flushes its output must be its own doing, and a proxy is no way to loopback, whatever is set where the harness runs.
    const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment, ...UNWANTED }
    requireExecutable(name, cwd, environment.PATH)
    const mark = randomUUID()
    const bounded = boundedMemory(options.command)
    const [file = name, ...args] = withoutPrecedence([
      ...(network?.enter ?? []),
      ...withParent(options.terminal === true ? onTerminal(bounded) : bounded),
    ])
    const child = spawn(file, args, {
      cwd,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      env: { ...environment, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', [MARK]: mark },
    })
    // Pipes must have their readers and error handlers before anything can go wrong.
    if (child.pid === undefined) {
      const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve))
      throw new SetupError(`${name} could not be started: ${error.message}`)
    }
    child.on('error', () => {
      // A signal that could not be delivered; the exit event tells what became of the process.
    })
    const program = new Program(child, child.pid, mark, options, network)
    program.pid = (await pidFrom(child.stdio[PID_FD] as Readable)) ?? child.pid
    return program
  }

  get ending(): Ending | undefined {
    return this.#ending
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  isEnding(): boolean {
    return this.hasExited || isEnding(this.pid)
  }

  /** Its processes that run now: itself, its group, what carries its mark. */
  processes(): number[] {
    return family(this.#group, this.#mark).filter((pid) => pid !== this.#group || pid === this.pid)
  }

  mayHaveBound(): boolean {
    return mayHaveBound(this.pid)
  }

  holds(inode: number): boolean {
    return holdsSocket(this.pid, inode)
  }

  cpuMs(): number | undefined {
    return cpuMsOf(this.processes())
  }

  sockets(transport: Transport): Awaitable<SocketEntry[]> {
    if (this.#network) return this.#network.socketsOf(this.#group, this.#mark, transport)
    return socketsWith(socketsOf(this.processes()), transport)
  }

  type(octets: Uint8Array): Promise<void> {
    return typeInto(this.#child.stdin, octets)
  }

  async endsWithin(ms: number): Promise<Ending | undefined> {
    await endsWithin(this.ended, ms)
    return this.#ending
  }

  /** SIGKILL to it and all that it started, without waiting. */
  kill(): void {
    killFamily(this.#group, this.#mark)
  }

  async stop(gently = true): Promise<number[]> {
    const left = await endFamily(this.#group, this.#mark, gently && !this.hasExited, this.#exited)
    this.#child.stdin?.destroy()
    await this.ended
    if (left.length === 0) running.delete(this)
    return left
  }
}
