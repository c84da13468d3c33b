import { join } from 'node:path'
import { makeFolder } from '../harness/programs/make-folder.js'
import { formatHtml } from '../results/html.js'
import { formatJson } from '../results/json.js'
import type { Report } from '../results/result.js'
import { NO_COLOURS } from '../results/palette.js'
import { formatTerminal } from '../results/terminal.js'
import type { Words } from '../results/words/words.js'
import type { Graded } from './graded.js'
import { formatGradescope } from './gradescope.js'
import { writeWhole } from './store.js'
import { formatOverview, formatUnchecked, pageOfTask } from './student-page.js'

/**
 * Writes all that is told of one submission into its folder, each file whole or not at all; graded.json last: that it is there says that the rest is.
 * `reports` by task. Rejects with the system's error.
 */
export async function writeGraded(
  folder: string,
  graded: Graded,
  words: Words,
  reports: ReadonlyMap<string, Report> = new Map(),
): Promise<void> {
  await makeFolder(folder)
  const place = (name: string): string => join(folder, name)
  for (const one of graded.tasks) {
    const page = place(pageOfTask(one.task, graded.tasks))
    const report = reports.get(one.task)
    if (report) {
      await writeWhole(page, formatHtml(report))
      await writeWhole(place(`${one.task}.json`), formatJson(report))
      await writeWhole(place(`${one.task}.txt`), formatTerminal(report, NO_COLOURS))
    } else await writeWhole(page, formatUnchecked(graded.submission.name, one, words))
  }
  if (graded.tasks.length > 1) await writeWhole(place('index.html'), formatOverview(graded, words))
  await writeWhole(place('results.json'), formatGradescope(graded, words))
  await writeWhole(place('graded.json'), JSON.stringify(graded))
}
