import type { Flaw, Progress } from '../findings/server-violation.js'
import type { Comparison } from '../findings/violation.js'

/** A judgement over the octets that have come so far. */
export type Judgement =
  /** `soFar`: how far it came; `enough`: it is right already, should nothing follow; `endless`: so long that nobody waits for its end */
  | { readonly verdict: 'more'; readonly soFar?: Progress; readonly enough?: boolean; readonly endless?: boolean }
  | { readonly verdict: 'right'; readonly size: number }
  | { readonly verdict: 'wrong'; readonly flaw: Flaw; readonly comparison?: Comparison }
