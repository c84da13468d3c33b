import type { Words } from '../results/words/words.js'
import type { NotBuilt, Outcome } from './graded.js'
import type { Note, Refusal } from './submission.js'

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

/** What a teacher or a student should know of a hand-in beside its verdicts. */
export function noteInWords(note: Note, words: Words): string {
  const { note: say } = words.classLabels
  switch (note.kind) {
    case 'late':
      return say.late
    case 'left-out':
      return say.leftOut(note.entry, note.what)
    case 'more-left-out':
      return say.moreLeftOut(note.count)
    case 'renamed':
      return say.renamed(note.from, note.to)
    case 'not-unpacked':
      return say.notUnpacked(note.entry, refusal(note.why, words))
    case 'line-ends-mended':
      return say.lineEndsMended(note.file)
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
    case 'unknown-archive':
      return say.unknownArchive(why.format)
    case 'encrypted':
      return say.encrypted(why.entry)
    case 'unstorable':
      return say.unstorable(why.entry, why.code)
    case 'not-a-file':
      return say.notAFile(why.what)
    case 'leaves-folder':
      return say.leavesFolder(why.entry)
    case 'too-much':
      return say.tooMuch(why.what, words.number(why.most))
  }
}
