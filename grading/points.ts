import type { Verdict } from '../results/verdict.js'

/** What the requirements of a task are worth: resolved, so that nothing is left to decide when points are given. */
export interface PointsRule {
  /** whether each failed requirement loses its points, or each cause once */
  readonly count: 'each' | 'per-cause'
  /** what the task is worth; two decimals at most */
  readonly total: number
  /** the shares of the total, of every requirement that counts, in the order of the feature; two decimals at most */
  readonly weights: readonly { readonly id: string; readonly weight: number }[]
}

/** One requirement's result, so far as points depend on it. */
export interface Judged {
  readonly id: string
  readonly verdict: Verdict
  /** the cause that was named for its failure */
  readonly cause?: string | undefined
}

/**
 * How a requirement's points went. `spared`: it failed, for a cause that another requirement has paid for already (per-cause only).
 * `not judged`: nothing is known against the program, so the points stay; a person may look.
 */
export type PointsState = 'earned' | 'lost' | 'spared' | 'not judged'

export interface RequirementPoints {
  readonly id: string
  readonly earned: number
  readonly possible: number
  readonly state: PointsState
  /** of what was spared: the requirement that lost its points for the same cause */
  readonly paidBy?: string
}

export interface Points {
  readonly earned: number
  readonly possible: number
  /** of every requirement that counts, in the order of the rule */
  readonly perRequirement: readonly RequirementPoints[]
  /** requirements that were not judged, for the teacher to look at */
  readonly open: readonly string[]
  /** how much of what was earned stands open: it was given because nothing was judged */
  readonly openPoints: number
}

/**
 * The points of one task. All begin with the whole total, and only a failure takes something away: `skip` and `error` are no failure of the
 * program's, so their points stay and are listed as open. (To take them out of the total instead would make every other requirement
 * weigh more, and so cost points after all where one of those failed.) A requirement without any result is not judged either.
 * Amounts are exact until the end, where each is rounded to two decimals; so those of single requirements may not sum to the whole.
 */
export function pointsOf(rule: PointsRule, results: readonly Judged[]): Points {
  const judged = new Map(results.map((result) => [result.id, result]))
  const payers = rule.count === 'per-cause' ? payersOf(rule, judged) : undefined
  const amount = inShares(rule)
  const rows = rule.weights.map(({ id, weight }) => {
    const result = judged.get(id)
    const payer = result?.cause === undefined ? undefined : payers?.get(result.cause)
    const state = stateOf(result, payer)
    return { id, weight, state, ...(state === 'spared' && payer !== undefined ? { paidBy: payer } : {}) }
  })
  const sum = (chosen: (state: PointsState) => boolean): number =>
    amount(rows.filter(({ state }) => chosen(state)).map(({ weight }) => weight))
  return {
    earned: sum((state) => state !== 'lost'),
    possible: amount(rows.map(({ weight }) => weight)),
    perRequirement: rows.map(({ weight, ...row }) => ({
      ...row,
      earned: row.state === 'lost' ? 0 : amount([weight]),
      possible: amount([weight]),
    })),
    open: rows.filter(({ state }) => state === 'not judged').map(({ id }) => id),
    openPoints: sum((state) => state === 'not judged'),
  }
}

function stateOf(result: Judged | undefined, payer: string | undefined): PointsState {
  switch (result?.verdict) {
    case undefined:
    case 'skip':
    case 'error':
      return 'not judged'
    case 'fail':
      return payer === undefined || payer === result.id ? 'lost' : 'spared'
    // What only warns, or informs, is not held against anybody.
    case 'pass':
    case 'warn':
    case 'info':
      return 'earned'
  }
}

/** For each cause the requirement that pays for it: the one of most weight among those that failed for it, of equal ones the first. */
function payersOf(rule: PointsRule, judged: ReadonlyMap<string, Judged>): ReadonlyMap<string, string> {
  const payers = new Map<string, { readonly id: string; readonly weight: number }>()
  for (const share of rule.weights) {
    const { verdict, cause } = judged.get(share.id) ?? {}
    if (verdict !== 'fail' || cause === undefined) continue
    const payer = payers.get(cause)
    if (payer === undefined || share.weight > payer.weight) payers.set(cause, share)
  }
  return new Map([...payers].map(([cause, { id }]) => [cause, id]))
}

const HUNDREDTHS = 100
const hundredths = (amount: number): bigint => BigInt(Math.round(amount * HUNDREDTHS))

/** What some shares come to, of the total: in whole numbers, so that nothing is rounded but the result (a half up). */
function inShares({ total, weights }: PointsRule): (shares: readonly number[]) => number {
  const sumOf = (shares: readonly number[]): bigint => shares.reduce((sum, share) => sum + hundredths(share), 0n)
  const all = sumOf(weights.map(({ weight }) => weight))
  return (shares) => (all === 0n ? 0 : Number((2n * hundredths(total) * sumOf(shares) + all) / (2n * all)) / HUNDREDTHS)
}
