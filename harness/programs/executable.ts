import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { SetupError } from '../findings/violation.js'

/**
 * Makes sure that a command can be started, as the system will look for it: by PATH, or from the folder where it has a slash in it.
 * Throws SetupError, which says what is wrong with it and what to do.
 */
export function requireExecutable(name: string, folder: string, searchPath = ''): void {
  if (process.platform === 'win32') return
  const candidates = name.includes('/') ? [resolve(folder, name)] : onPath(name, folder, searchPath)
  const found = candidates.find(isExecutable)
  if (found !== undefined) {
    requireInterpreter(name, found)
    return
  }
  const there = candidates.find((path) => existsSync(path))
  if (there === undefined) {
    const hasPython3 = name === 'python' && onPath('python3', folder, searchPath).some(isExecutable)
    throw new SetupError(
      hasPython3
        ? 'command not found: python. This system has python3: write that'
        : `command not found: ${name}. Is it spelt right and installed?${name.includes('/') ? '' : ` For a program in this folder write ./${name}`}`,
    )
  }
  throw new SetupError(
    statSync(there).isDirectory()
      ? `${name} is a folder, not a program`
      : `${name} is not executable: start it by its interpreter (python3 ${name}), or chmod +x ${name}`,
  )
}

/** Where a name is looked for. */
const onPath = (name: string, folder: string, searchPath: string): string[] =>
  searchPath
    .split(delimiter)
    .filter((one) => one !== '')
    .map((one) => resolve(folder, one, name))

/** A script names its interpreter in its first line; one that is not there is told as if the script itself were missing. */
function requireInterpreter(name: string, path: string): void {
  const line = firstLine(path)
  const [, interpreter, first] = /^#![ \t]*([^ \t\n]+)[ \t]*([^ \t\n]*)/.exec(line) ?? []
  // What stands behind env is a name as well; other interpreters may or may not put up with a CR.
  const ofEnv = interpreter?.endsWith('/env') === true && first?.endsWith('\r') === true
  if (interpreter === undefined || (isExecutable(interpreter) && !ofEnv)) return
  throw new SetupError(
    ofEnv || interpreter.endsWith('\r')
      ? `the first line of ${name} ends with CR LF, so the system looks for an interpreter whose name ends with CR: save it with LF alone`
      : `the first line of ${name} names an interpreter that is not there: ${interpreter}`,
  )
}

function firstLine(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    // What can be executed need not be readable.
    return ''
  }
  try {
    const octets = Buffer.alloc(256)
    const text = octets.toString('latin1', 0, readSync(file, octets, 0, octets.length, 0))
    return text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
  } finally {
    closeSync(file)
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
