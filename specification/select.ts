import { SetupError } from '../harness/findings/violation.js'
import { didYouMean } from './closest.js'
import { isGraded, type RunLevel } from './level.js'
import type { Requirement, Specification } from './specification.js'

export interface Selection {
  readonly level: RunLevel
  /** identifiers to run, and no others; undefined for all */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  /** also those that need a network which can be cut and disturbed */
  readonly network?: boolean
}

/**
 * The requirements that a run is about: all of its level and below, `robust` ones at level `core` too (as warnings), `info` ones always,
 * `strict` ones only at that level or where named. Throws SetupError where a name matches nothing.
 */
export function select(specification: Specification, selection: Selection): Requirement[] {
  const requirements =
    selection.network === true
      ? [...specification.requirements, ...specification.networkRequirements]
      : specification.requirements
  const ids = requirements.map((requirement) => requirement.id)
  for (const [option, names] of [
    ['--only', selection.only],
    ['--skip', selection.skip],
  ] as const) {
    for (const name of names ?? []) {
      if (ids.includes(name)) continue
      if (specification.networkRequirements.some(({ id }) => id === name))
        throw new SetupError(`${option} ${name}: this is checked only with --isolation docker --network`)
      throw new SetupError(
        `${option} ${name}: ${specification.protocol} has no such requirement for its ${specification.role}${didYouMean(name, ids)} (sockspec list ${specification.protocol} shows them)`,
      )
    }
  }
  const named = (requirement: Requirement): boolean => selection.only?.includes(requirement.id) ?? false
  const wanted = requirements.filter(
    (requirement) =>
      (selection.only === undefined || named(requirement)) &&
      !(selection.skip?.includes(requirement.id) ?? false) &&
      (requirement.level !== 'strict' || isGraded('strict', selection.level) || named(requirement)),
  )
  if (wanted.length === 0) throw new SetupError('--only and --skip together leave no requirement to check')
  return wanted
}
