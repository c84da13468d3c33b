import { readdir, type FileHandle } from 'node:fs/promises'
import { requireFiles } from '../peers/own-trouble.js'
import { openToRead, openToWrite } from './inside.js'

/** The working directory of a program, wherever that runs. */
export interface Folder {
  /** as the program itself has it */
  readonly path: string
  /** Writes a file, named from the folder on; what stands there is replaced, never written through, for it may be a link to the student's own. */
  write(name: string, octets: Uint8Array): Promise<void>
  /** What a file of it holds (of one that is larger than any protocol's, the beginning); undefined where there is none. */
  read(name: string): Promise<Buffer | undefined>
  /** How many octets a file of it has; undefined where there is none. */
  size(name: string): Promise<number | undefined>
  /** The names of the files in it, without those that are only linked there. */
  files(): Promise<string[]>
}

/** No file of a protocol is larger; one that claims to be would only fill the memory. */
const MOST_READ = 64 << 20

/** What a file holds; undefined where it cannot be read. */
async function contentOf(file: FileHandle): Promise<Buffer | undefined> {
  try {
    const octets = Buffer.alloc(Math.min((await file.stat()).size, MOST_READ))
    let size = 0
    for (let read = 1; read > 0 && size < octets.length; size += read)
      read = (await file.read(octets, size, octets.length - size, size)).bytesRead
    return octets.subarray(0, size)
  } catch {
    return undefined
  }
}

/** A folder of this machine. */
export class LocalFolder implements Folder {
  /** `also`: other folders that links in it may lead to, since we have made them. */
  constructor(
    readonly path: string,
    private readonly also: readonly string[] = [],
  ) {}

  /** `mode`: what may be done with a file that is made, as far as the process's mask lets it be. `prepare` has it before anything is in it. */
  async write(
    name: string,
    octets: Uint8Array,
    mode = 0o666,
    prepare: (file: FileHandle) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const file = await openToWrite(this.path, name, mode, this.also)
    if (!file) throw new Error(`the place of ${name} is no longer in ${this.path}`)
    try {
      await prepare(file)
      await file.writeFile(octets)
    } finally {
      await file.close()
    }
  }

  read(name: string): Promise<Buffer | undefined> {
    return this.#with(name, contentOf)
  }

  size(name: string): Promise<number | undefined> {
    return this.#with(name, async (file) => (await file.stat()).size)
  }

  async #with<T>(name: string, use: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
    const file = await openToRead(this.path, name, this.also)
    if (!file) return undefined
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  }

  async files(): Promise<string[]> {
    const entries = await readdir(this.path, { withFileTypes: true }).catch((error: unknown) => {
      requireFiles(error)
      return []
    })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }
}
