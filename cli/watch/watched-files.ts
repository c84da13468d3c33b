import { createHash } from 'node:crypto'
import { watch, type FSWatcher } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SetupError } from '../../harness/findings/violation.js'
import { isWatchedFile, isWatchedFolder, type Places } from './places.js'

/** More is no program's folder, but somebody's home. */
const MOST_FOLDERS = 1_000
/**
 * An editor writes in several steps (it truncates, writes, renames, sets the mode), and a compiler a file after another: a change counts when for
 * so long nothing has happened any more, ms.
 */
const QUIET_MS = 60

/** What is known of a file: by its stat it is looked at anew, by its content it has changed. */
interface Known {
  readonly stamp: string
  readonly digest: string
}

type Snapshot = ReadonlyMap<string, Known>

/** The files of a program, and a person who saves them. */
export class WatchedFiles {
  readonly #watchers = new Map<string, FSWatcher>()
  #known: Snapshot = new Map()
  #hasStirred = false
  #isLooking = false
  #changed = new Set<string>()
  #tell: (() => void) | undefined

  private constructor(private readonly places: Places) {}

  /** Throws SetupError where there is too much to watch. */
  static async open(places: Places): Promise<WatchedFiles> {
    const files = new WatchedFiles(places)
    try {
      files.#known = await files.#snapshot()
      return files
    } catch (error) {
      files.close()
      throw error
    }
  }

  /** The paths whose content has changed since this was last asked, or that have come or gone; waits until there are some. */
  async changes(): Promise<readonly string[]> {
    while (this.#changed.size === 0)
      await new Promise<void>((resolve) => {
        this.#tell = resolve
      })
    const changed = [...this.#changed]
    this.#changed = new Set()
    return changed
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  #stir(): void {
    this.#hasStirred = true
    if (this.#isLooking) return
    this.#isLooking = true
    void this.#look()
      .catch(() => undefined)
      .finally(() => {
        this.#isLooking = false
      })
  }

  #isStirred(): boolean {
    return this.#hasStirred
  }

  async #look(): Promise<void> {
    let now: Snapshot
    do {
      this.#hasStirred = false
      await pause(QUIET_MS)
      now = await this.#snapshot()
    } while (this.#isStirred())
    const paths = new Set([...this.#known.keys(), ...now.keys()])
    for (const path of paths) if (this.#known.get(path)?.digest !== now.get(path)?.digest) this.#changed.add(path)
    this.#known = now
    if (this.#changed.size > 0) this.#tell?.()
  }

  async #snapshot(): Promise<Snapshot> {
    const found = new Map<string, Known>()
    const waiting = [...this.places.folders]
    let folders = 0
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      if (++folders > MOST_FOLDERS)
        throw new SetupError(
          `--watch: there are more than ${MOST_FOLDERS} folders in ${this.places.folders.join(', ')}: put the program into a folder of its own, and name that with --cwd`,
        )
      // First watched, then read: what comes between is not missed.
      this.#watch(folder)
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) {
          if (isWatchedFolder(entry.name)) waiting.push(path)
        } else if (isWatchedFile(path, this.places)) {
          const known = await this.#fileAt(path)
          if (known) found.set(path, known)
        }
      }
    }
    return found
  }

  /** Undefined where it is gone again. */
  async #fileAt(path: string): Promise<Known | undefined> {
    try {
      const { size, mtimeMs, ino } = await stat(path)
      const stamp = `${size} ${mtimeMs} ${ino}`
      const before = this.#known.get(path)
      if (before?.stamp === stamp) return before
      return {
        stamp,
        digest: createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      }
    } catch {
      return undefined
    }
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return
    const forget = (): void => {
      this.#watchers.get(folder)?.close()
      this.#watchers.delete(folder)
    }
    try {
      const watcher = watch(folder, () => this.#stir())
      watcher.on('error', forget)
      this.#watchers.set(folder, watcher)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // It has gone since it was listed.
      if (code === 'ENOENT') return
      throw new SetupError(
        code === 'ENOSPC' || code === 'EMFILE'
          ? `--watch: the system watches no more folders (${code}; on Linux fs.inotify.max_user_watches): name the program's own with --cwd`
          : `--watch: ${folder} cannot be watched: ${(error as Error).message}`,
      )
    }
  }
}
