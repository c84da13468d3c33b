import type { Flaw, Progress } from '../findings/server-violation.js'
import type { Comparison } from '../findings/violation.js'

/** A judgement over the octets that have come so far. */
export type Judgement =
  /**
   * `soFar`: how far it came; `enough`: it is right already, should nothing follow; `endless`: so long that nobody waits for its end; `flaw`: what is
   * wrong with it, should nothing follow
   */
  | {
      readonly verdict: 'more'
      readonly soFar?: Progress
      readonly enough?: boolean
      readonly endless?: boolean
      readonly flaw?: Flaw
    }
  /** `miscounted`: the message is right, and its length is not; which is a requirement of its own */
  | { readonly verdict: 'right'; readonly size: number; readonly miscounted?: Miscounted }
  | { readonly verdict: 'wrong'; readonly flaw: Flaw; readonly comparison?: Comparison }

/** What a length that is not that of its message does: what is wrong with the message that it delimits, or how much of one before is left over. */
export type Miscounted = Flaw | { readonly kind: 'left-over'; readonly octets: number }
