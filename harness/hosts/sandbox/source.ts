import { SetupError } from '../../findings/violation.js'
import { holdsAtMost, type TreeSize } from '../agent/tree-size.js'

/** What the folder of each process is a copy of. */
export interface Source {
  readonly folder: string
  /** files in it that are not copied */
  readonly except: readonly string[]
}

/** Nobody's homework is larger, and every process has a copy of its own, in memory. */
export const MOST: TreeSize = { octets: 64 << 20, files: 20_000 }

/** Throws SetupError where it is too large to be copied again and again. */
export async function requireSmall({ folder, except }: Source): Promise<void> {
  const isSmall = await holdsAtMost(MOST, folder, except).catch((error: unknown) => {
    throw new SetupError(`${folder} cannot be copied: ${(error as Error).message}`)
  })
  if (!isSmall)
    throw new SetupError(
      `${folder} holds more than ${MOST.octets >> 20} MiB or ${MOST.files} files, and every process in the sandbox would have a copy of it: start in the folder of the submission alone, or name that with --cwd`,
    )
}
