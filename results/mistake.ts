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

/** What the feature calls the usual mistake, where it was the scenario's own step that found something; else empty. */
export const usualMistakeOf = ({ scenario, decisive: { place } }: RequirementReport): string =>
  place === undefined || place.turn === 'own' ? (scenario?.usualMistake ?? '') : ''
