import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { descriptionOf, FEATURE_KEYS, linesOf, said, type Line } from './description.js'
import { featureSettings } from './feature-settings.js'
import { headings, languageOf, parseGherkin, placeOf, type Parsed } from './gherkin.js'
import { closest } from './closest.js'
import { Mistakes, WrongFeature, type Mistake } from './mistake.js'
import { requirementsOf, taggedOf } from './requirements.js'
import type { Requirement, Role, Specification } from './specification.js'

/** A feature file as far as it can be read, with all that is wrong with its form. */
export interface Reading {
  /** the path for people, from here where that is shorter */
  readonly path: string
  readonly text: string
  readonly mistakes: readonly Mistake[]
  /** undefined where it is so wrong that nothing else can be said of it */
  readonly parsed: Parsed | undefined
  /** what it specifies; where there are mistakes, only what could be made of it. Without a transport there is none. */
  readonly specification: Specification | undefined
  /** what stands in scenarios and Backgrounds before the first step, without keys */
  readonly prose: readonly Line[]
}

/** Reads one feature file, of which it tells everything that is wrong with its form: Gherkin, descriptions, tags. Its steps are not looked at. */
export function lookAtFeature(folder: string, file: string, role: Role): Reading {
  const path = shown(join(folder, file))
  const text = readFileSync(join(folder, file), 'utf8')
  const mistakes = new Mistakes()
  const parsed = parseGherkin(text, mistakes)
  if (!parsed) return { path, text, mistakes: mistakes.all, parsed, specification: undefined, prose: [] }
  const { feature, pickles } = parsed
  const source = text.split('\n')
  const place = placeOf(feature)
  const about = descriptionOf(linesOf(feature, source), FEATURE_KEYS, mistakes)
  const { transport, ...settings } = featureSettings(about, role, place, mistakes)
  const tagged = taggedOf(feature, source, mistakes)
  const requirements = requirementsOf(tagged, { pickles, path, file }, mistakes)
  if (tagged.length === 0 || (requirements.length > 0 && !requirements.some(({ disturbs }) => !disturbs)))
    mistakes.add(place, `the feature has no scenario${tagged.length === 0 ? '' : ' but those tagged @network'}`)
  const prose = [...tagged.flatMap((one) => one.about.prose), ...backgroundLines(parsed, source)]
  requireNoHeadings([...about.prose, ...prose], text, mistakes)
  return {
    path,
    text,
    mistakes: mistakes.all,
    parsed,
    prose,
    specification: transport && {
      protocol: said(about, 'Protocol') ?? folder.split(/[\\/]/).at(-1) ?? folder,
      role,
      transport,
      title: feature.name,
      source: said(about, 'Source') ?? '',
      prose: about.prose.map((line) => line.text).join(' '),
      background: feature.children.flatMap(({ background }) => background?.steps.map((step) => step.text) ?? []),
      ...settings,
      ...byNetwork(requirements),
      folder,
      file,
      text,
    },
  }
}

/**
 * Reads one feature file. Throws WrongFeature, with all mistakes in its form, where it is not Gherkin, a scenario lacks its identifier or level,
 * or the feature does not say its transport.
 */
export function readFeature(folder: string, file: string, role: Role): Specification {
  const { path, mistakes, specification } = lookAtFeature(folder, file, role)
  if (mistakes.length > 0 || !specification) throw new WrongFeature(path, mistakes)
  return specification
}

const byNetwork = (all: readonly Requirement[]): Pick<Specification, 'requirements' | 'networkRequirements'> => ({
  requirements: all.filter(({ disturbs }) => !disturbs),
  networkRequirements: all.filter(({ disturbs }) => disturbs),
})

const backgroundLines = ({ feature }: Parsed, source: readonly string[]): Line[] =>
  feature.children
    .flatMap((child) => [child, ...(child.rule?.children ?? [])])
    .flatMap(({ background }) => (background ? linesOf(background, source) : []))

/** `Scenario outline:` begins nothing, and what follows it would be taken for the description of what stands before. */
function requireNoHeadings(lines: readonly Line[], text: string, mistakes: Mistakes): void {
  const known = headings(languageOf(text))
  const lower = known.map((heading) => heading.toLowerCase())
  for (const line of lines) {
    const [written = ''] = /^[\p{L} ]+:/u.exec(line.text) ?? []
    const guess = written === '' ? undefined : closest(written.toLowerCase(), lower)
    if (guess !== undefined)
      mistakes.add(line, `"${line.text}" begins nothing; did you mean ${known[lower.indexOf(guess)] ?? ''}?`)
  }
}

/** A path as short as it can be said from here. */
function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.length < path.length && !short.startsWith('..') ? short : path
}
