import type { Words } from './words/words.js'
import type { Specification } from '../specification/specification.js'
import type { Comparison } from '../harness/findings/violation.js'
import type { Direction, WireLog } from '../harness/findings/wire-log.js'
import { headerOf } from '../harness/messages/framing.js'
import { COLUMNS, showComparison } from './comparison.js'
import { decodedMessage, framingOf } from './decoded.js'
import { quoted } from './quoted.js'
import type { RequirementReport } from './result.js'

/** How much of what a program printed is shown. */
const PRINTED_OCTETS = 400
const DECODED_OCTETS = 60

/** One line of the evidence, for a font of fixed width; `mark` points at the line above it. */
export interface EvidenceLine {
  readonly label: string
  readonly text: string
  readonly mark?: true
}

/** How much of the evidence is laid out, and in how many columns. */
export interface EvidenceLayout {
  readonly columns: number
  /** also octets in hexadecimal, and the frames around messages */
  readonly isVerbose: boolean
}

const ALL: EvidenceLayout = { columns: COLUMNS, isVerbose: true }

/** What was sent, and expected against received, as the terminal and the page lay them out. */
export function evidenceLines(
  one: RequirementReport,
  specification: Specification,
  words: Words,
  layout = ALL,
): EvidenceLine[] {
  const { labels } = words
  const { evidence, log } = one.decisive
  const { comparison, sought, received, stored } = evidence ?? {}
  if (sought) {
    const wanted = quoted(sought.wanted, sought.wanted.length, PRINTED_OCTETS)
    return [
      { label: labels.expected, text: `${wanted} ${labels.somewhereInOutput}` },
      { label: labels.printed, text: quoted(sought.output, sought.output.length, PRINTED_OCTETS) },
    ]
  }
  const sent = stored === undefined && specification.role === 'server' ? lastSent(log) : undefined
  const request = sent && !comparison?.expected.equals(sent) ? [shown(labels.sent, sent, 'to')] : []
  if (comparison) return [...request, ...compared(comparison, stored !== undefined)]
  return received ? [...request, ...alone(received)] : []

  /** A message with its size; of one that has a length before it what that says, where no more is asked for. */
  function shown(label: string, octets: Buffer, direction: Direction): EvidenceLine {
    const decoded = decodedMessage(framingOf(specification, direction), octets, DECODED_OCTETS, words)
    const said = layout.isVerbose ? undefined : decoded
    return { label, text: `${said ?? quoted(octets, octets.length, DECODED_OCTETS)}  (${words.bytes(octets.length)})` }
  }

  function decoded(label: string, octets: Buffer): EvidenceLine[] {
    const text = decodedMessage(framingOf(specification, 'from'), octets, DECODED_OCTETS, words)
    return text === undefined ? [] : [{ label, text: `${labels.decoded}: ${text}` }]
  }

  function alone(octets: Buffer): EvidenceLine[] {
    const line = shown(labels.received, octets, 'from')
    return layout.isVerbose ? [line, ...decoded(labels.received, octets)] : [line]
  }

  function compared(whole: Comparison, isFile: boolean): EvidenceLine[] {
    const [ours, theirs] = isFile ? [labels.sent, labels.stored] : [labels.expected, labels.received]
    const header = isFile || layout.isVerbose ? undefined : headerOf(framingOf(specification, 'from'))
    const inContent = header && withoutHeader(whole, header.size)
    if (header && !inContent && whole.received.length >= header.size && whole.expected.length >= header.size)
      return [shown(ours, whole.expected, 'from'), shown(theirs, whole.received, 'from'), ...inHexadecimal(whole)]
    const { expected, received: came, difference } = inContent ?? whole
    const laid = showComparison({ expected, received: came, difference }, layout.columns)
    const wanted = expected.length === 0 ? labels.nothing : `"${laid.expected}"  (${words.bytes(laid.expectedSize)})`
    if (laid.receivedSize === 0)
      return [
        { label: ours, text: wanted },
        { label: theirs, text: labels.nothing },
      ]
    const isShownByNumber = [laid.expected, laid.received].some((text) => text[laid.caret] === '\\')
    const mark = `${' '.repeat(laid.caret + 1)}^ ${labels.firstDifference(words.number(laid.difference + 1))}`
    return [
      { label: ours, text: wanted },
      { label: theirs, text: `"${laid.received}"  (${words.bytes(laid.receivedSize)})` },
      ...(expected.length === 0 ? [] : [{ label: '', text: mark, mark: true } as const]),
      ...(expected.length > 0 && (layout.isVerbose || isShownByNumber) ? inHexadecimal(inContent ?? whole) : []),
      ...(isFile || !layout.isVerbose
        ? []
        : [...decoded(labels.expected, expected), ...decoded(labels.received, came)]),
    ]

    function inHexadecimal(comparison: Comparison): EvidenceLine[] {
      const { expectedHex, receivedHex, hexCaret } = showComparison(comparison)
      return [
        { label: ours, text: expectedHex },
        { label: theirs, text: receivedHex || `(${labels.nothing})` },
        { label: '', text: `${' '.repeat(hexCaret)}^^`, mark: true },
      ]
    }
  }
}

/** The contents of two messages whose headers are the same; undefined where they differ. */
function withoutHeader({ expected, received, difference }: Comparison, size: number): Comparison | undefined {
  if (difference < size) return undefined
  return { expected: expected.subarray(size), received: received.subarray(size), difference: difference - size }
}

/** What was sent last to the program before something came back on the same connection, or did not; undefined where not all of it was kept. */
function lastSent({ events }: WireLog): Buffer | undefined {
  const data = events.filter(({ kind }) => kind === 'data')
  const last = data.findLastIndex(({ direction }) => direction === 'to')
  const peer = data[last]?.peer
  const before = data.slice(0, last + 1).filter((event) => event.peer === peer)
  const first = before.findLastIndex(({ direction }) => direction === 'from') + 1
  const pieces = before.slice(first)
  if (pieces.length === 0 || pieces.some(({ octets, size }) => octets?.length !== size)) return undefined
  return Buffer.concat(pieces.flatMap(({ octets }) => octets ?? []))
}

/** The longest of the labels that stand before evidence decides where its text begins: what a caret points at must stand above it. */
export const labelWidth = ({ labels }: Words, least: number): number =>
  Math.max(
    least,
    ...[labels.expected, labels.received, labels.sent, labels.stored, labels.printed].map(({ length }) => length),
  )
