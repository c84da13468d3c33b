import { PARAMETERS, type Parameter } from '../harness/messages/grammar/parameters.js'
import { literalsOf } from './literals.js'
import type { Phrase } from './phrase.js'
import { spellingsOf } from './vocabulary.js'

/** A phrase that a step is, with what stands for its parameters. */
export interface Said {
  readonly phrase: Phrase
  readonly args: readonly { readonly parameter: Parameter | 'string'; readonly text: string }[]
}

/** Cucumber's own {string}. */
const STRING = '"(?:[^"\\\\]|\\\\.)*"'

interface Spelling {
  readonly mayMatch: (text: string) => boolean
  readonly regexp: () => RegExp
  readonly parameters: readonly (Parameter | 'string')[]
}

/** The patterns are long: each is compiled when a step may be its phrase. */
const spellings = new WeakMap<Phrase, readonly Spelling[]>()

/** All phrases that a step's text is, as Cucumber matches them. */
export function phrasesSaying(text: string, phrases: readonly Phrase[]): Said[] {
  return phrases.flatMap((phrase) => {
    let known = spellings.get(phrase)
    if (!known) spellings.set(phrase, (known = spellingsOf(phrase).map(spellingOf)))
    for (const { mayMatch, regexp, parameters } of known) {
      const found = mayMatch(text) ? regexp().exec(text) : null
      if (!found) continue
      return [{ phrase, args: parameters.map((parameter, index) => ({ parameter, text: found[index + 1] ?? '' })) }]
    }
    return []
  })
}

function spellingOf(pattern: string): Spelling {
  const pieces = pattern.split(/\{(\w+)\}/)
  const parameters = pieces.filter((_, index) => index % 2 === 1).map(parameterNamed)
  let compiled: RegExp | undefined
  const compile = (): RegExp =>
    new RegExp(
      `^${pieces
        .map((piece, index) =>
          index % 2 === 1
            ? `(${patternOf(parameterNamed(piece))})`
            : piece.replaceAll(/\\(.)/g, '$1').replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
        )
        .join('')}$`,
    )
  return { mayMatch: literalsOf(pattern), regexp: () => (compiled ??= compile()), parameters }
}

function parameterNamed(name: string): Parameter | 'string' {
  if (name === 'string') return 'string'
  const found = PARAMETERS.find((one) => one.name === name)
  if (!found) throw new Error(`no parameter has the name {${name}}`)
  return found
}

const patternOf = (parameter: Parameter | 'string'): string =>
  parameter === 'string' ? STRING : parameter.parser.pattern
