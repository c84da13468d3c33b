import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { codeOf } from './destination.js'
import { HandInRefused } from './hand-in-refused.js'

/** What a file is by its name and its first bytes. */
export type ArchiveFormat =
  | { readonly kind: 'zip' }
  | { readonly kind: 'tar'; readonly gzipped: boolean }
  /** it is named as an archive, and is none that we unpack */
  | { readonly kind: 'unknown'; readonly format: string }
  | { readonly kind: 'broken'; readonly format: 'zip' | 'tar' | 'unknown' }

/** Names of archives, and what is left of them without. Not `.jar`, `.docx`, ...: they are zip archives that are meant to stay ones. */
const NAMED = /^(.*?)\.(zip|tar|tar\.gz|tgz|tar\.bz2|tbz2?|tar\.xz|txz|tar\.zst|rar|7z|gz)$/i

/** The name without what says that it is an archive; undefined where nothing does. */
export const archiveStem = (name: string): string | undefined => NAMED.exec(name)?.[1]

/** The first octets of what else is sent around as an archive, often under the name of a zip. */
const OTHERS: readonly (readonly [format: string, magic: string])[] = [
  ['rar', '526172211a07'],
  ['7z', '377abcaf271c'],
  ['xz', 'fd377a585a00'],
  ['bzip2', '425a68'],
  ['zstd', '28b52ffd'],
]
/** Where a tar says that it is one; the oldest do not, and are recognised by their name. */
const USTAR = 257

/** Which archive it is, by its content first: half of the archives with a wrong name are good ones. Throws HandInRefused where it cannot be read. */
export async function archiveFormatOf(path: string | Buffer, name: string): Promise<ArchiveFormat> {
  const head = await firstOctets(path)
  const hex = head.toString('hex')
  // An empty zip has only its end, and one in parts, or with a program before it, is none of a student's.
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return { kind: 'zip' }
  const other = OTHERS.find(([, magic]) => hex.startsWith(magic))
  if (other) return { kind: 'unknown', format: other[0] }
  const extension = NAMED.exec(name)?.[2]?.toLowerCase() ?? ''
  if (hex.startsWith('1f8b'))
    return extension === 'gz' ? { kind: 'unknown', format: 'gz' } : { kind: 'tar', gzipped: true }
  if (head.toString('latin1', USTAR, USTAR + 5) === 'ustar') return { kind: 'tar', gzipped: false }
  if (extension === 'zip') return { kind: 'broken', format: 'zip' }
  if (extension === 'tar') return { kind: 'tar', gzipped: false }
  return { kind: 'broken', format: /tar|tgz/.test(extension) ? 'tar' : 'unknown' }
}

async function firstOctets(path: string | Buffer): Promise<Buffer> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const head = Buffer.alloc(512)
      return head.subarray(0, (await file.read(head, 0, head.length, 0)).bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new HandInRefused({ kind: 'unreadable', code: codeOf(error) })
  }
}
