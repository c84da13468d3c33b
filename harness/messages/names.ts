import { accentedSentence, LOWER } from './payload.js'
import { resolved } from './placeholders.js'
import type { Randomness } from './randomness.js'

const LENGTH = 8

/** Random texts by their names in brackets: within one scenario always the same for the same name. */
export class Names {
  readonly #drawn = new Map<string, string>()

  constructor(private readonly random: Randomness) {}

  /** What stands for a name: so many letters where it says how many, else a few. */
  drawn(name: string): string {
    let text = this.#drawn.get(name)
    if (text === undefined) this.#drawn.set(name, (text = this.#draw(name)))
    return text
  }

  /** The text of a phrase with all names in it replaced. */
  resolve(template: string): string {
    return resolved(template, this)
  }

  /** From now on the word stands for this. */
  define(word: string, meaning: string): void {
    this.#drawn.set(word, meaning)
  }

  #draw(name: string): string {
    const [, count, outside] = /^(\d[\d ]*) letters( with letters outside ASCII)?$/.exec(name) ?? []
    if (count === undefined) return this.random.text(LENGTH, LOWER)
    const size = Number(count.replaceAll(' ', ''))
    return outside === undefined ? this.random.text(size, LOWER) : accentedSentence(this.random, size)
  }
}
