import type { Comparison } from '../findings/violation.js'

/** A judgement over the octets that have come so far. */
export type Judgement =
  /** `soFar`: how far it came, in words; `enough`: it is right already, should nothing follow */
  | { readonly verdict: 'more'; readonly soFar?: string; readonly enough?: boolean }
  | { readonly verdict: 'right'; readonly size: number }
  | { readonly verdict: 'wrong'; readonly why: string; readonly comparison?: Comparison }
