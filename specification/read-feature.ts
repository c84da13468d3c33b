import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin'
import { IdGenerator, type Feature, type GherkinDocument, type Pickle, type Tag } from '@cucumber/messages'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, relative } from 'node:path'
import { FRAMINGS, isFraming, type Framing } from '../harness/messages/framing.js'
import { checkOption, isOptionName, OPTIONS, type Settings } from '../harness/messages/settings.js'
import { SetupError } from '../harness/findings/violation.js'
import { isLevel, type Level } from './level.js'
import type { Requirement, Role, ScenarioPlan, Specification, Transport } from './specification.js'

/** An identifier such as TCP-ECHO-S4; the tag of the level is in lower case. */
const ID = /^@([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)$/

/** The `Name: value` lines of a description, by their names; the other lines under ''. */
function descriptionOf(text: string): Map<string, string> {
  const out = new Map<string, string>()
  const prose: string[] = []
  for (const line of text.split('\n').map((l) => l.trim())) {
    const pair = /^([A-Z][a-z]+(?: [a-z]+)?): (.+)$/.exec(line)
    if (pair) out.set(pair[1] ?? '', pair[2] ?? '')
    else if (line !== '') prose.push(line)
  }
  return out.set('', prose.join(' '))
}

/** A scenario or rule that carries the tags of a requirement. */
interface Tagged {
  readonly name: string
  readonly description: string
  readonly line: number
  readonly tags: readonly string[]
  /** identifiers of the scenarios in it, as pickles name them */
  readonly nodes: readonly string[]
}

function taggedOf(feature: Feature): Tagged[] {
  const names = (tags: readonly Tag[]): string[] => tags.map((tag) => tag.name)
  const out: Tagged[] = []
  for (const { scenario, rule } of feature.children) {
    if (scenario) {
      out.push({
        name: scenario.name,
        description: scenario.description,
        line: scenario.location.line,
        tags: names(scenario.tags),
        nodes: [scenario.id],
      })
    }
    if (!rule) continue
    const inRule = rule.children.flatMap((child) => child.scenario ?? [])
    if (rule.tags.length > 0) {
      out.push({
        name: rule.name,
        description: rule.description,
        line: rule.location.line,
        tags: names(rule.tags),
        nodes: inRule.map((s) => s.id),
      })
      continue
    }
    for (const s of inRule)
      out.push({ name: s.name, description: s.description, line: s.location.line, tags: names(s.tags), nodes: [s.id] })
  }
  return out
}

function parse(text: string, path: string): { feature: Feature; pickles: readonly Pickle[] } {
  const newId = IdGenerator.incrementing()
  let document: GherkinDocument
  try {
    document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text)
  } catch (error) {
    // The parser's message lists every error; the first is the one that causes the others.
    const first =
      (error as Error).message.split('\n').find((line) => /^\(\d+:\d+\)/.test(line)) ?? (error as Error).message
    const [, line = '1', what = first] = /^\((\d+):\d+\): (.*)$/.exec(first) ?? []
    throw new SetupError(`${path}:${line}: this is not Gherkin: ${what}`)
  }
  if (!document.feature) throw new SetupError(`${path}: the file holds no Feature`)
  return { feature: document.feature, pickles: compile(document, '', newId) }
}

/**
 * Reads one feature file. Throws SetupError, with file and line, where it is not Gherkin, a scenario lacks its identifier or level,
 * or the feature does not say its transport.
 */
export function readFeature(folder: string, file: string, role: Role): Specification {
  const path = shown(join(folder, file))
  const text = readFileSync(join(folder, file), 'utf8')
  const { feature, pickles } = parse(text, path)
  const about = descriptionOf(feature.description)
  const transport = about.get('Transport')?.toLowerCase()
  if (transport !== 'tcp' && transport !== 'udp')
    throw new SetupError(
      `${path}:${feature.location.line}: the feature's description needs a line "Transport: TCP" or "Transport: UDP"`,
    )
  const stated = about.get('Role')
  if (stated !== undefined && stated !== role)
    throw new SetupError(`${path}: the description says "Role: ${stated}", but the file's name says ${role}`)
  const port = about.get('Port')
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new SetupError(`${path}: "Port: ${port}" is no port (1 to 65535)`)
  return {
    protocol: about.get('Protocol') ?? folder.split(/[\\/]/).at(-1) ?? folder,
    role,
    transport: transport satisfies Transport,
    port: port === undefined ? undefined : Number(port),
    title: feature.name,
    source: about.get('Source') ?? '',
    prose: about.get('') ?? '',
    background: feature.children.flatMap(({ background }) => background?.steps.map((step) => step.text) ?? []),
    options: optionsOf(about.get('Options'), path),
    freshDirectory: isFresh(about.get('Working directory'), path),
    allowed: allowedOf(about.get('Allowed'), path),
    framing: { requests: framingOf('Requests', about, path), replies: framingOf('Replies', about, path) },
    ...byNetwork(requirementsOf(feature, pickles, path, file)),
    folder,
    file,
    text,
  }
}

/** `--reply Gracias, --stored-as recibido.bin`: the options that the feature has, with their defaults. */
function optionsOf(text: string | undefined, path: string): Settings {
  const options: Record<string, string> = {}
  for (const option of text?.split(/, (?=--)/) ?? []) {
    const [, name = '', value = ''] = /^--([a-z-]+) (.+)$/.exec(option.trim()) ?? []
    if (!isOptionName(name))
      throw new SetupError(
        `${path}: "Options: ${option}" is no option with its default; known are ${Object.keys(OPTIONS)
          .map((one) => `--${one}`)
          .join(', ')}`,
      )
    try {
      checkOption(name, value)
    } catch (error) {
      throw new SetupError(`${path}: "Options: ${option}": ${(error as Error).message}`)
    }
    options[name] = value
  }
  return options
}

function framingOf(name: 'Requests' | 'Replies', about: ReadonlyMap<string, string>, path: string): Framing {
  const text = about.get(name) ?? 'text'
  if (!isFraming(text)) throw new SetupError(`${path}: "${name}: ${text}": known are ${FRAMINGS.join(', ')}`)
  return text
}

/** `127.0.0.1, 127.0.0.3`: the addresses that a server is told to answer. */
function allowedOf(text: string | undefined, path: string): string[] {
  const addresses = text?.split(',').map((one) => one.trim()) ?? []
  const wrong = addresses.find((one) => isIP(one) === 0)
  if (wrong !== undefined)
    throw new SetupError(`${path}: "Allowed: ${text ?? ''}": ${JSON.stringify(wrong)} is no address`)
  return addresses
}

function isFresh(text: string | undefined, path: string): boolean {
  if (text !== undefined && text !== 'fresh')
    throw new SetupError(`${path}: "Working directory: ${text}": the only one that can be asked for is fresh`)
  return text === 'fresh'
}

function requirementsOf(feature: Feature, pickles: readonly Pickle[], path: string, file: string): Requirement[] {
  const out = new Map<string, Requirement>()
  for (const tagged of taggedOf(feature)) {
    const where = `${path}:${tagged.line}`
    const ids = tagged.tags.flatMap((tag) => ID.exec(tag)?.[1] ?? [])
    const levels = tagged.tags.map((tag) => tag.slice(1)).filter(isLevel)
    const [id, level] = [ids[0], levels[0]]
    if (id === undefined || ids.length > 1)
      throw new SetupError(`${where}: "${tagged.name}" needs exactly one tag with its identifier, as in @TCP-ECHO-S1`)
    if (level === undefined || levels.length > 1)
      throw new SetupError(
        `${where}: "${tagged.name}" (${id}) needs exactly one tag with its level: @core, @robust, @strict or @info`,
      )
    const scenarios = pickles
      .filter((pickle) => pickle.astNodeIds.some((node) => tagged.nodes.includes(node)))
      .map((pickle) => planOf(pickle, file, descriptionOf(tagged.description).get('Usual mistake') ?? ''))
    if (scenarios.length === 0 || scenarios.some(({ steps }) => steps.length === 0))
      throw new SetupError(`${where}: "${tagged.name}" (${id}) has no steps to run`)
    const earlier = out.get(id)
    out.set(
      id,
      earlier
        ? joined(earlier, level, disturbs(tagged), scenarios, where)
        : newRequirement(id, level, tagged, scenarios, path),
    )
  }
  if (![...out.values()].some(({ disturbs }) => !disturbs))
    throw new SetupError(`${path}: the feature has no scenario${out.size === 0 ? '' : ' but those tagged @network'}`)
  return [...out.values()]
}

const byNetwork = (all: readonly Requirement[]): Pick<Specification, 'requirements' | 'networkRequirements'> => ({
  requirements: all.filter(({ disturbs }) => !disturbs),
  networkRequirements: all.filter(({ disturbs }) => disturbs),
})

function newRequirement(
  id: string,
  level: Level,
  tagged: Tagged,
  scenarios: readonly ScenarioPlan[],
  path: string,
): Requirement {
  const about = descriptionOf(tagged.description)
  return {
    id,
    level,
    scenarios,
    file: path,
    line: tagged.line,
    disturbs: disturbs(tagged),
    // An outline's name ends with the parameter that tells its rows apart.
    title: tagged.name.replace(/:? <[^>]+>$/, ''),
    source: about.get('Source') ?? '',
    usualMistake: about.get('Usual mistake') ?? '',
  }
}

const disturbs = ({ tags }: Tagged): boolean => tags.includes('@network')

function joined(
  earlier: Requirement,
  level: Level,
  network: boolean,
  scenarios: readonly ScenarioPlan[],
  where: string,
): Requirement {
  if (earlier.level !== level)
    throw new SetupError(`${where}: ${earlier.id} is @${level} here, but @${earlier.level} in line ${earlier.line}`)
  if (earlier.disturbs !== network)
    throw new SetupError(
      `${where}: ${earlier.id} is ${network ? '' : 'not '}tagged @network here, but it is ${network ? 'not ' : ''}in line ${earlier.line}`,
    )
  return { ...earlier, scenarios: [...earlier.scenarios, ...scenarios] }
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

/** A path as short as it can be said from here. */
function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.length < path.length && !short.startsWith('..') ? short : path
}
