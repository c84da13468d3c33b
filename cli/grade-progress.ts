import { join } from 'node:path'
import type { Graded } from '../grading/graded.js'
import { isInconclusive, overall } from '../grading/graded.js'
import { commonestFailures } from '../grading/statistics.js'
import { pointsText, type Gradebook } from '../grading/gradebook.js'
import type { Watcher } from '../grading/grade.js'
import { outcomeInWords } from '../grading/outcome-words.js'
import { plural } from '../results/words/en/numbers.js'
import type { Words } from '../results/words/words.js'
import { Progress } from './progress.js'

/** What a teacher sees while a class is graded: on a terminal one line that moves, and a line for each submission; elsewhere the lines alone. */
export class GradeProgress {
  readonly #progress: Progress
  readonly #running = new Map<string, { readonly name: string; done: number; all: number }>()
  #began = performance.now()
  #done = 0
  #all = 0
  #worst: { readonly name: string; readonly share: number } | undefined

  constructor(
    stream: NodeJS.WriteStream,
    private readonly quiet: boolean,
    private readonly words: Words,
  ) {
    this.#progress = new Progress(stream)
  }

  say(text: string): void {
    this.#progress.say(text)
  }

  /** `onInconclusive` is told of each submission with a verdict that nobody could give. */
  watcher(onInconclusive: () => void): Watcher {
    return {
      begun: (toGrade, kept) => {
        this.#began = performance.now()
        this.#all = toGrade
        if (!this.quiet) this.say(`${plural(toGrade, 'submission')} to grade${kept > 0 ? `, ${kept} as before` : ''}`)
      },
      undecided: (names, file) => {
        this.say(
          `sockspec: of ${names.join(', ')} it is not clear what is to be started: say it in ${file}, and go on with --resume`,
        )
      },
      builtHere: (count) => {
        this.say(
          `sockspec: ${plural(count, 'submission')} will be built on this machine itself: what a Makefile does it does with your rights (only --isolation sandbox keeps it apart)`,
        )
      },
      started: ({ id, name }) => void this.#running.set(id, { name, done: 0, all: 0 }),
      progress: ({ id }, done, all) => {
        const one = this.#running.get(id)
        if (one) Object.assign(one, { done, all })
        this.#show()
      },
      graded: (graded) => {
        this.#running.delete(graded.submission.id)
        this.#done++
        this.#note(graded)
        if (isInconclusive(graded)) onInconclusive()
        this.say(this.#lineOf(graded))
        this.#show()
      },
    }
  }

  /** The class in a few lines, and where everything is. */
  ended(gradebook: Gradebook, folder: string, isInterrupted: boolean): void {
    const { classLabels: labels } = this.words
    if (isInterrupted)
      this.say(`sockspec: interrupted; what was graded is in ${folder}, and --resume goes on from there`)
    if (this.quiet) return
    const count = (standing: string): number => gradebook.rows.filter((row) => row.standing === standing).length
    this.say('')
    this.say(
      `${labels.submissions(gradebook.rows.length)}: ${(['pass', 'fail', 'error', 'not graded'] as const)
        .filter((standing) => count(standing) > 0)
        .map((standing) => `${count(standing)} ${labels.standing[standing]}`)
        .join(', ')}`,
    )
    const [first] = commonestFailures(gradebook)
    if (first) this.say(`${labels.commonest}: ${first.id} (${labels.failedBy(first.failed, first.judged)})`)
    const open = gradebook.rows.filter((row) => row.open.length > 0 || row.standing === 'not graded')
    if (open.length > 0) this.say(`${labels.toLookAt}: ${open.map(({ graded }) => graded.submission.name).join(', ')}`)
    this.say(`${join(folder, 'gradebook.csv')}  ${join(folder, 'index.html')}`)
  }

  #lineOf(graded: Graded): string {
    const { classLabels: labels } = this.words
    const parts = graded.tasks.map(({ outcome, points }) => {
      if (outcome.kind !== 'checked') return outcomeInWords(outcome, this.words)
      const { pass, fail } = outcome.result.counts
      return `${pass}/${pass + fail}${points ? `  ${labels.pointsOf(pointsText(points.earned), pointsText(points.possible))} ${labels.points}` : ''}`
    })
    return `${labels.standing[overall(graded)].padEnd(10)}  ${graded.submission.name}  ${parts.join('; ')}`
  }

  #note(graded: Graded): void {
    const counts = graded.tasks.flatMap(({ outcome }) => (outcome.kind === 'checked' ? outcome.result.counts : []))
    const failed = counts.reduce((sum, { fail }) => sum + fail, 0)
    const judged = counts.reduce((sum, { fail, pass }) => sum + fail + pass, 0)
    const share = judged === 0 ? 0 : failed / judged
    if (!this.#worst || share > this.#worst.share) this.#worst = { name: graded.submission.name, share }
  }

  #show(): void {
    const left = this.#all - this.#done
    const perSubmission = (performance.now() - this.#began) / Math.max(1, this.#done)
    const remaining = this.#done === 0 || left <= 0 ? '' : `, about ${duration(perSubmission * left)} left`
    const worst =
      this.#worst && this.#worst.share > 0
        ? `, worst so far ${this.#worst.name} (${Math.round(100 * this.#worst.share)} % failed)`
        : ''
    this.#progress.show(`${this.#done} of ${this.#all} done, ${this.#running.size} running${remaining}${worst}`)
  }
}

const duration = (ms: number): string => (ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`)
