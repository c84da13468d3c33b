import { SetupError } from '../findings/violation.js'
import { accentedSentence, LOWER } from './payload.js'
import { placeholderOf, type Operand, type Placeholder } from './placeholder.js'
import { resolved, type Drawn } from './placeholders.js'
import type { Randomness } from './randomness.js'

const LENGTH = 8

/** What stands for the names in brackets of one scenario: drawn at random, said by a step, taken from a reply, or computed. Always the same for the same name. */
export class Names implements Drawn {
  readonly #values = new Map<string, string>()

  constructor(private readonly random: Randomness) {}

  /** What stands for a name: so many letters where it says how many, else a few. Throws SetupError where it cannot be computed. */
  drawn(name: string): string {
    return this.#valueOf(name, true)
  }

  /** The same where something is expected: nobody can answer with what has not been sent, said or taken before. Throws SetupError for such a name. */
  get known(): Drawn {
    return { drawn: (name) => this.#valueOf(name, false) }
  }

  /** The text of a phrase with all names in it replaced. */
  resolve(template: string): string {
    return resolved(template, this)
  }

  /** From now on the word stands for this. */
  define(word: string, meaning: string): void {
    this.#values.set(word, meaning)
  }

  /** A number from `least` to `most`, drawn for a name. Throws SetupError where there is none between. */
  drawNumber(name: string, least: number, most: number): void {
    this.define(name, this.#drawNumber(least, most))
  }

  #valueOf(inner: string, mayDraw: boolean): string {
    const placeholder = placeholderOf(inner) ?? { kind: 'name', name: inner }
    switch (placeholder.kind) {
      case 'arithmetic':
        return this.#compute(placeholder, inner)
      case 'upper':
        return this.#valueOf(placeholder.of, mayDraw).toUpperCase()
      case 'reversed':
        return [...this.#valueOf(placeholder.of, mayDraw)].reverse().join('')
      case 'length':
        return String(Buffer.byteLength(this.#valueOf(placeholder.of, mayDraw)))
      default: {
        const known = this.#values.get(inner)
        if (known !== undefined) return known
        if (!mayDraw)
          throw new SetupError(`[${inner}] is expected, but nothing before sends, says or takes it${this.#others()}`)
        const text = this.#draw(placeholder)
        this.#values.set(inner, text)
        return text
      }
    }
  }

  #others(): string {
    const known = [...this.#values.keys()].map((name) => `[${name}]`)
    return known.length === 0 ? '' : `; known there: ${known.join(', ')}`
  }

  #compute({ left, operator, right }: Extract<Placeholder, { readonly kind: 'arithmetic' }>, inner: string): string {
    const [a, b] = [this.#number(left, inner), this.#number(right, inner)]
    switch (operator) {
      case '+':
        return String(a + b)
      case '-':
        return String(a - b)
      case '*':
        return String(a * b)
    }
  }

  #number(operand: Operand, inner: string): number {
    if (operand.kind === 'digits') return operand.value
    const text = this.#values.get(operand.name)
    if (text !== undefined && /^-?\d{1,15}$/.test(text)) return Number(text)
    throw new SetupError(
      `[${inner}] cannot be computed: [${operand.name}] ${text === undefined ? 'is not known there' : `is "${text}", and no number`}; say "Given [${operand.name}] is a number from 1 to 99" before`,
    )
  }

  #draw(placeholder: Exclude<Placeholder, { readonly kind: 'arithmetic' | 'upper' | 'reversed' | 'length' }>): string {
    switch (placeholder.kind) {
      case 'name':
        return this.random.text(LENGTH, LOWER)
      case 'number':
        return this.#drawNumber(placeholder.least, placeholder.most)
      case 'letters':
        return placeholder.outsideAscii
          ? accentedSentence(this.random, placeholder.count)
          : this.random.text(placeholder.count, LOWER)
    }
  }

  #drawNumber(least: number, most: number): string {
    if (least > most) throw new SetupError(`a number from ${least} to ${most}: ${least} is more than ${most}`)
    return String(this.random.between(least, most))
  }
}
