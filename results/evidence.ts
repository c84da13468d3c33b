import { grouped, plural } from '../harness/findings/wording.js'
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

/** Expected against received, as the terminal and the page lay them out. */
export function evidenceLines({ decisive }: RequirementReport, specification: Specification): EvidenceLine[] {
  const { comparison, sought, received } = decisive.evidence ?? {}
  if (sought) {
    return [
      {
        label: 'expected',
        text: `${quoted(sought.wanted, sought.wanted.length, PRINTED_OCTETS)} somewhere in its output`,
      },
      { label: 'printed', text: quoted(sought.output, sought.output.length, PRINTED_OCTETS) },
    ]
  }
  const framing = framingOf(specification, 'from')
  if (!comparison)
    return received
      ? [
          {
            label: 'received',
            text: `${quoted(received, received.length, DECODED_OCTETS)}  (${plural(received.length, 'octet')})`,
          },
          ...decoded('received', decodedMessage(framing, received, DECODED_OCTETS)),
        ]
      : []
  const shown = showComparison(comparison)
  // What a stored file holds is no message.
  const isMessage = decisive.evidence?.stored === undefined
  const [ours, theirs] = isMessage ? ['expected', 'received'] : ['sent', 'stored']
  if (shown.receivedSize === 0) {
    const expected =
      comparison.expected.length === 0 ? 'nothing' : `"${shown.expected}"  (${plural(shown.expectedSize, 'octet')})`
    return [
      { label: ours, text: expected },
      { label: theirs, text: 'nothing' },
    ]
  }
  return [
    {
      label: ours,
      text:
        comparison.expected.length === 0 ? 'nothing' : `"${shown.expected}"  (${plural(shown.expectedSize, 'octet')})`,
    },
    { label: theirs, text: `"${shown.received}"  (${plural(shown.receivedSize, 'octet')})` },
    ...(comparison.expected.length === 0
      ? []
      : [
          {
            label: '',
            text: `${' '.repeat(shown.caret + 1)}^ first difference: octet ${grouped(shown.difference + 1)}`,
            mark: true,
          } as const,
          { label: ours, text: shown.expectedHex },
          { label: theirs, text: shown.receivedHex || '(nothing)' },
          { label: '', text: `${' '.repeat(shown.hexCaret)}^^`, mark: true } as const,
        ]),
    ...(isMessage
      ? [
          ...decoded('expected', decodedMessage(framing, comparison.expected, DECODED_OCTETS)),
          ...decoded('received', decodedMessage(framing, comparison.received, DECODED_OCTETS)),
        ]
      : []),
  ]
}

const decoded = (label: string, text: string | undefined): EvidenceLine[] =>
  text === undefined ? [] : [{ label, text: `decoded: ${text}` }]
