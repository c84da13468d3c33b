import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { filesIn } from '../finding/files-in.js'
import { utf8 } from '../finding/entry-name.js'

/** A file as the rules see it: what stands in it only where it may be a program's text. */
export interface ListedFile {
  /** from the submission's root, with slashes */
  readonly path: string
  readonly size: number
  readonly text?: string
  /** its text is no UTF-8, and was read as Latin-1 */
  readonly latin1?: true
}

/** A submission's files by path, sorted: all that the rules look at, so that they can be tried without a disk. */
export type Listing = readonly ListedFile[]

/** What the rules read in. */
const TEXTS =
  /\.(?:py|java|c|cc|cpp|cxx|h|hpp|js|mjs|cjs|go|rs|pl|sh)$|(?:^|\/)(?:GNUmakefile|[Mm]akefile|package\.json|Cargo\.toml|go\.mod|sockspec\.ya?ml|pyvenv\.cfg)$/i
/** Beyond that a text is data, or nobody has written it. */
const MOST_TEXT = 256 * 1024
const MOST_TEXTS = 16 * 1024 * 1024

export async function listingOf(folder: string): Promise<Listing> {
  const out: ListedFile[] = []
  let left = MOST_TEXTS
  for (const { path, size } of await filesIn(folder)) {
    if (!TEXTS.test(path) || size > MOST_TEXT || size > left) {
      out.push({ path, size })
      continue
    }
    left -= size
    const octets = await contentOf(join(folder, path), size)
    const text = utf8(octets)
    out.push({ path, size, text: text ?? octets.toString('latin1'), ...(text === undefined ? { latin1: true } : {}) })
  }
  return out
}

async function contentOf(path: string, size: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The folder of a path, `.` for the root. */
export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')

export const stemOf = (path: string): string => nameOf(path).replace(/(?<=.)\.[^.]*$/, '')

/** The path as seen from a folder that it lies in. */
export const pathFrom = (folder: string, path: string): string =>
  folder === '.' ? path : path === folder ? '.' : path.slice(folder.length + 1)

export const isIn = (folder: string, path: string): boolean =>
  folder === '.' || path === folder || path.startsWith(`${folder}/`)

export const joined = (folder: string, path: string): string =>
  folder === '.' ? path : path === '.' ? folder : `${folder}/${path}`
