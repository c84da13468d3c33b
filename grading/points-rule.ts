import { didYouMean } from '../specification/closest.js'
import { isGraded, isRunLevel, type RunLevel } from '../specification/level.js'
import type { Requirement } from '../specification/specification.js'
import type { RawPoints } from './assignment-schema.js'
import type { PointsRule } from './points.js'

/** The requirements of a task, so far as points depend on them. */
export interface Weighed {
  /** all of the feature, those that are left out among them; their levels are those of the assignment */
  readonly all: readonly Requirement[]
  /** those that are checked and can fail */
  readonly counted: readonly Requirement[]
  readonly level: RunLevel
}

/** What counts towards the points: what fails the run where it is violated. */
export const counts = ({ id, level }: Requirement, run: RunLevel, asked: readonly string[]): boolean =>
  isGraded(level, run) || (level === 'strict' && asked.includes(id))

/** TCP-ECHO-S4 is of the group S. */
export const groupOf = (id: string): string | undefined => /-([A-Z]+)\d*$/.exec(id)?.[1]

const SETTINGS = ['total', 'count', 'each']

/** Points in their long form; identifiers and groups in capitals. */
function longForm(raw: RawPoints = {}): Readonly<Record<string, number | string>> {
  if (typeof raw === 'number') return { total: raw }
  if (typeof raw === 'string') return { count: raw }
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [isReserved(key) ? key : key.toUpperCase(), value]),
  )
}

const isReserved = (key: string): boolean => SETTINGS.includes(key) || isRunLevel(key)

/** What each requirement that counts is worth: the most specific key decides, its identifier before its group, that before its level. */
export function pointsRule(raw: RawPoints | undefined, counted: readonly Requirement[]): PointsRule {
  const points = longForm(raw)
  const amount = (key: string | undefined): number | undefined => {
    const value = key === undefined || !Object.hasOwn(points, key) ? undefined : points[key]
    return typeof value === 'number' ? value : undefined
  }
  const weights = counted.map(({ id, level }) => ({
    id,
    weight: amount(id) ?? amount(groupOf(id)) ?? amount(level) ?? amount('each') ?? 1,
  }))
  return {
    count: points['count'] === 'per-cause' ? 'per-cause' : 'each',
    total: amount('total') ?? sumOf(weights),
    weights,
  }
}

/** In hundredths, so that 0.1 and 0.2 are 0.3. */
const sumOf = (weights: PointsRule['weights']): number =>
  weights.reduce((sum, { weight }) => sum + Math.round(weight * 100), 0) / 100

/** Keys that give points to nothing, in any of the tasks that they are for: each with what to do. */
export function pointsProblems(
  raw: RawPoints,
  tasks: readonly Weighed[],
): { readonly key: string | undefined; readonly what: string }[] {
  const wrong = Object.keys(typeof raw === 'object' ? raw : {}).flatMap((key) => {
    const what = SETTINGS.includes(key) ? undefined : keyProblem(key, tasks)
    return what === undefined ? [] : [{ key, what }]
  })
  if (wrong.length > 0) return wrong
  const isLost = tasks.some(({ counted }) => {
    const { total, weights } = pointsRule(raw, counted)
    return total > 0 && weights.length > 0 && sumOf(weights) === 0
  })
  return isLost
    ? [
        {
          key: undefined,
          what: 'points: every requirement is worth 0, so nobody could earn the total: give one of them more',
        },
      ]
    : []
}

function keyProblem(key: string, tasks: readonly Weighed[]): string | undefined {
  if (isRunLevel(key))
    return tasks.some(({ counted, level }) => isGraded(key, level) || counted.some((one) => one.level === key))
      ? undefined
      : `points: ${key} requirements do not count here: raise the level, promote those that should, or leave the line out`
  const name = key.toUpperCase()
  const isMeant = ({ id }: Requirement): boolean => id === name || groupOf(id) === name
  if (tasks.some(({ counted }) => counted.some(isMeant))) return undefined
  for (const { all, level } of tasks) {
    const found = all.filter(isMeant)
    const [first] = found
    if (!first) continue
    if (found.some((one) => counts(one, level, [])))
      return `points: ${key} is not checked, for only or skip leave it out`
    return `points: ${key} is ${first.level}, which level ${level} does not count: promote it, or leave the line out`
  }
  const ids = tasks.flatMap(({ all }) => all.map(({ id }) => id))
  const groups = [...new Set(ids.flatMap((id) => groupOf(id) ?? []))]
  const known = [...SETTINGS, 'core', 'robust', 'strict']
  return `points: ${key} is no requirement and no group${
    didYouMean(key.toLowerCase(), known) || didYouMean(name, ids, `; groups are ${groups.join(', ')}`)
  }`
}
