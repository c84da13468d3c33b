import { closeSync, openSync, writeSync } from 'node:fs'
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

/** What is written into an archive by hand, since libraries refuse to write most of it. */
export interface ZipEntry {
  readonly name: string | Buffer
  readonly content?: string | Buffer
  /** as on Unix, with the sort of file: 0o120777 for a symbolic link */
  readonly mode?: number
  readonly flags?: number
  /** sizes and sums that are not true */
  readonly declaredSize?: number
  readonly declaredSum?: number
}

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, content = '', mode = 0o100644, flags = 0, declaredSize, declaredSum } of entries) {
    const raw = Buffer.from(content)
    const body = deflateRawSync(raw)
    const packed: Packed = { body: body.length, size: declaredSize ?? raw.length, sum: declaredSum ?? crc32(raw) }
    const local = Buffer.concat([localHeader(Buffer.from(name), flags, packed), body])
    central.push(centralHeader(Buffer.from(name), flags, packed, mode, at))
    parts.push(local)
    at += local.length
  }
  return Buffer.concat([...parts, ...central, zipEnd(entries.length, Buffer.concat(central).length, at)])
}

interface Packed {
  readonly body: number
  readonly size: number
  readonly sum: number
}

function localHeader(name: Buffer, flags: number, { body, size, sum }: Packed): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(sum, 14)
  head.writeUInt32LE(body, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function centralHeader(name: Buffer, flags: number, { body, size, sum }: Packed, mode: number, offset: number): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE((3 << 8) | 20, 4)
  head.writeUInt16LE(20, 6)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(8, 10)
  head.writeUInt32LE(sum, 16)
  head.writeUInt32LE(body, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt32LE((mode * 0x10000) >>> 0, 38)
  head.writeUInt32LE(offset, 42)
  return Buffer.concat([head, name])
}

function zipEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

/** A zip of so many zeros, a thousandth of that on the disk; `declaredSize` may be a lie. */
export async function writeZipOfZeros(path: string, size: number, declaredSize = size): Promise<void> {
  const file = openSync(path, 'w')
  const name = Buffer.from('zeros.bin')
  const deflate = createDeflateRaw({ level: constants.Z_BEST_COMPRESSION })
  let body = 0
  let sum = 0
  const base = 30 + name.length
  const done = (async () => {
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      writeSync(file, chunk, 0, chunk.length, base + body)
      body += chunk.length
    }
  })()
  const zeros = Buffer.alloc(4 * 1024 * 1024)
  for (let left = size; left > 0; left -= zeros.length) {
    const chunk = zeros.subarray(0, Math.min(left, zeros.length))
    sum = crc32(chunk, sum)
    await new Promise<void>((resolve) => deflate.write(chunk, () => resolve()))
  }
  deflate.end()
  await done
  const packed = { body, size: declaredSize, sum }
  const central = centralHeader(name, 0, packed, 0o100644, 0)
  const head = localHeader(name, 0, packed)
  writeSync(file, head, 0, head.length, 0)
  const tail = Buffer.concat([central, zipEnd(1, central.length, base + body)])
  writeSync(file, tail, 0, tail.length, base + body)
  closeSync(file)
}

export interface TarEntry {
  readonly name: string
  readonly content?: string | Buffer
  /** the letter in the header: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 FIFO, L long name, x extended */
  readonly type?: string
  readonly link?: string
  readonly mode?: number
  readonly declaredSize?: number
}

export function tarOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = '', type = '0', link = '', mode = 0o644, declaredSize }) => {
    const body = Buffer.from(content)
    const head = Buffer.alloc(512)
    head.write(name, 0, 100)
    head.write(mode.toString(8).padStart(7, '0'), 100)
    head.write('0000000', 108)
    head.write('0000000', 116)
    head.write((declaredSize ?? body.length).toString(8).padStart(11, '0'), 124)
    head.write('00000000000', 136)
    head.write('        ', 148)
    head.write(type, 156)
    head.write(link, 157, 100)
    head.write('ustar\u000000', 257)
    const sum = head.reduce((a, b) => a + b, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
