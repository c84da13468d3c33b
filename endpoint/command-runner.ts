import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

/** More at once would let a few datagrams take all of the machine. */
const MOST_RUNNING = 16
/** How many may wait for their turn; as each may be a datagram of 64 KiB, more would take much memory. */
const MOST_WAITING = 1_000
const DEADLINE_MS = 60_000
/** What a shell says of a command that is there and cannot be started. */
const NOT_STARTED = 126
const SIGNALLED = 128

/** Takes the exit status of a command: 0 to 255, 127 for a command that is not there, 128 plus the number of a signal that ended it. */
export type Done = (status: number) => void

interface Job {
  readonly command: string
  readonly done: Done
}

/**
 * Runs commands with /bin/sh, several at once, without input, and drops what they print. Each runs in a session and a process
 * group of its own, and for 60 s at most. With its shell ends whatever the command has left running in the background.
 */
export class CommandRunner {
  readonly #running = new Set<ChildProcess>()
  readonly #waiting: Job[] = []
  #ended = false

  /** Runs the command as soon as there is room. Where too many are waiting already it is dropped, and `done` is never called. */
  run(command: string, done: Done): void {
    if (this.#ended || this.#waiting.length >= MOST_WAITING) return
    this.#waiting.push({ command, done })
    this.#startNext()
  }

  /** Ends all commands, and starts no more; nobody hears of them any more. */
  end(): void {
    this.#ended = true
    this.#waiting.length = 0
    for (const shell of this.#running) {
      killGroup(shell)
      // One that the kernel cannot end now must not keep this program.
      shell.unref()
    }
  }

  #startNext(): void {
    if (this.#ended || this.#running.size >= MOST_RUNNING) return
    const job = this.#waiting.shift()
    if (job !== undefined) this.#start(job)
  }

  #start({ command, done }: Job): void {
    const shell = startShell(command)
    if (shell === undefined) {
      done(NOT_STARTED)
      return
    }
    this.#running.add(shell)
    // Unreferenced: neither the deadline nor the command keeps a server that has ended.
    const deadline = setTimeout(() => killGroup(shell), DEADLINE_MS).unref()
    const finish = (status: number) => {
      clearTimeout(deadline)
      this.#running.delete(shell)
      if (!this.#ended) done(status)
      this.#startNext()
    }
    shell.once('error', () => finish(NOT_STARTED))
    shell.once('exit', (code, signal) => {
      killGroup(shell)
      finish(exitStatus(code, signal))
    })
  }
}

/** The exit status as a shell tells it. */
export function exitStatus(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? SIGNALLED + (signal === null ? 0 : constants.signals[signal])
}

function startShell(command: string): ChildProcess | undefined {
  try {
    return spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'ignore' })
  } catch {
    // Some reasons (E2BIG, ENOMEM) are thrown; the others come as an event.
    return undefined
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}
