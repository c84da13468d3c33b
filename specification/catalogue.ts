import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import { didYouMean } from './closest.js'
import { packageFolder } from './package-folder.js'
import { readFeature } from './read-feature.js'
import type { Requirement, Role, Specification } from './specification.js'

/** The features that come with sockspec. */
export const featuresFolder = (): string => packageFolder('features')

/** The names of the protocols that come with sockspec. */
export function protocolNames(): string[] {
  return readdirSync(featuresFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The folder of a protocol, given its name or the path of a folder of feature files. Throws SetupError where there is none. */
export function protocolFolder(nameOrPath: string): string {
  const names = protocolNames()
  if (names.includes(nameOrPath)) return join(featuresFolder(), nameOrPath)
  const path = resolve(nameOrPath)
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  if (isFolder && rolesIn(path).length > 0) return path
  if (isFolder) throw new SetupError(`the folder ${nameOrPath} has neither server.feature nor client.feature`)
  if (/[\\/]/.test(nameOrPath)) throw new SetupError(`there is no folder ${nameOrPath}`)
  throw new SetupError(`${unknownProtocol(nameOrPath)}; or give the path of a folder of feature files`)
}

/** That no protocol has this name, and which there are. */
export function unknownProtocol(name: string): string {
  const names = protocolNames()
  return `unknown protocol "${name}"${didYouMean(name.toLowerCase(), names, '.')} Known are ${names.join(', ')}`
}

export function rolesIn(folder: string): Role[] {
  return (['server', 'client'] as const).filter((role) => existsSync(join(folder, `${role}.feature`)))
}

/** Whether it is a protocol that comes with sockspec. */
export const isBuiltIn = (nameOrPath: string): boolean => protocolNames().includes(nameOrPath)

/** The feature file of one role. Throws SetupError where the protocol has no such role. */
export function roleFile(nameOrPath: string, role: Role): { readonly folder: string; readonly file: string } {
  const folder = protocolFolder(nameOrPath)
  const roles = rolesIn(folder)
  if (!roles.includes(role))
    throw new SetupError(
      `${nameOrPath} specifies no ${role}; it has ${roles.map((other) => `--role ${other}`).join(', ')}`,
    )
  return { folder, file: `${role}.feature` }
}

/** What a protocol asks of one role. Throws SetupError where the protocol has no such role, or its feature file is wrong. */
export function readSpecification(nameOrPath: string, role: Role): Specification {
  const { folder, file } = roleFile(nameOrPath, role)
  return readFeature(folder, file, role)
}

/** Everything that comes with sockspec. */
export function readCatalogue(): Specification[] {
  return protocolNames().flatMap((name) =>
    rolesIn(join(featuresFolder(), name)).map((role) => readSpecification(name, role)),
  )
}

/** One requirement with the specification that it is part of, of one protocol or all that come with sockspec. Throws SetupError where there is none. */
export function findRequirement(
  id: string,
  nameOrPath?: string,
): { specification: Specification; requirement: Requirement } {
  const specifications =
    nameOrPath === undefined
      ? readCatalogue()
      : rolesIn(protocolFolder(nameOrPath)).map((role) => readSpecification(nameOrPath, role))
  const all = specifications.flatMap((specification) =>
    [...specification.requirements, ...specification.networkRequirements].map((requirement) => ({
      specification,
      requirement,
    })),
  )
  const found = all.find(({ requirement }) => requirement.id === id.toUpperCase())
  if (found) return found
  throw new SetupError(
    `no requirement has the identifier ${id}${didYouMean(
      id.toUpperCase(),
      all.map(({ requirement }) => requirement.id),
    )} (sockspec list PROTOCOL shows them)`,
  )
}
