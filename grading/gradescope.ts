import { gradescopeJson, gradescopeTest } from '../results/gradescope.js'
import type { Words } from '../results/words/words.js'
import type { Graded } from './graded.js'
import { rounded } from './gradebook.js'
import { outcomeInWords } from './outcome-words.js'

/** One submission as Gradescope's autograders say it, with the points of its assignment. */
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
      return gradescopeTest(one, { earned: rounded(earned), possible: rounded(possible) }, words)
    })
  })
  const score = tasks.some(({ points }) => points)
    ? tasks.reduce((sum, { points }) => sum + (points?.earned ?? 0), 0)
    : undefined
  return gradescopeJson({ ...(score === undefined ? {} : { score: rounded(score) }), tests })
}
