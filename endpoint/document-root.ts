import { constants, type Stats } from 'node:fs'
import { open, realpath, stat, type FileHandle } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { errorCode, ProgramError } from './errors.js'

/** What a path below a document root names. */
export type Found =
  | {
      readonly kind: 'file'
      /** open for reading; whoever gets it closes it */
      readonly handle: FileHandle
      /** its size in octets when it was opened */
      readonly size: number
    }
  | { readonly kind: 'folder' }
  /** there is such a file, and it may not be read */
  | { readonly kind: 'forbidden' }
  /** there is none, or it is outside the root, or it is neither a file nor a folder */
  | { readonly kind: 'none' }

const NONE: Found = { kind: 'none' }

/** What the system says of names that name nothing: no such file, a file where a folder should be, links in a circle, a name too long. */
const NOTHING_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL', 'ENXIO'])

/**
 * A folder whose files, and those of its subfolders, are given to anybody; nothing else is, wherever symbolic links lead. It is
 * strangers who ask; whoever can write into the folder while it is being served is trusted.
 */
export class DocumentRoot {
  /** without symbolic links, and without a separator at its end unless it is the root of the file system */
  readonly #root: string

  private constructor(root: string) {
    this.#root = root
  }

  /** Throws ProgramError where there is no such folder. */
  static async open(folder: string): Promise<DocumentRoot> {
    try {
      const root = await realpath(folder)
      if ((await stat(root)).isDirectory()) return new DocumentRoot(root)
    } catch (error) {
      throw new ProgramError(
        errorCode(error) === 'ENOENT'
          ? `there is no folder ${folder} here (${process.cwd()})`
          : `the folder ${folder} cannot be read: ${errorCode(error)}`,
      )
    }
    throw new ProgramError(`${folder} is not a folder`)
  }

  /**
   * Finds what the names lead to, one below the other from the root on. Any names may be given: one that is no name (`..`, or one
   * with a separator) finds nothing. Throws what the file system says where it is in trouble (EMFILE, EIO).
   */
  async find(segments: readonly string[]): Promise<Found> {
    if (!segments.every(isName)) return NONE
    try {
      const path = await realpath(join(this.#root, ...segments))
      if (!this.#contains(path)) return NONE
      const info = await stat(path)
      if (info.isDirectory()) return { kind: 'folder' }
      // Opening a pipe or a device can have effects of its own.
      return info.isFile() ? await openFile(path, info) : NONE
    } catch (error) {
      // Whether a folder on the way may not be read, or what is in it is not there, is nobody's business.
      if (NOTHING_THERE.has(errorCode(error)) || isDenied(error)) return NONE
      throw error
    }
  }

  #contains(path: string): boolean {
    return path === this.#root || path.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep)
  }
}

/** On Windows a colon would name a drive or a stream of a file. */
function isName(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !/[/\\\0]/.test(segment) &&
    (sep === '/' || !segment.includes(':'))
  )
}

/** Opens a file that was a file just now; should something else have come in its place, nothing is found. */
async function openFile(path: string, seen: Stats): Promise<Found> {
  let handle: FileHandle
  try {
    // Not through a link, and without waiting for somebody to write to a pipe.
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (isDenied(error)) return { kind: 'forbidden' }
    throw error
  }
  try {
    const info = await handle.stat()
    if (info.isFile() && info.dev === seen.dev && info.ino === seen.ino)
      return { kind: 'file', handle, size: info.size }
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return NONE
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error))
}
