import { chown, copyFile, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Copies a file, a link, or a folder with all but the files of those names that lie in it; the copy is that user's. A FIFO or a device is left out: reading it
 * would wait for ever, or never end.
 */
export async function copyTree(from: string, to: string, except: ReadonlySet<string>, owner: number): Promise<void> {
  const found = await lstat(from)
  if (found.isSymbolicLink()) {
    await symlink(await readlink(from), to)
    return
  }
  if (found.isDirectory()) {
    await mkdir(to, { recursive: true })
    for (const name of await readdir(from))
      if (!except.has(name)) await copyTree(join(from, name), join(to, name), new Set(), owner)
  } else if (found.isFile()) {
    await copyFile(from, to)
  } else {
    return
  }
  await chown(to, owner, owner)
}
