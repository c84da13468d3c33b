import type { Report, Result } from './result.js'
import { sourceText } from './source-text.js'

/** One thing that is so of the check as a whole: whose program, where, when. */
export interface Fact {
  readonly label: string
  readonly text: string
}

/** When the check began, as people write it. */
export const startedText = ({ startedAt }: Result): string => `${startedAt.slice(0, 19).replace('T', ' ')} UTC`

/** What every report has before its verdicts. */
export function factsOf({ result, specification, words: { labels } }: Report): Fact[] {
  const { command, address, isolation, limits, lost = [], folder } = result.subject
  const fact = (label: string, text: string | undefined): Fact[] => (text === undefined ? [] : [{ label, text }])
  return [
    ...fact(labels.name, result.name),
    ...fact(address === undefined ? labels.command : labels.address, address ?? command.join(' ')),
    ...fact(labels.folder, folder),
    ...fact(labels.level, result.level),
    ...fact(labels.isolation, lost.length > 0 ? `${isolation}; ${labels.lost(lost)}` : isolation),
    ...fact(labels.limits, limits && labels.atMost(limits)),
    ...fact(labels.seed, result.seed),
    ...fact(labels.source, sourceText(specification, specification.source)),
    ...fact(labels.startedLabel, startedText(result)),
    ...fact(labels.tookLabel, `${(result.durationMs / 1000).toFixed(1)} s`),
    ...fact(labels.versionLabel, `sockspec ${result.version}`),
  ]
}
