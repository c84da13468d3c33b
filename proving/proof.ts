import type { Specification } from '../specification/specification.js'
import type { Mutant } from './mutant.js'

/** What became of one mutant. */
export type Fate =
  /** some requirement fails for it, as it should */
  | 'noticed'
  /** it did change replies, and every requirement holds all the same: something is not specified yet */
  | 'unnoticed'
  /** it never found anything to change */
  | 'not-applicable'
  /** what it does is no fault over this transport, and nobody took it for one */
  | 'rightly-unnoticed'
  /** what it does is no fault over this transport, and a requirement takes it for one */
  | 'wrongly-noticed'

export interface Trial {
  readonly mutant: Mutant
  readonly fate: Fate
  /** how many replies it changed */
  readonly changes: number
  /** identifiers of the requirements that failed */
  readonly noticedBy: readonly string[]
  /** identifiers of those that nobody could judge */
  readonly undecided: readonly string[]
}

type Named = Readonly<{ id: string; title: string }>

/** What requirements notice of the mutants of a working server. */
export interface Proof {
  readonly specification: Specification
  readonly requirements: readonly Named[]
  /** those that a proxy between is enough to spoil, so that nothing can be said of them */
  readonly leftOut: readonly Named[]
  readonly trials: readonly Trial[]
}

/** Whether the requirements notice all that they should, and nothing else. */
export const isProved = ({ trials }: Proof): boolean =>
  trials.every(({ fate }) => fate !== 'unnoticed' && fate !== 'wrongly-noticed')
