/** Octets that have arrived and were not looked at yet: appended in pieces, taken in any other. Its cost is linear in them, however small the pieces. */
export class OctetQueue {
  /** octets behind `#end` have never been given out, so that what was given out never changes */
  #storage: Buffer = Buffer.alloc(0)
  #start = 0
  #end = 0

  get size(): number {
    return this.#end - this.#start
  }

  push(piece: Buffer): void {
    if (piece.length === 0) return
    if (this.size === 0) {
      this.#use(piece, piece.length)
      return
    }
    if (this.#end + piece.length > this.#storage.length) {
      const storage = Buffer.allocUnsafeSlow(2 * (this.size + piece.length))
      this.#use(storage, this.#storage.copy(storage, 0, this.#start, this.#end))
    }
    this.#storage.set(piece, this.#end)
    this.#end += piece.length
  }

  /** All of it in one buffer, without taking it. */
  peek(): Buffer {
    return this.#storage.subarray(this.#start, this.#end)
  }

  /** Takes the first `count` octets (or all there are). */
  take(count = this.size): Buffer {
    const taken = this.peek().subarray(0, count)
    // A few octets that are kept as evidence must not keep megabytes.
    const own = taken.length < this.#storage.length / 4 ? Buffer.from(taken) : taken
    this.#start += taken.length
    if (this.size === 0) this.#use(Buffer.alloc(0), 0)
    return own
  }

  #use(storage: Buffer, end: number): void {
    this.#storage = storage
    this.#start = 0
    this.#end = end
  }
}
