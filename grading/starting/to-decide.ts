import { readFile, rename, writeFile } from 'node:fs/promises'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type Node } from 'yaml'
import { SetupError } from '../../harness/findings/violation.js'
import { codeOf } from '../finding/destination.js'
import { assignedStart } from './assigned.js'
import { commandText } from './command-words.js'
import type { Start, StartDecision, StartTask } from './decision.js'
import { listingOf } from './listing.js'
import { commandOf, commandsOf } from './own-file.js'

/** What the teacher has decided for one submission. */
export type Answer =
  | { readonly kind: 'skip' }
  | {
      readonly kind: 'start'
      readonly start: readonly string[]
      readonly build?: readonly (readonly string[])[]
      readonly folder?: string
    }

/** One that only the teacher can decide. */
export interface Question {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly decision: Exclude<StartDecision, { kind: 'start' }>
}

const HEAD = `# How these submissions are started cannot be told from their files. For each, write what starts it behind its name, or take the # from
# the line that is right; or write skip. Then run the same command again.
`

/** The answers in the file; none where there is no file yet. Throws SetupError, with line and column, where it is wrong. */
export async function readAnswers(path: string): Promise<Map<string, Answer>> {
  const text = await textOf(path)
  return text === undefined ? new Map() : answersIn(text, path)
}

export function answersIn(text: string, path: string): Map<string, Answer> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' })
  const wrong = (node: unknown, what: string): SetupError => {
    const { line, col } = lines.linePos((node as Node | undefined)?.range?.[0] ?? 0)
    return new SetupError(`${path}:${line}:${col}: ${what}`)
  }
  const [error] = document.errors
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    throw new SetupError(`${path}:${line}:${col}: this is not YAML: ${error.message.split('\n')[0] ?? ''}`)
  }
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null)) return new Map()
  if (!isMap(contents)) throw wrong(contents, 'write a submission in each line, with what starts it behind a colon')
  const answers = new Map<string, Answer>()
  for (const { key, value } of contents.items) {
    const id = isScalar(key) ? String(key.value) : ''
    // Not answered yet.
    if (value === null || (isScalar(value) && value.value === null)) continue
    answers.set(id, answerIn(value, wrong))
  }
  return answers
}

function answerIn(node: Node, wrong: (node: unknown, what: string) => SetupError): Answer {
  if (isScalar(node) && node.value === 'skip') return { kind: 'skip' }
  const fields = new Map<string, Node>()
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!['start', 'build', 'folder'].includes(name))
        throw wrong(key, `"${name}" means nothing here: write start, build or folder`)
      fields.set(name, value as Node)
    }
  } else fields.set('start', node)
  const startNode = fields.get('start')
  const start = commandOf(plain(startNode))
  if (start === undefined)
    throw wrong(startNode ?? node, 'write a command here, such as python3 server.py {port}, or skip')
  const buildNode = fields.get('build')
  const build = buildNode && commandsOf(plain(buildNode))
  if (buildNode && build === undefined) throw wrong(buildNode, 'write a command here, or a list of commands')
  const folderNode = fields.get('folder')
  const folder = plain(folderNode)
  if (folderNode && (typeof folder !== 'string' || /^\/|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(folder)))
    throw wrong(folderNode, 'write a folder in the submission here')
  return {
    kind: 'start',
    start,
    ...(build === undefined ? {} : { build }),
    ...(typeof folder === 'string' ? { folder: folder.replace(/^\.\/|\/+$/g, '') || '.' } : {}),
  }
}

function plain(node: Node | undefined): unknown {
  if (isScalar(node)) return node.value
  return isSeq(node) ? node.items.map((item) => plain(item as Node)) : undefined
}

/** Asks of those that the file does not ask of yet. What the teacher has written stays as it is. Says whether anything was added. */
export async function writeQuestions(path: string, questions: readonly Question[]): Promise<boolean> {
  const before = await textOf(path)
  const known = idsIn(before ?? '')
  const fresh = questions.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return false
  const text = [(before ?? HEAD).trimEnd(), ...fresh.map(questionText)].join('\n\n')
  try {
    // Renamed into place: an answer is never lost to a full disk.
    await writeFile(`${path}.new`, `${text}\n`)
    await rename(`${path}.new`, path)
  } catch (error) {
    throw new SetupError(`${path}: it cannot be written (${codeOf(error)}): make room, or give another folder`)
  }
  return true
}

function idsIn(text: string): Set<string> {
  const { contents } = parseDocument(text, { logLevel: 'silent' })
  return new Set(isMap(contents) ? contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [])
}

export function questionText({ id, name, source, decision }: Question): string {
  const candidates = decision.kind === 'undecided' ? decision.candidates : []
  const about = [name, ...(source === name ? [] : [`(${source})`])].join(' ')
  return [
    `# ${oneLine(about)}: ${candidates.length === 0 ? 'no program was found' : candidates.length === 1 ? 'is this the program?' : `${candidates.length} fit`}`,
    `${scalar(id)}:`,
    ...candidates.map((one) => `  # ${answerText(one)}`),
    '  # skip',
  ].join('\n')
}

/** A candidate as the teacher would write it. */
function answerText({ command, cwd, build = [] }: Start): string {
  const start = commandText(command)
  if (cwd === '.' && build.length === 0) return scalar(start)
  const fields = [
    `start: ${quoted(start)}`,
    ...(cwd === '.' ? [] : [`folder: ${quoted(cwd)}`]),
    ...(build.length === 0 ? [] : [`build: [${build.map((one) => quoted(commandText(one))).join(', ')}]`]),
  ]
  return `{ ${fields.join(', ')} }`
}

/** JSON's quotes are YAML's, on one line whatever is in it. */
const quoted = (text: string): string => JSON.stringify(text)
const scalar = (text: string): string => {
  const short = stringify(text, { lineWidth: 0 }).trimEnd()
  return short.includes('\n') ? quoted(text) : short
}
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new SetupError(`${path}: it cannot be read (${codeOf(error)})`)
  }
}

/** How a submission is started that the teacher has decided on. */
export async function answeredStart(
  folder: string,
  task: StartTask,
  answer: Extract<Answer, { kind: 'start' }>,
): Promise<StartDecision> {
  const { start, build, folder: cwd } = answer
  const built = build === undefined ? {} : { build }
  if (cwd !== undefined || build !== undefined)
    return { kind: 'start', command: start, cwd: cwd ?? '.', ...built, how: 'to-decide.yaml' }
  // As the assignment's command, its script may be in a subfolder.
  return assignedStart(await listingOf(folder), task, start, 'to-decide.yaml', () => ({
    kind: 'nothing',
    why: { kind: 'no-program' },
  }))
}
