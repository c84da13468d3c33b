import type { WireEvent, WireLog } from '../harness/wire-log.js'
import { plural } from '../harness/wording.js'
import { escapeLine, escapeOctets } from './escape.js'

/** What is shown of one segment or datagram in a line. */
const SHOWN_OCTETS = 48

/** The octets of an event as a quoted text, cut where they are many. */
export function quoted(octets: Buffer, size = octets.length, most = SHOWN_OCTETS): string {
  const shown = octets.subarray(0, most)
  return `"${escapeOctets(shown)}${size > shown.length ? '...' : ''}"`
}

/** What happened, in words; who did it is told by the direction. */
export function eventText(event: WireEvent, most = SHOWN_OCTETS): string {
  switch (event.kind) {
    case 'open': return event.transport === 'udp' ? 'opens a socket' : 'connects'
    case 'data': return `${plural(event.size ?? 0, 'octet')} ${quoted(event.octets ?? Buffer.alloc(0), event.size, most)}`
    case 'end': return event.direction === 'to' ? 'end of stream (FIN)' : 'closed'
    case 'reset': return 'reset (RST)'
    case 'refused': return 'connection refused'
    case 'note': return escapeLine(event.text ?? '')
  }
}

/** The wire log as lines: time, who, direction, what. Of a long one only the beginning and the end. */
export function transcript(log: WireLog, most: number): string[] {
  const events = log.events
  const line = (event: WireEvent): string => {
    const time = `${event.at.toFixed(1).padStart(8)} ms`
    if (event.kind === 'note') return `${time}  -- ${eventText(event)}`
    return `${time}  ${event.peer.padEnd(10)} ${event.direction === 'to' ? '-->' : '<--'} ${eventText(event)}`
  }
  if (events.length <= most) return events.map(line)
  const head = Math.ceil(most / 2)
  const tail = most - head
  return [...events.slice(0, head).map(line), `            ... ${plural(events.length - head - tail + log.dropped, 'more event')} ...`, ...events.slice(-tail).map(line)]
}
