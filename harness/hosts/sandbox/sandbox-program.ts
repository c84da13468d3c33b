import { typeInto } from '../../programs/typing.js'
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Ending } from '../../findings/ending.js'
import { HarnessFault } from '../../findings/violation.js'
import type { Transport } from '../../findings/wire-log.js'
import { endsWithin, poll } from '../../peers/patience.js'
import type { SocketEntry } from '../../peers/socket-table.js'
import type { Folder } from '../../programs/folder.js'
import { Output } from '../../programs/output.js'
import { cpuMsOf, GRACE_MS, holdsSocket, isEnding, KILL_MS, mayHaveBound, signal } from '../../programs/process-tree.js'
import { withoutPrecedence } from '../../programs/priority.js'
import { endingOf } from '../../programs/program.js'
import type { RunningProgram } from '../../programs/running-program.js'
import type { AgentLink } from '../agent/link.js'
import { beganAt, childrenOf, heldOpen, processesIn, processNamespaceOf } from './processes.js'

/** After the program has ended, how long its last output may be on its way: the kernel has ended whatever held the pipe. */
const LAST_OUTPUT_MS = 500

export interface SandboxProgramOptions {
  /** all of it: into the network, the namespaces, the limits, and then the program */
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly folder: Folder
  readonly keepOutput: boolean
  /** of its network */
  readonly agent: AgentLink
  /** its folder is needed no more, but to read what is in it */
  readonly onEnd: () => void
}

/** The descriptor on which one line comes when the program is about to run: until then, what ends is not the program's. */
export const BEGUN_FD = 3

/**
 * One run of a submission in namespaces of its own. Three processes of this machine: the one that we start waits outside; the first of the namespace, which
 * the kernel lets nobody in it kill, and whose end is that of all others; and the program.
 */
export class SandboxProgram implements RunningProgram {
  readonly stdout: Output
  readonly stderr: Output
  readonly folder: Folder
  readonly ended: Promise<Ending>
  readonly #exited: Promise<void>
  readonly #child: ChildProcess
  readonly #agent: AgentLink
  #ending: Ending | undefined
  #first: { readonly pid: number; readonly began: string } | undefined
  #pid = 0
  #namespace: string | undefined

  private constructor(child: ChildProcess, { keepOutput, folder, agent, onEnd }: SandboxProgramOptions) {
    if (!child.stdout || !child.stderr) throw new Error('started without pipes')
    this.#child = child
    this.#agent = agent
    this.folder = folder
    this.stdout = new Output(child.stdout, keepOutput)
    this.stderr = new Output(child.stderr, keepOutput)
    child.stdin?.on('error', () => {
      // The program closed its standard input or ended: what is typed then goes nowhere, as at a terminal.
    })
    this.#exited = new Promise((resolve) => child.once('exit', () => resolve()))
    this.ended = new Promise((resolve) => {
      child.once('exit', (status, name) => {
        const drained = Promise.all([this.stdout.ended, this.stderr.ended])
        // Without this, one that ends at once would seem never to have connected.
        const caughtUp = agent.call('catchUp').catch(() => undefined)
        void Promise.all([endsWithin(drained, LAST_OUTPUT_MS), caughtUp]).then(() => {
          onEnd()
          this.#ending = name === null ? endingOf(status ?? 0, true) : { kind: 'signal', signal: name }
          resolve(this.#ending)
        })
      })
    })
  }

  /** Throws HarnessFault where the sandbox could not be made: then nothing of the program has run. */
  static async start(options: SandboxProgramOptions): Promise<SandboxProgram> {
    const [file = '', ...args] = withoutPrecedence(options.command)
    const child = spawn(file, args, {
      cwd: '/',
      detached: true,
      stdio: streams(),
      env: options.environment,
    })
    if (child.pid === undefined) {
      const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve))
      throw new HarnessFault({ kind: 'not-enclosed', error: error.message })
    }
    child.on('error', () => {
      // A signal that could not be delivered; the exit event tells what became of the process.
    })
    const program = new SandboxProgram(child, options)
    if (await lineOn(child.stdio[BEGUN_FD] as Readable)) program.#find(child.pid)
    else {
      await program.ended
      const said = program.stderr.text.trim().split('\n').at(-1) ?? ''
      throw new HarnessFault({ kind: 'not-enclosed', error: said.slice(0, 200) || JSON.stringify(program.ending) })
    }
    return program
  }

  /** By now there is the program, as the only child of the first process; or it has ended, and all with it. */
  #find(outside: number): void {
    const first = childrenOf(outside)[0]
    const pid = first === undefined ? undefined : childrenOf(first)[0]
    if (first === undefined) return
    this.#first = { pid: first, began: beganAt(first) ?? '' }
    this.#pid = pid ?? 0
    this.#namespace = processNamespaceOf(first)
  }

  get ending(): Ending | undefined {
    return this.#ending
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  isEnding(): boolean {
    return this.hasExited || this.#pid === 0 || isEnding(this.#pid)
  }

  /** All that run in its namespace, but for the first, which is ours. */
  processes(): number[] {
    if (this.#namespace === undefined) return []
    return processesIn(this.#namespace).filter((pid) => pid !== this.#first?.pid)
  }

  mayHaveBound(): boolean {
    return mayHaveBound(this.#pid)
  }

  holds(inode: number): boolean {
    return holdsSocket(this.#pid, inode)
  }

  cpuMs(): number | undefined {
    return cpuMsOf(this.processes())
  }

  sockets(transport: Transport): Promise<SocketEntry[]> {
    return this.#agent.call('socketsHeld', this.processes(), transport)
  }

  type(octets: Uint8Array): Promise<void> {
    return typeInto(this.#child.stdin, octets)
  }

  async endsWithin(ms: number): Promise<Ending | undefined> {
    await endsWithin(this.ended, ms)
    return this.#ending
  }

  async stop(gently = true): Promise<number[]> {
    if (gently && !this.hasExited) {
      for (const pid of this.processes()) for (const name of ['SIGTERM', 'SIGCONT'] as const) signal(pid, name)
      await endsWithin(this.#exited, GRACE_MS)
    }
    // The kernel ends all others with it, and it is gone only when they are.
    const first = this.#first
    if (first && this.#firstRuns()) signal(first.pid, 'SIGKILL')
    if (!(await endsWithin(this.#exited, GRACE_MS))) this.#child.kill('SIGKILL')
    await poll(() => (this.#firstRuns() ? undefined : true), KILL_MS, 5)
    this.#child.stdin?.destroy()
    await this.ended
    return this.#firstRuns() ? this.processes() : []
  }

  #firstRuns(): boolean {
    return this.#first !== undefined && beganAt(this.#first.pid) === this.#first.began
  }
}

/** Its streams, and the pipe for the line; what else we have from whoever started us, and have not opened ourselves, is none of its business. */
function streams(): StdioOptions {
  const all: ('pipe' | 'ignore' | number)[] = ['pipe', 'pipe', 'pipe', 'pipe']
  for (const fd of heldOpen()) {
    if (fd < all.length) continue
    while (all.length < fd) all.push('ignore')
    all.push((nothing ??= openSync('/dev/null', 'r')))
  }
  return all
}

let nothing: number | undefined

/** Whether a line comes before the pipe is closed. */
function lineOn(pipe: Readable): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (came: boolean) => (): void => {
      pipe.destroy()
      resolve(came)
    }
    pipe.once('data', settle(true))
    pipe.once('end', settle(false))
    pipe.once('error', settle(false))
  })
}
