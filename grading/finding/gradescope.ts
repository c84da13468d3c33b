import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument } from 'yaml'
import { SetupError } from '../../harness/findings/violation.js'
import type { Member } from '../submission.js'
import { codeOf } from './destination.js'

export const GRADESCOPE_METADATA = 'submission_metadata.yml'

/** Who handed in each folder of a Gradescope export. Throws SetupError where the file cannot be read: the rows would have nobody's name. */
export async function readGradescopeMetadata(path: string): Promise<Map<string, Member[]>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new SetupError(`${path}: it cannot be read (${codeOf(error)}): export the submissions again, or remove it`)
  })
  return gradescopeMembers(text, path)
}

export function gradescopeMembers(text: string, path: string): Map<string, Member[]> {
  const lines = new LineCounter()
  // Ruby wrote it, with tags of its own, which are of no interest here.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
  const wrong = (offset: number, what: string): SetupError => {
    const { line, col } = lines.linePos(offset)
    return new SetupError(`${path}:${line}:${col}: ${what}: export the submissions again, or remove it`)
  }
  const [error] = document.errors
  if (error) throw wrong(error.pos[0], `this is not YAML: ${error.message.split('\n')[0] ?? ''}`)
  let all: unknown
  try {
    all = document.toJS()
  } catch {
    throw wrong(0, 'this is no list of submissions')
  }
  if (!isRecord(all)) throw wrong(0, 'this is no list of submissions')
  return new Map(Object.entries(all).map(([folder, about]) => [folder, membersOf(about)]))
}

function membersOf(about: unknown): Member[] {
  const submitters = isRecord(about) ? fieldOf(about, 'submitters') : undefined
  if (!Array.isArray(submitters)) return []
  return submitters.filter(isRecord).flatMap((one): Member[] => {
    const [name, sid] = [fieldOf(one, 'name'), fieldOf(one, 'sid')]
    if (typeof name !== 'string' || name.trim() === '') return []
    const number = typeof sid === 'string' || typeof sid === 'number' ? String(sid).trim() : ''
    return [{ name: name.trim(), ...(number === '' ? {} : { number }) }]
  })
}

/** Ruby's symbols have a colon before them. */
const fieldOf = (record: Record<string, unknown>, name: string): unknown => record[`:${name}`] ?? record[name]

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
