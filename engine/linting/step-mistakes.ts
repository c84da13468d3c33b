import { Names } from '../../harness/messages/names.js'
import { strayBrackets, withDrawn } from '../../harness/messages/placeholders.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { settled } from '../../harness/messages/reply.js'
import type { ReplyRule } from '../../harness/messages/reply.js'
import type { Payload } from '../../harness/messages/message.js'
import type { Settings } from '../../harness/messages/settings.js'
import { SetupError } from '../../harness/findings/violation.js'
import type { Role, Transport } from '../../specification/specification.js'
import { nearMissOf } from '../../steps/near-miss.js'
import { phrasesSaying, type Said } from '../../steps/saying.js'
import { phrasesOfRole } from '../../steps/vocabulary.js'
import { meantBy } from './meant.js'
import { outOfBounds } from './number-bounds.js'

/** What is wrong with a step by itself; `at` is the place in its text, counted from 0. */
export interface StepMistake {
  readonly at: number
  readonly what: string
}

/** What a step is judged by. */
export interface Judged {
  readonly role: Role
  /** undefined where the feature does not say it: then any will do */
  readonly transport: Transport | undefined
  readonly options: Settings
}

export interface JudgedStep {
  /** the phrase that the step is; undefined where there is none, or more than one */
  readonly said: Said | undefined
  readonly mistakes: readonly StepMistake[]
}

/** Judges a step by itself: whether it is a phrase, of this role and transport, and names what there is. */
export function judgeStep(text: string, { role, transport, options }: Judged): JudgedStep {
  const own = phrasesOfRole(role)
  const sayings = phrasesSaying(text, own)
  const [said] = sayings
  const bounds = outOfBounds(text)
  if (!said) return { said: undefined, mistakes: [unknown(text, role), ...bounds] }
  if (sayings.length > 1)
    return {
      said: undefined,
      mistakes: [
        { at: 0, what: `more than one phrase of the vocabulary says "${text}" (sockspec steps lists them all)` },
      ],
    }
  const { phrase } = said
  const stray = strayBrackets(text)
  return {
    said,
    mistakes: [
      ...(phrase.transport !== undefined && transport !== undefined && phrase.transport !== transport
        ? [
            {
              at: 0,
              what: `"${text}" is a phrase of features with Transport: ${phrase.transport.toUpperCase()}, and this one says ${transport.toUpperCase()}`,
            },
          ]
        : []),
      ...(stray === undefined
        ? []
        : [
            {
              at: text.indexOf(stray),
              what: `${stray} in "${text}" names nothing that could be drawn: [word], [30 letters], [a number from 1 to 99] and [a + b] do; a bracket itself is written \\[`,
            },
          ]),
      // What is too large to be drawn is not drawn.
      ...(bounds.length > 0 ? bounds : unreadable(text, said, options)),
    ],
  }
}

function unknown(text: string, role: Role): StepMistake {
  const other = role === 'server' ? 'client' : 'server'
  const says = `no phrase of the vocabulary says "${text}"`
  if (phrasesSaying(text, phrasesOfRole(other)).length > 0)
    return { at: 0, what: `${says}: it is a phrase of features with Role: ${other}` }
  const near = nearMissOf(text, phrasesOfRole(role))
  const meant = meantBy(text, phrasesOfRole(role))
  return {
    at: near?.at ?? 0,
    what: `${says}${near === undefined ? '' : `: ${near.told}`}${
      meant === undefined ? ' (sockspec steps lists them all)' : `; probably meant: ${meant}`
    }`,
  }
}

/** Larger messages are as well formed as small ones, and take long to draw. */
const MOST_DRAWN = 1_000_000

/** What a parameter names that there is not, or that the feature's options do not settle. */
function unreadable(text: string, { args }: Said, options: Settings): StepMistake[] {
  const random = new Randomness('lint', text)
  const names = new Names(random)
  return args.flatMap(({ parameter, text: written }) => {
    if (parameter === 'string') return []
    try {
      const value = parameter.read(withDrawn(written, names))
      const largest = Math.max(
        0,
        ...[...written.matchAll(/\d+(?: \d{3})*/g)].map(([n]) => Number(n.replaceAll(' ', ''))),
      )
      if (largest > MOST_DRAWN) return []
      if (parameter.name === 'payload') (value as Payload).message(random, options)
      if (parameter.name === 'reply') settled(value as ReplyRule, options)
      return []
    } catch (error) {
      if (error instanceof SetupError) return [{ at: text.indexOf(written), what: error.message }]
      // What cannot be observed with these options is no mistake of the feature.
      if (error instanceof Error && error.name === 'NotObservable') return []
      throw error
    }
  })
}
