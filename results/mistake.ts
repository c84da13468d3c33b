import type { Finding } from '../harness/findings/finding.js'
import type { ScenarioPlan } from '../specification/specification.js'
import type { RequirementReport } from './result.js'

/** What is told of the mistake behind a failure: the likely one, where the evidence names it; else the one that is usual there. */
export interface Mistake {
  readonly kind: 'likely' | 'usual'
  readonly text: string
}

/**
 * The mistake that is told of a failure, in every form of report. What is usual where a requirement is violated says nothing of a failure on the way
 * there, which another requirement is about, and nothing of what nobody judged.
 */
export function mistakeOf(one: RequirementReport): Mistake | undefined {
  const { result } = one
  if (result.verdict === 'error') return undefined
  if (result.diagnosis?.text !== undefined) return { kind: 'likely', text: result.diagnosis.text }
  const usual = usualMistakeOf(one)
  return usual === '' ? undefined : { kind: 'usual', text: usual }
}

/**
 * The mistake that is told of requirements that fall to one cause. What is usual where one of them is violated is no explanation of the others, unless it
 * is usual there too.
 */
export function mistakeOfAll([first, ...others]: readonly [RequirementReport, ...RequirementReport[]]): Mistake | undefined {
  const mistake = mistakeOf(first)
  if (mistake?.kind !== 'usual') return mistake
  return others.every((other) => usualMistakeOf(other) === mistake.text) ? mistake : undefined
}

/** What the feature calls the usual mistake, where it was the scenario's own step that found something; else empty. */
export const usualMistakeOf = ({ scenario, decisive }: RequirementReport): string =>
  scenario && isItsOwn(scenario, decisive) ? scenario.usualMistake : ''

/** A scenario about a restart is about that: a server that came up again has not made its mistake. */
function isItsOwn({ restarts }: ScenarioPlan, { observation, place }: Finding): boolean {
  if (!restarts) return place === undefined || place.turn === 'own'
  return observation?.kind === 'not-started-again' || (observation?.kind === 'exited-at-start' && observation.again)
}
