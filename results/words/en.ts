import { seconds } from './neutral.js'
import { say, type Words } from './words.js'
import { classLabels } from './en/class.js'
import { causeText, onlyOnTerminalText } from './en/causes.js'
import { endingText } from './en/endings.js'
import { labels } from './en/labels.js'
import { bytes, grouped } from './en/numbers.js'
import { NOTES, observationText, SEEN, WAITING, WIRE_NOTES } from './en/rest.js'

/** English. */
export const english: Words = {
  tag: 'en',
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
