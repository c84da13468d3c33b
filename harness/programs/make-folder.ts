import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, where they are not there. Not by mkdir's `recursive`, which never comes back where a folder cannot hold another
 * (/proc). Rejects with the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  await mkdir(path).catch((error: unknown) => {
    // Somebody else makes it too, and was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}
