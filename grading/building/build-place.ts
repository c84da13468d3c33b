import type { TreeSize } from '../../harness/hosts/agent/tree-size.js'

/** One command of a build. */
export interface BuildStep {
  readonly command: readonly string[]
  readonly timeoutMs: number
  /** so much of the output's end is kept */
  readonly outputBytes: number
}

export type StepResult =
  | { readonly kind: 'ended'; readonly status: number | NodeJS.Signals; readonly output: string }
  | { readonly kind: 'timed-out'; readonly output: string }
  | { readonly kind: 'missing' }

/** Where the commands of one build run, one after another. */
export interface BuildPlace {
  run(step: BuildStep): Promise<StepResult>
  /** Brings what was built into the folder that it was opened for. Resolves with what is kept at most where it is more: then that folder is as it was. */
  keep(): Promise<TreeSize | undefined>
  /** Ends it; idempotent. */
  close(): Promise<void>
}

/** A folder with a copy of a submission, and the subfolder of it in which the commands run, `.` for itself. */
export interface BuildFolder {
  readonly folder: string
  readonly cwd: string
  /** of the commands, what the teacher has written: what that names is seen wherever it is */
  readonly named: readonly string[]
}

/** Opens one. Throws SetupError where that is not possible. */
export type OpenBuildPlace = (where: BuildFolder) => Promise<BuildPlace>
