import { escapeForHtml, escapeLine } from '../results/escape.js'
import type { Words } from '../results/words/words.js'
import { CLASS_SCRIPT, CLASS_STYLE } from './class-page-parts.js'
import { pointsText, rounded, type Gradebook, type GradebookRow } from './gradebook.js'
import { commonestFailures, histogramOf } from './statistics.js'
import { outcomeInWords } from './outcome-words.js'
import { pageHead } from './page-head.js'

/** What the page says of the grading itself. */
export interface Grading {
  readonly title: string
  readonly version: string
  readonly isolation: string
  /** of parts that were graded in different ones, which each */
  readonly parts?: readonly { readonly folder: string; readonly isolation: string }[]
  readonly startedAt: Date
  readonly durationMs: number
  /** title of each requirement, by identifier */
  readonly titles: ReadonlyMap<string, string>
  /** the page, beside this one, in which a requirement of a submission is told */
  readonly pageOf: (id: string, requirement: string | undefined) => string
}

const text = (value: string): string => escapeForHtml(escapeLine(value))

/**
 * The class as one self-contained page: what most have failed, how the points lie, and a matrix of submissions by requirements whose cells lead to the
 * reports. Its only script sorts the matrix; the page's policy names it by its hash, so that nothing from a submission can run.
 */
export function formatClassPage(gradebook: Gradebook, grading: Grading, words: Words): string {
  const { classLabels: labels } = words
  const title = labels.title(grading.title)
  return `${pageHead({ lang: words.tag, title, style: CLASS_STYLE, script: CLASS_SCRIPT })}
<header>
<h1>${text(title)}</h1>
<p class="facts">${[
    labels.submissions(gradebook.rows.length),
    ...(['pass', 'fail', 'error', 'not graded'] as const).flatMap((standing) => {
      const count = gradebook.rows.filter((row) => row.standing === standing).length
      return count === 0 ? [] : [`<span class="chip ${classOf(standing)}">${count} ${labels.standing[standing]}</span>`]
    }),
  ].join(' ')}</p>
<p class="facts soft">${text(`${labels.graded} ${grading.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${words.labels.took((grading.durationMs / 1000).toFixed(0))}; ${words.labels.isolation} ${grading.isolation}; sockspec ${grading.version}`)}</p>
${grading.parts ? `<p class="facts"><strong>${text(labels.differentIsolations(grading.parts.map(({ folder, isolation }) => `${folder} ${isolation}`).join(', ')))}</strong></p>\n` : ''}</header>
<main>
<div class="two">
<section><h2>${labels.commonest}</h2>${commonest(gradebook, grading, words)}</section>
<section><h2>${labels.distribution}</h2>${distribution(gradebook, words)}</section>
</div>
<section><h2>${labels.everyone}</h2>
<p class="soft">${labels.sortHint}</p>
${matrix(gradebook, grading, words)}
</section>
</main>
<script>${CLASS_SCRIPT}</script>
</body>
</html>
`
}

const classOf = (standing: string): string => standing.replace(' ', '-')

function commonest(gradebook: Gradebook, { titles }: Grading, { classLabels: labels }: Words): string {
  const failures = commonestFailures(gradebook)
  if (failures.length === 0) return `<p>${labels.nothingFailed}</p>`
  return `<ol class="bars">${failures
    .slice(0, 12)
    .map(
      ({ id, failed, judged }) =>
        `<li><span class="bar" style="width:${Math.round((100 * failed) / judged)}%"></span><span class="what"><b>${text(id)}</b> ${text(titles.get(id) ?? '')}</span> <span class="count">${labels.failedBy(failed, judged)}</span></li>`,
    )
    .join('')}</ol>`
}

/** A column a tenth of the points. */
function distribution(gradebook: Gradebook, { classLabels: labels }: Words): string {
  const bins = histogramOf(gradebook.rows)
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const [width, height] = [40, 120]
  const columns = bins.map(({ from, to, count }, index) => {
    const tall = Math.round((count / most) * height)
    const x = index * (width + 4)
    return `<g><title>${text(labels.studentsWith(count, String(rounded(from)), String(rounded(to))))}</title><rect x="${x}" y="${20 + height - tall}" width="${width}" height="${tall}"/><text x="${x + width / 2}" y="${14 + height - tall}">${count > 0 ? count : ''}</text><text x="${x + width / 2}" y="${height + 36}">${rounded(to)}</text></g>`
  })
  return `<svg viewBox="0 0 ${bins.length * (width + 4)} ${height + 44}" role="img" aria-label="${labels.distribution}">${columns.join('')}</svg>`
}

function matrix(gradebook: Gradebook, grading: Grading, words: Words): string {
  const { classLabels: labels } = words
  const head = [
    sortable(labels.student, 'text', 'name'),
    sortable(labels.points, 'number', 'points'),
    ...gradebook.requirements.map((id) =>
      sortable(shortOf(id, gradebook.requirements), 'text', 'cell', `${id} ${grading.titles.get(id) ?? ''}`),
    ),
  ]
  return `<div class="scroll" tabindex="0" role="region" aria-label="${labels.everyone}"><table id="matrix"><thead><tr>${head.join('')}</tr></thead>
<tbody>
${gradebook.rows.map((row) => line(row, gradebook, grading, words)).join('\n')}
</tbody></table></div>`
}

const sortable = (label: string, kind: 'text' | 'number', style: string, title = ''): string =>
  `<th scope="col" class="${style}"${title === '' ? '' : ` title="${text(title)}"`}><button type="button" data-sort="${kind}">${text(label)}</button></th>`

/** `S1` where all requirements are of one protocol. */
function shortOf(id: string, all: readonly string[]): string {
  const prefix = id.slice(0, id.lastIndexOf('-') + 1)
  return all.every((other) => other.startsWith(prefix)) ? id.slice(prefix.length) : id
}

function line(row: GradebookRow, gradebook: Gradebook, grading: Grading, words: Words): string {
  const { classLabels: labels } = words
  const { submission } = row.graded
  const [first] = row.unchecked
  const beside = first ? `<br><span class="soft">${text(outcomeInWords(first.outcome, words))}</span>` : ''
  const number = submission.number === undefined ? '' : ` <span class="soft">${text(submission.number)}</span>`
  const cells = gradebook.requirements.map((id, index) => {
    const verdict = row.verdicts[index]
    if (verdict === undefined)
      return `<td class="cell none" data-value="9" title="${text(`${submission.name}, ${id}: ${labels.notJudged}`)}">·</td>`
    const label = words.labels.verdict[verdict]
    return `<td class="cell ${verdict}" data-value="${RANK[verdict]}"><a href="${text(grading.pageOf(submission.id, id))}" title="${text(`${submission.name}, ${id}: ${label}`)}" aria-label="${text(`${id}: ${label}`)}">${MARK[verdict]}</a></td>`
  })
  return `<tr><th scope="row" class="name" data-value="${text(submission.name)}"><a href="${text(grading.pageOf(submission.id, undefined))}">${text(submission.name)}</a>${number}${beside}</th><td class="points ${classOf(row.standing)}" data-value="${row.earned ?? -1}">${pointsText(row.earned)}<span class="soft">/${rounded(row.possible)}</span></td>${cells.join('')}</tr>`
}

/** From the worst, as a sorted column shows them. */
const RANK = { fail: 0, error: 1, warn: 2, skip: 3, info: 4, pass: 5 } as const
const MARK = { fail: '✗', error: '!', warn: '~', skip: '–', info: 'i', pass: '✓' } as const
