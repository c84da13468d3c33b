import type { Randomness } from './randomness.js'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const LENGTH = 8

/** Names in which each `[word]` stands for random letters: within one scenario always the same for the same word. */
export class Names {
  readonly #drawn = new Map<string, string>()

  constructor(private readonly random: Randomness) {}

  /** The name with all words replaced. */
  resolve(template: string): string {
    return template.replaceAll(/\[([a-z ]+)\]/g, (_, word: string) => {
      let drawn = this.#drawn.get(word)
      if (drawn === undefined) this.#drawn.set(word, (drawn = this.random.text(LENGTH, LETTERS)))
      return drawn
    })
  }

  /** From now on the word stands for this. */
  define(word: string, meaning: string): void {
    this.#drawn.set(word, meaning)
  }
}
