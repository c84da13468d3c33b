import { chmod, cp, lstat, mkdir, mkdtemp, readdir, realpath, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LocalFolder, type Folder } from './folder.js'
import { removeFolder, removeFolderNow } from './removal.js'
import { SetupError } from '../findings/violation.js'

/** Gives each process of a submission its working directory. */
export interface WorkingDirectory {
  /** the folder for one more process */
  next(): Promise<Folder>
  /** Removes what was made. Rejects where that is not possible. */
  dispose(): Promise<void>
}

/** All processes run where the harness was started. */
export function currentDirectory(): WorkingDirectory {
  const here = new LocalFolder(process.cwd())
  return { next: () => Promise.resolve(here), dispose: () => Promise.resolve() }
}

/** Each process runs in a copy of the folder, so that none sees what another has written. Throws SetupError where it is no folder, or there is no place for copies. */
export async function copiesOf(folder: string): Promise<WorkingDirectory> {
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) throw new SetupError(`--cwd ${folder}: there is no such folder`)
  // Of a link its target is copied: a copy of the link would be the folder itself.
  const original = await realpath(folder)
  return foldersOf((copy) =>
    cp(original, copy, { recursive: true, verbatimSymlinks: true, filter: isCopied }).catch((error: unknown) => {
      throw new SetupError(
        `--cwd ${folder}: it cannot be copied: ${error instanceof Error ? error.message : String(error)}`,
      )
    }),
  )
}

/** A FIFO or a device is no part of a program: reading it would wait for ever, or never end. */
async function isCopied(path: string): Promise<boolean> {
  const found = await lstat(path)
  return found.isFile() || found.isDirectory() || found.isSymbolicLink()
}

/**
 * Each process runs in a folder of its own with links to all that is in the present one, so that relative paths in its command work and what
 * it stores is found there alone. The files that the protocol is about, `except`, are not linked: nobody is to read or overwrite the
 * student's own.
 */
export async function freshFolders(except: readonly string[]): Promise<WorkingDirectory> {
  const here = process.cwd()
  const names = (await readdir(here)).filter((name) => !except.includes(name))
  return foldersOf(
    async (folder) => {
      await mkdir(folder)
      for (const name of names) await symlink(join(here, name), join(folder, name))
    },
    [here],
  )
}

/** Those that are in use: whatever ends the harness, they go with it. */
const inUse = new Set<string>()

process.on('exit', () => {
  for (const base of inUse) removeFolderNow(base)
})

/** `also`: where links lead that `make` puts into it. */
async function foldersOf(
  make: (folder: string) => Promise<unknown>,
  also: readonly string[] = [],
): Promise<WorkingDirectory> {
  const base = await mkdtemp(join(tmpdir(), 'sockspec-')).catch((error: unknown) => {
    throw new SetupError(
      `no folder for the submission can be made in ${tmpdir()} (${(error as NodeJS.ErrnoException).code ?? String(error)}): set TMPDIR to a folder that is there and can be written to`,
    )
  })
  inUse.add(base)
  let count = 0
  return {
    next: async () => {
      const folder = join(base, String(++count))
      // It is the submission's too: a process before may have closed it (chmod 0 ..).
      await chmod(base, 0o700)
      await make(folder)
      return new LocalFolder(folder, also)
    },
    dispose: async () => {
      await removeFolder(base)
      inUse.delete(base)
    },
  }
}

/** The same folders, the programs started in a subfolder of each; `.` is the folder itself. */
export const inSubfolder = (directory: WorkingDirectory, subfolder: string): WorkingDirectory => ({
  next: async () => new LocalFolder(join((await directory.next()).path, subfolder)),
  dispose: () => directory.dispose(),
})
