import type { WireEvent, WireLog } from '../harness/findings/wire-log.js'
import type { Words } from './words/words.js'
import type { Specification } from '../specification/specification.js'
import { decodedSegments } from './decoded.js'
import { escapeForHtml, escapeOctets, hex } from './escape.js'
import { eventText } from './transcript.js'

const ROW = 26
const TOP = 44
const TIME = 78
const COLUMN = 190
/** The subject's line stands to the right of the harness's ends; its arrows carry the text. */
const LABEL = 520
/** A diagram of more arrows than this helps nobody. */
const MOST_ROWS = 60
const MOST_PEERS = 6
const HEX_OCTETS = 64
/** So many fit beside an arrow, should each need an escape. */
const SHOWN_OCTETS = 14

interface Row {
  readonly event?: WireEvent
  readonly text: string
}

/**
 * The wire log as a sequence diagram in SVG: a line for each end that the harness played, one for the program under test, and an arrow for
 * every segment, datagram, connection and end. Every arrow's octets stand in its tooltip, in hexadecimal.
 */
export function sequenceDiagram(log: WireLog, specification: Specification, words: Words): string {
  const { labels } = words
  const { role } = specification
  if (log.events.length === 0) return `<p class="note">${escapeForHtml(labels.nothingCrossed)}</p>`
  const rows = rowsOf(log, specification, words)
  const all = [...new Set(log.events.filter((event) => event.kind !== 'note').map((event) => event.peer))]
  const peers = all.slice(0, MOST_PEERS)
  const subjectAt = TIME + peers.length * COLUMN + COLUMN / 2
  const width = subjectAt + LABEL
  const height = TOP + rows.length * ROW + 16
  const at = (peer: string): number =>
    TIME +
    Math.min(peers.indexOf(peer) === -1 ? peers.length - 1 : peers.indexOf(peer), MOST_PEERS - 1) * COLUMN +
    COLUMN / 2
  const lines = [
    ...peers.map((peer) => ({ x: at(peer), name: peer })),
    { x: subjectAt, name: labels.underTest(role) },
  ].map(
    ({ x, name }) =>
      `<text x="${x}" y="20" text-anchor="middle">${escapeForHtml(name)}</text><line x1="${x}" y1="28" x2="${x}" y2="${height - 8}" stroke-dasharray="2 3"/>`,
  )
  const more = all.length > peers.length ? `<p class="note">${labels.moreEnds(all.length - peers.length)}</p>` : ''
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${labels.whatCrossed}">
${lines.join('\n')}
${rows.map((row, index) => drawRow(row, TOP + index * ROW, at, subjectAt, words)).join('\n')}
</svg>${more}`
}

function rowsOf(log: WireLog, specification: Specification, words: Words): Row[] {
  const decoded = decodedSegments(log, specification, SHOWN_OCTETS, words)
  const rows = log.events.map((event) => ({ event, text: eventText(event, words, SHOWN_OCTETS, decoded.get(event)) }))
  if (rows.length <= MOST_ROWS) return rows
  const left = rows.length - MOST_ROWS + log.dropped
  return [
    ...rows.slice(0, MOST_ROWS / 2),
    { text: `... ${words.labels.moreEvents(left)} ...` },
    ...rows.slice(-MOST_ROWS / 2),
  ]
}

function drawRow(
  { event, text }: Row,
  y: number,
  at: (peer: string) => number,
  subjectAt: number,
  words: Words,
): string {
  if (!event) return `<text x="${TIME}" y="${y + 4}">${escapeForHtml(text)}</text>`
  const time = `<text class="time" x="4" y="${y + 4}">${event.at.toFixed(1)} ms</text>`
  if (event.kind === 'note')
    return `<g class="note">${time}<text x="${TIME}" y="${y + 4}">${escapeForHtml(text)}</text></g>`
  const x = at(event.peer)
  const [from, to] = event.direction === 'to' ? [x, subjectAt] : [subjectAt, x]
  const head = event.direction === 'to' ? to - 7 : to + 7
  const kind = event.kind === 'reset' || event.kind === 'refused' ? 'reset' : event.direction
  return `<g class="${kind}"><title>${tooltip(event, words)}</title>${time}<line x1="${from}" y1="${y}" x2="${to}" y2="${y}"/><path d="M${head} ${y - 4} L${to} ${y} L${head} ${y + 4}"/><text x="${subjectAt + 10}" y="${y + 4}">${event.direction === 'to' ? '→' : '←'} ${escapeForHtml(text)}</text></g>`
}

function tooltip(event: WireEvent, words: Words): string {
  const ends =
    event.local && event.remote
      ? `${event.local.host}:${event.local.port} ${event.direction === 'to' ? '→' : '←'} ${event.remote.host}:${event.remote.port}`
      : event.peer
  if (!event.octets) return escapeForHtml(`${ends}  ${event.kind}`)
  const shown = event.octets.subarray(0, HEX_OCTETS)
  const cut = (event.size ?? 0) > shown.length ? ' ...' : ''
  return escapeForHtml(
    `${ends}\n${words.bytes(event.size ?? 0)}\n${[...shown].map(hex).join(' ')}${cut}\n${escapeOctets(shown)}${cut}`,
  )
}
