const LF = 0x0a
const CR = 0x0d
const NOTHING = Buffer.alloc(0)

/** The user of an interactive client: asked at a prompt, and shown what comes meanwhile. */
export class Terminal {
  readonly #input = process.stdin
  readonly #segments = this.#input[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  /** what was typed behind the lines that were asked for */
  #ahead: Buffer = NOTHING
  /** the prompt at which an answer is awaited now */
  #prompt: string | undefined
  /** whether something was shown below that prompt */
  #covered = false

  /** One typed line, without its terminator, or undefined where the input has ended; a last line may lack its terminator. */
  async ask(prompt: string): Promise<Buffer | undefined> {
    this.#prompt = prompt
    process.stdout.write(prompt)
    try {
      return await this.#nextLine()
    } finally {
      this.#prompt = undefined
      this.#covered = false
    }
  }

  /** Shows octets on a line of their own, below the prompt where the user is being asked. */
  show(line: Uint8Array): void {
    if (this.#prompt !== undefined && !this.#covered) process.stdout.write('\n')
    this.#covered = this.#prompt !== undefined
    process.stdout.write(line)
    if (line.at(-1) !== LF) process.stdout.write('\n')
  }

  /** Shows the prompt again, where something was shown below it. */
  renewPrompt(): void {
    if (this.#prompt === undefined || !this.#covered) return
    this.#covered = false
    process.stdout.write(this.#prompt)
  }

  /** Leaves the standard input alone, so that the program can end though nobody closes it; whoever is asking gets an error. */
  close(): void {
    this.#input.destroy()
  }

  /** The pieces of a line are joined once, when all of it is there. */
  async #nextLine(): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    for (;;) {
      const end = this.#ahead.indexOf(LF)
      if (end !== -1) {
        const line = Buffer.concat([...pieces, this.#ahead.subarray(0, end)])
        this.#ahead = this.#ahead.subarray(end + 1)
        return line.at(-1) === CR ? line.subarray(0, -1) : line
      }
      if (this.#ahead.length > 0) pieces.push(this.#ahead)
      this.#ahead = NOTHING
      const next = await this.#segments.next()
      if (next.done === true) return pieces.length > 0 ? Buffer.concat(pieces) : undefined
      this.#ahead = next.value
    }
  }
}
