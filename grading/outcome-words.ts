import type { Words } from '../results/words/words.js'
import type { BuildResult } from './building/build-result.js'
import type { Outcome } from './graded.js'
import type { NothingToStart } from './starting/decision.js'
import type { Note, Refusal } from './submission.js'

/** What became of a task that was not checked, in a sentence. */
export function outcomeInWords(outcome: Exclude<Outcome, { kind: 'checked' }>, words: Words): string {
  const { outcome: say } = words.classLabels
  switch (outcome.kind) {
    case 'not-built':
      return notBuilt(outcome.build, words)
    case 'undecided':
      return say.undecided(outcome.candidates.map(({ command }) => command.join(' ')).join(', '))
    case 'nothing-to-start':
      return nothingToStart(outcome.why, words)
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

function notBuilt(build: Exclude<BuildResult, { kind: 'built' }>, words: Words): string {
  const { outcome: say } = words.classLabels
  const command = build.command.join(' ')
  switch (build.kind) {
    case 'failed':
      return say.notBuilt(
        command,
        typeof build.status === 'number' ? say.status(build.status) : say.signal(build.status),
      )
    case 'timed-out':
      return say.notBuilt(command, say.tooLong((build.afterMs / 1000).toFixed(0)))
    case 'tool-missing':
      return say.notBuilt(command, say.noSuchTool(build.tool))
    case 'too-much':
      return say.notBuilt(
        command,
        say.leavesTooMuch(words.number(build.most.octets >> 20), words.number(build.most.files)),
      )
  }
}

function nothingToStart(why: NothingToStart, { classLabels: { outcome: say } }: Words): string {
  switch (why.kind) {
    case 'no-program':
      return say.nothingToStart(undefined)
    case 'missing':
      return say.nothingToStart(why.file)
    case 'own-file':
      return say.ownFile(`${why.file}:${why.line}:${why.column}`, say.ownFileProblem(why.problem))
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
