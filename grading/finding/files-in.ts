import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface FileIn {
  /** from the folder, with slashes */
  readonly path: string
  readonly size: number
}

/** All files of a folder that we have written, by path, sorted. */
export async function filesIn(folder: string): Promise<FileIn[]> {
  const out: FileIn[] = []
  async function walk(below: string): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) out.push({ path, size: (await stat(join(folder, path))).size })
    }
  }
  await walk('')
  return out.sort((a, b) => (a.path < b.path ? -1 : 1))
}
