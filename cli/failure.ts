import { HarnessFault, SetupError } from '../harness/findings/violation.js'
import { LANGUAGES } from '../results/words/languages.js'
import { complain } from './say.js'

/** Tells why a command could not be carried out, and gives the exit status: 2 where its line or the set-up is wrong, 3 where sockspec itself failed. */
export async function toldFailure(error: unknown): Promise<2 | 3> {
  if (error instanceof SetupError) {
    complain(`sockspec: ${error.message}`)
    return 2
  }
  const detail =
    error instanceof HarnessFault
      ? (await LANGUAGES.en()).observation(error.observation)
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  complain(
    `sockspec: the harness itself failed, which is a defect of sockspec and says nothing of the submission:\n${detail}`,
  )
  return 3
}
