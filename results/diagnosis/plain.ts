import type { WireEvent } from '../../harness/findings/wire-log.js'
import type { Finding } from '../../harness/findings/finding.js'
import type { CauseFound } from '../causes.js'
import { missingPlaceholder, type Rule } from './facts.js'

/** The harness's end of a connection ended it, or half of it. */
const isLeaving = ({ kind, direction }: WireEvent): boolean =>
  direction === 'to' && (kind === 'end' || kind === 'reset')

/** Observations that are a cause by themselves. */
export const byObservation: Rule = ({ observation, finding, specification, command }): CauseFound | undefined => {
  const { transport } = specification
  switch (observation.kind) {
    case 'banner':
      return { kind: 'banner' }
    case 'wrong-json':
      return observation.numberAsText ? { kind: 'number-as-text' } : undefined
    case 'closed-before-reply':
      return { kind: 'closes-too-early' }
    case 'cr-in-text':
      return { kind: 'cr-in-text' }
    case 'left-open':
      // Where it sent so much that the log has no room for the client's end, nobody knows what it makes of that.
      return finding.log.events.every(({ direction }) => direction !== 'from') || finding.log.events.some(isLeaving)
        ? { kind: 'left-open' }
        : undefined
    case 'several-datagrams':
      return { kind: 'several-datagrams' }
    case 'answer-not-shown':
      switch (observation.instead) {
        case 'nothing':
          return { kind: 'shows-nothing' }
        case 'typed-line':
          return { kind: 'shows-own-input' }
        case 'computed':
          return { kind: 'computes-answer' }
        case 'other':
          return undefined
      }
      break
    case 'answer-shown-in-part':
      return { kind: 'shows-part' }
    case 'not-the-typed-line':
      return { kind: 'own-message' }
    case 'still-runs-after-answer':
      return { kind: 'does-not-end', how: 'answered', transport }
    case 'still-runs':
    case 'still-runs-after-reset':
      return { kind: 'does-not-end', how: hasClosed(finding) ? 'closed' : 'silence', transport }
    case 'status-not-told':
      return { kind: 'status-not-told' }
    case 'never-came': {
      const { ending } = observation
      if (!ending || (ending.kind === 'status' && ending.status === 0)) return undefined
      return { kind: 'ends-at-start', why: 'before-connecting', missing: missingPlaceholder(command, specification) }
    }
    case 'client-ended-badly':
      return { kind: 'wrong-status' }
    default:
      return undefined
  }
}

/** Our server has ended its stream, or reset the connection: only then is there an empty read, or an error, to be noticed. */
const hasClosed = ({ log }: Finding): boolean =>
  log.events.some(({ kind, direction }) => direction === 'to' && (kind === 'end' || kind === 'reset'))
