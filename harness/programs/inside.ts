import { constants } from 'node:fs'
import { mkdir, open, readlink, realpath, rm, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { requireFiles } from '../peers/own-trouble.js'

/**
 * Files of a folder that somebody else may be changing at this very moment, and who means no good: a link in it may lead to any file of ours, a FIFO
 * has nobody at its other end. What was opened is asked where it lies, not the name before it is opened: in between all may have changed.
 */

/** Where an open file or folder really is. Only Linux tells; elsewhere the name is asked once more. */
const placeOf = (handle: FileHandle, path: string): Promise<string> =>
  readlink(`/proc/self/fd/${handle.fd}`).catch(() => realpath(path))

async function liesIn(place: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => folder)
    if (place === root || place.startsWith(root === sep ? sep : root + sep)) return true
  }
  return false
}

/** Opens it where it is there and lies in one of the folders; never waits. Throws HarnessFault where we can open no file at all. */
async function openIn(path: string, flags: number, folders: readonly string[]): Promise<FileHandle | undefined> {
  const handle = await open(path, flags).catch((error: unknown) => {
    requireFiles(error)
  })
  if (!handle) return undefined
  const isIn = await placeOf(handle, path)
    .then((place) => liesIn(place, folders))
    .catch(() => false)
  if (isIn) return handle
  await handle.close()
  return undefined
}

/** A file of the folder to read, where it is one: no FIFO, no device, nothing that a link finds outside; `also`: other folders that links may lead to. */
export async function openToRead(
  folder: string,
  name: string,
  also: readonly string[] = [],
): Promise<FileHandle | undefined> {
  const handle = await openIn(join(folder, name), constants.O_RDONLY | constants.O_NONBLOCK, [folder, ...also])
  if (!handle) return undefined
  const isFile = await handle.stat().then(
    (found) => found.isFile(),
    () => false,
  )
  if (isFile) return handle
  await handle.close()
  return undefined
}

/**
 * A new file of the folder, in the place of whatever has that name; undefined where its folder is no longer in this one (or, with a name that begins
 * with ../, in the one around it). Rejects with the system's error.
 */
export async function openToWrite(
  folder: string,
  name: string,
  mode: number,
  also: readonly string[] = [],
): Promise<FileHandle | undefined> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  const root = name.startsWith('../') ? dirname(folder) : folder
  const parent = await openIn(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY, [root, ...also])
  if (!parent) return undefined
  try {
    // By the open folder, whatever its name leads to by now.
    const place = await readlink(`/proc/self/fd/${parent.fd}`).then(
      () => `/proc/self/fd/${parent.fd}`,
      () => dirname(path),
    )
    const at = join(place, basename(path))
    await unlink(at).catch(() => rm(at, { force: true, recursive: true }))
    return await open(at, 'wx', mode)
  } finally {
    await parent.close()
  }
}
