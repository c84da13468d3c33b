import type { GherkinDocument, PickleStep } from '@cucumber/messages'
import type { Turn } from '../harness/findings/observation.js'

/** The steps of the Backgrounds of a feature file, by their identifiers; one file's scenarios all ask for the same. */
const backgrounds = new WeakMap<GherkinDocument, ReadonlySet<string>>()

/** Whose turn a step is: of a scenario, what it expects (Then) is its own affair, and what is given and done before only leads there. */
export function turnOf({ astNodeIds, type }: PickleStep, document: GherkinDocument): Turn {
  let background = backgrounds.get(document)
  if (!background) backgrounds.set(document, (background = backgroundSteps(document)))
  if (astNodeIds.some((id) => background.has(id))) return 'background'
  return type === 'Outcome' ? 'own' : 'leading'
}

function backgroundSteps({ feature }: GherkinDocument): ReadonlySet<string> {
  const children = (feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])])
  return new Set(children.flatMap(({ background }) => background?.steps.map(({ id }) => id) ?? []))
}
