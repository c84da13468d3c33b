import { constants } from 'node:fs'
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { requireFiles } from '../peers/own-trouble.js'

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

/** What a file holds; undefined where there is none, or something else: a pipe with nobody at its other end would be waited for for ever. Throws HarnessFault. */
async function contentOf(path: string): Promise<Buffer | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    requireFiles(error)
  })
  if (!file) return undefined
  try {
    const found = await file.stat()
    if (!found.isFile()) return undefined
    const octets = Buffer.alloc(Math.min(found.size, MOST_READ))
    let size = 0
    for (let read = 1; read > 0 && size < octets.length; size += read)
      read = (await file.read(octets, size, octets.length - size, size)).bytesRead
    return octets.subarray(0, size)
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}

/** A folder of this machine. */
export class LocalFolder implements Folder {
  constructor(readonly path: string) {}

  /** `mode`: what may be done with a file that is made, as far as the process's mask lets it be. */
  async write(name: string, octets: Uint8Array, mode = 0o666): Promise<void> {
    const path = join(this.path, name)
    await mkdir(dirname(path), { recursive: true })
    await rm(path, { force: true, recursive: true })
    await writeFile(path, octets, { mode })
  }

  read(name: string): Promise<Buffer | undefined> {
    return contentOf(join(this.path, name))
  }

  async size(name: string): Promise<number | undefined> {
    const found = await stat(join(this.path, name)).catch(() => undefined)
    return found?.isFile() === true ? found.size : undefined
  }

  async files(): Promise<string[]> {
    const entries = await readdir(this.path, { withFileTypes: true }).catch((error: unknown) => {
      requireFiles(error)
      return []
    })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }
}
