import { HandInRefused } from './hand-in-refused.js'

/** What one hand-in may be, unpacked. */
export interface HandInLimits {
  readonly files: number
  readonly bytes: number
  /** so many times the size of its archive, beyond `ratioFrom` bytes */
  readonly ratio: number
  readonly ratioFrom: number
  /** folders within folders */
  readonly depth: number
}

/** Far beyond any lab, and small enough for a class of hundreds on one disk. */
export const HAND_IN_LIMITS: HandInLimits = {
  files: 10_000,
  bytes: 256 * 1024 * 1024,
  // Deflate reaches 1 030 for zeros; source text and even logs stay below 50.
  ratio: 200,
  ratioFrom: 1024 * 1024,
  depth: 32,
}

/** What is ignored (node_modules) is no file of the hand-in, but going past it costs time too: so many times the limit. */
const PASSED = 20

/** Counts what a hand-in has used of its limits; throws HandInRefused at the first thing too much, while it is still being read. */
export class Budget {
  #files = 0
  #passed = 0
  #bytes = 0

  constructor(readonly limits: HandInLimits = HAND_IN_LIMITS) {}

  get used(): { files: number; bytes: number } {
    return { files: this.#files, bytes: this.#bytes }
  }

  /** What was taken since is gone again: an archive that was unpacked, or could not be. */
  reset({ files, bytes }: { files: number; bytes: number }): void {
    this.#files = files
    this.#bytes = bytes
  }

  refund(bytes: number): void {
    this.#bytes -= bytes
  }

  /** One more file or folder; also one that is left out, since a million links take long as well. */
  entry(depth: number): void {
    if (++this.#files > this.limits.files)
      throw new HandInRefused({ kind: 'too-much', what: 'files', most: this.limits.files })
    if (depth > this.limits.depth) throw new HandInRefused({ kind: 'too-much', what: 'depth', most: this.limits.depth })
  }

  /** One more that is ignored. */
  pass(): void {
    if (++this.#passed > PASSED * this.limits.files)
      throw new HandInRefused({ kind: 'too-much', what: 'files', most: this.limits.files })
  }

  /** So many bytes more are to be stored. */
  bytes(count: number): void {
    this.#bytes += count
    if (this.#bytes > this.limits.bytes)
      throw new HandInRefused({ kind: 'too-much', what: 'bytes', most: this.limits.bytes })
  }

  /** A meter for one archive of so many bytes: to be told of all that comes out of it, stored or not. */
  unpacking(archiveBytes: number): (count: number) => void {
    let out = 0
    const { ratio, ratioFrom, bytes } = this.limits
    return (count) => {
      out += count
      if (out > ratioFrom && out > ratio * archiveBytes)
        throw new HandInRefused({ kind: 'too-much', what: 'ratio', most: ratio })
      // What is passed over in a tar has to be decompressed all the same.
      if (out > 4 * bytes) throw new HandInRefused({ kind: 'too-much', what: 'bytes', most: bytes })
    }
  }
}
