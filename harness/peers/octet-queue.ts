/** Octets that have arrived and were not looked at yet: appended in pieces, taken in any other. */
export class OctetQueue {
  #pieces: Buffer[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  push(piece: Buffer): void {
    if (piece.length === 0) return
    this.#pieces.push(piece)
    this.#size += piece.length
  }

  /** All of it in one buffer, without taking it. */
  peek(): Buffer {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)]
    return this.#pieces[0] ?? Buffer.alloc(0)
  }

  /** Takes the first `count` octets (or all there are). */
  take(count = this.#size): Buffer {
    const all = this.peek()
    const taken = all.subarray(0, count)
    const rest = all.subarray(taken.length)
    this.#pieces = rest.length > 0 ? [rest] : []
    this.#size = rest.length
    return taken
  }
}
