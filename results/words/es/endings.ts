import type { Ending } from '../../../harness/findings/ending.js'

/** How a program ended, by itself or in brackets. */
export const endingText = (ending: Ending): string =>
  ending.kind === 'status' ? `código de salida ${ending.status}` : `señal ${ending.signal}`

/** The same behind `terminó`. */
export function endedText(ending: Ending | undefined): string {
  if (ending === undefined) return 'sin código de salida conocido'
  return ending.kind === 'status' ? `con ${endingText(ending)}` : `por la ${endingText(ending)}`
}

/** The last that a program said, behind what is said of it; nothing where it said nothing. */
export const saidAfter = (lastWords: string): string => (lastWords ? `; lo último que dijo: ${lastWords}` : '')
