import type { NotAFile } from '../results/words/class-labels.js'

export type { NotAFile }

/** One student's (or group's) hand-in, as it was found. */
export interface Submission {
  /** unique in the class, and a safe name of a file: [A-Za-z0-9._-], at most 80 characters, not beginning with a dot */
  readonly id: string
  /** whose it is, as the export of the learning platform, or the folder, calls them */
  readonly name: string
  /** the student's number, where the export has one */
  readonly number?: string
  /** who handed in together, where the export says so */
  readonly members?: readonly Member[]
  /** the folder with its files, absolute: a copy of what was handed in, with archives unpacked and what nobody may follow (links, devices) left out */
  readonly folder: string
  /** what was handed in: the path of the folder, file or archive, as given */
  readonly source: string
  /** the other files of a hand-in that a flattened export has scattered */
  readonly furtherSources?: readonly string[]
  /** what a teacher should know of it */
  readonly notes: readonly Note[]
}

/** One of a group. */
export interface Member {
  readonly name: string
  readonly number?: string
}

/** What was found in a class's folder. */
export interface Class {
  readonly submissions: readonly Submission[]
  /** what could not be taken (a broken archive, a bomb, an unreadable file): still a row of the gradebook, with why */
  readonly refused: readonly Refused[]
}

/** A hand-in that cannot be graded as it is. */
export interface Refused extends Omit<Submission, 'folder'> {
  readonly why: Refusal
}

/** Why a hand-in was not taken, as data. */
export type Refusal =
  | { readonly kind: 'unreadable'; readonly code: string; readonly entry?: string }
  | { readonly kind: 'empty' }
  /** it is none, or it is broken */
  | { readonly kind: 'not-an-archive'; readonly format: 'zip' | 'tar' | 'unknown' }
  /** one that we do not unpack: RAR, 7z, ... */
  | { readonly kind: 'unknown-archive'; readonly format: string }
  | { readonly kind: 'encrypted'; readonly entry: string }
  | { readonly kind: 'leaves-folder'; readonly entry: string }
  /** its name is too long for a file, or it is a file and a folder at once */
  | { readonly kind: 'unstorable'; readonly entry: string; readonly code: string }
  | { readonly kind: 'not-a-file'; readonly what: NotAFile }
  | { readonly kind: 'too-much'; readonly what: 'files' | 'bytes' | 'ratio' | 'depth'; readonly most: number }

/** What was done with a hand-in, or found in it, that changes no verdict by itself. */
export type Note =
  | { readonly kind: 'late' }
  | { readonly kind: 'left-out'; readonly entry: string; readonly what: NotAFile }
  /** so many more that are not listed */
  | { readonly kind: 'more-left-out'; readonly count: number }
  /** the platform had put a number behind its name */
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  /** an archive in the folder that was left as it is */
  | { readonly kind: 'not-unpacked'; readonly entry: string; readonly why: Refusal }
  | { readonly kind: 'line-ends-mended'; readonly file: string }
