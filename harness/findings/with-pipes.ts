import type { Observation } from './observation.js'
import type { Then } from './server-violation.js'

/**
 * What a program did not do with pipes and may do for a person at a terminal: end (Node's readline keeps a pipe open), show something (C and
 * Python keep their output in a buffer), or say something to the other side.
 */
export type MissingWithPipes = 'end' | 'output' | 'message'

/** What was missing that pipes may explain; undefined where something was seen, or pipes explain nothing. */
export function missingWithPipes(observation: Observation): MissingWithPipes | undefined {
  switch (observation.kind) {
    case 'in-turn':
    case 'clients-unserved':
    case 'farewell-unanswered':
      return missingWithPipes(observation.inner)
    case 'still-runs':
    case 'still-runs-after-answer':
    case 'still-runs-after-reset':
    case 'waits-for-lost-reply':
    case 'not-closed-after-end':
    case 'server-still-runs':
      return 'end'
    // One that spins does not wait for its standard input.
    case 'neither-ended-nor-served':
      return observation.spins ? undefined : 'end'
    case 'answer-not-shown':
    case 'not-shown-by-client':
    case 'answer-shown-in-part':
    case 'body-not-shown':
    case 'status-not-told':
    case 'never-shown':
    case 'not-shown-by-server':
      return 'output'
    case 'wrong-rate':
      return observation.printed === undefined ? 'output' : undefined
    case 'typed-not-received':
      return 'message'
    case 'never-came':
      return observation.ending === undefined ? 'message' : undefined
    case 'connected-silent':
    case 'message-missing':
    case 'part-of-line':
    case 'part-of-length':
    case 'part-of-file':
    case 'parts-missing':
    case 'request-unended':
      return isSilence(observation.then) ? 'message' : undefined
    default:
      return undefined
  }
}

/** One that sends slowly sends, and one that ended the connection did something. */
const isSilence = ({ end }: Then): boolean => end === 'silent'
