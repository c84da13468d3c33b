import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The working directory of a program, wherever that runs. */
export interface Folder {
  /** as the program itself has it */
  readonly path: string
  /** Writes a file, named from the folder on; what stands there is replaced, never written through, for it may be a link to the student's own. */
  write(name: string, octets: Uint8Array): Promise<void>
  /** What a file of it holds; undefined where there is none. */
  read(name: string): Promise<Buffer | undefined>
  /** How many octets a file of it has; undefined where there is none. */
  size(name: string): Promise<number | undefined>
  /** The names of the files in it, without those that are only linked there. */
  files(): Promise<string[]>
}

/** A folder of this machine. */
export class LocalFolder implements Folder {
  constructor(readonly path: string) {}

  async write(name: string, octets: Uint8Array): Promise<void> {
    const path = join(this.path, name)
    await mkdir(dirname(path), { recursive: true })
    await rm(path, { force: true, recursive: true })
    await writeFile(path, octets)
  }

  read(name: string): Promise<Buffer | undefined> {
    return readFile(join(this.path, name)).catch(() => undefined)
  }

  async size(name: string): Promise<number | undefined> {
    const found = await stat(join(this.path, name)).catch(() => undefined)
    return found?.isFile() === true ? found.size : undefined
  }

  async files(): Promise<string[]> {
    const entries = await readdir(this.path, { withFileTypes: true }).catch(() => [])
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  }
}
