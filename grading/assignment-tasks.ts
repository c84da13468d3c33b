import { checkOption, isOptionName, OPTIONS, type OptionName, type Settings } from '../harness/messages/settings.js'
import { SetupError } from '../harness/findings/violation.js'
import { didYouMean } from '../specification/closest.js'
import type { Level } from '../specification/level.js'
import { select } from '../specification/select.js'
import type { Requirement, Specification } from '../specification/specification.js'
import { defaultOf, type RawAssignment, type RawTask } from './assignment-schema.js'
import { commandWords, unclearText } from './command-words.js'
import { counts, pointsProblems, pointsRule, type Weighed } from './points-rule.js'
import type { Task } from './task.js'
import { draftsOf, givenAs, valueOf, type Complain, type Draft } from './task-drafts.js'
import type { YamlFile } from './yaml-file.js'

/** A draft whose protocol is known. */
type Known = Draft & { readonly specification: Specification }

const isKnown = (draft: Draft): draft is Known => draft.specification !== undefined

/**
 * Resolves the tasks of an assignment. What is wrong with them is told to `complain`, all of it; then the tasks are none.
 * `isWhole`: nothing was found wrong before, so what is missing was never written.
 */
export function tasksOf(
  raw: RawAssignment,
  source: Pick<YamlFile, 'source'>,
  file: string,
  isWhole: boolean,
  complain: Complain,
): Task[] {
  let isRight = isWhole
  const told: Complain = (...what) => {
    isRight = false
    complain(...what)
  }
  const drafts = draftsOf(raw, file, isWhole, told)
  checkCommands(drafts, raw, told)
  checkIds(drafts, raw, told)
  checkOptions(drafts, raw, source, told)
  // What is left to look at depends on several keys: where one of them is wrong, nothing can be said of the others.
  if (!isRight || !drafts.every(isKnown)) return []
  const chosen = drafts.map((draft) => ({ draft, ...chosenIn(draft, raw, told) }))
  for (const { value, path, drafts: users } of givenAs('points', drafts, raw)) {
    const weighed = chosen.filter(({ draft }) => users.includes(draft))
    for (const { key, what } of pointsProblems(value, weighed))
      told(key === undefined ? path : [...path, key], what, 'key')
  }
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- told from inside of callbacks
  return isRight ? withIds(chosen.map((one) => taskOf(one, raw, source))) : []
}

function checkCommands(drafts: readonly Draft[], raw: RawAssignment, complain: Complain): void {
  for (const key of ['start', 'build'] as const)
    for (const { value, path } of givenAs(key, drafts, raw)) {
      const words = typeof value === 'string' ? commandWords(value) : undefined
      if (words?.kind === 'unclear') complain(path, `${key}: ${unclearText(words.why)}`)
      else if (typeof value !== 'string' && value[0] === '') complain(path, `${key}: ${unclearText({ kind: 'empty' })}`)
    }
}

/** Every identifier is one of a task that it is for, and a promotion is none downwards. */
function checkIds(drafts: readonly Draft[], raw: RawAssignment, complain: Complain): void {
  const unless = (key: string, id: string, users: readonly Draft[]): string | undefined =>
    users.every(isKnown) ? unknownId(key, id, users) : undefined
  for (const key of ['only', 'skip'] as const)
    for (const { value, path, drafts: users } of givenAs(key, drafts, raw))
      for (const [index, id] of value.entries()) {
        const problem = id === undefined ? undefined : unless(key, id, users)
        if (problem !== undefined) complain([...path, index], problem)
      }
  for (const key of ['promote', 'demote'] as const)
    for (const { value, path, drafts: users } of givenAs(key, drafts, raw))
      for (const [id, level] of Object.entries(value)) {
        const problem = unless(key, id, users) ?? wrongWay(key, id, level, users)
        if (problem !== undefined) complain([...path, id], problem, 'key')
      }
  for (const { path, raw: own } of drafts) {
    const draft = { path, raw: own }
    const demoted = valueOf('demote', draft, raw)
    const promoted = Object.keys(valueOf('promote', draft, raw)?.value ?? {})
    for (const id of Object.keys(demoted?.value ?? {}))
      if (promoted.some((other) => isSame(id, other)))
        complain([...(demoted?.path ?? []), id], `${id} is promoted and demoted: keep one of the two`, 'key')
  }
}

const isSame = (id: string, other: string): boolean => id.toUpperCase() === other.toUpperCase()

const allOf = ({ specification }: Known): readonly Requirement[] => specification.requirements

function unknownId(key: string, id: string, users: readonly Known[]): string | undefined {
  const requirements = users.flatMap(allOf)
  if (requirements.some((one) => isSame(one.id, id))) return undefined
  if (users.some(({ specification }) => specification.networkRequirements.some((one) => isSame(one.id, id))))
    return `${key}: ${id} needs a network that can be disturbed, and is no part of assignments: sockspec check has it, with --isolation docker --network`
  const names = [...new Set(users.map(({ specification: { protocol, role } }) => `the ${role} of ${protocol}`))]
  return `${key}: ${id} is no requirement of ${names.join(' or ')}${didYouMean(
    id.toUpperCase(),
    requirements.map((one) => one.id),
    ' (sockspec list PROTOCOL shows them)',
  )}`
}

const STRONGEST_FIRST: readonly Level[] = ['core', 'robust', 'strict', 'info']

function wrongWay(key: 'promote' | 'demote', id: string, level: Level, users: readonly Draft[]): string | undefined {
  const found = users
    .filter(isKnown)
    .flatMap(allOf)
    .find((one) => isSame(one.id, id))
  if (!found) return undefined
  const steps = STRONGEST_FIRST.indexOf(level) - STRONGEST_FIRST.indexOf(found.level)
  const other = key === 'promote' ? 'demote' : 'promote'
  return (key === 'promote' ? steps > 0 : steps < 0)
    ? `${key}: ${id} is ${found.level}, so ${level} would ${other} it: move the line to ${other}:`
    : undefined
}

function checkOptions(
  drafts: readonly Draft[],
  raw: RawAssignment,
  source: Pick<YamlFile, 'source'>,
  complain: Complain,
): void {
  for (const { value, path, drafts: users } of givenAs('options', drafts, raw))
    for (const name of Object.keys(value).filter(isOptionName)) {
      const known = users.filter(isKnown)
      const place = [...path, name]
      if (
        known.length === users.length &&
        known.every(({ specification }) => specification.options[name] === undefined)
      ) {
        const has = [...new Set(known.flatMap(({ specification }) => Object.keys(specification.options)))]
        complain(
          place,
          `options: ${name} means nothing to ${known.map(({ specification: { protocol, role } }) => `the ${role} of ${protocol}`).join(' or ')}${has.length === 0 ? ', which has none: leave it out' : `; it has ${has.join(', ')}`}`,
          'key',
        )
        continue
      }
      try {
        checkOption(name, source.source(place))
      } catch (error) {
        if (!(error instanceof SetupError)) throw error
        complain(place, `options: ${name}: ${source.source(place)}: it takes ${OPTIONS[name].takes}`)
      }
    }
}

interface Chosen extends Weighed {
  readonly draft: Known
  readonly specification: Specification
  readonly requirements: readonly Requirement[]
  readonly asked: readonly string[]
}

/** The requirements of a task, with the levels that the assignment gives them. */
function chosenIn(draft: Known, raw: RawAssignment, complain: Complain): Omit<Chosen, 'draft'> {
  const level = valueOf('level', draft, raw)?.value ?? 'robust'
  const levels = new Map(
    [valueOf('promote', draft, raw)?.value, valueOf('demote', draft, raw)?.value]
      .flatMap((given) => Object.entries(given ?? {}))
      .map(([id, to]) => [id.toUpperCase(), to]),
  )
  const all = draft.specification.requirements.map((one) => ({ ...one, level: levels.get(one.id) ?? one.level }))
  const specification = { ...draft.specification, requirements: all }
  const listed = (key: 'only' | 'skip'): string[] | undefined =>
    valueOf(key, draft, raw)
      ?.value.flatMap((id) => id?.toUpperCase() ?? [])
      .filter((id) => all.some((one) => one.id === id))
  const [only, skip] = [listed('only'), listed('skip')]
  const asked = only ?? []
  const { protocol, role } = specification
  try {
    const requirements = select(specification, { level, ...(only ? { only } : {}), ...(skip ? { skip } : {}) })
    return {
      specification,
      requirements,
      level,
      asked,
      all,
      counted: requirements.filter((one) => counts(one, level, asked)),
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const place = valueOf('only', draft, raw) ?? valueOf('skip', draft, raw)
    complain(
      place?.path ?? draft.path,
      `only and skip leave no requirement of the ${role} of ${protocol} to check`,
      'key',
    )
    return { specification, requirements: [], level, asked, all, counted: [] }
  }
}

function taskOf(
  { draft, specification, requirements, level, asked, counted }: Chosen,
  raw: RawAssignment,
  source: Pick<YamlFile, 'source'>,
): Omit<Task, 'id'> {
  const of = <K extends keyof RawTask>(key: K): NonNullable<RawTask[K]> | undefined => valueOf(key, draft, raw)?.value
  const [start, build, port, timeout] = [of('start'), of('build'), of('port'), of('timeout')]
  const options = valueOf('options', draft, raw)
  const given = Object.keys(options?.value ?? {})
    .filter((name): name is OptionName => isOptionName(name) && specification.options[name] !== undefined)
    .map((name) => [name, source.source([...(options?.path ?? []), name])])
  return {
    specification,
    requirements,
    level,
    asked,
    ...(start === undefined ? {} : { start: wordsOf(start) }),
    ...(build === undefined ? {} : { build: wordsOf(build) }),
    ...(port === undefined ? {} : { port }),
    settings: { ...specification.options, ...(Object.fromEntries(given) as Settings) },
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    timeLimitMs: (of('time-limit') ?? defaultOf('time-limit')) * 1_000,
    buildTimeLimitMs: (of('build-time-limit') ?? defaultOf('build-time-limit')) * 1_000,
    memoryMiB: of('memory') ?? defaultOf('memory'),
    points: pointsRule(of('points'), counted),
  }
}

function wordsOf(command: string | readonly string[]): readonly string[] {
  if (typeof command !== 'string') return command
  const found = commandWords(command)
  return found.kind === 'words' ? found.words : []
}

/** Names for tasks, and for what is written about them; the second of a protocol and role is told by its number. */
function withIds(tasks: readonly Omit<Task, 'id'>[]): Task[] {
  const taken = new Set<string>()
  return tasks.map((task) => {
    const { protocol, role } = task.specification
    const name = `${protocol
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 60)}-${role}`
    let id = name
    for (let number = 2; taken.has(id); number++) id = `${name}-${number}`
    taken.add(id)
    return { id, ...task }
  })
}
