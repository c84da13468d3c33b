import { open, rename, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

let count = 0

/**
 * A file that is being received. It goes by a name of its own until it is complete, so that nobody ever finds a part of it under
 * its real name, and several clients may be sending it at once. Every method throws what the file system says.
 */
class PartialFile {
  readonly #handle: FileHandle
  readonly #partial: string
  readonly #path: string

  private constructor(handle: FileHandle, partial: string, path: string) {
    this.#handle = handle
    this.#partial = partial
    this.#path = path
  }

  /** Begins a file that is to be stored as `path`. */
  static async begin(path: string): Promise<PartialFile> {
    count++
    const partial = join(dirname(path), `.${basename(path)}.${process.pid}-${count}.partial`)
    return new PartialFile(await open(partial, 'w'), partial, path)
  }

  /** Appends octets. */
  async append(octets: Uint8Array): Promise<void> {
    await this.#handle.appendFile(octets)
  }

  /** The file is complete: it gets its real name, in place of an earlier one. */
  async store(): Promise<void> {
    await this.#handle.close()
    await rename(this.#partial, this.#path)
  }

  /** The file will never be complete, or could not be stored: nothing of it stays. */
  async discard(): Promise<void> {
    await this.#handle.close()
    await unlink(this.#partial)
  }
}

/**
 * Stores the pieces as `path` where they are `length` octets in all, and says whether they are. They go to the disk as they
 * arrive, so an announced length costs no memory. Throws whatever the pieces throw, or the file system; nothing stays then.
 */
export async function storeWhole(pieces: AsyncIterable<Uint8Array>, length: number, path: string): Promise<boolean> {
  const file = await PartialFile.begin(path)
  try {
    let have = 0
    for await (const piece of pieces) {
      await file.append(piece)
      have += piece.length
    }
    const whole = have === length
    if (whole) await file.store()
    else await file.discard()
    return whole
  } catch (error) {
    await file.discard()
    throw error
  }
}
