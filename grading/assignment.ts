import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { SetupError } from '../harness/findings/violation.js'
import { isReportLanguage, LANGUAGES, type ReportLanguage } from '../results/words/languages.js'
import { validated, type WantedIsolation } from './assignment-schema.js'
import { tasksOf } from './assignment-tasks.js'
import type { Shown } from './shown.js'
import type { Task } from './task.js'
import { readYaml, type Problem } from './yaml-file.js'

/** What a class was asked to hand in, and how it is graded, with nothing left to decide. */
export interface Assignment {
  /** the file, as it was named */
  readonly file: string
  readonly title: string
  /** SHA-256 of the file's content, in hexadecimal digits */
  readonly hash: string
  readonly lang: ReportLanguage
  readonly isolation: WantedIsolation
  readonly image?: string
  readonly show: Shown
  readonly tasks: readonly Task[]
}

/** More than a page of settings is no assignment, but what was given in its place. */
const MOST_BYTES = 1024 * 1024
const MOST_PROBLEMS = 20

/** Reads an assignment. Throws SetupError, with a line for each mistake: file, line, column, what, and what to do. */
export function readAssignment(file: string): Assignment {
  return assignmentOf(contentOf(file), file)
}

function contentOf(file: string): Buffer {
  try {
    if (statSync(file).size <= MOST_BYTES) return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    switch (code) {
      case 'ENOENT':
        throw new SetupError(`there is no file ${file}: sockspec init writes one`)
      case 'EISDIR':
        throw new SetupError(`${file} is a folder: name the assignment's file in it`)
      default:
        throw new SetupError(`${file} cannot be read: ${(error as Error).message}`)
    }
  }
  throw new SetupError(
    `${file} is larger than 1 MiB, and so is no assignment: name the YAML file that says what was handed in`,
  )
}

/** Reads an assignment from the content of its file, by which it names what is wrong and finds features of one's own. Throws SetupError. */
export function assignmentOf(content: Buffer, file: string): Assignment {
  const yaml = readYaml(textOf(content, file))
  const problems: Problem[] = [...yaml.problems]
  if (!yaml.isPlain) throw failure(file, problems)
  const { raw, problems: invalid } = validated(yaml)
  problems.push(...invalid)
  const isWhole = problems.length === 0
  const tasks = tasksOf(raw, yaml, file, isWhole, (...problem) => void problems.push(yaml.problem(...problem)))
  const { lang = 'en', isolation = 'auto', image, show = {}, title } = raw
  if (image !== undefined && isolation !== 'docker' && isWhole)
    problems.push(
      yaml.problem(
        ['image'],
        'image: only containers have one: add a line isolation: docker, or leave this out',
        'key',
      ),
    )
  if (!isReportLanguage(lang))
    problems.push(yaml.problem(['lang'], `lang: ${lang}: reports can be had in ${Object.keys(LANGUAGES).join(', ')}`))
  if (problems.length > 0 || !isReportLanguage(lang)) throw failure(file, problems)
  return {
    file,
    title: title ?? [...new Set(tasks.map(({ specification }) => specification.title))].join(', '),
    hash: createHash('sha256').update(content).digest('hex'),
    lang,
    isolation,
    ...(image === undefined ? {} : { image }),
    show: { evidence: true, causes: true, hints: true, ...show },
    tasks,
  }
}

function textOf(content: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new SetupError(`${file} is not in UTF-8: save it in that encoding`)
  }
}

function failure(file: string, problems: readonly Problem[]): SetupError {
  const lines = [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, what }) => `${file}:${line}:${column}: ${what}`)
  const more = lines.length - MOST_PROBLEMS
  return new SetupError(
    [...lines.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`${file}: and ${more} more`] : [])].join('\n'),
  )
}
