import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeFolder, removeFolderNow } from '../harness/programs/removal.js'

/** Those that are in use: whatever ends the process, they go with it. */
const inUse = new Set<string>()

process.on('exit', () => {
  for (const path of inUse) removeFolderNow(path)
})

/** A folder of our own for one piece of work. Rejects with the system's error. */
export async function scratchFolder(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'sockspec-grade-'))
  inUse.add(path)
  return {
    path,
    // What cannot be removed says nothing of the submission.
    dispose: () =>
      removeFolder(path).then(
        () => void inUse.delete(path),
        () => undefined,
      ),
  }
}
