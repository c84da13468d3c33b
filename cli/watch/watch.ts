import { fork, type ChildProcess } from 'node:child_process'
import { relative } from 'node:path'
import { SetupError } from '../../harness/findings/violation.js'
import type { Verdicts } from '../../results/changes.js'
import { readSpecification } from '../../specification/catalogue.js'
import { parseCheckOptions, type RawCheckOptions } from '../check-options.js'
import { selected } from '../check.js'
import { STATUS } from '../interruption.js'
import { rememberedVerdicts } from '../last-run.js'
import { complain } from '../say.js'
import type { RunDone, RunOrder } from './one-run.js'
import { placesOf } from './places.js'
import { WatchedFiles } from './watched-files.js'

/** So many of the files that were saved are named. */
const MOST_NAMED = 3

/**
 * Runs `sockspec check --watch`: checks whenever the program has changed, until a signal comes. Gives that signal's exit status where a run is under way
 * then, else the status of the last. Throws SetupError.
 */
export async function watchCommand(
  protocol: string,
  command: readonly string[],
  given: RawCheckOptions,
): Promise<number> {
  const raw = { ...given, watch: false }
  const options = parseCheckOptions(protocol, command, raw)
  if (command.length === 0)
    throw new SetupError('--watch starts the program anew whenever it is saved: give its command behind --')
  if (options.lastFailed)
    throw new SetupError('--watch checks first what failed last, and then the rest: leave --last-failed out')
  const toStdout = options.reports.find(({ path, format }) => path === undefined && format !== 'terminal')
  if (toStdout)
    throw new SetupError(
      `--watch tells on standard output what changed: give the report a path, as in --report ${toStdout.format}=PATH`,
    )
  // What is wrong with the command line is wrong in every run.
  selected(readSpecification(protocol, options.role), options)
  const files = await WatchedFiles.open(placesOf(command, options.cwd, process.env['PATH']))
  const interruption = awaitSignal()
  // The next one is ready before it is needed: a student who has saved does not wait for Node to start.
  let next = new Run()
  let last: RunDone = { status: 0, verdicts: await rememberedVerdicts(protocol, options) }
  try {
    for (;;) {
      const before: Verdicts = last.verdicts ?? {}
      const run = next
      run.begin({ protocol, command, raw, before })
      // Asked for before the run is begun: what is saved meanwhile ends it.
      const saved = files.changes()
      const first = await Promise.race([run.done, saved, interruption])
      if (typeof first === 'number') {
        await run.end()
        return first
      }
      if (!Array.isArray(first) && isDone(first)) {
        last = { status: first.status, verdicts: first.verdicts ? { ...before, ...first.verdicts } : last.verdicts }
        if (!options.isQuiet) complain('waiting until something is saved (Ctrl+C ends)')
      } else await run.end()
      next = new Run()
      const what = await Promise.race([saved, interruption])
      if (typeof what === 'number') return last.status
      if (!options.isQuiet) complain(`\n${savedText(what)}`)
    }
  } finally {
    files.close()
    await next.end()
  }
}

const isDone = (what: RunDone | readonly string[]): what is RunDone => 'status' in what

function savedText(paths: readonly string[]): string {
  const names = paths.slice(0, MOST_NAMED).map((path) => relative('.', path))
  const more = paths.length > names.length ? ` and ${paths.length - names.length} more` : ''
  return `${new Date().toLocaleTimeString('en-GB')}  ${names.join(', ')}${more} changed`
}

/** The exit status of the first signal that comes. */
const awaitSignal = (): Promise<number> =>
  new Promise((resolve) => {
    for (const [signal, status] of Object.entries(STATUS)) process.on(signal, () => resolve(status))
  })

/** As a source beside this one; compiled it stands beside the command line, whose parts are bundled. */
const RUN_PROGRAM = new URL(import.meta.url.endsWith('.ts') ? 'one-run.ts' : 'watch-run.js', import.meta.url)

/** A run, in a process of its own that waits for its order. */
class Run {
  readonly #process: ChildProcess
  readonly #ended: Promise<void>
  /** how it went, where it came to its end */
  readonly done: Promise<RunDone>

  constructor() {
    this.#process = fork(RUN_PROGRAM)
    // One that could not be started, or was ended, has not come to its end: that is known by its exit.
    this.#process.on('error', () => undefined)
    this.#ended = new Promise((resolve) => {
      this.#process.once('exit', () => resolve())
    })
    this.done = new Promise((resolve) => {
      let done: RunDone = { status: 3, verdicts: undefined }
      this.#process.once('message', (message) => {
        done = message as RunDone
      })
      // Only when it has gone are its ports free, and its reports written.
      void this.#ended.then(() => resolve(done))
    })
  }

  begin(order: RunOrder): void {
    this.#process.send(order)
  }

  /** Ends it with the program that it checks. */
  async end(): Promise<void> {
    this.#process.kill('SIGTERM')
    await this.#ended
  }
}
