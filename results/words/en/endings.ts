import type { Ending } from '../../../harness/findings/ending.js'

export const endingText = (ending: Ending): string =>
  ending.kind === 'status' ? `exit status ${ending.status}` : `signal ${ending.signal}`
