import { isBuiltIn, readSpecification, roleFile } from '../../specification/catalogue.js'
import { WrongFeature } from '../../specification/mistake.js'
import type { Role, Specification } from '../../specification/specification.js'
import { lintFeature } from './feature-mistakes.js'

/**
 * What a protocol asks of one role, where nothing is wrong with it. Throws WrongFeature with all mistakes at once. The protocols that come with sockspec are
 * looked at by a test, not in each run.
 */
export function readSound(nameOrPath: string, role: Role): Specification {
  if (isBuiltIn(nameOrPath)) return readSpecification(nameOrPath, role)
  const { folder, file } = roleFile(nameOrPath, role)
  const { reading, mistakes } = lintFeature(folder, file, role)
  if (mistakes.length > 0 || !reading.specification) throw new WrongFeature(reading.path, mistakes)
  return reading.specification
}
