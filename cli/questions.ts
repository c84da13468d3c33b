import { createInterface } from 'node:readline/promises'
import { SetupError } from '../harness/findings/violation.js'
import { escapeForTerminal } from '../results/escape.js'

/** Asks until the answer is one that `check` does not throw SetupError for; an empty one is the default. */
export type Ask = (question: string, byDefault: string, check: (answer: string) => unknown) => Promise<string>

/** Questions to whoever sits at a terminal. They reject with SetupError where the answers end (Ctrl+D). */
export function openQuestions(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): { readonly ask: Ask; close(): void } {
  const lines = createInterface({ input, output })
  // A question that is open when the input ends is never answered.
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new SetupError('the answers ended before the last question: nothing was written')))
  })
  ended.catch(() => undefined)
  lines.on('SIGINT', () => lines.close())
  return {
    close: () => lines.close(),
    ask: async (question, byDefault, check) => {
      for (;;) {
        const prompt = escapeForTerminal(`${question}${byDefault === '' ? '' : ` [${byDefault}]`}: `)
        const answer = (await Promise.race([lines.question(prompt), ended])).trim() || byDefault
        try {
          check(answer)
          return answer
        } catch (error) {
          if (!(error instanceof SetupError)) throw error
          output.write(escapeForTerminal(`${error.message.replace(/^--\w+ [^:]*: /, '')}\n`))
        }
      }
    },
  }
}
