import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupError } from '../../findings/violation.js'

/** What the folder of each process is a copy of. */
export interface Source {
  readonly folder: string
  /** files in it that are not copied */
  readonly except: readonly string[]
}

/** Nobody's homework is larger, and every process has a copy of its own, in memory. */
const MOST = { octets: 64 << 20, files: 20_000 }

/** Throws SetupError where it is too large to be copied again and again. */
export async function requireSmall({ folder, except }: Source): Promise<void> {
  let [octets, files] = [0, 0]
  const look = async (path: string, skipped: readonly string[]): Promise<void> => {
    for (const name of await readdir(path)) {
      if (skipped.includes(name)) continue
      const found = await lstat(join(path, name))
      files++
      if (found.isFile()) octets += found.size
      if (octets > MOST.octets || files > MOST.files)
        throw new SetupError(
          `${folder} holds more than ${MOST.octets >> 20} MiB or ${MOST.files} files, and every process in the sandbox would have a copy of it: start in the folder of the submission alone, or name that with --cwd`,
        )
      if (found.isDirectory()) await look(join(path, name), [])
    }
  }
  await look(folder, except).catch((error: unknown) => {
    if (error instanceof SetupError) throw error
    throw new SetupError(`${folder} cannot be copied: ${(error as Error).message}`)
  })
}
