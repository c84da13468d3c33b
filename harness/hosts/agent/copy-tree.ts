import { chown, copyFile, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { SUBMISSION_USER } from './wire.js'

/** Copies a file, a link, or a folder with all but the files of those names that lie in it; the copy is the submission's. */
export async function copyTree(from: string, to: string, except: ReadonlySet<string>): Promise<void> {
  const found = await lstat(from)
  if (found.isSymbolicLink()) {
    await symlink(await readlink(from), to)
    return
  }
  if (found.isDirectory()) {
    await mkdir(to, { recursive: true })
    for (const name of await readdir(from))
      if (!except.has(name)) await copyTree(join(from, name), join(to, name), new Set())
  } else {
    await copyFile(from, to)
  }
  await chown(to, SUBMISSION_USER, SUBMISSION_USER)
}
