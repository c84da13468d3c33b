import { headerOf, lengthIn } from '../../harness/messages/framing.js'
import { framingOf } from '../decoded.js'
import { isCrash } from '../../harness/findings/ending.js'
import {
  errorOf,
  isAddressInUse,
  isMoreThanCanBe,
  isOutOfMemory,
  isRefused,
  type ProgramError,
} from '../../harness/findings/program-error.js'
import type { ErrorTold } from '../causes.js'
import { decisiveDeath, missingPlaceholder, wordsOf, type Facts, type Rule } from './facts.js'

/** Rules about the program as a process: how it starts, what it does with errors, how it ends. */

export const startFailed: Rule = ({ observation, specification, command }) => {
  switch (observation.kind) {
    case 'not-started-again':
      return isAddressInUse(observation.lastWords) ? { kind: 'address-in-use' } : undefined
    case 'listens-elsewhere':
      return { kind: 'bind-unchecked' }
    case 'other-transport':
      return { kind: 'wrong-transport', needed: observation.needed }
    case 'never-bound':
      return { kind: 'never-listens', transport: observation.transport }
    case 'exited-at-start':
      return isRefused(observation.lastWords)
        ? { kind: 'ends-at-start', why: 'is-a-client', missing: undefined }
        : { kind: 'ends-at-start', why: 'before-serving', missing: missingPlaceholder(command, specification) }
    default:
      return undefined
  }
}

export const spins: Rule = ({ evidence }) => (evidence.spins === true ? { kind: 'spins' } : undefined)

/** A length of 16 MiB and more is one that no client means. */
const HUGE = 1 << 24

export const outOfMemory: Rule = (facts) => {
  const words = wordsOf(facts)
  if (!isOutOfMemory(words)) return undefined
  const length = lengthSent(facts)
  if (length === undefined || length >= HUGE) return { kind: 'out-of-memory', why: 'believed-length', length }
  return isMoreThanCanBe(words)
    ? { kind: 'out-of-memory', why: 'took-more-for-length', length }
    : { kind: 'byte-order', readLength: length }
}

/** What the first length said that was sent to the program; undefined where its messages have none. */
function lengthSent({ finding: { log }, specification }: Facts): number | undefined {
  const header = headerOf(framingOf(specification, 'to'))
  const octets = log.events.find(({ kind, direction }) => kind === 'data' && direction === 'to')?.octets
  return header && octets && lengthIn(header, octets)
}

export const crashed: Rule = (facts) => {
  const death = decisiveDeath(facts)
  if (!death || !isCrash(death.ending)) return undefined
  const { ending, lastWords } = death
  const error = supported(errorOf(ending, lastWords), facts)
  return { kind: 'unhandled-error', ending, lastWords, error, afterReset: false }
}

/**
 * What an error's name says of its origin, where the wire log does not speak against it: without a client that left nothing is lost, and of a client
 * that had sent something it was no empty read.
 */
function supported(error: ProgramError | undefined, { finding: { log } }: Facts): ErrorTold | undefined {
  const theirs = log.events.filter(({ kind, direction }) => kind !== 'note' && direction === 'to')
  if (theirs.length === 0) return error
  const [hasLeft, last] = [theirs.some(({ kind }) => kind === 'end' || kind === 'reset'), theirs.at(-1)]
  switch (error) {
    case 'reset':
    case 'broken-pipe':
    case 'null-line':
      return hasLeft ? error : undefined
    case 'index':
      return theirs.some(({ kind, peer }) => kind === 'data' && peer === last?.peer) ? 'index-of-content' : error
    default:
      return error
  }
}

export const endedByItself: Rule = ({ finding: { death, log }, evidence, specification }) => {
  if (!death || evidence.stored !== undefined || (evidence.end !== 'closed' && evidence.end !== 'refused'))
    return undefined
  return log.events.some(({ kind }) => kind === 'reset')
    ? { kind: 'unhandled-error', ...death, error: undefined, afterReset: true }
    : { kind: 'ends-after-one-client', transport: specification.transport }
}

export const refused: Rule = ({ evidence }) => (evidence.end === 'refused' ? { kind: 'connection-refused' } : undefined)

export const foreignReply: Rule = ({ evidence, specification: { transport } }) =>
  evidence.foreign === undefined ? undefined : { kind: 'foreign-reply', client: evidence.foreign, transport }
