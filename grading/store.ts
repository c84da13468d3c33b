import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../harness/programs/make-folder.js'
import { SetupError } from '../harness/findings/violation.js'
import { GRADED_SCHEMA, type Graded } from './graded.js'

/** The folder of the results of a class: what has been graded is on the disk at once, whole, and is never half overwritten. */
export class Store {
  private constructor(readonly folder: string) {}

  /** Makes the folder. Throws SetupError where it cannot be made or written to: told before anything is graded. */
  static async open(folder: string): Promise<Store> {
    try {
      await makeFolder(join(folder, 'students'))
      const probe = join(folder, `.sockspec-${randomBytes(4).toString('hex')}`)
      await writeFile(probe, 'x'.repeat(4096))
      await rm(probe)
      await access(join(folder, 'students'), constants.W_OK)
    } catch (error) {
      throw new SetupError(
        `--out ${folder}: it cannot be written to (${codeOf(error)}): nothing was graded; give another folder`,
      )
    }
    return new Store(folder)
  }

  /** One that is there already, only to be read. */
  static existing(folder: string): Store {
    return new Store(folder)
  }

  /** The folder of one submission's reports. */
  student(id: string): string {
    return join(this.folder, 'students', id)
  }

  /** What was graded before, by identifier; what is not whole, or of another version, is as if it were not there. */
  async graded(): Promise<Map<string, Graded>> {
    const found = new Map<string, Graded>()
    for (const id of (await readdir(join(this.folder, 'students'))).sort()) {
      const graded = await readGraded(join(this.student(id), 'graded.json'))
      if (graded) found.set(id, graded)
    }
    return found
  }

  /** What stands here from an earlier run goes aside: a name that says when, so that nothing graded is lost. Gives that name, where there was anything. */
  async setAside(now: Date): Promise<string | undefined> {
    const names = await readdir(join(this.folder, 'students'))
    if (names.length === 0) return undefined
    const aside = `before-${now.toISOString().replace(/[:.]/g, '-')}`
    await mkdir(join(this.folder, aside))
    for (const name of [...OUTPUTS, 'students'])
      await rename(join(this.folder, name), join(this.folder, aside, name)).catch(() => undefined)
    await mkdir(join(this.folder, 'students'))
    return aside
  }
}

/** What a run makes beside the students' folders. */
export const OUTPUTS: readonly string[] = [
  'gradebook.csv',
  'moodle.csv',
  'index.html',
  'junit.xml',
  'class.json',
  'summary.md',
]

async function readGraded(path: string): Promise<Graded | undefined> {
  try {
    const graded = JSON.parse(await readFile(path, 'utf8')) as Partial<Graded>
    return graded.schema === GRADED_SCHEMA ? (graded as Graded) : undefined
  } catch {
    return undefined
  }
}

/** Writes a file whole or not at all: beside its place, then renamed into it. Rejects with the system's error. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(beside, content)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** A file's name, and what makes its content. */
export type Output = readonly [string, () => string]

/** Writes each into the folder, by itself: one that cannot be made or written costs none of the others. Gives a line for each that could not. */
export async function writeEach(folder: string, outputs: readonly Output[]): Promise<string[]> {
  const written = await Promise.allSettled(
    outputs.map(async ([name, content]) => writeWhole(join(folder, name), content())),
  )
  return written.flatMap((one, index) =>
    one.status === 'rejected'
      ? [`${join(folder, outputs[index]?.[0] ?? '')} cannot be written: ${(one.reason as Error).message}`]
      : [],
  )
}
