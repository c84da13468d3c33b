import type { Report } from './result.js'

/** The verdict on all of it, in words: of a check that was interrupted that is what is said first, unless something failed. */
export function overallText({
  result: { verdict, interrupted },
  words: { labels },
}: Pick<Report, 'result' | 'words'>): string {
  if (interrupted !== true) return labels.overall[verdict]
  return verdict === 'fail' ? `${labels.overall.fail}; ${labels.interrupted}` : labels.interrupted
}
