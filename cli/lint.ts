import { readdirSync } from 'node:fs'
import { lintFeature } from '../engine/linting/feature-mistakes.js'
import { plural } from '../results/words/en/numbers.js'
import { protocolFolder, rolesIn } from '../specification/catalogue.js'
import { didYouMean } from '../specification/closest.js'
import { mistakeText } from '../specification/mistake.js'
import type { Role } from '../specification/specification.js'

/** What is said of a folder of feature files, and whether nothing is wrong. */
export interface LintOutcome {
  readonly text: string
  readonly isSound: boolean
}

/** Looks at all feature files of a protocol, and tells everything that is wrong with them. Throws SetupError where there are none. */
export function lint(nameOrPath: string): LintOutcome {
  const folder = protocolFolder(nameOrPath)
  const roles = rolesIn(folder)
  const linted = roles.map((role) => ({ role, ...lintFeature(folder, `${role}.feature`, role) }))
  const mistakes = [
    ...linted.flatMap(({ reading, mistakes: found }) => found.map((mistake) => mistakeText(reading.path, mistake))),
    ...strangers(folder),
    ...sharedIdentifiers(linted),
  ]
  if (mistakes.length > 0)
    return { isSound: false, text: `${[...mistakes, plural(mistakes.length, 'mistake')].join('\n')}\n` }
  const sound = linted.map(({ reading: { path, specification } }) => {
    const { requirements = [], networkRequirements = [] } = specification ?? {}
    return `${path}: ${plural(requirements.length + networkRequirements.length, 'requirement')}, no mistake`
  })
  return { isSound: true, text: `${sound.join('\n')}\n` }
}

/** Feature files that nobody reads. */
const strangers = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.feature') && !/^(?:server|client)\.feature$/.test(name))
    .map(
      (name) =>
        `${name}: nobody reads this file${didYouMean(name, ['server.feature', 'client.feature'], ';')} A protocol's files are server.feature and client.feature`,
    )

/** An identifier names one requirement, of a server or of a client. */
function sharedIdentifiers(all: readonly (ReturnType<typeof lintFeature> & { readonly role: Role })[]): string[] {
  const of = new Map<string, string>()
  return all.flatMap(({ reading: { path, specification } }) => {
    const own = [...(specification?.requirements ?? []), ...(specification?.networkRequirements ?? [])]
    const twice = own.filter(({ id }) => of.has(id))
    for (const { id, line } of own) if (!of.has(id)) of.set(id, `${path}:${line}`)
    return twice.map(({ id, line }) => `${path}:${line}:1: ${id} is also the identifier of ${of.get(id) ?? ''}`)
  })
}
