import { escapeForHtml, escapeLine } from '../results/escape.js'
import type { Words } from '../results/words/words.js'
import type { Graded, GradedTask } from './graded.js'
import { pointsText } from './gradebook.js'
import { noteInWords, outcomeInWords } from './outcome-words.js'

const text = (value: string): string => escapeForHtml(escapeLine(value))

/** The name of the page that tells a task, beside the student's other files. */
export const pageOfTask = (task: string, tasks: readonly unknown[]): string =>
  tasks.length === 1 ? 'index.html' : `${task}.html`

/** Where a task was not checked: why, and what was said meanwhile. */
export function formatUnchecked(name: string, { task, outcome, notes }: GradedTask, words: Words): string {
  if (outcome.kind === 'checked') throw new Error(`${task} was checked: it has a report`)
  const { classLabels: labels } = words
  const output =
    outcome.kind === 'not-built' && 'output' in outcome.build && outcome.build.output !== ''
      ? `<h2>${labels.outcome.buildOutput}</h2><pre>${escapeForHtml(outcome.build.output)}</pre>`
      : ''
  return page(
    `${name}: ${task}`,
    words,
    `<p><strong>${text(outcomeInWords(outcome, words))}</strong></p>${output}${notes.map((note) => `<p>${text(noteInWords(note, words))}</p>`).join('')}`,
  )
}

/** Where an assignment has several tasks: where each is told. */
export function formatOverview({ submission, tasks }: Graded, words: Words): string {
  const { classLabels: labels } = words
  const rows = tasks.map((one) => {
    const { task, outcome, points } = one
    const said = outcome.kind === 'checked' ? labels.standing[outcome.result.verdict] : outcomeInWords(outcome, words)
    return `<li><a href="${text(pageOfTask(task, tasks))}">${text(task)}</a>: ${text(said)}${points ? `, ${labels.pointsOf(pointsText(points.earned), pointsText(points.possible))}` : ''}</li>`
  })
  return page(submission.name, words, `<h2>${labels.tasks}</h2><ul>${rows.join('')}</ul>`)
}

const page = (title: string, words: Words, body: string): string => `<!DOCTYPE html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; } pre { overflow-x: auto; background: #8882; padding: .7rem; }</style>
</head>
<body><h1>${text(title)}</h1>${body}</body>
</html>
`
