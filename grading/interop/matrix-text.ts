import { escapeLine } from '../../results/escape.js'
import { standingOfPair } from '../../results/interop-finding.js'
import type { Words } from '../../results/words/words.js'
import { findingOf, working, type Matrix } from './matrix.js'
import { MARKS } from './matrix-page.js'

/** Names of more are cut: a line of the matrix has to fit. */
const LONGEST_NAME = 24
/** So many pairs and programs are told one by one; the page has them all. */
const MOST_TOLD = 20

/** A matrix for a terminal: clients are numbered, and named below. */
export function formatMatrix(matrix: Matrix, words: Words): string {
  const { interop: labels } = words.classLabels
  const { servers, clients, pairs, leftOut } = matrix
  const width = String(clients.length).length
  const longest = Math.min(LONGEST_NAME, Math.max(labels.corner.length, ...servers.map(({ name }) => [...name].length)))
  const line = (name: string, cells: readonly string[]): string =>
    `${nameIn(name, longest)}  ${cells.map((cell) => cell.padStart(width)).join(' ')}`
  const table = [
    line(
      labels.corner,
      clients.map((_client, index) => String(index + 1)),
    ),
    ...servers.map((server) =>
      line(
        server.name,
        clients.map((client) => {
          const finding = findingOf(matrix, server, client)
          return finding ? MARKS[standingOfPair(finding)] : '·'
        }),
      ),
    ),
    clients.map(({ name }, index) => `${index + 1} ${escapeLine(name)}`).join(', '),
  ]
  const bad = pairs.filter(({ finding }) => finding.kind !== 'served')
  return [
    `${labels.matrixTitle(matrix.serverTask, matrix.clientTask)}: ${labels.counts(servers.length, clients.length)}; ${labels.works(working(matrix), pairs.length)}`,
    ...(pairs.length === 0 ? [labels.nobody] : table),
    ...told(
      labels.notWorking,
      bad.map(({ server, client, finding }) => `${labels.pair(client.name, server.name)}: ${labels.finding(finding)}`),
    ),
    ...told(
      labels.leftOut,
      leftOut.map(({ name, role, why }) => `${labels.leftOutAs(name, role)}: ${why}`),
    ),
  ].join('\n')
}

function told(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_TOLD
  const shown = lines.slice(0, MOST_TOLD).map((one) => `  ${escapeLine(one)}`)
  return [`${title}:`, ...shown, ...(more > 0 ? [`  (+${more})`] : [])]
}

function nameIn(name: string, width: number): string {
  const characters = [...escapeLine(name)]
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : characters.join('').padEnd(width)
}
