import type { Candidate } from './candidate.js'
import { placeholdersFor, type Role, type StartTask } from './decision.js'
import { folderOf, isIn, pathFrom, stemOf, type ListedFile, type Listing } from './listing.js'
import { fitOf } from './role-in-name.js'
import { depthsOf, doesBy, withoutComments } from './source-text.js'

interface Source {
  readonly path: string
  readonly plusPlus: boolean
  readonly main: boolean
  readonly does?: Role
}

/** Programs in C and C++: each file with a main, compiled with the sources without one that lie beside it or below. */
export function cIn(listing: Listing, task: StartTask): Candidate[] {
  const sources = listing.flatMap((file): Source[] =>
    file.text === undefined || !/\.(?:c|cc|cpp|cxx)$/i.test(file.path) ? [] : [sourceOf(file.path, file.text)],
  )
  return sources
    .filter(({ main }) => main)
    .map((source): Candidate => {
      const cwd = folderOf(source.path)
      const helpers = sources.filter((one) => helps(one, source, sources, task.role))
      const all = [source, ...helpers]
      const plusPlus = all.some((one) => one.plusPlus)
      const program = programName(source.path, listing)
      return {
        command: [`./${program}`, ...placeholdersFor(task)],
        cwd,
        build: [
          [
            plusPlus ? 'g++' : 'gcc',
            '-o',
            program,
            ...includesIn(cwd, listing),
            ...all.map(({ path }) => pathFrom(cwd, path)),
            '-pthread',
            '-lm',
          ],
        ],
        language: plusPlus ? 'c++' : 'c',
        path: source.path,
        ...(source.does === undefined ? {} : { does: source.does }),
      }
    })
}

const cDoes = doesBy(/(?<!::)\bbind\s*\(|\blisten\s*\(/, /\bconnect\s*\(|\bsendto\s*\(/)

function sourceOf(path: string, original: string): Source {
  const text = withoutComments(original)
  const does = cDoes(text)
  return {
    path,
    plusPlus: !path.endsWith('.c'),
    main: depthsOf(text, /\bmain\s*\(/g).some(({ depth }) => depth === 0),
    ...(does === undefined ? {} : { does }),
  }
}

/** Not what its name gives to the other role, and not what belongs to another program in a folder below. */
function helps(one: Source, program: Source, sources: readonly Source[], role: Role): boolean {
  const cwd = folderOf(program.path)
  if (one.main || !isIn(cwd, one.path) || fitOf(pathFrom(cwd, one.path), role) === 'other') return false
  return !sources.some(
    ({ main, path }) => main && folderOf(path) !== cwd && isIn(cwd, path) && isIn(folderOf(path), one.path),
  )
}

/** Where headers lie below, or in an `include` beside. */
function includesIn(cwd: string, listing: Listing): string[] {
  const folders = new Set(
    listing
      .filter(({ path }) => /\.(?:h|hpp)$/i.test(path) && isIn(cwd, path))
      .map(({ path }) => pathFrom(cwd, folderOf(path))),
  )
  return [...folders].filter((folder) => folder !== '.').map((folder) => `-I${folder}`)
}

/** The source's name without its ending, as students call it; where a folder has that name, another. */
export function programName(source: string, listing: readonly ListedFile[]): string {
  const folder = folderOf(source)
  const stem = stemOf(source)
  const path = folder === '.' ? stem : `${folder}/${stem}`
  return listing.some((file) => file.path === path || file.path.startsWith(`${path}/`)) ? `${stem}.out` : stem
}
