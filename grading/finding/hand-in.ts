import { lstat } from 'node:fs/promises'
import { GRADESCOPE_METADATA } from './gradescope.js'
import { isRubbish } from './entry-name.js'
import { handInNameOf, type HandInName } from './hand-in-name.js'
import { entriesOf, type FolderEntry } from './copy-in.js'

/** One thing in the class's folder. */
export interface Source extends FolderEntry {
  readonly sort: 'folder' | 'file' | 'other'
  readonly says: HandInName
}

/** What one student has handed in, in the order of the names. */
export interface HandIn {
  readonly name: string
  readonly number?: string
  /** the first, and those that a flattened export has scattered */
  readonly sources: readonly [Source, ...Source[]]
}

/** Does the export say that it came after its time? */
export const isLate = ({ sources }: HandIn): boolean => sources.some(({ says }) => says.late === true)

/** The things in a class's folder that are, or hold, a hand-in; `isOurs` says of which we know that they are not. */
export async function sourcesIn(folder: string, isOurs: (name: string) => boolean): Promise<Source[]> {
  const sources: Source[] = []
  for (const entry of await entriesOf(Buffer.from(folder))) {
    // A name that begins with a dot is some program's, not a student's.
    if (isRubbish(entry.name) || entry.name.startsWith('.') || entry.name === GRADESCOPE_METADATA) continue
    if (isOurs(entry.name)) continue
    const found = await lstat(entry.path).catch(() => undefined)
    const sort = found?.isDirectory() === true ? 'folder' : found?.isFile() === true ? 'file' : 'other'
    sources.push({ ...entry, sort, says: handInNameOf(entry.name, sort === 'folder' ? 'folder' : 'file') })
  }
  return sources
}

/** Brings together what is one student's by the name that the platform gave it. */
export function handInsOf(sources: readonly Source[]): HandIn[] {
  const groups = new Map<string, [Source, ...Source[]]>()
  for (const source of sources) {
    const key = source.says.key ?? `entry ${source.path.toString('hex')}`
    const group = groups.get(key)
    if (group) group.push(source)
    else groups.set(key, [source])
  }
  return [...groups.values()].map((group) => {
    const { name, number } = group[0].says
    return { name, ...(number === undefined ? {} : { number }), sources: group }
  })
}
