import { escapeOctets } from './escape.js'

/** What is shown of one segment or datagram in a line. */
export const SHOWN_OCTETS = 48

/** The octets of an event as a quoted text, cut where they are many. */
export function quoted(octets: Buffer, size = octets.length, most = SHOWN_OCTETS): string {
  const shown = octets.subarray(0, most)
  return `"${escapeOctets(shown)}${size > shown.length ? '...' : ''}"`
}

/** Octets that stand in a text, each a character of ISO 8859-1, as a quoted text. */
export const quotedOctets = (octets: string): string => quoted(Buffer.from(octets, 'latin1'))
