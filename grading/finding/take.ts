import { lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Note } from '../submission.js'
import { archiveStem } from './archive-format.js'
import { Budget, type HandInLimits } from './budget.js'
import { copyFile, copyFolder, specialOf } from './copy-in.js'
import { Destination } from './destination.js'
import { filesIn } from './files-in.js'
import { isLate, type HandIn, type Source } from './hand-in.js'
import { beforeResubmission } from './hand-in-name.js'
import { HandInRefused } from './hand-in-refused.js'
import { mendLineEnds } from './line-ends.js'
import { unpack } from './unpack.js'

/**
 * Takes a hand-in into a new folder: copied, archives unpacked, line ends mended. It comes to its place in one step, so that what is there is whole. Throws
 * HandInRefused where it cannot be graded as it is.
 */
export async function take(handIn: HandIn, folder: string, limits: HandInLimits): Promise<readonly Note[]> {
  const workshop = join(folder, '..', `.taking-${folder.split(/[\\/]/).at(-1) ?? ''}`)
  await rm(folder, { recursive: true, force: true })
  await rm(workshop, { recursive: true, force: true })
  const to = new Destination(join(workshop, 'all'), new Budget(limits))
  try {
    await mkdir(to.root, { recursive: true })
    if (isLate(handIn)) to.note({ kind: 'late' })
    await gather(handIn.sources, to)
    const root = await withInnerUnpacked(await rootOf(to.root), to)
    const files = await filesIn(root)
    const packed = to.notes.filter((note) => note.kind === 'not-unpacked')
    const left = files.filter(({ path, size }) => size > 0 && !packed.some(({ entry }) => entry === path))
    // An archive that was all there was says best why nothing is left.
    if (left.length === 0) throw new HandInRefused(packed[0]?.why ?? { kind: 'empty' })
    const mended = await mendLineEnds(root, files)
    await rename(root, folder)
    return [...to.notes, ...mended]
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

async function gather(sources: HandIn['sources'], to: Destination): Promise<void> {
  const [only, ...others] = sources
  if (others.length === 0 && only.sort === 'file' && archiveStem(only.name) !== undefined)
    return unpack(only.path, only.name, to)
  const taken = new Set(sources.map(({ says, name }) => says.file ?? name))
  for (const source of sources) await gatherOne(source, taken, to)
}

async function gatherOne(source: Source, taken: Set<string>, to: Destination): Promise<void> {
  if (source.sort === 'folder') return copyFolder(source.path, [], to)
  if (source.sort === 'other') {
    const found = await lstat(source.path).catch(() => undefined)
    throw new HandInRefused({ kind: 'not-a-file', what: found === undefined ? 'unknown' : specialOf(found) })
  }
  const name = source.says.file ?? source.name
  const before = source.says.key?.startsWith('canvas') === true ? beforeResubmission(name) : undefined
  if (before === undefined || taken.has(before)) return copyFile(source.path, [name], to)
  taken.add(before)
  await copyFile(source.path, [before], to)
  to.note({ kind: 'renamed', from: name, to: before })
}

/** The one folder that is all there is, else the folder itself. */
async function rootOf(folder: string): Promise<string> {
  const [only, ...others] = await readdir(folder, { withFileTypes: true })
  return only?.isDirectory() === true && others.length === 0 ? join(folder, only.name) : folder
}

/**
 * Unpacks the archives that lie in the root, each into a folder of its name, or where it is alone into the root's place. Those that are in these stay: so deep
 * no student packs a program. Says where the root is.
 */
async function withInnerUnpacked(root: string, to: Destination): Promise<string> {
  const entries = await readdir(root, { withFileTypes: true })
  const archives = entries.filter((entry) => entry.isFile() && archiveStem(entry.name) !== undefined)
  let place = root
  for (const { name } of archives.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const alone = entries.length === 1
    const free = (one: string): string => (entries.some((entry) => entry.name === one) ? free(`${one}_`) : one)
    const target = alone ? join(to.root, '..', 'inner') : join(root, free(archiveStem(name) || 'archive'))
    if (await innerUnpacked(join(root, name), name, target, to)) {
      to.budget.refund((await stat(join(root, name))).size)
      await rm(join(root, name))
      if (alone) place = await rootOf(target)
    }
  }
  return place
}

/** A broken archive, or a bomb, beside a program is told; the program can be graded without it. */
async function innerUnpacked(archive: string, name: string, target: string, to: Destination): Promise<boolean> {
  const used = to.budget.used
  const inner = new Destination(target, to.budget)
  try {
    await mkdir(target, { recursive: true })
    await unpack(archive, name, inner)
  } catch (error) {
    if (!(error instanceof HandInRefused)) throw error
    await inner.removeAll()
    to.budget.reset(used)
    to.note({ kind: 'not-unpacked', entry: name, why: error.why })
    return false
  }
  for (const note of inner.notes) to.note(note)
  return true
}
