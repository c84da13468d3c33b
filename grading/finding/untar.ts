import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Header, Pax } from 'tar'
import { SetupError } from '../../harness/findings/violation.js'
import type { NotAFile } from '../submission.js'
import type { Destination } from './destination.js'
import { isRubbish, segmentsOf } from './entry-name.js'
import { HandInRefused } from './hand-in-refused.js'
import { OctetReader } from './octet-reader.js'

const BLOCK = 512
/** Longer names than this are nobody's. */
const MOST_META = 64 * 1024

/**
 * Unpacks a tar archive, compressed or not. Throws HandInRefused where it is broken, would leave the folder, or is too much. The library decodes
 * headers; the blocks are pulled here, one entry at a time: so nothing is decompressed that is not at once counted and stored.
 */
export async function untar(path: string | Buffer, gzipped: boolean, to: Destination): Promise<void> {
  const { size } = await stat(path)
  const raw = createReadStream(path)
  const stream = gzipped ? raw.pipe(createGunzip()) : raw
  raw.on('error', (error) => stream.destroy(error))
  // Told to who reads, now or later.
  stream.on('error', () => undefined)
  const meter = to.budget.unpacking(size)
  try {
    await unpack(new OctetReader(stream, meter), to)
  } catch (error) {
    if (error instanceof HandInRefused || error instanceof SetupError) throw error
    throw new HandInRefused({ kind: 'not-an-archive', format: 'tar' })
  } finally {
    raw.destroy()
    stream.destroy()
  }
}

async function unpack(reader: OctetReader, to: Destination): Promise<void> {
  let own: Pax | undefined
  let global: Pax | undefined
  let entries = 0
  for (;;) {
    const block = await reader.take(BLOCK)
    // Without the two empty blocks at the end it is still whole; some programs leave them out.
    if (block === undefined) break
    const header = new Header(block, 0, own, global)
    if (header.nullBlock) break
    const size = header.size ?? 0
    if (!header.cksumValid || !Number.isSafeInteger(size) || size < 0) throw new Error('header')
    entries++
    const meta = META.get(header.type)
    if (meta !== undefined) {
      const text = await metaText(reader, size)
      if (meta === 'global') global = Pax.parse(text, global, true)
      else if (meta === 'own') own = Pax.parse(text, own, false)
      else own = Object.assign(own ?? new Pax({}), { [meta]: text.replace(/\0[^]*/, '') })
      continue
    }
    await store(header, own?.path ?? global?.path ?? header.path ?? '', size, reader, to)
    own = undefined
  }
  if (entries === 0) throw new Error('no entry')
}

const META: ReadonlyMap<string, 'own' | 'global' | 'path' | 'linkpath'> = new Map([
  ['ExtendedHeader', 'own'],
  ['OldExtendedHeader', 'own'],
  ['GlobalExtendedHeader', 'global'],
  ['NextFileHasLongPath', 'path'],
  ['OldGnuLongPath', 'path'],
  ['NextFileHasLongLinkpath', 'linkpath'],
])

async function metaText(reader: OctetReader, size: number): Promise<string> {
  if (size > MOST_META) throw new Error('meta')
  const octets = await reader.take(padded(size))
  if (octets === undefined) throw new Error('truncated')
  return octets.toString('utf8', 0, size)
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK

async function store(header: Header, name: string, size: number, reader: OctetReader, to: Destination): Promise<void> {
  const segments = segmentsOf(name)
  const { type } = header
  const isFile = FILES.has(type) && !name.endsWith('/')
  if (segments.some(isRubbish) || segments.length === 0) to.budget.pass()
  else if (isFile) {
    await to.file(segments, reader.stream(size), ((header.mode ?? 0) & 0o111) !== 0)
    return reader.skip(padded(size) - size)
  } else if (FILES.has(type) || FOLDERS.has(type)) await to.folder(segments)
  else to.leaveOut(segments, SPECIAL.get(type) ?? 'unknown')
  // A link has no content, whatever size its header has; the rest has.
  if (!LINKS.has(type)) await reader.skip(padded(size))
}

const FILES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile'])
const FOLDERS: ReadonlySet<string> = new Set(['Directory', 'GNUDumpDir'])
const LINKS: ReadonlySet<string> = new Set(['Link', 'SymbolicLink'])
const SPECIAL: ReadonlyMap<string, NotAFile> = new Map([
  ['Link', 'hard-link'],
  ['SymbolicLink', 'symbolic-link'],
  ['CharacterDevice', 'device'],
  ['BlockDevice', 'device'],
  ['FIFO', 'fifo'],
])
