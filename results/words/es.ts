import { seconds } from './neutral.js'
import { say, type Words } from './words.js'
import { classLabels } from './es/class.js'
import { causeText, onlyOnTerminalText } from './es/causes.js'
import { endingText } from './es/endings.js'
import { labels } from './es/labels.js'
import { bytes, grouped } from './es/numbers.js'
import { NOTES, observationText, SEEN, WAITING, WIRE_NOTES } from './es/rest.js'

/** Spanish, as it is taught in Latin America. */
export const spanish: Words = {
  tag: 'es',
  observation: observationText,
  seen: (seen) => say(SEEN, seen),
  note: (note) => say(NOTES, note),
  onlyOnTerminal: onlyOnTerminalText,
  cause: causeText,
  ending: endingText,
  wireNote: (note) => say(WIRE_NOTES, note),
  waiting: (waiting) => say(WAITING, waiting),
  labels,
  classLabels,
  number: grouped,
  bytes,
  time: seconds,
}
