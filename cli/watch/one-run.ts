import { changeLines, changesBetween, failedIn, verdictsOf, type Verdicts } from '../../results/changes.js'
import { escapeForTerminal } from '../../results/escape.js'
import '../../engine/cucumber.js'
import { checkCommand, type Sequel } from '../check.js'
import type { RawCheckOptions } from '../check-options.js'
import { toldFailure } from '../failure.js'
import { print } from '../say.js'

/*
 * One run of `check --watch`, in a process of its own: whatever it is about, its end ends it and the program that it checks.
 */

/** What is to be checked, and what the last run found. */
export interface RunOrder {
  readonly protocol: string
  readonly command: readonly string[]
  readonly raw: RawCheckOptions
  readonly before: Verdicts
}

/** How it went. `verdicts`: none where the set-up was wrong. */
export interface RunDone {
  readonly status: number
  readonly verdicts: Verdicts | undefined
}

async function run({ protocol, command, raw, before }: RunOrder): Promise<RunDone> {
  let verdicts: Verdicts | undefined
  const sequel: Sequel = {
    // The most basic of those that failed: what it says is what the student waits for.
    first: failedIn(before).slice(0, 1),
    onFirst: ({ result, words }) => {
      for (const { verdict, id, title, observed } of result.requirements)
        print(`${words.labels.verdict[verdict]}  ${id}  ${title}${verdict === 'pass' ? '' : `: ${observed ?? ''}`}\n`)
    },
    onReport: (report) => {
      verdicts = verdictsOf(report.result)
      if (Object.keys(before).length === 0) return
      print(`${changeLines(changesBetween(before, verdicts), report.words).map(escapeForTerminal).join('\n')}\n\n`)
    },
  }
  try {
    return { status: await checkCommand(protocol, command, raw, sequel), verdicts }
  } catch (error) {
    return { status: await toldFailure(error), verdicts }
  }
}

process.once('message', (order) => {
  // All that it could say is said when it is done, and whoever ordered it is then told so.
  void run(order as RunOrder).then((done) => process.send?.(done, () => process.exit(done.status)))
})
// Nobody is there any more to order anything, or to be told.
process.once('disconnect', () => process.exit(3))
