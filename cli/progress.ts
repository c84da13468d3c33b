import type { WriteStream } from 'node:tty'
import { escapeForTerminal, escapeLine } from '../results/escape.js'

/** One line at the bottom of a terminal that says what is going on; nothing where there is no terminal. */
export class Progress {
  #shown = false

  constructor(private readonly stream: WriteStream | (NodeJS.WritableStream & { isTTY?: boolean })) {
    stream.on('error', () => {
      // The terminal was closed: nobody is there to be told, but what was started must still be ended.
    })
  }

  /** Replaces the line. */
  show(text: string): void {
    if (!this.stream.isTTY) return
    this.stream.write(`\r\x1b[K${escapeLine(text)}`)
    this.#shown = true
  }

  /** A message that stays; also without a terminal, since somebody may be waiting at its other end. */
  say(text: string): void {
    this.clear()
    this.stream.write(`${escapeForTerminal(text)}\n`)
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\x1b[K')
    this.#shown = false
  }
}
