import { stringify } from 'csv-stringify/sync'
import { standingOfPair } from '../results/interop-finding.js'
import type { Words } from '../results/words/words.js'
import { pointsText, rounded, type Gradebook } from './gradebook.js'
import type { Matrix } from './interop/matrix.js'

/**
 * The gradebook as CSV (RFC 4180): a head line and a row for each student. UTF-8 with a byte order mark, without which spreadsheets spoil accents; no
 * cell that a spreadsheet would take for a formula.
 */
export function formatGradebook({ requirements, rows }: Gradebook): string {
  const head = ['id', 'name', 'number', 'verdict', 'points', 'possible', 'to look at', ...requirements]
  return table([
    head,
    ...rows.map((row) => [
      row.graded.submission.id,
      row.graded.submission.name,
      row.graded.submission.number ?? '',
      row.unchecked[0] ? `${row.standing} (${row.unchecked[0].outcome.kind})` : row.standing,
      pointsText(row.earned),
      rounded(row.possible),
      row.open.join(' '),
      ...row.verdicts.map((verdict) => verdict ?? ''),
    ]),
  ])
}

/**
 * For Moodle's grade import (Grades, Import, CSV file): the identifier by which Moodle knows the participant, the grade, and what to tell.
 * https://docs.moodle.org/en/Grade_import
 */
export function formatMoodle({ rows }: Gradebook, title: string): string {
  return table([
    ['Identifier', 'Full name', 'ID number', title, `${title} (feedback)`],
    ...rows.map(({ graded: { submission }, earned, verdicts, standing }) => {
      const passed = verdicts.filter((verdict) => verdict === 'pass').length
      const judged = verdicts.filter((verdict) => verdict === 'pass' || verdict === 'fail').length
      return [
        submission.number === undefined ? '' : `Participant ${submission.number}`,
        submission.name,
        submission.number ?? '',
        pointsText(earned),
        `${standing}: ${passed}/${judged}`,
      ]
    }),
  ])
}

/** The matrices of clients and servers: a row for each pair, then one for each program that was left out. */
export function formatInterop(matrices: readonly Matrix[], { classLabels: { interop: labels } }: Words): string {
  return table([
    ['protocol', 'server id', 'server', 'client id', 'client', 'result', 'why'],
    ...matrices.flatMap(({ protocol, pairs, leftOut }) => [
      ...pairs.map(({ server, client, finding }) => [
        protocol,
        server.id,
        server.name,
        client.id,
        client.name,
        standingOfPair(finding),
        finding.kind === 'served' ? '' : labels.finding(finding),
      ]),
      ...leftOut.map(({ id, name, role, why }) =>
        role === 'server'
          ? [protocol, id, name, '', '', 'left out', why]
          : [protocol, '', '', id, name, 'left out', why],
      ),
    ]),
  ])
}

const table = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))),
    { bom: true, record_delimiter: '\r\n' },
  )

/** Spreadsheets run what begins like a formula: an apostrophe before it makes it a text (OWASP, "CSV Injection"). */
const harmless = (cell: string): string => {
  const line = cell.replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
  return /^[\s]*[=+\-@\t\r|%]/.test(line) ? `'${line}` : line
}
