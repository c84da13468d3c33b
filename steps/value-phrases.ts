import { either, type Phrase } from './phrase.js'

/** What the names in brackets stand for, in features of either role. */
export const valuePhrases: readonly Phrase[] = [
  either(
    '{name} is a number from {count} to {count}',
    'Drawn at random; from then on the name stands for it, and can be computed with: "[a + b]".',
    (s, name: string, least: number, most: number) => s.names.drawNumber(name, least, most),
  ),
  either(
    '{name} is {string}',
    'From then on the name stands for this text, as in: [value] is "[30 letters with letters outside ASCII]".',
    (s, name: string, text: string) => s.names.define(name, text),
  ),
]
