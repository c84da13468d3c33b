import { fork, type ChildProcess } from 'node:child_process'

/** A submission that two workers have died of is not tried a third time. */
const ATTEMPTS = 2

/** What a worker says. */
export type FromWorker<R> =
  | { readonly kind: 'ready' }
  /** a scenario has ended */
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'done'; readonly result: R }
  /** this job cannot be done, and sockspec knows why */
  | { readonly kind: 'failed'; readonly message: string }

export interface PoolOptions<J, R> {
  /** the program that takes jobs: its arguments, and options of Node's */
  readonly program: string
  readonly args: readonly string[]
  readonly jobs: readonly J[]
  /** so many at once, now: asked again whenever one is free */
  readonly workers: () => number
  readonly onStart?: (job: J) => void
  readonly onProgress?: (job: J, done: number, all: number) => void
  /** one after another, in the order in which they end */
  readonly onDone: (job: J, result: R) => Promise<void>
  /** a job that cannot be done: why, in the worker's words */
  readonly onFailed: (job: J, message: string) => Promise<void>
  readonly signal: AbortSignal
}

/**
 * Hands jobs to workers, each a process of its own that takes one after another. A worker that dies is replaced and its job tried once more. Resolves
 * when all jobs are done, or the signal has come and all workers have ended. Rejects with what `onDone` and `onFailed` reject with: nothing more is
 * begun then.
 */
export async function runPool<J, R>(options: PoolOptions<J, R>): Promise<void> {
  const waiting = options.jobs.map((job) => ({ job, attempt: 1 }))
  const running = new Set<Promise<void>>()
  const idle: Worker<J, R>[] = []
  let failure: { readonly error: unknown } | undefined
  const isOver = (): boolean => failure !== undefined || options.signal.aborted

  const take = async (): Promise<void> => {
    const next = waiting.shift()
    if (!next) return
    const worker = idle.pop() ?? new Worker<J, R>(options.program, options.args)
    const abort = (): void => worker.end()
    options.signal.addEventListener('abort', abort)
    try {
      options.onStart?.(next.job)
      const outcome = await worker.run(next.job, (done, all) => options.onProgress?.(next.job, done, all))
      if (options.signal.aborted) return
      switch (outcome.kind) {
        case 'done':
          await options.onDone(next.job, outcome.result)
          break
        case 'failed':
          await options.onFailed(next.job, outcome.message)
          break
        case 'died':
          if (next.attempt < ATTEMPTS) waiting.push({ job: next.job, attempt: next.attempt + 1 })
          else await options.onFailed(next.job, outcome.message)
      }
    } catch (error) {
      failure ??= { error }
    } finally {
      options.signal.removeEventListener('abort', abort)
      if (worker.isAlive && !isOver()) idle.push(worker)
      else worker.end()
    }
  }

  const fill = (): void => {
    while (!isOver() && waiting.length > 0 && running.size < Math.max(1, options.workers())) {
      const one: Promise<void> = take().finally(() => running.delete(one))
      running.add(one)
    }
  }
  try {
    fill()
    while (running.size > 0) {
      await Promise.race(running)
      fill()
    }
  } finally {
    await Promise.all(idle.map((worker) => worker.ended()))
  }
  if (failure) throw failure.error
}

type Outcome<R> =
  Exclude<FromWorker<R>, { kind: 'ready' | 'progress' }> | { readonly kind: 'died'; readonly message: string }

/** What of a dying worker's last words is told. */
const LAST_WORDS = 2_000

class Worker<J, R> {
  readonly #process: ChildProcess
  readonly #exit: Promise<string>
  #words = ''
  #isAlive = true

  constructor(program: string, args: readonly string[]) {
    // What a submission does to its parent's group, or a terminal's Ctrl-C, is not to reach the worker: the pool says when it ends.
    this.#process = fork(program, [...args], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true })
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#words = (this.#words + chunk.toString('utf8')).slice(-LAST_WORDS)
    })
    this.#exit = new Promise((resolve) => {
      const gone = (how: string) => (): void => {
        this.#isAlive = false
        resolve(how)
      }
      this.#process.once('error', (error) => gone(error.message)())
      this.#process.once('exit', (status, signal) => gone(signal ?? `exit status ${status ?? 'unknown'}`)())
    })
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  async run(job: J, onProgress: (done: number, all: number) => void): Promise<Outcome<R>> {
    const answer = new Promise<Outcome<R>>((resolve) => {
      const listen = (message: FromWorker<R>): void => {
        switch (message.kind) {
          case 'ready':
            return
          case 'progress':
            onProgress(message.done, message.all)
            return
          case 'done':
          case 'failed':
            this.#process.off('message', listen)
            resolve(message)
        }
      }
      this.#process.on('message', listen)
    })
    // That it is gone is told by its exit.
    this.#process.send(job as object, () => undefined)
    return Promise.race([
      answer,
      this.#exit.then((how) => ({
        kind: 'died' as const,
        message: this.#words.trim() === '' ? how : `${how}: ${this.#words.trim()}`,
      })),
    ])
  }

  /** Asks it to end with all that it has started. */
  end(): void {
    this.#process.kill('SIGTERM')
  }

  async ended(): Promise<void> {
    this.end()
    await this.#exit
  }
}
