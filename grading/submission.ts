/** One student's (or group's) hand-in, as it was found. */
export interface Submission {
  /** unique in the class, and a safe name of a file: [A-Za-z0-9._-], at most 80 characters, not beginning with a dot */
  readonly id: string
  /** whose it is, as the export of the learning platform, or the folder, calls them */
  readonly name: string
  /** the student's number, where the export has one */
  readonly number?: string
  /** the folder with its files, absolute: the student's own where it was one, else where its archive was unpacked or its one file copied */
  readonly folder: string
  /** what was handed in: the path of the folder, file or archive, as given */
  readonly source: string
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
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-an-archive'; readonly format: 'zip' | 'tar' | 'unknown' }
  | { readonly kind: 'leaves-folder'; readonly entry: string }
  | { readonly kind: 'too-much'; readonly what: 'files' | 'bytes' | 'ratio' | 'depth'; readonly most: number }
