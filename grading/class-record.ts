import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { SetupError } from '../harness/findings/violation.js'
import type { ReportLanguage } from '../results/words/languages.js'
import type { Assignment } from './assignment.js'

export const CLASS_SCHEMA = 'sockspec/class/1'

/** What a run of `grade` says of itself, beside its results: class.json. Of several such folders one class can be made again. */
export interface ClassRecord {
  readonly schema: typeof CLASS_SCHEMA
  readonly title: string
  readonly lang: ReportLanguage
  readonly version: string
  readonly isolation: string
  /** of the parts of a class that were graded in different ones, which each */
  readonly parts?: readonly { readonly folder: string; readonly isolation: string }[]
  /** ISO 8601 */
  readonly startedAt: string
  readonly durationMs: number
  /** the identifiers of the tasks */
  readonly tasks: readonly string[]
  /** in the order of the assignment */
  readonly requirements: readonly { readonly id: string; readonly title: string }[]
  /** of the assignment, to tell whether two belong together */
  readonly assignment: string
}

/** What can be said before anything is graded. */
export function recordOf(
  assignment: Assignment,
  run: Pick<ClassRecord, 'version' | 'isolation' | 'startedAt' | 'durationMs'>,
): ClassRecord {
  const requirements = assignment.tasks.flatMap((task) => task.requirements.map(({ id, title }) => ({ id, title })))
  const { title, lang, hash, tasks } = assignment
  return {
    schema: CLASS_SCHEMA,
    title,
    lang,
    ...run,
    tasks: tasks.map(({ id }) => id),
    // Two tasks may judge by the same requirements, with other options.
    requirements: requirements.filter(({ id }, index) => requirements.findIndex((other) => other.id === id) === index),
    assignment: hash,
  }
}

/** Reads the record of a folder. Throws SetupError where there is none. */
export async function readRecord(folder: string): Promise<ClassRecord> {
  const path = join(folder, 'class.json')
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as Partial<ClassRecord>
    if (record.schema === CLASS_SCHEMA) return record as ClassRecord
  } catch {
    // Told below, whatever it was.
  }
  throw new SetupError(
    `${folder}: this is no folder that sockspec grade has written (its class.json is missing, or of another version)`,
  )
}

/** One record of several parts of a class. Throws SetupError where they are of different assignments. */
export function mergedRecord(parts: readonly { readonly folder: string; readonly record: ClassRecord }[]): ClassRecord {
  const [first, ...others] = parts
  if (!first) throw new SetupError('there is nothing to merge')
  const stranger = others.find(({ record }) => record.assignment !== first.record.assignment)
  if (stranger)
    throw new SetupError(
      `${first.folder} and ${stranger.folder} were graded by different assignments: only parts of one class can be merged`,
    )
  const isolations = [...new Set(parts.map(({ record }) => record.isolation))].sort()
  return {
    ...first.record,
    isolation: isolations.join(', '),
    ...(isolations.length === 1
      ? {}
      : { parts: parts.map(({ folder, record }) => ({ folder: basename(folder), isolation: record.isolation })) }),
    startedAt: parts.map(({ record }) => record.startedAt).sort()[0] ?? first.record.startedAt,
    // They ran side by side.
    durationMs: Math.max(...parts.map(({ record }) => record.durationMs)),
  }
}
