import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes a folder with all that is in it, also where its owner has taken his own rights from parts of it. Throws where that is not possible. */
export async function removeFolder(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await remove().catch(() => {
    makeWritable(folder)
    return remove()
  })
}

/** The same at once, for the process's own end, when nobody is told any more. */
export function removeFolderNow(folder: string): void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    remove()
  } catch {
    makeWritable(folder)
    try {
      remove()
    } catch {
      // An exception here would become the exit status, which is the verdicts'.
    }
  }
}

/** Gives the owner back his rights to a folder and all folders in it; links are not followed. */
function makeWritable(folder: string): void {
  try {
    chmodSync(folder, 0o700)
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) makeWritable(join(folder, entry.name))
  } catch {
    // Another user's, or gone by now: what removes it will say so.
  }
}
