import { statSync, type Stats } from 'node:fs'
import { basename, delimiter, dirname, extname, resolve, sep } from 'node:path'

/** What is watched of a program. */
export interface Places {
  /** with all folders below them */
  readonly folders: readonly string[]
  /** files that count whatever they are called */
  readonly named: ReadonlySet<string>
}

/** What a program is written in. What it writes itself (logs, files that it was sent) has other endings. */
const SOURCES: ReadonlySet<string> = new Set(
  'py pyw java class jar kt scala groovy js mjs cjs ts mts cts jsx tsx pl pm rb php lua c h cc cpp cxx hpp cs fs go rs swift d zig hs ml ex exs erl sh bash tcl r jl'
    .split(' ')
    .map((ending) => `.${ending}`),
)

/** Folders in which nobody edits the program. */
const OTHERS: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'venv', 'site-packages'])

/** Whether a folder with this name is watched; those with a dot (.git, .venv, .idea) are tools' own. */
export const isWatchedFolder = (name: string): boolean => !name.startsWith('.') && !OTHERS.has(name)

/** Whether a change of this file is one of the program. */
export const isWatchedFile = (path: string, { named }: Places): boolean =>
  named.has(path) || (SOURCES.has(extname(path).toLowerCase()) && !basename(path).startsWith('.'))

/**
 * Where a program is: in the folder that was named, and where the files and folders are that its command names; where it names none, in the present one.
 * Programs of the system (a folder of `searchPath`) are not the student's.
 */
export function placesOf(command: readonly string[], cwd: string | undefined, searchPath = ''): Places {
  const here = resolve(cwd ?? '.')
  const systems = new Set(searchPath.split(delimiter).map((folder) => resolve(folder)))
  const folders = new Set(cwd === undefined ? [] : [here])
  const named = new Set<string>()
  // A shell's command is one word, and a class path several folders in one.
  for (const word of command.flatMap((one) => one.split(/[\s:;=,"']+/))) {
    // A word alone may be a folder's name only by chance; with an ending, or a slash, it is meant.
    const path = word === '' || word === '/' ? undefined : resolve(here, word)
    const found = path === undefined ? undefined : statOf(path)
    if (path === undefined || !found) continue
    if (found.isDirectory()) folders.add(path)
    else if (found.isFile() && !systems.has(dirname(path))) {
      folders.add(dirname(path))
      named.add(path)
    }
  }
  if (folders.size === 0) folders.add(here)
  const all = [...folders]
  return { folders: all.filter((one) => !all.some((other) => other !== one && one.startsWith(other + sep))), named }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
