import { mkdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { SetupError } from '../../harness/findings/violation.js'
import type { Class, Member, Refused, Submission } from '../submission.js'
import { HAND_IN_LIMITS, type HandInLimits } from './budget.js'
import { codeOf } from './destination.js'
import { GRADESCOPE_METADATA, readGradescopeMetadata } from './gradescope.js'
import { handInsOf, isLate, sourcesIn, type HandIn } from './hand-in.js'
import { HandInRefused } from './hand-in-refused.js'
import { identifiersOf } from './identifiers.js'
import { take } from './take.js'

export interface FindingOptions {
  readonly limits?: HandInLimits
  /** files and folders in the class's folder that are no hand-ins: the assignment, results of before */
  readonly except?: readonly string[]
}

/**
 * Finds what a class has handed in, in whatever way its platform exports it, and takes each hand-in into a folder `<into>/<id>`, where it can be graded. The class's
 * folder is only read. Throws SetupError where that, or `into`, is wrong; what is wrong with a hand-in is a result.
 */
export async function findSubmissions(folder: string, into: string, options: FindingOptions = {}): Promise<Class> {
  const { limits = HAND_IN_LIMITS, except = [] } = options
  const from = await classFolder(folder)
  const place = await placeFor(into, from, folder)
  const excepted = await Promise.all([place, ...except].map((path) => realpath(path).catch(() => resolve(path))))
  const sources = await sourcesIn(from, (name) => excepted.some((path) => isWithin(path, join(from, name))))
  const handIns = await named(handInsOf(sources), from)
  if (handIns.length === 0)
    throw new SetupError(`${folder}: the folder holds no submissions: give the one with a folder or file per student`)
  const ids = identifiersOf(handIns.map((one) => ({ ...one, entry: one.sources[0].name })))
  if (new Set(ids.map((id) => id.toLowerCase())).size < ids.length)
    throw new SetupError(`${folder}: two submissions have names that cannot be told apart: rename one of them`)
  const submissions: Submission[] = []
  const refused: Refused[] = []
  for (const [at, handIn] of handIns.entries()) {
    const id = ids[at] ?? ''
    const [source, ...further] = handIn.sources.map(({ name }) => join(folder, name))
    const about = {
      id,
      name: handIn.name,
      ...(handIn.number === undefined ? {} : { number: handIn.number }),
      ...(handIn.members === undefined ? {} : { members: handIn.members }),
      source: source ?? folder,
      ...(further.length === 0 ? {} : { furtherSources: further }),
    }
    try {
      const notes = await take(handIn, join(place, id), limits)
      submissions.push({ ...about, folder: join(place, id), notes })
    } catch (error) {
      if (!(error instanceof HandInRefused)) throw error
      const notes = isLate(handIn) ? [{ kind: 'late' as const }] : []
      refused.push({ ...about, notes, why: error.why })
    }
  }
  return { submissions, refused }
}

/** Where the class's folder really is. */
async function classFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch((error: unknown) => codeOf(error))
  if (found === 'ENOENT' || found === 'ENOTDIR')
    throw new SetupError(`${folder}: there is no such folder: give the one with the submissions`)
  if (typeof found === 'string') throw new SetupError(`${folder}: the folder cannot be read (${found})`)
  if (!found.isDirectory())
    throw new SetupError(
      `${folder}: this is a file: give the folder with the submissions${/\.zip$/i.test(folder) ? ' (unpack what the platform has exported)' : ''}`,
    )
  return realpath(folder)
}

async function placeFor(into: string, from: string, folder: string): Promise<string> {
  const made = await mkdir(into, { recursive: true })
    .then(() => realpath(into))
    .catch((error: unknown) => {
      throw new SetupError(`${into}: the folder cannot be made (${codeOf(error)}): give another`)
    })
  // Each hand-in has a folder there, which is made anew: it must never be the very one that was handed in.
  if (isWithin(from, made))
    throw new SetupError(`${into}: the submissions in ${folder} would be unpacked over themselves: give another folder`)
  return made
}

const isWithin = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('..\\'))
}

type NamedHandIn = HandIn & { readonly members?: readonly Member[] }

/** Gradescope's folders have numbers for names; whose they are stands in a file beside them. */
async function named(handIns: readonly HandIn[], folder: string): Promise<NamedHandIn[]> {
  const path = join(folder, GRADESCOPE_METADATA)
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!isThere) return [...handIns]
  const members = await readGradescopeMetadata(path)
  return handIns.map((handIn) => {
    const [first, ...others] = members.get(handIn.sources[0].name) ?? []
    if (first === undefined) return handIn
    if (others.length === 0) return { ...handIn, ...first }
    const all = [first, ...others]
    return { ...handIn, name: all.map(({ name }) => name).join(', '), members: all }
  })
}
