import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { isIn, SETTINGS, SETTINGS_OF_LANGUAGES, SYSTEM, type View } from './view.js'

/** What of this machine a submission needs to see: the system, its language where that is elsewhere, what its command names. */

/** Programs that run other people's programs, or make them: a script or a Makefile may need one that its command does not name. */
const LANGUAGES = [
  ...['make', 'cc', 'gcc', 'g++', 'javac', 'jar', 'cargo', 'rustc', 'cmake', 'npm', 'npx', 'tsc'],
  ...['python3', 'python', 'node', 'java', 'ruby', 'perl', 'php', 'go', 'deno', 'bun', 'lua', 'Rscript', 'julia'],
  ...['dotnet', 'mono', 'guile', 'racket', 'erl', 'elixir', 'scala', 'kotlin', 'sbcl', 'tclsh', 'bash', 'sh'],
]

/** Folders in a home that hold the programs of its owner, and among them secrets: of those the program alone is seen. */
const WITH_SECRETS = ['.local', '.cargo', '.npm', '.config']

/** The system's own folders that are here; links at the root come apart. */
export function systemHere(): Pick<View, 'links'> & { readonly visible: readonly string[] } {
  const visible: string[] = []
  const links: { path: string; target: string }[] = []
  for (const path of SYSTEM) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) links.push({ path, target: readlinkSync(path) })
    else if (found?.isDirectory()) visible.push(path)
  }
  const ofLanguages = namesIn('/etc').filter((name) => SETTINGS_OF_LANGUAGES.test(name))
  visible.push(...[...SETTINGS, ...ofLanguages.map((name) => `/etc/${name}`)].filter((path) => existsSync(path)))
  return { visible, links }
}

export interface Needing {
  /** what it names is seen, so never one that the submission itself has chosen */
  readonly command: readonly string[]
  /** the submission's own folder: it has a copy of that */
  readonly folder: string
  readonly searchPath: string
  /** the harness's */
  readonly harness: string
}

/**
 * What the command needs besides, as folders and files of this machine. Never a folder that has more in it than a program: a home, the folder of temporary
 * files, one around the submission, or around the harness; of those the one file is seen.
 */
export function neededBy({ command, folder, searchPath, harness }: Needing): string[] {
  const tooMuch = [homedir(), realOf(homedir()), tmpdir(), '/tmp', '/var/tmp', folder, harness]
  const isTooMuch = (path: string): boolean => tooMuch.some((one) => isIn(one, path))
  const isSeen = (path: string): boolean => [...SYSTEM, folder].some((one) => isIn(path, one))
  const programs = [...command.slice(0, 1), ...LANGUAGES]
    .flatMap((one) => whereIs(one, folder, searchPath))
    // npx puts the harness's own tools on the path.
    .filter((one) => !isSeen(one) && !isIn(one, harness))
  // What a link leads to is what is run, and it finds the rest from there.
  const needed = programs.flatMap((program) => [program, realOf(program)]).filter((one) => !isSeen(one))
  const named = command
    .slice(1)
    .flatMap(pathsIn)
    .filter((path) => !isSeen(path) && !/^\/(?:dev|proc|sys|run)\b/.test(path))
  return [
    ...needed.map((program) => {
      const installed = installationOf(program)
      return isTooMuch(installed) || hasSecrets(installed) ? program : installed
    }),
    // A script may be in several files, which lie beside it.
    ...named.flatMap((path) => {
      if (statSync(path).isDirectory()) return isTooMuch(path) ? [] : [path]
      return [isTooMuch(dirname(path)) ? path : dirname(path)]
    }),
  ].filter((path) => !isSeen(path))
}

const hasSecrets = (path: string): boolean => WITH_SECRETS.some((name) => path === join(homedir(), name))

/** The folder that a program was installed to: the one around its bin. */
function installationOf(program: string): string {
  const folder = dirname(program)
  return /^(?:bin|sbin|shims)$/.test(basename(folder)) ? dirname(folder) : folder
}

/** Whole paths in a word, as of `--classpath=/a:/b`, that are there. */
const pathsIn = (word: string): string[] =>
  [word, ...word.split(/[:=,]/)]
    .filter((one) => isAbsolute(one) && one !== '/' && existsSync(one))
    .map((one) => resolve(one))

function whereIs(name: string, folder: string, searchPath: string): string[] {
  const places = name.includes('/')
    ? [resolve(folder, name)]
    : searchPath
        .split(delimiter)
        .filter(isAbsolute)
        .map((one) => join(one, name))
  const found = places.find((path) => existsSync(path))
  return found === undefined ? [] : [found]
}

export function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
