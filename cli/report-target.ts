import { constants, existsSync, statSync, unlinkSync } from 'node:fs'
import { open, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { Socket } from 'node:net'
import { dirname } from 'node:path'
import { makeFolder } from '../harness/programs/make-folder.js'

/** Where one report goes. */
export interface Target {
  /** Rejects with the system's error. */
  write(content: string | Uint8Array): Promise<void>
  /** Nothing will be written: a file that was made only to see whether it can be is taken away again. */
  abandon(): void
}

export const standardOutput: Target = {
  write: (content) =>
    new Promise((resolve, reject) => {
      const { stdout } = process
      const done = (error?: NodeJS.ErrnoException | null): void => {
        // Whoever has closed the pipe (head) wants no more of it.
        if (error && error.code !== 'EPIPE') reject(error)
        else resolve()
      }
      stdout.once('error', done)
      stdout.write(content, done)
    }),
  abandon: () => undefined,
}

/** Opens what the path names, and makes it with its folders where there is nothing. Rejects with the system's error. */
export async function openTarget(path: string): Promise<Target> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFIFO()) return pipe(path)
  // What is no file (a terminal, /dev/full) cannot be cut off, and is not ours to remove.
  if (found && !found.isFile()) return written(await open(path, constants.O_WRONLY), undefined)
  await makeFolder(dirname(path))
  // Opened for appending only to learn whether it can be written: an earlier report stays until there is a new one.
  await (await open(path, 'a+')).close()
  const file = written(await open(path, 'r+'), path)
  return found
    ? file
    : {
        ...file,
        abandon: () => {
          if (existsSync(path) && statSync(path).size === 0) unlinkSync(path)
        },
      }
}

/** `path`: of a file. */
const written = (file: FileHandle, path: string | undefined): Target => ({
  write: async (content) => {
    try {
      if (path !== undefined) {
        const [opened, there] = [await file.stat(), await stat(path).catch(() => undefined)]
        if (!there) {
          await writtenAnew(path, content)
          return
        }
        if (there.ino !== opened.ino || there.dev !== opened.dev)
          throw new Error('something else has been put there since the check began')
        await file.truncate(0)
      }
      await file.writeFile(content)
    } finally {
      await file.close()
    }
  },
  abandon: () => undefined,
})

/** What was removed since would be written to no place that anybody finds. `wx`: what somebody puts there meanwhile is not ours. */
async function writtenAnew(path: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path))
  await writeFile(path, content, { flag: 'wx' })
}

/** A pipe that nobody reads would be waited for for ever: opened without waiting, it is refused by the system. */
async function pipe(path: string): Promise<Target> {
  const file = await open(path, constants.O_WRONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENXIO' ? new Error('it is a pipe that nobody reads') : error
  })
  return {
    write: async (content) => {
      // Of what does not wait only a socket knows when it takes more.
      const socket = new Socket({ fd: file.fd, readable: false, writable: true })
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        // Not by what end() calls: that is called, too, where the reader has left.
        socket.once('finish', resolve)
        socket.end(content)
      })
    },
    abandon: () => undefined,
  }
}
