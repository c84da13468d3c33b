import type { WireEvent, WireLog } from '../harness/findings/wire-log.js'
import type { Words } from './words/words.js'
import type { Specification } from '../specification/specification.js'
import { decodedSegments } from './decoded.js'
import { escapeLine } from './escape.js'
import { quoted, SHOWN_OCTETS } from './quoted.js'

/** What happened, in words; who did it is told by the direction. `decoded` is what its octets mean, where the protocol tells. */
export function eventText(event: WireEvent, words: Words, most = SHOWN_OCTETS, decoded?: string): string {
  const { labels } = words
  switch (event.kind) {
    case 'open':
      return event.transport === 'udp' ? labels.opensSocket : labels.event.open
    case 'data':
      return `${words.bytes(event.size ?? 0)} ${decoded ?? quoted(event.octets ?? Buffer.alloc(0), event.size, most)}`
    case 'end':
      return event.direction === 'to' ? labels.endOfStream : labels.event.end
    case 'reset':
    case 'refused':
      return labels.event[event.kind]
    case 'note':
      return event.note ? escapeLine(words.wireNote(event.note)) : ''
  }
}

/** The wire log as lines: time, who, direction, what. Of a long one only the beginning and the end. */
export function transcript(log: WireLog, most: number, specification: Specification, words: Words): string[] {
  const events = log.events
  const decoded = decodedSegments(log, specification, SHOWN_OCTETS, words)
  const line = (event: WireEvent): string => {
    const time = `${event.at.toFixed(1).padStart(8)} ms`
    if (event.kind === 'note') return `${time}  -- ${eventText(event, words)}`
    return `${time}  ${event.peer.padEnd(10)} ${event.direction === 'to' ? '-->' : '<--'} ${eventText(event, words, SHOWN_OCTETS, decoded.get(event))}`
  }
  // What stands in the place of one line has no place to save.
  if (events.length <= most + 1) return events.map(line)
  const head = Math.ceil(most / 2)
  const tail = most - head
  return [
    ...events.slice(0, head).map(line),
    `            ... ${words.labels.moreEvents(events.length - head - tail + log.dropped)} ...`,
    ...events.slice(-tail).map(line),
  ]
}
