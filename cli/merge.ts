import { cp, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import { mergedRecord, readRecord } from '../grading/class-record.js'
import { writeClass } from '../grading/class-outputs.js'
import type { Graded } from '../grading/graded.js'
import { Store } from '../grading/store.js'
import { LANGUAGES } from '../results/words/languages.js'
import { exitStatusOf } from './grade.js'
import { complain, print } from './say.js'

export interface MergeOptions {
  readonly out?: string
}

/** Makes one class of the folders that several runs of `grade --shard` have written. Gives the exit status of `grade`. Throws SetupError. */
export async function mergeCommand(folders: readonly string[], { out = 'grades' }: MergeOptions): Promise<number> {
  const parts = await Promise.all(folders.map(async (folder) => ({ folder, record: await readRecord(folder) })))
  const record = mergedRecord(parts)
  if (folders.some((folder) => resolve(folder) === resolve(out)))
    throw new SetupError(`--out ${out}: this is one of the folders that are to be merged; give another`)
  const from = new Map<string, string>()
  const graded: Graded[] = []
  for (const folder of folders) {
    const part = Store.existing(folder)
    for (const [id, one] of await part.graded()) {
      const other = from.get(id)
      if (other !== undefined)
        throw new SetupError(
          `${other} and ${folder} have both graded ${id}: parts of one class have no submission in common`,
        )
      from.set(id, folder)
      graded.push(one)
    }
  }
  const store = await Store.open(out)
  if ((await readdir(join(out, 'students'))).length > 0)
    throw new SetupError(`--out ${out}: there are results in it already; give another folder`)
  for (const [id, folder] of from) await cp(join(folder, 'students', id), store.student(id), { recursive: true })
  const { gradebook, unwritten } = await writeClass(store, graded, record, await LANGUAGES[record.lang]())
  for (const line of unwritten) complain(`sockspec: ${line}`)
  print(`${join(out, 'gradebook.csv')}  ${join(out, 'index.html')}`)
  return unwritten.length > 0 ? 2 : exitStatusOf(gradebook)
}
