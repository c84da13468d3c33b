import * as messages from '../../harness/client/messages.js'
import { client, type Phrase } from '../phrase.js'

/** What is observed and never graded. */
export const observationPhrases: readonly Phrase[] = [
  client("it is observed whether the line's terminator is sent", 'None, LF or CR LF.', (s) =>
    messages.observeLineEnd(s),
  ),
]
