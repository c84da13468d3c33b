import type { Socket } from 'node:net'

const NOTHING = Buffer.alloc(0)

/**
 * Reads a connection as far as it is asked to, and no faster than its reader takes the octets: however much was announced, no
 * more than one segment is held here. Every read throws the connection's error where there is one. The connection stays open.
 */
export class OctetReader {
  readonly #segments: AsyncIterator<Buffer>
  /** what came behind the octets that were asked for */
  #ahead: Buffer = NOTHING

  constructor(connection: Socket) {
    this.#segments = connection.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  }

  /** So many octets, for a header of a few; undefined where the stream ends before they are all there. */
  async exactly(count: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    let have = 0
    for await (const piece of this.pieces(count)) {
      pieces.push(piece)
      have += piece.length
    }
    return have === count ? Buffer.concat(pieces) : undefined
  }

  /** So many octets, piece by piece as they come; fewer where the stream ends before they are all there. */
  async *pieces(count: number): AsyncGenerator<Buffer> {
    let left = count
    while (left > 0) {
      const segment = this.#ahead.length > 0 ? this.#ahead : await this.#nextSegment()
      if (segment === undefined) return
      const piece = segment.subarray(0, left)
      this.#ahead = segment.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  /** Leaves the rest of the stream to others. */
  async release(): Promise<void> {
    this.#ahead = NOTHING
    await this.#segments.return?.()
  }

  async #nextSegment(): Promise<Buffer | undefined> {
    const next = await this.#segments.next()
    return next.done === true ? undefined : next.value
  }
}
