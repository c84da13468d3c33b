/** Keeps the end of an output, where compilers say how it went, in bounded memory. */
export class TailOfOutput {
  #kept: Buffer = Buffer.alloc(0)
  #lost = 0

  constructor(readonly most: number) {}

  add(chunk: Buffer): void {
    const all = Buffer.concat([this.#kept, chunk])
    const over = Math.max(0, all.length - this.most)
    this.#lost += over
    this.#kept = over === 0 ? all : Buffer.from(all.subarray(over))
  }

  /** From the beginning of a line, where something before it is lost. */
  get text(): string {
    const text = this.#kept.toString('utf8')
    if (this.#lost === 0) return text
    const line = text.indexOf('\n')
    return `...\n${line === -1 ? text : text.slice(line + 1)}`
  }
}
