import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import { commandWords } from './command-words.js'
import type { OwnFileProblem, Role, StartDecision } from './decision.js'
import type { Listing } from './listing.js'

/** What a command may be written as: a text, or a list of words. */
export function commandOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return commandWords(value)
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.every((word): word is string | number => typeof word === 'string' || typeof word === 'number')
    ? value.map(String)
    : undefined
}

/** Commands one after another: a text, or a list of them. A list of words would be read as commands of one word each. */
export function commandsOf(value: unknown): readonly (readonly string[])[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).map(commandOf)
  return all.every((one) => one !== undefined) && all.length > 0 ? all : undefined
}

const KEYS = ['start', 'build']

/** What the submission itself says: its sockspec.yaml, with `start`, or one for each role, and `build`. Undefined where it has none. */
export function ownStart(listing: Listing, role: Role): StartDecision | undefined {
  const found = listing.find(({ path }) => path === 'sockspec.yaml' || path === 'sockspec.yml')
  if (found === undefined) return undefined
  const lines = new LineCounter()
  const text = found.text ?? ''
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' })
  const wrong = (offset: number, problem: OwnFileProblem): StartDecision => {
    const { line, col } = lines.linePos(offset)
    return { kind: 'nothing', why: { kind: 'own-file', file: found.path, line, column: col, problem } }
  }
  const [error] = document.errors
  if (error) return wrong(error.pos[0], { kind: 'not-yaml', says: error.message.split('\n')[0] ?? '' })
  const { contents } = document
  if (!isMap(contents)) return wrong(0, { kind: 'no-start' })
  for (const { key } of contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (!KEYS.includes(name)) return wrong(offsetOf(key), { kind: 'unknown-key', key: name })
  }
  const startNode = contents.get('start', true) as Node | undefined
  const chosen = isMap(startNode) ? (startNode.get(role, true) as Node | undefined) : startNode
  if (chosen === undefined) return wrong(offsetOf(startNode), { kind: 'no-start' })
  const command = commandOf(valueOf(chosen))
  if (command === undefined) return wrong(offsetOf(chosen), { kind: 'not-a-command', key: 'start' })
  const buildNode = contents.get('build', true) as Node | undefined
  const build = buildNode === undefined ? [] : commandsOf(valueOf(buildNode))
  if (build === undefined) return wrong(offsetOf(buildNode), { kind: 'not-a-command', key: 'build' })
  return { kind: 'start', command, cwd: '.', ...(build.length === 0 ? {} : { build }), how: 'sockspec.yaml' }
}

/** Plain values only: an alias, which can be made to grow without end, is none. */
function valueOf(node: Node): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map((item) => valueOf(item as Node))
  return undefined
}

const offsetOf = (node: unknown): number => (node as Node | undefined)?.range?.[0] ?? 0
