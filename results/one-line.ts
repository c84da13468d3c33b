import { escapeLine } from './escape.js'
import type { Report } from './result.js'

/** The report in one line: the verdict, whose, how many passed of those that were judged, and what failed or was not judged. */
export function formatOneLine({ result, words: { labels } }: Report): string {
  const { counts, name, subject, verdict, interrupted } = result
  const ids = (wanted: 'fail' | 'error'): string[] => {
    const found = result.requirements.filter((one) => one.verdict === wanted).map(({ id }) => id)
    return found.length === 0 ? [] : [`${labels.verdict[wanted]}: ${found.join(', ')}`]
  }
  const parts = [
    labels.verdict[verdict].padEnd(5),
    `${result.protocol} ${result.role}`,
    name ?? subject.address ?? subject.command.join(' '),
    `${counts.pass}/${counts.pass + counts.fail}`,
    ...ids('fail'),
    ...ids('error'),
    ...(interrupted === true ? [labels.interrupted] : []),
  ]
  return `${escapeLine(parts.join('  '))}\n`
}
