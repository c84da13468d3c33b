import type { Readable } from 'node:stream'

/** What of each stream is kept: a crash's message is at the end, a wrong start-up at the beginning. */
const HEAD = 64 * 1024
const TAIL = 64 * 1024
/** Of a client whose output is looked at: it shows what it was sent, and labels. Several run at once. */
const SHOWN = 4 * 1024 * 1024
/** Beyond this a program is taken to flood; its output is still drained, but no faster than {@link DRAIN_PER_TICK} every {@link TICK_MS} ms. */
const FLOOD = 32 * 1024 * 1024
const DRAIN_PER_TICK = 1024 * 1024
const TICK_MS = 10

/**
 * One output stream of a program, captured with a cap. It is never left unread, since a program that blocks on a full pipe
 * would look as if it hung; a flood is drained slowly, so that it cannot take the CPU from the harness.
 */
export class Output {
  readonly #keepAll: boolean
  #head: Buffer[] = []
  #headSize = 0
  #tail: Buffer[] = []
  #tailSize = 0
  #size = 0
  #whole: Buffer | undefined
  #text: string | undefined
  #tick = 0
  #listeners = new Set<() => void>()
  readonly ended: Promise<void>

  /** `keepAll` for clients, whose whole output is looked at (up to {@link SHOWN}). */
  constructor(stream: Readable, keepAll = false) {
    this.#keepAll = keepAll
    stream.on('data', (chunk: Buffer) => {
      this.#add(chunk)
      if (this.#size > FLOOD) this.#slowDown(stream, chunk.length)
      for (const listener of this.#listeners) listener()
    })
    this.ended = new Promise((resolve) => {
      stream.once('close', resolve)
      stream.once('error', () => resolve())
    })
  }

  /** Calls back whenever more has come; returns how to stop that. */
  onData(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get size(): number {
    return this.#size
  }

  /** What was kept; where the middle is missing, a line says how much of it. The same until more comes: it is asked for again and again. */
  get octets(): Buffer {
    return (this.#whole ??= this.#join())
  }

  #join(): Buffer {
    const missing = this.#size - this.#headSize - this.#tailSize
    const gap = missing > 0 ? [Buffer.from(`\n[... ${missing} bytes not kept ...]\n`)] : []
    return Buffer.concat([...this.#head, ...gap, ...this.#tail])
  }

  get text(): string {
    return (this.#text ??= this.octets.toString('utf8'))
  }

  #add(chunk: Buffer): void {
    this.#size += chunk.length
    this.#whole = this.#text = undefined
    const room = (this.#keepAll ? SHOWN : HEAD) - this.#headSize
    if (room > 0) {
      const kept = chunk.subarray(0, room)
      this.#head.push(kept)
      this.#headSize += kept.length
      chunk = chunk.subarray(room)
      if (chunk.length === 0) return
    }
    this.#tail.push(chunk)
    this.#tailSize += chunk.length
    for (let first = this.#tail[0]; first && this.#tailSize - first.length >= TAIL; first = this.#tail[0]) {
      this.#tail.shift()
      this.#tailSize -= first.length
    }
  }

  #slowDown(stream: Readable, size: number): void {
    this.#tick += size
    if (this.#tick < DRAIN_PER_TICK) return
    this.#tick = 0
    stream.pause()
    setTimeout(() => stream.resume(), TICK_MS).unref()
  }
}
