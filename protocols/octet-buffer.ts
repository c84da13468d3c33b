/** The storage that an {@link OctetBuffer} starts with, and goes back to after it needed much more. */
const INITIAL_CAPACITY = 4096
const KEPT_CAPACITY = 65_536

/**
 * Octets of a byte stream, appended in whatever segments they arrive and taken message by message. Its cost is linear in the
 * octets, however small the segments: the storage doubles.
 */
export class OctetBuffer {
  #storage = Buffer.alloc(INITIAL_CAPACITY)
  #start = 0
  #end = 0

  /** How many octets have been appended and not been taken. */
  get size(): number {
    return this.#end - this.#start
  }

  /** Appends octets; they are copied. */
  push(octets: Uint8Array): void {
    if (this.#end + octets.length > this.#storage.length) this.#makeRoom(octets.length)
    this.#storage.set(octets, this.#end)
    this.#end += octets.length
  }

  /** All octets that have not been taken, for a decoder to look at: a view, which holds until the next call of another method. */
  peek(): Buffer {
    return this.#storage.subarray(this.#start, this.#end)
  }

  /** Takes so many octets from the front, as a copy. Throws RangeError where there are fewer. */
  take(count: number): Buffer {
    this.#check(count)
    const octets = Buffer.from(this.#storage.subarray(this.#start, this.#start + count))
    this.skip(count)
    return octets
  }

  /** Drops so many octets from the front. Throws RangeError where there are fewer. */
  skip(count: number): void {
    this.#check(count)
    this.#start += count
    if (this.#start === this.#end) this.#reset()
  }

  #check(count: number): void {
    if (!Number.isInteger(count) || count < 0 || count > this.size)
      throw new RangeError(`${count} octets of ${this.size} cannot be taken`)
  }

  /** Moves to larger storage, or to the front of the present one where that leaves half of it free. */
  #makeRoom(count: number): void {
    const needed = this.size + count
    let capacity = this.#storage.length
    while (capacity < 2 * needed) capacity *= 2
    const storage = capacity > this.#storage.length ? Buffer.alloc(capacity) : this.#storage
    this.#storage.copy(storage, 0, this.#start, this.#end)
    this.#storage = storage
    this.#end -= this.#start
    this.#start = 0
  }

  #reset(): void {
    this.#start = 0
    this.#end = 0
    if (this.#storage.length > KEPT_CAPACITY) this.#storage = Buffer.alloc(INITIAL_CAPACITY)
  }
}
