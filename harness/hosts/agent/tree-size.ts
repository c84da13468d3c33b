import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What a folder may hold at most. */
export interface TreeSize {
  /** as its files call themselves: a copy of one with holes has none */
  readonly octets: number
  readonly files: number
}

/** Whether a folder, without the files of those names that lie in it, holds no more than that. Rejects with the system's error. */
export async function holdsAtMost(most: TreeSize, folder: string, except: readonly string[] = []): Promise<boolean> {
  let [octets, files] = [0, 0]
  const fits = async (path: string, skipped: readonly string[]): Promise<boolean> => {
    for (const name of await readdir(path)) {
      if (skipped.includes(name)) continue
      const found = await lstat(join(path, name))
      files++
      if (found.isFile()) octets += found.size
      if (octets > most.octets || files > most.files) return false
      if (found.isDirectory() && !(await fits(join(path, name), []))) return false
    }
    return true
  }
  return fits(folder, except)
}
