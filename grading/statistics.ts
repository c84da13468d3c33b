import type { Gradebook, GradebookRow } from './gradebook.js'

export interface Failure {
  readonly id: string
  readonly failed: number
  readonly judged: number
}

/** The requirements that anybody has failed, the commonest first; of equal ones in the order of the gradebook. */
export function commonestFailures({ requirements, rows }: Gradebook): Failure[] {
  return requirements
    .map((id, index) => {
      const verdicts = rows.flatMap(({ verdicts: all }) => all[index] ?? [])
      return {
        id,
        failed: verdicts.filter((verdict) => verdict === 'fail').length,
        judged: verdicts.filter((verdict) => verdict === 'fail' || verdict === 'pass').length,
      }
    })
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed)
}

export interface Bin {
  /** points, inclusive but for the last bin's upper end, which is inclusive too */
  readonly from: number
  readonly to: number
  readonly count: number
}

const BINS = 10

/** How many submissions have how many points: tenths of what was possible. Those that were not graded do not count. */
export function histogramOf(rows: readonly GradebookRow[]): Bin[] {
  const most = Math.max(0, ...rows.map(({ possible }) => possible))
  const points = rows.flatMap(({ earned }) => earned ?? [])
  return Array.from({ length: BINS }, (_, index) => {
    const [from, to] = [(most * index) / BINS, (most * (index + 1)) / BINS]
    const isLast = index === BINS - 1
    return { from, to, count: points.filter((earned) => earned >= from && (isLast || earned < to)).length }
  })
}
