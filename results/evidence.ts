import type { OwnLine } from '../harness/findings/own-line.js'
import { innermost } from './diagnosis/facts.js'
import type { Words } from './words/words.js'
import type { Specification } from '../specification/specification.js'
import { showComparison } from './comparison.js'
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

/** The program's own line, and expected against received, as the terminal and the page lay them out. */
export function evidenceLines(report: RequirementReport, specification: Specification, words: Words): EvidenceLine[] {
  const own = ownLineOf(report)
  return [
    ...(own ? [{ label: words.labels.yourCode, text: words.labels.sourceLine(own.file, own.line) }] : []),
    ...octetLines(report, specification, words),
  ]
}

/** Where in its own source the program's error arose, as far as what it said last belongs to the verdict. */
function ownLineOf({ decisive: { observation, death } }: RequirementReport): OwnLine | undefined {
  const found = observation && innermost(observation)
  const readings = [...((found && 'readings' in found ? found.readings : undefined) ?? []), ...(death?.readings ?? [])]
  return readings.find((reading) => reading.kind === 'own-line')
}

function octetLines({ decisive }: RequirementReport, specification: Specification, words: Words): EvidenceLine[] {
  const { labels } = words
  const { comparison, sought, received } = decisive.evidence ?? {}
  if (sought) {
    const wanted = quoted(sought.wanted, sought.wanted.length, PRINTED_OCTETS)
    return [
      { label: labels.expected, text: `${wanted} ${labels.somewhereInOutput}` },
      { label: labels.printed, text: quoted(sought.output, sought.output.length, PRINTED_OCTETS) },
    ]
  }
  const framing = framingOf(specification, 'from')
  const decoded = (label: string, octets: Buffer): EvidenceLine[] => {
    const text = decodedMessage(framing, octets, DECODED_OCTETS, words)
    return text === undefined ? [] : [{ label, text: `${labels.decoded}: ${text}` }]
  }
  if (!comparison) {
    if (!received) return []
    const text = `${quoted(received, received.length, DECODED_OCTETS)}  (${words.bytes(received.length)})`
    return [{ label: labels.received, text }, ...decoded(labels.received, received)]
  }
  const shown = showComparison(comparison)
  // What a stored file holds is no message.
  const isMessage = decisive.evidence?.stored === undefined
  const [ours, theirs] = isMessage ? [labels.expected, labels.received] : [labels.sent, labels.stored]
  const expected =
    comparison.expected.length === 0 ? labels.nothing : `"${shown.expected}"  (${words.bytes(shown.expectedSize)})`
  if (shown.receivedSize === 0)
    return [
      { label: ours, text: expected },
      { label: theirs, text: labels.nothing },
    ]
  const pointed: EvidenceLine[] = [
    {
      label: '',
      text: `${' '.repeat(shown.caret + 1)}^ ${labels.firstDifference(words.number(shown.difference + 1))}`,
      mark: true,
    },
    { label: ours, text: shown.expectedHex },
    { label: theirs, text: shown.receivedHex || `(${labels.nothing})` },
    { label: '', text: `${' '.repeat(shown.hexCaret)}^^`, mark: true },
  ]
  return [
    { label: ours, text: expected },
    { label: theirs, text: `"${shown.received}"  (${words.bytes(shown.receivedSize)})` },
    ...(comparison.expected.length === 0 ? [] : pointed),
    ...(isMessage
      ? [...decoded(labels.expected, comparison.expected), ...decoded(labels.received, comparison.received)]
      : []),
  ]
}

/** The longest of the labels that stand before evidence decides where its text begins: what a caret points at must stand above it. */
export const labelWidth = ({ labels }: Words, least: number): number =>
  Math.max(
    least,
    ...[labels.yourCode, labels.expected, labels.received, labels.sent, labels.stored, labels.printed].map(
      ({ length }) => length,
    ),
  )
