import type { Phrase } from './phrase.js'
import { addressPhrases } from './server/addresses.js'
import { disturbedPhrases } from './server/disturbed.js'
import { endPhrases } from './server/ends.js'
import { filePhrases } from './server/files.js'
import { httpPhrases } from './server/http.js'
import { observationPhrases } from './server/observations.js'
import { processPhrases } from './server/process.js'
import { replyPhrases } from './server/replies.js'
import { sendingPhrases } from './server/sending.js'
import { servingPhrases } from './server/serving.js'
import { setUpPhrases } from './server/set-up.js'
import { throughputPhrases } from './server/throughput.js'
import { userPhrases } from './server/user.js'

/** The phrases with which features speak about a server; the harness plays its clients. `sockspec steps` lists them in this order. */
export const serverPhrases: readonly Phrase[] = [
  ...setUpPhrases,
  ...sendingPhrases,
  ...replyPhrases,
  ...servingPhrases,
  ...filePhrases,
  ...httpPhrases,
  ...throughputPhrases,
  ...disturbedPhrases,
  ...addressPhrases,
  ...userPhrases,
  ...endPhrases,
  ...processPhrases,
  ...observationPhrases,
]
