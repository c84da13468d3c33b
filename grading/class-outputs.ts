import type { Words } from '../results/words/words.js'
import { formatClassPage } from './class-page.js'
import type { ClassRecord } from './class-record.js'
import { formatGradebook, formatMoodle } from './csv.js'
import { gradebookOf, type Gradebook } from './gradebook.js'
import type { Graded } from './graded.js'
import { formatClassJUnit } from './class-junit.js'
import { formatSummary } from './class-summary.js'
import { pageOfTask } from './student-page.js'
import { writeEach, type Output, type Store } from './store.js'

/**
 * Writes what tells of the class as a whole. Each by itself: one that cannot be written costs none of the others. Gives the gradebook, and a line for each
 * that could not be written.
 */
export async function writeClass(
  store: Store,
  graded: readonly Graded[],
  record: ClassRecord,
  words: Words,
): Promise<{ readonly gradebook: Gradebook; readonly unwritten: readonly string[] }> {
  const gradebook = gradebookOf(
    graded,
    record.requirements.map(({ id }) => id),
  )
  const titles = new Map(record.requirements.map(({ id, title }) => [id, title]))
  const outputs: readonly Output[] = [
    ['class.json', () => `${JSON.stringify(record, undefined, 2)}\n`],
    ['gradebook.csv', () => formatGradebook(gradebook)],
    ['moodle.csv', () => formatMoodle(gradebook, record.title)],
    ['junit.xml', () => formatClassJUnit(gradebook, record, words)],
    ['summary.md', () => formatSummary(gradebook, record, words)],
    [
      'index.html',
      () =>
        formatClassPage(
          gradebook,
          {
            ...record,
            startedAt: new Date(record.startedAt),
            titles,
            pageOf: pageOf(new Map(graded.map((one) => [one.submission.id, one]))),
          },
          words,
        ),
    ],
  ]
  const unwritten = await writeEach(store.folder, outputs)
  return { gradebook, unwritten }
}

/** Where a requirement of a submission is told, from the class's page on. */
const pageOf =
  (graded: ReadonlyMap<string, Graded>) =>
  (id: string, requirement: string | undefined): string => {
    const tasks = graded.get(id)?.tasks ?? []
    const task = tasks.find(
      ({ outcome }) => outcome.kind === 'checked' && outcome.result.requirements.some((one) => one.id === requirement),
    )
    const page = task ? pageOfTask(task.task, tasks) : 'index.html'
    return `students/${encodeURIComponent(id)}/${page}${task && requirement !== undefined ? `#${encodeURIComponent(requirement)}` : ''}`
  }
