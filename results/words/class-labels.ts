import type { InteropLabels } from './interop-labels.js'

/** What may lie in a folder or an archive, and is neither file nor folder. */
export type NotAFile = 'symbolic-link' | 'hard-link' | 'device' | 'fifo' | 'socket' | 'unknown'

/** What can be wrong with a submission's own sockspec.yaml. */
export type OwnFileProblem =
  /** with the parser's words */
  | { readonly kind: 'not-yaml'; readonly says: string }
  | { readonly kind: 'no-start' }
  | { readonly kind: 'unknown-key'; readonly key: string }
  | { readonly kind: 'not-a-command'; readonly key: string }

/** What the page and the tables of a class say, in one language. */
export interface ClassLabels {
  readonly title: (assignment: string) => string
  readonly submissions: (count: number) => string
  readonly graded: string
  readonly commonest: string
  readonly nothingFailed: string
  readonly failedBy: (count: number, all: number) => string
  readonly distribution: string
  readonly pointsOf: (earned: string, possible: string) => string
  readonly studentsWith: (count: number, from: string, to: string) => string
  readonly everyone: string
  readonly student: string
  readonly number: string
  readonly points: string
  readonly toLookAt: string
  readonly sortHint: string
  readonly notJudged: string
  readonly report: string
  readonly standing: Readonly<Record<'pass' | 'fail' | 'error' | 'not graded', string>>
  readonly differentIsolations: (parts: string) => string
  readonly tasks: string
  readonly interop: InteropLabels
  readonly note: {
    readonly late: string
    readonly leftOut: (entry: string, what: NotAFile) => string
    readonly moreLeftOut: (count: number) => string
    readonly renamed: (from: string, to: string) => string
    readonly notUnpacked: (entry: string, why: string) => string
    readonly lineEndsMended: (file: string) => string
  }
  readonly outcome: {
    readonly notBuilt: (command: string, how: string) => string
    readonly status: (status: number) => string
    readonly signal: (signal: string) => string
    readonly tooLong: (seconds: string) => string
    readonly noSuchTool: (tool: string) => string
    readonly leavesTooMuch: (mebibytes: string, files: string) => string
    readonly buildOutput: string
    readonly undecided: (candidates: string) => string
    readonly nothingToStart: (wanted: string | undefined) => string
    readonly ownFile: (place: string, problem: string) => string
    readonly ownFileProblem: (problem: OwnFileProblem) => string
    readonly unreadable: (code: string) => string
    readonly empty: string
    readonly notAnArchive: (format: string) => string
    readonly unknownArchive: (format: string) => string
    readonly encrypted: (entry: string) => string
    readonly unstorable: (entry: string, code: string) => string
    readonly notAFile: (what: NotAFile) => string
    readonly leavesFolder: (entry: string) => string
    readonly tooMuch: (what: 'files' | 'bytes' | 'ratio' | 'depth', most: string) => string
    readonly leftOut: string
    readonly notSetUp: (message: string) => string
    readonly brokeOff: (message: string) => string
  }
}
