import type { Ending } from '../../../harness/findings/ending.js'

/** How a program ended, by itself or in brackets. */
export const endingText = (ending: Ending): string =>
  ending.kind === 'status' ? `código de saída ${ending.status}` : `sinal ${ending.signal}`

/** The same behind `terminou`. */
export function endedText(ending: Ending | undefined): string {
  if (ending === undefined) return 'sem código de saída conhecido'
  return ending.kind === 'status' ? `com ${endingText(ending)}` : `pelo ${endingText(ending)}`
}

/** The last that a program said, behind what is said of it; nothing where it said nothing. */
export const saidAfter = (lastWords: string): string => (lastWords ? `; a última coisa que disse: ${lastWords}` : '')
