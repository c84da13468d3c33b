import type { Phrase } from './phrase.js'
import { answerPhrases } from './client/answers.js'
import { httpPhrases } from './client/http.js'
import { messagePhrases } from './client/messages.js'
import { observationPhrases } from './client/observations.js'
import { processPhrases } from './client/process.js'
import { setUpPhrases } from './client/set-up.js'
import { throughputPhrases } from './client/throughput.js'

/** The phrases with which features speak about a client; the harness plays the server and types on the client's standard input. `sockspec steps` lists them in this order. */
export const clientPhrases: readonly Phrase[] = [
  ...setUpPhrases,
  ...answerPhrases,
  ...httpPhrases,
  ...throughputPhrases,
  ...messagePhrases,
  ...processPhrases,
  ...observationPhrases,
]
