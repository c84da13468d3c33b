import type { CauseFound } from '../../dist/results/causes.js'
import type { WireEvent } from '../../dist/harness/findings/wire-log.js'
import { mistakeOf } from '../../dist/results/mistake.js'
import type { Report, RequirementReport } from '../../dist/results/result.js'

/** What a hint claims of what happened, and the wire log that it is printed with. */

const isFrom = ({ kind, direction }: WireEvent): boolean => kind === 'data' && direction === 'from'
const isLeaving = ({ kind, direction }: WireEvent): boolean =>
  direction === 'to' && (kind === 'end' || kind === 'reset')

/** Whether the log has what the cause's words speak of; undefined where they claim nothing that it could have. */
function isBorneOut(cause: CauseFound, events: readonly WireEvent[]): boolean | undefined {
  switch (cause.kind) {
    case 'no-reply':
      return events.some(isFrom) === cause.before
    case 'foreign-reply':
      return events.some((event) => isFrom(event) && event.peer !== cause.client)
    case 'does-not-end':
      if (cause.how === 'closed') return events.some(isLeaving)
      return cause.how === 'silence' ? !events.some(isLeaving) : undefined
    case 'left-open':
      return events.some(isLeaving)
    case 'unhandled-error':
      switch (cause.error) {
        case 'reset':
        case 'broken-pipe':
        case 'null-line':
          return events.some(isLeaving)
        case 'index': {
          const last = events.filter(({ kind, direction }) => kind !== 'note' && direction === 'to').at(-1)
          return !events.some(
            ({ kind, direction, peer }) => kind === 'data' && direction === 'to' && peer === last?.peer,
          )
        }
        default:
          return undefined
      }
    default:
      return undefined
  }
}

/** It was started again, and something crossed the wire after that. */
function wentOnAfterRestart(events: readonly WireEvent[]): boolean {
  const restart = events.findIndex(({ note }) => note?.kind === 'server-started-again')
  return restart >= 0 && events.slice(restart).some(({ kind }) => kind !== 'note')
}

/** Why the hint of a failure cannot be: one line, undefined where nothing speaks against it. */
function contradiction(one: RequirementReport): string | undefined {
  const { cause, decisive, result } = one
  const mistake = mistakeOf(one)
  const where = `${result.id} (${decisive.place?.step ?? 'no step'}): ${mistake?.text ?? ''}`
  if (mistake?.kind === 'usual' && decisive.place && decisive.place.turn !== 'own' && one.scenario?.restarts !== true)
    return `the usual mistake of a requirement at a step that only leads there: ${where}`
  if (mistake && /SO_REUSEADDR/.test(mistake.text) && wentOnAfterRestart(decisive.log.events))
    return `the server was started again: ${where}`
  return cause && isBorneOut(cause, decisive.log.events) === false
    ? `the wire log speaks against it: ${where}`
    : undefined
}

/** Every hint of a report that its own wire log contradicts. */
export const contradictions = ({ requirements }: Report): string[] =>
  requirements.flatMap((one) => contradiction(one) ?? [])
