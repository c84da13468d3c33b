import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A hash of a folder's content: names, what files hold, which of them are executable, and where links lead. What cannot be read counts as
 * that. The same on every machine, whatever the order in which its file system lists names.
 */
export async function hashOfFolder(folder: string): Promise<string> {
  const hash = createHash('sha256')
  await add(folder, '')
  return hash.digest('hex')

  async function add(path: string, name: string): Promise<void> {
    const found = await lstat(path).catch(() => undefined)
    if (found?.isDirectory()) {
      hash.update(`folder ${JSON.stringify(name)}\n`)
      const names = await readdir(path).catch(() => [])
      for (const inner of names.sort()) await add(join(path, inner), `${name}/${inner}`)
    } else if (found?.isSymbolicLink())
      hash.update(`link ${JSON.stringify([name, await readlink(path).catch(() => '')])}\n`)
    else if (found?.isFile()) {
      const content = await readFile(path).catch(() => undefined)
      hash.update(`file ${JSON.stringify([name, content?.length ?? 'unreadable', (found.mode & 0o100) !== 0])}\n`)
      if (content) hash.update(content)
    } else hash.update(`other ${JSON.stringify(name)}\n`)
  }
}

/** One hash of several texts, none of which can be taken for a part of another. */
export const hashOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex')
