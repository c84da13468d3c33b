import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { AgentLink } from '../agent/link.js'
import { SUBMISSION_USER } from '../agent/wire.js'
import { boundedMemory } from '../../programs/bounded-memory.js'
import type { Folder } from '../../programs/folder.js'
import { Output } from '../../programs/output.js'
import { endsWithin, poll } from '../../peers/patience.js'
import { MARK } from '../../programs/process-tree.js'
import { endingOf } from '../../programs/program.js'
import type { ProgramOptions, RunningProgram } from '../../programs/running-program.js'
import type { Ending } from '../../findings/ending.js'
import type { SocketEntry } from '../../peers/socket-table.js'
import { onTerminal } from '../../programs/terminal.js'
import { HarnessFault } from '../../findings/violation.js'
import type { Transport } from '../../findings/wire-log.js'
import { attached } from './channel.js'
import { ContainerFolder } from './container-folder.js'
import { asked, type Engine } from './engine.js'

/** Between the engine's answer and the first instruction of the program; 50 ms on an idle machine. */
const START_MS = 20_000
/** How long the last output of a program may be on its way, where its streams do not end with it. */
const LAST_OUTPUT_MS = 500
/** When the streams have ended, the engine needs a moment to know the exit status. */
const STATUS_MS = 10_000

/** How an engine marks what it could not start; Podman forgets the number of what has ended, so that alone would say it of every short program. */
const NOT_RUN = [126, 127, 128]

type Exec = Awaited<ReturnType<ReturnType<Engine['getContainer']>['exec']>>

export interface ContainerProgramOptions extends ProgramOptions {
  readonly engine: Engine
  /** the submission's container */
  readonly container: string
  /** the agent of its host, which sees its processes */
  readonly agent: AgentLink
  /** resolves when what the program has sent by now is known to us */
  readonly caughtUp: () => Promise<unknown>
}

/** One run of a submission in its container; every run is a session of its own there, as the engine makes one for each. */
export class ContainerProgram implements RunningProgram {
  readonly stdout: Output
  readonly stderr: Output
  readonly folder: Folder
  readonly ended: Promise<Ending>
  readonly #exec: Exec
  readonly #input: Duplex
  readonly #agent: AgentLink
  readonly #mark: string
  #pid: number | undefined
  #ending: Ending | undefined
  #hasEnded = false
  #over: () => void = () => undefined

  private constructor(
    exec: Exec,
    stream: NodeJS.ReadWriteStream,
    mark: string,
    { agent, folder, keepOutput, caughtUp }: ContainerProgramOptions,
  ) {
    const { channel, stderr } = attached(stream)
    this.#exec = exec
    this.#agent = agent
    this.#mark = mark
    this.#input = channel
    this.folder = folder
    this.stdout = new Output(channel, keepOutput)
    this.stderr = new Output(stderr, keepOutput)
    channel.on('error', () => {
      // The program does not read any more, or has ended: the exit status tells.
    })
    this.ended = new Promise<void>((resolve) => {
      this.#over = resolve
      channel.once('end', resolve)
      channel.once('close', resolve)
    }).then(async () => {
      this.#hasEnded = true
      // Its end comes to us from the engine, its connections from the agents: without this one that ends at once would seem never to have connected.
      const [status] = await Promise.all([
        poll(async () => (await exec.inspect()).ExitCode ?? undefined, STATUS_MS),
        caughtUp().catch(() => undefined),
      ])
      // The engine has signals as a shell does.
      this.#ending = status === undefined ? { kind: 'signal', signal: 'unknown' } : endingOf(status, true)
      return this.#ending
    })
    this.ended.catch(() => undefined)
  }

  /** Starts the command. Throws SetupError where its container cannot do so, HarnessFault where the engine has started nothing. */
  static async start(options: ContainerProgramOptions): Promise<ContainerProgram> {
    const { engine, container, command, folder, environment, terminal = false } = options
    const mark = randomUUID()
    const bounded = boundedMemory(command)
    // Whether a program flushes its output must be its own doing, whatever its image sets. A home that can be written to, as everywhere else.
    const variables = {
      ...environment,
      PYTHONUNBUFFERED: '',
      HOME: '/tmp',
      LC_ALL: 'C.UTF-8',
      LANG: 'C.UTF-8',
      [MARK]: mark,
    }
    const started = await asked(`${command.join(' ')} cannot be started`, async () => {
      const exec = await engine.getContainer(container).exec({
        Cmd: terminal ? onTerminal(bounded) : bounded,
        Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
        WorkingDir: folder.path,
        User: `${SUBMISSION_USER}:${SUBMISSION_USER}`,
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: false,
      })
      return { exec, stream: (await exec.start({ hijack: true, stdin: true })) as NodeJS.ReadWriteStream }
    })
    const program = new ContainerProgram(started.exec, started.stream, mark, options)
    await program.#find()
    return program
  }

  /** Its first process; one that has ended by now is not found any more. */
  async #find(): Promise<void> {
    await poll(
      async () => {
        this.#pid ??= await this.#agent.call('find', this.#mark)
        return this.#pid !== undefined || this.#hasEnded ? true : undefined
      },
      START_MS,
      10,
    )
    if (this.#pid !== undefined) {
      void this.#watch(this.#pid).catch(() => undefined)
      return
    }
    await endsWithin(this.ended, START_MS)
    // Of what it has started, the engine knows the process's number, also afterwards. Where it has none nothing of the program's can have come: what
    // did is the engine's reason. That a program can run in this image is known by now, so that is not the set-up.
    const { Running, Pid, ExitCode } = await this.#exec.inspect()
    if (!Running && Pid === 0 && NOT_RUN.includes(ExitCode ?? 0))
      throw new HarnessFault({ kind: 'not-run', error: `${this.stdout.text}${this.stderr.text}`.trim().slice(0, 200) })
  }

  /** What it started may hold its streams open when it has ended itself; the engine ends them only after two seconds. */
  async #watch(pid: number): Promise<void> {
    await this.#agent.call('gone', pid)
    setTimeout(this.#over, LAST_OUTPUT_MS).unref()
  }

  get ending(): Ending | undefined {
    return this.#ending
  }

  get hasExited(): boolean {
    return this.#hasEnded
  }

  async isEnding(): Promise<boolean> {
    return this.#hasEnded || this.#pid === undefined || (await this.#agent.call('state', this.#pid)).ending
  }

  async mayHaveBound(): Promise<boolean> {
    return this.#pid !== undefined && (await this.#agent.call('state', this.#pid)).mayHaveBound
  }

  async holds(inode: number): Promise<boolean> {
    return this.#pid !== undefined && this.#agent.call('holds', this.#pid, inode)
  }

  async sockets(transport: Transport): Promise<SocketEntry[]> {
    return this.#pid === undefined ? [] : this.#agent.call('socketsOf', this.#pid, this.#mark, transport)
  }

  async cpuMs(): Promise<number | undefined> {
    return this.#pid === undefined ? undefined : this.#agent.call('cpuMs', this.#pid, this.#mark)
  }

  type(octets: Uint8Array): Promise<void> {
    if (this.#input.destroyed || !this.#input.writable) return Promise.resolve()
    return new Promise((resolve) => {
      this.#input.write(octets, () => resolve())
    })
  }

  async endsWithin(ms: number): Promise<Ending | undefined> {
    await endsWithin(this.ended, ms)
    return this.#ending
  }

  async stop(gently = true): Promise<number[]> {
    const left =
      this.#pid === undefined ? [] : await this.#agent.call('end', this.#pid, this.#mark, gently && !this.#hasEnded)
    await endsWithin(this.ended, STATUS_MS)
    this.#input.destroy()
    if (this.folder instanceof ContainerFolder) this.folder.isOver = true
    return left
  }
}
