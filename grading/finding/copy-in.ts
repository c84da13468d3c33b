import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import type { NotAFile } from '../submission.js'
import { codeOf, type Destination } from './destination.js'
import { isRubbish, shown, utf8 } from './entry-name.js'
import { HandInRefused } from './hand-in-refused.js'

/** A name in a folder. On Linux that is octets: exports unpacked by old programs have names that are no UTF-8. */
export interface FolderEntry {
  readonly name: string
  readonly path: Buffer
}

/** What is in a folder, in an order that does not depend on the file system. */
export async function entriesOf(folder: Buffer): Promise<FolderEntry[]> {
  const names = await readdir(folder, { encoding: 'buffer' })
  return names
    .sort((a, b) => a.compare(b))
    .map((name) => ({
      name: utf8(name) ?? latin.decode(name),
      path: Buffer.concat([folder, Buffer.from('/'), name]),
    }))
}
const latin = new TextDecoder('windows-1252')

/** Copies what is in a folder, without what is neither file nor folder. Throws HandInRefused where it cannot be read, or is too much. */
export async function copyFolder(folder: Buffer, segments: readonly string[], to: Destination): Promise<void> {
  for (const { name, path } of await reading(segments, () => entriesOf(folder))) {
    if (isRubbish(name)) {
      to.budget.pass()
      continue
    }
    const below = [...segments, name]
    const found = await reading(below, () => lstat(path))
    if (found.isDirectory()) {
      await to.folder(below)
      await copyFolder(path, below, to)
    } else if (found.isFile()) await copyFile(path, below, to)
    else to.leaveOut(below, specialOf(found))
  }
}

/** Copies one file. It is opened so that neither a link nor a FIFO that took its place meanwhile is followed or waited for. */
export async function copyFile(path: Buffer, segments: readonly string[], to: Destination): Promise<void> {
  const file = await reading(segments, () =>
    open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
  )
  try {
    const found = await file.stat()
    if (!found.isFile()) {
      to.leaveOut(segments, specialOf(found))
      return
    }
    async function* content(): AsyncGenerator<Buffer> {
      for (;;) {
        const chunk = Buffer.allocUnsafe(64 * 1024)
        const { bytesRead } = await reading(segments, () => file.read(chunk))
        if (bytesRead === 0) return
        yield chunk.subarray(0, bytesRead)
      }
    }
    await to.file(segments, content(), (found.mode & 0o111) !== 0)
  } finally {
    await file.close()
  }
}

export function specialOf(found: Stats): NotAFile {
  if (found.isSymbolicLink()) return 'symbolic-link'
  if (found.isFIFO()) return 'fifo'
  if (found.isSocket()) return 'socket'
  return found.isCharacterDevice() || found.isBlockDevice() ? 'device' : 'unknown'
}

async function reading<T>(segments: readonly string[], action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    const entry = shown(segments.join('/'))
    throw new HandInRefused({ kind: 'unreadable', code: codeOf(error), ...(entry === '' ? {} : { entry }) })
  }
}
