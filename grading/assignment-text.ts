import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stringify } from 'yaml'
import { OPTIONS, type OptionName } from '../harness/messages/settings.js'
import { isGraded, type RunLevel } from '../specification/level.js'
import { packageFolder } from '../specification/package-folder.js'
import type { Specification } from '../specification/specification.js'
import { groupOf } from './points-rule.js'

/** What a new assignment file is to say. */
export interface Wanted {
  /** the protocol as the file is to name it */
  readonly protocol: string
  readonly specification: Specification
  readonly level: RunLevel
  readonly start?: string
  readonly port?: number
}

/**
 * A commented assignment file. A line with "#" and no space behind it, and the indented ones that follow, is a setting that can be put in
 * force by removing that sign; all of them together are an assignment too.
 */
export function assignmentText({ protocol, specification, level, start, port }: Wanted): string {
  const { role, title, requirements } = specification
  const counted = requirements.filter((one) => isGraded(one.level, level))
  const [first = requirements[0]] = counted
  const group = groupOf(first?.id ?? '')
  const example = role === 'server' ? 'python3 server.py {port}' : 'python3 client.py {host} {port}'
  const demotable = counted.find((one) => one.id !== first?.id)
  const promotable = requirements.find((one) => one.level !== 'core' && one.id !== demotable?.id)
  return `${[
    `# yaml-language-server: $schema=${pathToFileURL(join(packageFolder('docs'), 'assignment.schema.json')).href}`,
    '#',
    '# What a class was asked to hand in, and how it is graded:',
    '#   sockspec grade FOLDER --assignment THIS-FILE',
    '# Lines such as #port: 3500, without a space behind the #, are settings that are not in force: remove the # to put one there, and that of',
    '# the indented lines that belong to it.',
    '# All keys are explained in docs/grading.md.',
    '',
    `#title: ${scalar(title)}`,
    '',
    `# what was asked for (sockspec list ${/^[a-z-]+$/.test(protocol) ? protocol : 'PROTOCOL'} shows its requirements), and what is handed in: server or client`,
    `protocol: ${scalar(protocol)}`,
    `role: ${role}`,
    '',
    "# How a submission is started; {port}, {host} and {url} are replaced. No shell reads it: for that, write sh -c '...'.",
    '# Without this, and without build, it is found out for each submission.',
    start === undefined ? `#start: ${scalar(example)}` : `start: ${scalar(start)}`,
    '#build: make',
    '',
    '# the port, where all submissions have the same one written into them; without this each gets a free one',
    port === undefined ? `#port: ${specification.port ?? 12_000}` : `port: ${port}`,
    '',
    '# what fails a submission: core, robust (core too), or strict (all)',
    `level: ${level}`,
    ...optionLines(specification),
    '',
    '# where submissions run: auto (the best that this machine has), sandbox, namespace, docker or none',
    '#isolation: auto',
    '',
    '# a reply is waited for this long (milliseconds); a check and a build may take this long (seconds); memory of a submission (MiB)',
    '#timeout: 2000',
    '#time-limit: 600',
    '#build-time-limit: 120',
    '#memory: 1024',
    ...requirementLines({ first: first?.id, demotable: demotable?.id, promotable: promotable?.id }),
    '',
    '# What it is worth: a number is the total, divided evenly. Or in detail: each requirement by its identifier, its group (the letter',
    '# in it) or its level; the most specific counts, and what is not named is worth "each". With a total the others are shares of it.',
    '# count: per-cause lets requirements that fail for one and the same mistake lose their points once.',
    '#points:',
    '#  total: 10',
    '#  count: each',
    '#  each: 1',
    ...(first && first.level !== 'info' ? [`#  ${first.level}: 2`] : []),
    ...(group === undefined ? [] : [`#  ${scalar(group)}: 2`]),
    ...(first && counted.length > 0 ? [`#  ${scalar(first.id)}: 3`] : []),
    '',
    '# what students see beside the verdicts',
    '#show:',
    '#  evidence: true',
    '#  causes: true',
    '#  hints: true',
    '',
    '# the language of the reports',
    '#lang: en',
    '',
    '# Several protocols or roles in one assignment: a list, for which the keys above are the defaults:',
    '#   tasks:',
    `#     - role: server`,
    '#     - role: client',
    '#       start: python3 client.py {host} {port}',
  ].join('\n')}\n`
}

function optionLines({ options }: Specification): string[] {
  const names = Object.keys(options) as OptionName[]
  if (names.length === 0) return []
  return [
    '',
    '# what the protocol leaves to each course',
    ...names.map((name) => `#   ${name}: ${OPTIONS[name].meaning}; ${OPTIONS[name].takes}`),
    '#options:',
    ...names.map((name) => `#  ${name}: ${scalar(options[name] ?? '')}`),
  ]
}

/** Examples by identifiers that there are; where there are too few, none. */
function requirementLines(ids: {
  readonly [use in 'first' | 'demotable' | 'promotable']: string | undefined
}): string[] {
  return [
    '',
    '# Requirements by their identifiers: only: these and no others; skip: not these; promote and demote: with another level.',
    ...(ids.first === undefined ? [] : [`#   only: [${ids.first}]`]),
    ...(ids.promotable === undefined ? [] : ['#promote:', `#  ${scalar(ids.promotable)}: core`]),
    ...(ids.demotable === undefined ? [] : ['#demote:', `#  ${scalar(ids.demotable)}: info`]),
  ]
}

/** A text as YAML has it in one line: with quotation marks where it needs them. */
const scalar = (text: string): string => stringify(text, { lineWidth: 0, blockQuote: false }).trim()
