import type { Finding } from '../harness/findings/finding.js'
import type { Observation } from '../harness/findings/observation.js'
import type { CauseFound } from './causes.js'
import { innermost } from './diagnosis/facts.js'

/** A failure, so far as it can tell whether another has the same cause. */
export interface Failure {
  readonly decisive: Finding
  readonly cause?: CauseFound
}

/**
 * What two failures must have in common to be put down to one cause: equal where the evidence is the same, undefined where it tells nothing of other
 * failures. Rather two entries for one mistake than one entry for two. `isMute`: nothing ever came from the program, in any scenario.
 */
export function evidenceOf({ decisive, cause }: Failure, isMute: boolean): string | undefined {
  const shared = cause ? ofCause(cause, decisive, isMute) : ofObservation(decisive, isMute)
  return shared && JSON.stringify(shared)
}

type Shared = readonly unknown[]

/** A text without its numbers: ports, lines and positions that are other ones each time. */
const withoutNumbers = (text: string): string => text.replaceAll(/\d+/g, '')

/** Of a named cause: its kind, and what tells one mistake of that kind from another. */
function ofCause(cause: CauseFound, decisive: Finding, isMute: boolean): Shared | undefined {
  switch (cause.kind) {
    case 'ends-at-start':
      return [cause.kind, cause.why, withoutNumbers(lastWordsOf(decisive))]
    case 'unhandled-error':
      return [cause.kind, cause.afterReset, cause.ending, cause.error ?? withoutNumbers(cause.lastWords)]
    case 'out-of-memory':
      return [cause.kind, cause.why]
    case 'byte-order':
      return [cause.kind, cause.readLength === undefined]
    case 'single-recv':
      return [cause.kind, cause.how === 'first-segment' || cause.how === 'a-buffer']
    case 'small-buffer':
      return [cause.kind, cause.octets]
    case 'sends-part':
      return [cause.kind, cause.how, cause.how === 'buffer' && cause.octets]
    case 'does-not-end':
      return [cause.kind, cause.how]
    case 'extra-octets':
      return [cause.kind, cause.where, cause.zero || cause.extra]
    case 'decoded-as-text':
    case 'bytes-literal':
      return [cause.kind, cause.where]
    case 'missing-line-end':
      return [cause.kind, cause.what]
    case 'not-stored':
      return [cause.kind, cause.ended]
    case 'stored-otherwise':
      // That other octets were stored has as many causes as there are octets.
      return cause.how === 'other' ? undefined : [cause.kind, cause.how, cause.how === 'beginning' && cause.octets]
    case 'wrong-status':
      return [cause.kind, decisive.observation]
    case 'no-reply':
      // Silence has a hundred causes, unless there is nothing else.
      return isMute ? [cause.kind, cause.closed] : undefined
    default:
      return [cause.kind]
  }
}

const lastWordsOf = ({ observation }: Finding): string => {
  const inner = observation && innermost(observation)
  return inner && 'lastWords' in inner ? inner.lastWords : ''
}

/** Where no cause is named: what came was the same wrong thing each time. */
function ofObservation({ observation, evidence }: Finding, isMute: boolean): Shared | undefined {
  const inner = observation && innermost(observation)
  if (!inner) return undefined
  const then = 'then' in inner ? inner.then : undefined
  if (then?.end === 'slow' || then?.end === 'flood') return [inner.kind === 'no-reply', then.end]
  if (isMute && (inner.kind === 'no-reply' || inner.kind === 'no-response')) return [inner.kind, then?.end]
  const member = missingMember(inner)
  if (member !== undefined) return ['missing', member]
  const { comparison, segments } = evidence ?? {}
  if (!comparison) return undefined
  const { expected, received, difference } = comparison
  const isCut = received.length > 0 && received.length < expected.length && difference === received.length
  return isCut && received.length !== segments?.[0] ? ['cut', received.length] : undefined
}

/** The member that a reply's JSON does not have. */
const missingMember = (observation: Observation): string | undefined =>
  observation.kind === 'wrong-reply' &&
  observation.flaw.kind === 'json-member' &&
  observation.flaw.flaw.kind === 'missing'
    ? observation.flaw.flaw.name
    : undefined
