import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { SetupError } from './violation.js'

/**
 * Makes sure that a command can be started, as the system will look for it: by PATH, or from the folder where it has a slash in it.
 * Throws SetupError, which says what is wrong with it and what to do.
 */
export function requireExecutable(name: string, folder: string, searchPath = ''): void {
  if (process.platform === 'win32') return
  const candidates = name.includes('/') ? [resolve(folder, name)] : searchPath.split(delimiter).filter((one) => one !== '').map((one) => join(one, name))
  if (candidates.some(isExecutable)) return
  const there = candidates.find((path) => existsSync(path))
  if (there === undefined) throw new SetupError(`command not found: ${name}. Is it spelt right and installed?${name.includes('/') ? '' : ` For a program in this folder write ./${name}`}`)
  throw new SetupError(statSync(there).isDirectory() ? `${name} is a folder, not a program` : `${name} is not executable: start it by its interpreter (python3 ${name}), or chmod +x ${name}`)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
