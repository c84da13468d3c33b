import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../../harness/findings/violation.js'
import type { Note, NotAFile } from '../submission.js'
import type { Budget } from './budget.js'
import { shown } from './entry-name.js'
import { HandInRefused } from './hand-in-refused.js'

/** More notes of one kind than this help nobody. */
const MOST_NOTES = 20

/**
 * The new folder that a hand-in is taken into. Only we write in it, and never a link: so a path below it is below it, and stays there.
 * Nothing keeps the rights that it had: who unpacks must be able to read, and set-uid bits are nobody's business.
 */
export class Destination {
  readonly #notes: Note[] = []
  #leftOut = 0

  constructor(
    readonly root: string,
    readonly budget: Budget,
  ) {}

  get notes(): readonly Note[] {
    const more = this.#leftOut - MOST_NOTES
    return more > 0 ? [...this.#notes, { kind: 'more-left-out', count: more }] : this.#notes
  }

  note(note: Note): void {
    this.#notes.push(note)
  }

  leaveOut(segments: readonly string[], what: NotAFile): void {
    this.budget.entry(segments.length)
    if (this.#leftOut++ < MOST_NOTES) this.note({ kind: 'left-out', entry: shown(segments.join('/')), what })
  }

  async folder(segments: readonly string[]): Promise<void> {
    this.budget.entry(segments.length)
    await this.#storing(segments, () => mkdir(join(this.root, ...segments), { recursive: true, mode: 0o755 }))
  }

  /** Of two with one name the later one stays, as with unzip and tar. */
  async file(
    segments: readonly string[],
    content: AsyncIterable<Uint8Array>,
    executable: boolean,
    meter?: (bytes: number) => void,
  ): Promise<void> {
    this.budget.entry(segments.length)
    const path = join(this.root, ...segments)
    const file = await this.#storing(segments, async () => {
      await mkdir(join(path, '..'), { recursive: true, mode: 0o755 })
      const opened = await open(path, 'w', 0o644)
      await opened.chmod(executable ? 0o755 : 0o644)
      return opened
    })
    try {
      for await (const chunk of content) {
        meter?.(chunk.length)
        this.budget.bytes(chunk.length)
        await this.#storing(segments, () => file.writeFile(chunk))
      }
    } finally {
      await file.close()
    }
  }

  async removeAll(): Promise<void> {
    await rm(this.root, { recursive: true, force: true })
  }

  async #storing<T>(segments: readonly string[], action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      const code = codeOf(error)
      if (THEIRS.has(code)) throw new HandInRefused({ kind: 'unstorable', entry: shown(segments.join('/')), code })
      throw new SetupError(
        `${this.root}: the submissions cannot be unpacked there (${code}): make room, or give another folder`,
      )
    }
  }
}

/** What is wrong with an entry's name; all else (no room, no right to write) is wrong with our folder. */
const THEIRS = new Set(['ENAMETOOLONG', 'EINVAL', 'ENOTDIR', 'EISDIR', 'EEXIST', 'EILSEQ', 'ELOOP'])

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)
