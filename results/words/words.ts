import type { Ending } from '../../harness/findings/ending.js'
import type { Note, Observation, Seen } from '../../harness/findings/observation.js'
import type { Waiting } from '../../harness/findings/waiting.js'
import type { WireNote } from '../../harness/findings/stimulus.js'
import type { MissingWithPipes } from '../../harness/findings/with-pipes.js'
import type { CauseFound } from '../causes.js'
import type { Language } from '../language.js'
import type { ClassLabels } from './class-labels.js'
import type { Labels } from './labels.js'

/**
 * All that a report says, in one language. The harness finds values, results reason about them, and here they become sentences. A further
 * language is one more implementation of this interface; the compiler names what it does not say.
 */
export interface Words {
  /** its tag of BCP 47, for pages */
  readonly tag: string
  /** what was wrong, why nothing could be observed, or how the harness failed: one line */
  observation(observation: Observation): string
  /** what an `info` requirement has seen */
  seen(seen: Seen): string
  /** a remark beside a verdict */
  note(note: Note): string
  /** the same for a program that did on a terminal what was missing with pipes */
  onlyOnTerminal(missing: MissingWithPipes, language: Language): string
  /** a likely mistake and what to do about it, in terms of the submission's own programming language */
  cause(cause: CauseFound, language: Language): string
  /** how a program ended */
  ending(ending: Ending): string
  /** what is of note and crossed no wire */
  wireNote(note: WireNote): string
  /** what is waited for, while a check is under way */
  waiting(waiting: Waiting): string
  readonly labels: Labels
  /** what the page of a class says */
  readonly classLabels: ClassLabels
  /** 100000 as `100 000`, or as the language has it */
  number(count: number): string
  bytes(count: number): string
  /** a time, ms */
  time(ms: number): string
}

/** What is said of each kind of a union: a key that is missing does not compile. */
export type Table<U extends { readonly kind: string }> = {
  readonly [K in U['kind']]: (it: Select<U, K>) => string
}

/** The members of a union that can have this kind. */
type Select<U, K> = U extends { readonly kind: infer X } ? (K extends X ? U : never) : never

/** Says a value by its table. */
export const say = <U extends { readonly kind: string }>(table: Table<U>, it: U): string =>
  (table[it.kind as U['kind']] as (it: U) => string)(it)
