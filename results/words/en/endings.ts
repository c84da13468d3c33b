import type { Ending } from '../../../harness/findings/ending.js'

export const endingText = (ending: Ending): string =>
  ending.kind === 'status' ? `exit status ${ending.status}` : `signal ${ending.signal}`

/** The last that a program said, behind what is said of it; nothing where it said nothing. */
export const saidAfter = (lastWords: string): string => (lastWords ? `; it last said: ${lastWords}` : '')
