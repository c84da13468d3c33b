import { SetupError } from '../../findings/violation.js'
import type { AnswerRule } from '../answer.js'
import { form, furthestText, oneOf, parseWhole, type Form, type Parser } from './parser.js'
import { digits } from './tokens.js'

/** How the harness, as the server, answers a client. */

const rule = (letters: AnswerRule['letters'], end: AnswerRule['end']): AnswerRule => ({ letters, end })
const MANY = 'so many random letters as the message has, which no client can have computed'

export const ANSWER_FORMS: readonly Form<AnswerRule>[] = (['lower', 'upper'] as const).flatMap((letters) => [
  form(
    `as many other ${letters}-case letters`,
    {},
    { example: `as many other ${letters}-case letters`, meaning: `${MANY}; its line end as the message had it` },
    () => rule(letters, 'as-sent'),
  ),
  form(
    `a line of as many other ${letters}-case letters`,
    {},
    { example: `a line of as many other ${letters}-case letters`, meaning: `${MANY}, ended by LF` },
    () => rule(letters, 'LF'),
  ),
  form(
    `{count} ${letters}-case letters`,
    { count: digits },
    { example: `12 ${letters}-case letters`, meaning: 'so many random letters' },
    ({ count }): AnswerRule => ({ ...rule(letters, 'as-sent'), count }),
  ),
])

export const answer: Parser<AnswerRule> = oneOf(ANSWER_FORMS.map(({ parser }) => parser))

export const ANSWER_PATTERN = new RegExp(answer.pattern)

/** The rule that a phrase names. Throws SetupError on any other, with how far it made sense. */
export function parseAnswer(phrase: string): AnswerRule {
  const parsed = parseWhole(answer, phrase)
  if ('value' in parsed) return parsed.value
  throw new SetupError(
    `"${phrase}" is no answer that sockspec knows: ${furthestText(phrase, parsed.furthest)}; see: sockspec steps`,
  )
}
