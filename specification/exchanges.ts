import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What crossed the wire, of one end of the harness's: no time, no address. */
export interface RecordedEvent {
  readonly peer: string
  /** seen from the program: `to` it, or `from` it */
  readonly direction: 'to' | 'from'
  readonly kind: 'open' | 'data' | 'end' | 'reset' | 'refused'
  /** where it is no TCP */
  readonly transport?: 'udp'
  /** of `data`, bytes in all, and the first of them in Base64 */
  readonly size?: number
  readonly octets?: string
}

/** One scenario as it was recorded. */
export interface RecordedExchange {
  readonly events: readonly RecordedEvent[]
  /** so many events are left out, at this place */
  readonly left?: number
  readonly leftAt?: number
}

/** The same scenario with a program that holds to the requirement, and with one that violates it. */
export interface Exchanges {
  readonly right: RecordedExchange
  readonly wrong: RecordedExchange
  /** what the latter does wrong, in English */
  readonly what: string
}

/** What `npm run record-exchanges` has written beside the features of a protocol; undefined where there is nothing of this requirement. */
export function recordedExchanges(folder: string, id: string): Exchanges | undefined {
  const path = join(folder, 'exchanges.json')
  if (!existsSync(path)) return undefined
  return (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Exchanges>>)[id]
}
