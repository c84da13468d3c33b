import { crc32 } from 'node:zlib'
import { fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl'
import { open } from 'node:fs/promises'
import type { NotAFile } from '../submission.js'
import { isRubbish, segmentsOf, shown, utf8 } from './entry-name.js'
import type { Destination } from './destination.js'
import { HandInRefused } from './hand-in-refused.js'
import { SetupError } from '../../harness/findings/violation.js'

/** Unpacks a zip archive. Throws HandInRefused where it is broken, would leave the folder, or is too much. */
export async function unzip(path: string | Buffer, to: Destination): Promise<void> {
  const file = await open(path, 'r')
  let zip: ZipFile | undefined
  try {
    const meter = to.budget.unpacking((await file.stat()).size)
    // Names are decoded here: the library would take every name without the flag for CP437, and end at the first evil one.
    zip = await fromFdPromise(file.fd, { decodeStrings: false, lazyEntries: true, autoClose: false })
    for await (const entry of zip.eachEntry()) await store(zip, entry, to, meter)
  } catch (error) {
    if (error instanceof HandInRefused || error instanceof SetupError) throw error
    // Whatever else the library throws is about the archive.
    throw new HandInRefused({ kind: 'not-an-archive', format: 'zip' })
  } finally {
    await file.close()
  }
}

async function store(zip: ZipFile, entry: Entry, to: Destination, meter: (bytes: number) => void): Promise<void> {
  const name = nameOf(entry)
  const segments = segmentsOf(name)
  if (segments.some(isRubbish) || segments.length === 0) {
    to.budget.pass()
    return
  }
  const mode = unixModeOf(entry)
  const special = specialOf(mode)
  if (special !== undefined) {
    to.leaveOut(segments, special)
    return
  }
  if (/[/\\]$/.test(name) || (mode & FORMAT) === FOLDER) return to.folder(segments)
  if (entry.isEncrypted()) throw new HandInRefused({ kind: 'encrypted', entry: shown(name) })
  // What it says of itself may be a lie, but who says too much need not be unpacked to be refused.
  const { bytes } = to.budget.limits
  if (entry.uncompressedSize > bytes) throw new HandInRefused({ kind: 'too-much', what: 'bytes', most: bytes })
  await to.file(segments, contentOf(zip, entry), (mode & 0o111) !== 0, meter)
}

/** The content of an entry, as it comes. Throws where it is not what the archive says it is. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  // It decompresses from here on and tells its errors once, to whoever listens: so it is opened only where it is at once read.
  const content = await zip.openReadStreamPromise(entry)
  let sum = 0
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
  } finally {
    content.on('error', () => undefined)
    content.destroy()
  }
  if (sum !== entry.crc32) throw new Error('checksum')
}

/**
 * UTF-8 where the archive says so, and also where the bytes are that: many programs (macOS's among them) write it without saying so, and text in CP437
 * is hardly ever UTF-8 by chance.
 */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const plain = utf8(fileNameRaw)
  return getFileNameLowLevel(
    generalPurposeBitFlag | (plain === undefined ? 0 : UTF8_FLAG),
    fileNameRaw,
    extraFields,
    true,
  )
}
const UTF8_FLAG = 0x800

/** The file's mode where the archive was made on a system that has such: 0 elsewhere. */
const unixModeOf = ({ versionMadeBy, externalFileAttributes }: Entry): number =>
  UNIX.has(versionMadeBy >> 8) ? externalFileAttributes >>> 16 : 0
const UNIX = new Set([3, 19])

const FORMAT = 0o170000
const FOLDER = 0o040000
const SPECIAL: Readonly<Record<number, NotAFile>> = {
  0o120000: 'symbolic-link',
  0o010000: 'fifo',
  0o020000: 'device',
  0o060000: 'device',
  0o140000: 'socket',
}
const specialOf = (mode: number): NotAFile | undefined => SPECIAL[mode & FORMAT]
