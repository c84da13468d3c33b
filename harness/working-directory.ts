import { cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from './violation.js'

/** Gives each process of a submission its working directory. */
export interface WorkingDirectory {
  /** the folder for one more process */
  next(): Promise<string>
  dispose(): Promise<void>
}

/** All processes run where the harness was started. */
export function currentDirectory(): WorkingDirectory {
  const here = process.cwd()
  return { next: () => Promise.resolve(here), dispose: () => Promise.resolve() }
}

/** Each process runs in a copy of the folder, so that none sees what another has written. Throws SetupError where it is no folder. */
export async function copiesOf(folder: string): Promise<WorkingDirectory> {
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) throw new SetupError(`--cwd ${folder}: there is no such folder`)
  const base = await mkdtemp(join(tmpdir(), 'sockspec-'))
  let count = 0
  return {
    next: async () => {
      const copy = join(base, String(++count))
      await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
      return copy
    },
    dispose: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  }
}
