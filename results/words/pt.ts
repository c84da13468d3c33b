import { seconds } from './neutral.js'
import { say, type Words } from './words.js'
import { classLabels } from './pt/class.js'
import { causeText, onlyOnTerminalText } from './pt/causes.js'
import { endingText } from './pt/endings.js'
import { labels } from './pt/labels.js'
import { bytes, grouped } from './pt/numbers.js'
import { NOTES, observationText, SEEN, WAITING, WIRE_NOTES } from './pt/rest.js'

/** Portuguese, as it is taught in Brazil. */
export const portuguese: Words = {
  tag: 'pt-BR',
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
