import { escapeForHtml, escapeLine } from '../../results/escape.js'
import { standingOfPair } from '../../results/interop-finding.js'
import type { Words } from '../../results/words/words.js'
import { CLASS_STYLE } from '../class-page-parts.js'
import { pageHead } from '../page-head.js'
import { findingOf, working, type Matrix } from './matrix.js'

/** What the page says of the run itself. */
export interface InteropRun {
  readonly title: string
  readonly version: string
  readonly isolation: string
  readonly startedAt: Date
}

export const MARKS = { works: '✓', fails: '✗', unclear: '?' } as const
const CLASSES = { works: 'pass', fails: 'fail', unclear: 'error' } as const

/** Names of clients stand on end, so that a class fits beside itself. */
const STYLE = `${CLASS_STYLE}
.cell { padding: .25rem .4rem; font-weight: 600; } .cell.pass { color: var(--pass); } .cell.fail, .cell.error { color: #fff; }
th.client { font-weight: 500; font-size: .85rem; text-align: left; } th.client span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 14rem; overflow-wrap: anywhere; }
li { overflow-wrap: anywhere; }
`

const text = (value: string): string => escapeForHtml(escapeLine(value))

/** All matrices as one self-contained page without a script: servers are rows, clients columns, and below them why a pair does not work and who was left out. */
export function formatInteropPage(matrices: readonly Matrix[], run: InteropRun, words: Words): string {
  const { interop: labels } = words.classLabels
  const title = labels.title(run.title)
  return `${pageHead({ lang: words.tag, title, style: STYLE })}
<header>
<h1>${text(title)}</h1>
<p class="facts soft">${text(`${run.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC; ${labels.where(run.isolation)}; sockspec ${run.version}`)}</p>
</header>
<main>
${matrices.map((matrix) => section(matrix, words)).join('\n')}
</main>
</body>
</html>
`
}

function section(matrix: Matrix, words: Words): string {
  const { interop: labels } = words.classLabels
  const { servers, clients, pairs, leftOut } = matrix
  const heading = labels.matrixTitle(matrix.serverTask, matrix.clientTask)
  const bad = pairs.filter(({ finding }) => finding.kind !== 'served')
  return `<section><h2>${text(heading)}</h2>
<p class="facts">${text(`${labels.counts(servers.length, clients.length)}; ${labels.works(working(matrix), pairs.length)}`)}</p>
${pairs.length === 0 ? `<p>${text(labels.nobody)}</p>` : table(matrix, heading, words)}
${list(
  labels.notWorking,
  bad.map(({ server, client, finding }) => [labels.pair(client.name, server.name), labels.finding(finding)]),
)}
${list(
  labels.leftOut,
  leftOut.map(({ name, role, why }) => [labels.leftOutAs(name, role), why]),
)}
</section>`
}

function table(matrix: Matrix, heading: string, words: Words): string {
  const { interop: labels } = words.classLabels
  const head = matrix.clients.map(({ name }) => `<th scope="col" class="client"><span>${text(name)}</span></th>`)
  const rows = matrix.servers.map((server) => {
    const cells = matrix.clients.map((client) => {
      const finding = findingOf(matrix, server, client)
      if (!finding) return '<td class="cell none">·</td>'
      const standing = standingOfPair(finding)
      const said = `${labels.pair(client.name, server.name)}: ${labels.standing[standing]}. ${labels.finding(finding)}`
      return `<td class="cell ${CLASSES[standing]}" title="${text(said)}" aria-label="${text(labels.standing[standing])}">${MARKS[standing]}</td>`
    })
    return `<tr><th scope="row" class="name">${text(server.name)}</th>${cells.join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(heading)}"><table><thead><tr><th scope="col" class="name soft">${text(labels.corner)}</th>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`
}

function list(title: string, items: readonly (readonly [string, string])[]): string {
  if (items.length === 0) return ''
  return `<h3>${text(title)}</h3>
<ul>${items.map(([what, why]) => `<li><b>${text(what)}</b>: ${text(why)}</li>`).join('')}</ul>`
}
