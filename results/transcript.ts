import type { WireEvent, WireLog } from '../harness/findings/wire-log.js'
import { plural } from '../harness/findings/wording.js'
import type { Specification } from '../specification/specification.js'
import { decodedSegments } from './decoded.js'
import { escapeLine } from './escape.js'
import { quoted, SHOWN_OCTETS } from './quoted.js'

/** What happened, in words; who did it is told by the direction. `decoded` is what its octets mean, where the protocol tells. */
export function eventText(event: WireEvent, most = SHOWN_OCTETS, decoded?: string): string {
  switch (event.kind) {
    case 'open':
      return event.transport === 'udp' ? 'opens a socket' : 'connects'
    case 'data':
      return `${plural(event.size ?? 0, 'octet')} ${decoded ?? quoted(event.octets ?? Buffer.alloc(0), event.size, most)}`
    case 'end':
      return event.direction === 'to' ? 'end of stream (FIN)' : 'closed'
    case 'reset':
      return 'reset (RST)'
    case 'refused':
      return 'connection refused'
    case 'note':
      return escapeLine(event.text ?? '')
  }
}

/** The wire log as lines: time, who, direction, what. Of a long one only the beginning and the end. */
export function transcript(log: WireLog, most: number, specification: Specification): string[] {
  const events = log.events
  const decoded = decodedSegments(log, specification, SHOWN_OCTETS)
  const line = (event: WireEvent): string => {
    const time = `${event.at.toFixed(1).padStart(8)} ms`
    if (event.kind === 'note') return `${time}  -- ${eventText(event)}`
    return `${time}  ${event.peer.padEnd(10)} ${event.direction === 'to' ? '-->' : '<--'} ${eventText(event, SHOWN_OCTETS, decoded.get(event))}`
  }
  if (events.length <= most) return events.map(line)
  const head = Math.ceil(most / 2)
  const tail = most - head
  return [
    ...events.slice(0, head).map(line),
    `            ... ${plural(events.length - head - tail + log.dropped, 'more event')} ...`,
    ...events.slice(-tail).map(line),
  ]
}
