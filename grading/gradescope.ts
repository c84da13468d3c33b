import { escapeForTerminal } from '../results/escape.js'
import type { RequirementResult } from '../results/result.js'
import type { Words } from '../results/words/words.js'
import type { Graded } from './graded.js'
import { rounded } from './gradebook.js'
import { outcomeInWords } from './outcome-words.js'

/** One submission as Gradescope's autograders say it: results.json (https://gradescope-autograders.readthedocs.io/en/latest/specs/). */
export function formatGradescope({ tasks }: Graded, words: Words): string {
  const tests = tasks.flatMap<object>(({ task, outcome, points }) => {
    if (outcome.kind !== 'checked')
      return [
        {
          name: task,
          score: 0,
          max_score: rounded(points?.possible ?? 0),
          status: 'failed',
          output: outcomeInWords(outcome, words),
        },
      ]
    const worth = new Map(points?.perRequirement.map((one) => [one.id, one]))
    return outcome.result.requirements.map((one) => {
      const { earned = 0, possible = 0 } = worth.get(one.id) ?? {}
      return {
        name: `${one.id} (${one.level}) ${one.title}`,
        score: rounded(earned),
        max_score: rounded(possible),
        ...(one.verdict === 'pass' ? { status: 'passed' } : one.verdict === 'fail' ? { status: 'failed' } : {}),
        output: outputOf(one, words),
        output_format: 'text',
      }
    })
  })
  const score = tasks.some(({ points }) => points)
    ? tasks.reduce((sum, { points }) => sum + (points?.earned ?? 0), 0)
    : undefined
  return `${JSON.stringify({ ...(score === undefined ? {} : { score: rounded(score) }), visibility: 'visible', tests }, undefined, 2)}\n`
}

const outputOf = ({ verdict, observed, diagnosis, notes = [] }: RequirementResult, { labels }: Words): string =>
  escapeForTerminal(
    [
      `${labels.verdict[verdict]}${observed === undefined ? '' : `: ${observed}`}`,
      ...(diagnosis?.text === undefined ? [] : [`${labels.likely}: ${diagnosis.text}`]),
      ...notes.map((note) => `${labels.note}: ${note}`),
    ].join('\n'),
  )
