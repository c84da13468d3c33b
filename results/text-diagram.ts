import type { WireEvent } from '../harness/findings/wire-log.js'
import type { Role } from '../specification/specification.js'
import type { RecordedEvent, RecordedExchange } from '../specification/exchanges.js'
import { eventText } from './transcript.js'
import type { Words } from './words/words.js'

/** Between two diagrams that stand beside each other. */
const GAP = 4
/** A diagram is no narrower: beside each other two of them need twice as much. */
const LEAST = 44
/** Longer arrows say no more. */
const MOST = 64
/** Around the text of an arrow: its lines, its head and a piece of its shaft. */
const AROUND = 8
const SHOWN_OCTETS = 12

/**
 * An exchange as a sequence diagram for a font of fixed width: the harness's ends at the left, the program at the right, an arrow for each event.
 * Each line has `width` characters at most.
 */
export function textDiagram(exchange: RecordedExchange, role: Role, width: number, words: Words): string[] {
  const { events, left = 0, leftAt = 0 } = exchange
  const inner = width - 4
  const other = role === 'server' ? 'client' : 'server'
  const several = new Set(events.map(({ peer }) => peer)).size > 1
  const empty = `  |${' '.repeat(inner - 2)}|`
  const lines = events.map((event) => arrow(event, several, inner - 2, words))
  return [
    `${other}${' '.repeat(Math.max(1, width - other.length - role.length))}${role}`,
    empty,
    ...lines.slice(0, left > 0 ? leftAt : lines.length),
    ...(left > 0 ? [framed(`... ${words.labels.moreEvents(left)} ...`, inner - 2), ...lines.slice(leftAt)] : []),
    empty,
  ]
}

const framed = (text: string, inner: number): string => `  |${centred(text, inner)}|`

function centred(text: string, width: number): string {
  const before = Math.max(0, Math.floor((width - text.length) / 2))
  return `${' '.repeat(before)}${text}`.padEnd(width)
}

function arrow(event: RecordedEvent, several: boolean, inner: number, words: Words): string {
  const who = several ? `${event.peer.replace(/^client /, '')}: ` : ''
  const text = cut(`${who}${eventText(asEvent(event), words, SHOWN_OCTETS)}`, inner - AROUND)
  const shaft = '-'.repeat(inner - text.length - 5)
  return event.direction === 'to' ? `  |-- ${text} ${shaft}>|` : `  |<${shaft} ${text} --|`
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 3)}...` : text)

const asEvent = ({ octets, ...event }: RecordedEvent): WireEvent => ({
  at: 0,
  ...event,
  ...(octets === undefined ? {} : { octets: Buffer.from(octets, 'base64') }),
})

/** Two blocks with a heading each: beside each other where `columns` have room for that, else one below the other. */
export function beside(
  columns: number,
  headings: readonly [string, string],
  block: (width: number, which: 0 | 1) => readonly string[],
): string[] {
  const half = Math.floor((columns - GAP) / 2)
  if (half < LEAST) {
    const width = Math.max(LEAST, Math.min(columns, MOST))
    return [headings[0], ...block(width, 0), '', headings[1], ...block(width, 1)]
  }
  const width = Math.min(half, MOST)
  const [first, second] = ([0, 1] as const).map((which) => [headings[which], ...block(width, which)])
  return Array.from({ length: Math.max(first?.length ?? 0, second?.length ?? 0) }, (_, i) =>
    `${(first?.[i] ?? '').padEnd(width + GAP)}${second?.[i] ?? ''}`.trimEnd(),
  )
}
