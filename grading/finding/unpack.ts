import { archiveFormatOf } from './archive-format.js'
import type { Destination } from './destination.js'
import { HandInRefused } from './hand-in-refused.js'
import { untar } from './untar.js'
import { unzip } from './unzip.js'

/** Unpacks an archive of whatever format. Throws HandInRefused where that is not possible or not safe. */
export async function unpack(path: string | Buffer, name: string, to: Destination): Promise<void> {
  const format = await archiveFormatOf(path, name)
  switch (format.kind) {
    case 'zip':
      return unzip(path, to)
    case 'tar':
      return untar(path, format.gzipped, to)
    case 'unknown':
      throw new HandInRefused({ kind: 'unknown-archive', format: format.format })
    case 'broken':
      throw new HandInRefused({ kind: 'not-an-archive', format: format.format })
  }
}
