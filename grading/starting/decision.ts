import type { OwnFileProblem } from '../../results/words/class-labels.js'

export type { OwnFileProblem }

/** Which side of the protocol a program is to be. */
export type Role = 'server' | 'client'

/** What an assignment says of starting; nothing where that is left to the submissions. */
export interface StartTask {
  readonly role: Role
  /** the command, as words; its script or program may lie in a subfolder of the submission */
  readonly start?: readonly string[]
  /** the command that builds it, as words */
  readonly build?: readonly string[]
  /** the port that is written into the programs: then they get none in their command */
  readonly port?: number
  /** names that the platform had changed: of an assignment's script either is meant */
  readonly renamed?: readonly { readonly from: string; readonly to: string }[]
}

export type Language = 'python' | 'java' | 'c' | 'c++' | 'node' | 'go' | 'rust' | 'perl' | 'shell'

/** How a program is started. */
export interface Start {
  /** with `{port}`, `{host}` where they go */
  readonly command: readonly string[]
  /** the folder in the submission, from its root, `.` for that itself */
  readonly cwd: string
  /** commands to run there before, one after another */
  readonly build?: readonly (readonly string[])[]
  readonly how: 'sockspec.yaml' | 'assignment' | 'run.sh' | 'Makefile' | 'detected' | 'to-decide.yaml'
  readonly language?: Language
}

/** The words of its command, where it is the teacher's; those that a submission has chosen name nothing that it may have. */
export const teachersWords = ({ command, how }: Start): readonly string[] =>
  how === 'assignment' || how === 'to-decide.yaml' ? command : []

export type StartDecision =
  | ({ readonly kind: 'start' } & Start)
  /** several fit equally, or one that may be something else: the teacher says */
  | { readonly kind: 'undecided'; readonly candidates: readonly Start[] }
  | { readonly kind: 'nothing'; readonly why: NothingToStart }

export type NothingToStart =
  /** no file is a program that we know how to start */
  | { readonly kind: 'no-program' }
  /** the file that the assignment's command names */
  | { readonly kind: 'missing'; readonly file: string }
  /** the submission's own sockspec.yaml is wrong */
  | {
      readonly kind: 'own-file'
      readonly file: string
      readonly line: number
      readonly column: number
      readonly problem: OwnFileProblem
    }

/** What is put behind a command of our own, so that the program learns where. */
export const placeholdersFor = ({ role, port }: StartTask): string[] =>
  port !== undefined ? [] : role === 'server' ? ['{port}'] : ['{host}', '{port}']
