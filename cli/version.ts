import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version of the package that this runs from, compiled or not. */
export function packageVersion(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = [join(here, '..', 'package.json'), join(here, '..', '..', 'package.json')].find((path) =>
    existsSync(path),
  )
  return found === undefined ? 'unknown' : (JSON.parse(readFileSync(found, 'utf8')) as { version: string }).version
}
