import type { Feature, Pickle, Scenario, Tag } from '@cucumber/messages'
import { descriptionOf, linesOf, said, SCENARIO_KEYS, type Description, type ScenarioKey } from './description.js'
import { didYouMean } from './closest.js'
import { placeOf } from './gherkin.js'
import { isLevel, type Level } from './level.js'
import type { Mistakes, Place } from './mistake.js'
import type { Requirement, ScenarioPlan } from './specification.js'

/** An identifier such as TCP-ECHO-S4; the tag of the level is in lower case. */
const ID = /^@([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)$/

/** A scenario or rule that carries the tags of a requirement. */
export interface Tagged extends Place {
  readonly name: string
  readonly about: Description<ScenarioKey>
  readonly tags: readonly string[]
  readonly scenarios: readonly Scenario[]
}

/** The scenarios and rules of a feature that are requirements. */
export function taggedOf(feature: Feature, source: readonly string[], mistakes: Mistakes): Tagged[] {
  type Node = Pick<Scenario, 'name' | 'description' | 'location'> & { readonly tags: readonly Tag[] }
  const about = (node: Node): Description<ScenarioKey> => descriptionOf(linesOf(node, source), SCENARIO_KEYS, mistakes)
  const tagged = (node: Node, scenarios: readonly Scenario[]): Tagged => ({
    ...placeOf(node),
    name: node.name,
    about: about(node),
    tags: node.tags.map(({ name }) => name),
    scenarios,
  })
  return feature.children.flatMap(({ scenario, rule }) => {
    if (scenario) return [tagged(scenario, [scenario])]
    if (!rule) return []
    const inRule = rule.children.flatMap((child) => child.scenario ?? [])
    return rule.tags.length > 0 ? [tagged(rule, inRule)] : inRule.map((one) => tagged(one, [one]))
  })
}

/** What the requirements of one feature file are made from. */
interface Source {
  readonly pickles: readonly Pickle[]
  /** the file's path for people, and its name */
  readonly path: string
  readonly file: string
}

/** The requirements of a feature; what lacks its identifier, level or steps is told as a mistake, and left out. */
export function requirementsOf(all: readonly Tagged[], source: Source, mistakes: Mistakes): Requirement[] {
  const out = new Map<string, Requirement>()
  let last: string | undefined
  for (const tagged of all) {
    const requirement = requirementOf(tagged, source, mistakes)
    if (!requirement) continue
    const { id } = requirement
    const earlier = out.get(id)
    if (earlier && last !== id)
      mistakes.add(
        tagged,
        `${id} is the identifier of another requirement, in line ${earlier.line}; give this one its own, or let it stand directly behind that one if both are one requirement`,
      )
    else if (earlier && earlier.level !== requirement.level)
      mistakes.add(tagged, `${id} is @${requirement.level} here, but @${earlier.level} in line ${earlier.line}`)
    else if (earlier && earlier.disturbs !== requirement.disturbs)
      mistakes.add(
        tagged,
        `${id} is ${requirement.disturbs ? '' : 'not '}tagged @network here, but it is ${requirement.disturbs ? 'not ' : ''}in line ${earlier.line}`,
      )
    out.set(id, earlier ? { ...earlier, scenarios: [...earlier.scenarios, ...requirement.scenarios] } : requirement)
    last = id
  }
  return [...out.values()]
}

function requirementOf(tagged: Tagged, { pickles, path, file }: Source, mistakes: Mistakes): Requirement | undefined {
  const { name, about, tags } = tagged
  const ids = tags.flatMap((tag) => ID.exec(tag)?.[1] ?? [])
  const levels = tags.map((tag) => tag.slice(1)).filter(isLevel)
  const [id] = ids
  const [level] = levels
  if (id === undefined || ids.length > 1)
    mistakes.add(tagged, `"${name}" needs exactly one tag with its identifier, as in @TCP-ECHO-S1`)
  if (level === undefined || levels.length > 1)
    mistakes.add(
      tagged,
      `"${name}"${id === undefined ? '' : ` (${id})`} needs exactly one tag with its level: @core, @robust, @strict or @info${levels.length > 0 ? '' : slipOf(tags)}`,
    )
  const scenarios = tagged.scenarios.flatMap((scenario) => {
    const own = pickles.filter(({ astNodeIds }) => astNodeIds.includes(scenario.id))
    if (own.length === 0 || scenario.steps.length === 0) mistakes.add(placeOf(scenario), lackOf(scenario, id))
    return own.map((pickle) => planOf(pickle, file, said(about, 'Usual mistake') ?? ''))
  })
  if (tagged.scenarios.length === 0) mistakes.add(tagged, `the rule "${name}" has no scenario`)
  if (id === undefined || level === undefined) return undefined
  return newRequirement(id, level, tagged, scenarios, path)
}

/** The level that one of the tags was probably meant to be. */
const slipOf = (tags: readonly string[]): string =>
  tags
    .map((tag) => didYouMean(tag.toLowerCase(), ['@core', '@robust', '@strict', '@info']))
    .find((guess) => guess !== '') ?? ''

/** Why nothing of a scenario would run. */
function lackOf({ name, steps, examples, keyword }: Scenario, id: string | undefined): string {
  const says = `"${name}"${id === undefined ? '' : ` (${id})`} has no steps to run`
  const steps0 = steps.length === 0
  const isOutline = examples.length > 0 || /outline/i.test(keyword)
  if (steps0) return says
  return isOutline
    ? `${says}: a ${keyword} needs "Examples:" below its steps, and a table with a row of names and at least one of values`
    : says
}

function newRequirement(
  id: string,
  level: Level,
  { line, name, about, tags }: Tagged,
  scenarios: readonly ScenarioPlan[],
  path: string,
): Requirement {
  return {
    id,
    level,
    scenarios,
    file: path,
    line,
    disturbs: tags.includes('@network'),
    // An outline's name ends with the parameter that tells its rows apart.
    title: name.replace(/:? <[^>]+>$/, ''),
    source: said(about, 'Source') ?? '',
    usualMistake: said(about, 'Usual mistake') ?? '',
  }
}

function planOf(pickle: Pickle, file: string, usualMistake: string): ScenarioPlan {
  return {
    key: `${file}:${pickle.location?.line ?? 0}`,
    name: pickle.name,
    steps: pickle.steps.map((step) => step.text),
    usualMistake,
    restarts: pickle.tags.some((tag) => tag.name === '@restart'),
  }
}
