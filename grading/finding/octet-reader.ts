/** Takes octets out of a stream by count, holding no more than one chunk beyond what was asked for. */
export class OctetReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #meter: (bytes: number) => void
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<unknown>, meter: (bytes: number) => void) {
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
    this.#meter = meter
  }

  /** So many octets; undefined where the stream has ended before the first. Throws where it ends among them. */
  async take(count: number): Promise<Buffer | undefined> {
    const taken: Buffer[] = []
    let missing = count
    while (missing > 0) {
      const part = await this.#next(missing)
      if (part === undefined) {
        if (missing === count) return undefined
        throw new Error('truncated')
      }
      taken.push(part)
      missing -= part.length
    }
    return Buffer.concat(taken)
  }

  /** The next so many octets, as they come. Throws where the stream ends before. */
  async *stream(count: number): AsyncGenerator<Buffer> {
    for (let missing = count; missing > 0;) {
      const part = await this.#next(missing)
      if (part === undefined) throw new Error('truncated')
      missing -= part.length
      yield part
    }
  }

  async skip(count: number): Promise<void> {
    const passed = this.stream(count)
    while ((await passed.next()).done !== true);
  }

  async #next(most: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next()
      if (next.done === true) return undefined
      this.#meter(next.value.length)
      this.#rest = next.value
    }
    const part = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(part.length)
    return part
  }
}
