import { STATUS } from './interruption.js'

/** How long workers may take to end what they have started when everything is interrupted, ms. */
const ENDING_MS = 2_000

export interface Interruption {
  readonly signal: AbortSignal
  /** the exit status that the interruption asks for; undefined where there was none */
  status(): number | undefined
}

/** From now on, who interrupts this process has its work ended in order, and it itself a moment later. */
export function awaitInterruption(): Interruption {
  const interruption = new AbortController()
  let status: number | undefined
  for (const [signal, itsStatus] of Object.entries(STATUS))
    process.on(signal, () => {
      if (status !== undefined) return
      status = itsStatus
      interruption.abort()
      setTimeout(() => process.exit(itsStatus), ENDING_MS).unref()
    })
  return { signal: interruption.signal, status: () => status }
}
