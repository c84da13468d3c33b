import type { Words } from '../results/words/words.js'
import type { NotBuilt, Outcome } from './graded.js'
import type { Refusal } from './submission.js'

/** What became of a task that was not checked, in a sentence. */
export function outcomeInWords(outcome: Exclude<Outcome, { kind: 'checked' }>, words: Words): string {
  const { outcome: say } = words.classLabels
  switch (outcome.kind) {
    case 'not-built':
      return say.notBuilt(outcome.command.join(' '), notBuilt(outcome.how, words))
    case 'undecided':
      return say.undecided(outcome.candidates.join(', '))
    case 'nothing-to-start':
      return say.nothingToStart(outcome.wanted)
    case 'refused':
      return refusal(outcome.why, words)
    case 'left-out':
      return say.leftOut
    case 'not-set-up':
      return say.notSetUp(outcome.message)
    case 'broke-off':
      return say.brokeOff(outcome.message)
  }
}

function notBuilt(how: NotBuilt, { classLabels: { outcome: say } }: Words): string {
  switch (how.kind) {
    case 'status':
      return say.status(how.status)
    case 'signal':
      return say.signal(how.signal)
    case 'too-long':
      return say.tooLong((how.ms / 1000).toFixed(0))
    case 'no-such-tool':
      return say.noSuchTool(how.tool)
  }
}

function refusal(why: Refusal, words: Words): string {
  const { outcome: say } = words.classLabels
  switch (why.kind) {
    case 'unreadable':
      return say.unreadable(why.code)
    case 'empty':
      return say.empty
    case 'not-an-archive':
      return say.notAnArchive(why.format)
    case 'leaves-folder':
      return say.leavesFolder(why.entry)
    case 'too-much':
      return say.tooMuch(why.what, words.number(why.most))
  }
}
