import { createHash } from 'node:crypto'

/**
 * Random octets and texts that depend only on the run's seed and a label (the scenario), so that every grade can be
 * reproduced with `--seed` while no submission can know the payloads beforehand.
 */
export class Randomness {
  #state: Buffer
  #block: Buffer = Buffer.alloc(0)
  #used = 0

  constructor(seed: string, label: string) {
    this.#state = createHash('sha256').update(`${seed}\n${label}`).digest()
  }

  /** `count` octets, each value equally likely. */
  octets(count: number): Buffer {
    const out = Buffer.allocUnsafe(count)
    for (let filled = 0; filled < count;) {
      if (this.#used === this.#block.length) this.#refill(count - filled)
      const piece = Math.min(this.#block.length - this.#used, count - filled)
      this.#block.copy(out, filled, this.#used, this.#used + piece)
      this.#used += piece
      filled += piece
    }
    return out
  }

  /** A whole number from 0 to `bound` - 1; `bound` at most 2^16, and the bias below 2^-16. */
  below(bound: number): number {
    return this.octets(4).readUInt32BE() % bound
  }

  /** A whole number from `least` to `most`, both of them included. */
  between(least: number, most: number): number {
    return least + (this.octets(6).readUIntBE(0, 6) % (most - least + 1))
  }

  /** `count` characters, each drawn from `alphabet`, which is ASCII. */
  text(count: number, alphabet: string): string {
    // Over a buffer and a table: 16 MiB take some 50 ms, where joining characters takes a second in which nothing else runs.
    const table = Buffer.from(Array.from({ length: 256 }, (_, octet) => alphabet.charCodeAt(octet % alphabet.length)))
    const octets = this.octets(count)
    for (let i = 0; i < count; i++) octets[i] = table[octets[i] as number] as number
    return octets.toString('latin1', 0, count)
  }

  /** The items in a random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = out[i] as T
      out[i] = out[j] as T
      out[j] = held
    }
    return out
  }

  #refill(wanted: number): void {
    const next = createHash('sha512').update(this.#state).digest()
    this.#state = next.subarray(0, 32)
    // SHAKE gives as many octets as are wanted in one call: 16 MiB in some 60 ms, where counting SHA-256 takes a second.
    const length = Math.min(Math.max(64, wanted), 1 << 20)
    this.#block = createHash('shake128', { outputLength: length }).update(next).digest()
    this.#used = 0
  }
}
