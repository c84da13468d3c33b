import { SetupError } from '../findings/violation.js'
import type { Demand } from '../findings/server-violation.js'
import { isSuchLine } from './open-reply.js'
import { demandOf, type ReplyRule } from './reply.js'

/** Whether what a program has printed has something that a feature names, whatever is printed around it. */

/** Where a text may begin behind a prompt: at the beginning of a line, or behind what is no letter or digit. */
const BEGINNINGS = /(?<![\p{L}\p{N}])/gu
/** Of a longer line only the beginning is looked at. */
const LONGEST_LINE = 1_000

/** What is looked for, as data. */
export const soughtOf = (rule: ReplyRule): Demand =>
  rule.kind === 'literal' ? { kind: 'one-of', as: 'bytes', texts: [rule.octets.toString('utf8')] } : demandOf(rule)

/** Whether the output has it: a text anywhere, a line behind whatever prompt. Throws SetupError for what nobody prints. */
export function isShown(rule: ReplyRule, output: string): boolean {
  const sought = soughtOf(rule)
  switch (sought.kind) {
    case 'one-of':
      return sought.texts.some((text) =>
        sought.as === 'bytes' ? output.includes(text) : hasLine(output, (end) => end === text),
      )
    case 'line':
      return hasLine(output, (end) => end === sought.text)
    case 'number':
      return hasLine(output, (end) => end === String(sought.value))
    case 'any-line':
    case 'line-beginning':
    case 'line-ending':
    case 'line-containing':
    case 'line-holding':
    case 'line-like':
    case 'line-matching':
      return hasLine(output, (end) => isSuchLine(sought, end))
    default:
      throw new SetupError(
        `a reply of the kind "${sought.kind}" is nothing that a client is seen to show: name a text or a line`,
      )
  }
}

const hasLine = (output: string, isIt: (end: string) => boolean): boolean =>
  output.split(/\r?\n/).some((line) => {
    const text = line.slice(0, LONGEST_LINE)
    return [...text.matchAll(BEGINNINGS)].some(({ index }) => isIt(text.slice(index)))
  })
