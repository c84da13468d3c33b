import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupError } from '../findings/violation.js'

/** A file of this package. Where this one was compiled to, or bundled into, decides how far up its folder is. */
export function packageFile(...path: string[]): string {
  const found = [
    ['..', '..'],
    ['..', '..', '..'],
  ]
    .map((up) => join(import.meta.dirname, ...up, ...path))
    .find((one) => existsSync(one))
  if (found === undefined) throw new SetupError(`the package lacks ${path.join('/')}: install it again`)
  return found
}

/** The folder of this package. */
export const packageRoot = (): string => dirname(packageFile('package.json'))

/** The agent as one file, which any Node runs. */
export const agentFile = (): string => packageFile('dist', 'agent.cjs')

/** What it holds. */
export const agentScript = (): string => readFileSync(agentFile(), 'utf8')
