import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../harness/findings/violation.js'

/** A folder that comes with sockspec as it is: beside the sources, or beside dist/ in the package. */
export function packageFolder(name: 'features' | 'docs'): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, '..', name), join(here, '..', '..', name)]
  const found = candidates.find((folder) => existsSync(folder))
  if (found === undefined)
    throw new SetupError(
      `the folder ${name}/ is missing from this installation (looked in ${candidates.join(' and ')})`,
    )
  return found
}
