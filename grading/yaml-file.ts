import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Node, type Pair, type YAMLError } from 'yaml'

/** The way to a value in a file: keys, and places in lists. */
export type Path = readonly (string | number)[]

/** One mistake in a file: where, what, and what to do. */
export interface Problem {
  readonly line: number
  readonly column: number
  readonly what: string
}

/** A YAML file as a value, which still knows where everything stands. */
export interface YamlFile {
  readonly value: unknown
  /** whether it could be read, so that its value is what was written */
  readonly isPlain: boolean
  readonly problems: readonly Problem[]
  /** that something is wrong with a value, or with the key before it; where there is no such place, with what it would be in */
  problem(path: Path, what: string, at?: 'key' | 'value'): Problem
  /** a text, number or truth value as it was written: 007 is no 7 */
  source(path: Path): string
}

/**
 * Reads a YAML file: one document of plain values. Where the text is not YAML its value is undefined and only the problems count.
 * Aliases are refused: they would make circles, and bombs, of what is a page of settings.
 */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problemAt = (offset: number, what: string): Problem => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1), what }
  }
  const errors = [...document.errors, ...document.warnings]
  const problems = errors.map((error) => problemAt(error.pos[0], errorText(error, text)))
  let isPlain = errors.every(({ code }) => code === 'DUPLICATE_KEY' || code === 'TAG_RESOLVE_FAILED')
  const refuse = (node: unknown, what: string): void => {
    isPlain = false
    problems.push(problemAt((node as Node | null)?.range?.[0] ?? 0, what))
  }
  visit(document, {
    Alias: (_, alias) => refuse(alias, `*${alias.source}: write out what it stands for, aliases are not read`),
    Pair: (_, { key }) => {
      if (!isScalar(key))
        refuse(key, 'a list or map cannot be a key here: a text in braces or brackets needs quotation marks')
    },
  })
  const root = document.contents
  const found = (path: Path, at: 'key' | 'value'): Node | null => {
    let [node, last]: [Node | null, Node | null] = [root, root]
    for (const [depth, part] of path.entries()) {
      const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined
      const next = isSeq(node)
        ? node.items[Number(part)]
        : at === 'key' && depth === path.length - 1
          ? pair?.key
          : valueOf(pair)
      if (next === undefined || next === null) break
      node = last = next as Node
    }
    return last
  }
  return {
    value: isPlain ? document.toJS() : undefined,
    isPlain,
    problems: onePerLine(problems),
    problem: (path, what, at = 'value') => problemAt(found(path, at)?.range?.[0] ?? 0, what),
    source: (path) => {
      const node = found(path, 'value')
      return isScalar(node) ? (node.source ?? String(node.value)) : ''
    },
  }
}

/** What stands behind a key; the key itself where that is nothing. */
function valueOf(pair: Pair | undefined): unknown {
  return isScalar(pair?.value) && pair.value.range?.[0] === pair.value.range?.[1]
    ? pair.key
    : (pair?.value ?? pair?.key)
}

/** What a mistake has led to in the same line is no further mistake. */
function onePerLine(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index)
}

function errorText({ code, message, pos }: YAMLError, text: string): string {
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a second ": " in one value: put the text in quotation marks; or, if the line is not part of it, begin it in the column of the keys above'
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this is no "key: value": a key needs a colon and a space behind it'
    case 'TAB_AS_INDENT':
      return 'a tab at the beginning of a line: use spaces'
    case 'BAD_INDENT':
      return message.startsWith('All ')
        ? 'the line begins in another column than those that it belongs to: align them'
        : `this is not YAML: ${message}`
    case 'DUPLICATE_KEY':
      return `the key ${/^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim() ?? ''} stands here for the second time: keep one of the two`
    case 'BAD_SCALAR_START':
      return `a text cannot begin with ${text[pos[0]] ?? 'this'}: put it in quotation marks`
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: an assignment is one, remove the line ---'
    case 'TAG_RESOLVE_FAILED':
      return 'tags mean nothing here: remove what begins with !'
    default:
      return `this is not YAML: ${message}`
  }
}
