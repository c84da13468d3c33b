import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/*
 * No sentence is made outside results/words/. What the compiler can see of that is where a finding has room for one: a member whose type
 * is any string. Each of them is named here, with whose words it holds; a new one is to be data instead, or a quote that is named here.
 */

const root = join(import.meta.dirname, '..', '..')

/** Members of findings that hold words of somebody else's, by kind and name. */
const QUOTES: Readonly<Record<string, readonly string[]>> = {
  'what the program under test said last': [
    'as-if-well.lastWords',
    'body-not-shown.lastWords',
    'client-ended-badly.lastWords',
    'closed-before-greeting.lastWords',
    'closed-before-reply.lastWords',
    'connected-silent.lastWords',
    'exited-at-start.lastWords',
    'message-missing.lastWords',
    'never-bound.lastWords',
    'never-came.lastWords',
    'not-started-again.lastWords',
    'part-of-length.lastWords',
    'parts-missing.lastWords',
    'server-crashed.lastWords',
    'server-ended|server-ended-badly.lastWords',
    'still-runs-after-reset.lastWords',
    'still-runs.lastWords',
    'waits-for-lost-reply.lastWords',
  ],
  'what the program under test sent': [
    'answer.answer',
    'bare-LF.text',
    'head-not-understood.line.text',
    'header-not-of-get.get',
    'header-not-of-get.head',
    'invalid-content-length.value',
    'json-member.json',
    'line-without-LF.text',
    'no-empty-line.last',
    'no-status-line.text',
    'not-json.found',
    'other.is',
    'request-not-understood.line',
    'request-unended.line',
    'wrong-content-type.value',
    'wrong-json.sent',
    'wrong-line.sent',
    'wrong-request.is',
    'wrong-request.line',
    'wrong-status.reason',
  ],
  'what the harness sent or typed, or what a protocol has in its place': [
    'answer.sent',
    'header-not-of-get.field',
    'json.members[].name',
    'line.text',
    'missing.name',
    'other.name',
    'typed.text',
    'wrong-content-type.wanted[]',
    'wrong-json.wanted',
    'wrong-line.wanted',
    'wrong-request.wanted[]',
  ],
  'what the feature says': [
    'in-the-features-words.word',
    'line-beginning|line-ending|line-containing.texts[]',
    'lines-in-any-order.texts[]',
    'lines-missing.texts[]',
    'lines-until.among[]',
    'lines-until.last',
    'line-holding.begins',
    'line-holding.name',
    'line-like.like',
    'line-matching.expression',
    'one-of.texts[]',
  ],
  'what the system, the engine of containers, the runner or an exception says': [
    'connection-failed.error',
    'cut-off.said',
    'failed.error',
    'harness-failed.thrown',
    'no-socket.error',
    'no-such-address.error',
    'not-enclosed.error',
    'not-run.error',
  ],
  'a name: of a client, a file, a host, a signal': [
    'agent-lost.host',
    'answered-stranger.client',
    'clients-unserved.client',
    'connection-failed.client',
    'connection-refused.client',
    'connection-timeout.client',
    'never-came.server.host',
    'no-such-address.host',
    'not-ours-to-restart.address.host',
    'server-gone.address.host',
    'wrong-source.answered.host',
    'wrong-source.asked.host',
    'not-stored.file',
    'part-differs.file',
    'parts-missing.files[]',
    'poured.client',
    'signal.signal',
    'stored-otherwise.file',
    'typed-not-received.client',
  ],
}

/** Where a type has room for any string: paths that begin with the kind. */
function stringsIn(checker: ts.TypeChecker, type: ts.Type): Set<string> {
  const found = new Set<string>()
  const known = new Set<ts.Type>()
  const walk = (type: ts.Type, path: string): void => {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) found.add(`${path} (any)`)
    if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) found.add(path)
    if (type.isUnion()) for (const one of type.types) walk(one, path)
    else if (checker.isArrayType(type) || checker.isTupleType(type))
      for (const of of checker.getTypeArguments(type as ts.TypeReference)) walk(of, `${path}[]`)
    else if (type.isIntersection() || type.flags & ts.TypeFlags.Object) {
      const kind = type.getProperty('kind')
      const kinds = kind === undefined ? undefined : checker.getTypeOfSymbol(kind)
      const names = (kinds?.isUnion() ? kinds.types : kinds ? [kinds] : []).map((one) =>
        one.isStringLiteral() ? one.value : '?',
      )
      // A finding can be within another.
      if (kind !== undefined && known.has(type)) return
      known.add(type)
      for (const member of type.getProperties()) {
        const own = kind === undefined ? path : names.join('|')
        walk(checker.getTypeOfSymbol(member), `${own}.${member.name}`)
      }
    }
  }
  walk(type, '')
  return found
}

describe('a finding', () => {
  it('has no room for a sentence but in the members that quote somebody', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
      config: unknown
    }
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
    const types = {
      'observation.ts': ['Observation', 'Note', 'Seen'],
      'stimulus.ts': ['Stimulus', 'WireNote'],
      'ending.ts': ['Ending'],
    }
    const file = (name: string): string => join(root, 'harness', 'findings', name)
    const program = ts.createProgram(Object.keys(types).map(file), { ...options, noEmit: true })
    const checker = program.getTypeChecker()
    const strings = Object.entries(types).flatMap(([name, wanted]) => {
      const source = program.getSourceFile(file(name))
      const module = source && checker.getSymbolAtLocation(source)
      const exported = module ? checker.getExportsOfModule(module) : []
      return wanted.flatMap((type) => {
        const symbol = exported.find((one) => one.name === type)
        expect(symbol, type).toBeDefined()
        return symbol ? [...stringsIn(checker, checker.getDeclaredTypeOfSymbol(symbol))] : []
      })
    })
    expect([...new Set(strings)].sort()).toEqual(Object.values(QUOTES).flat().sort())
  }, 60_000)
})

/** Three words in a row, a hole of a template being one. */
const SENTENCE = /(?:^|\s)\S*[a-z]{2,}\S*\s+\S*[a-z]+\S*\s+\S*[a-z]+/i

describe('the sources of the harness, the engine and the protocols', () => {
  /** The members that quote. */
  const quoting = new Set(
    Object.values(QUOTES)
      .flat()
      .map((path) => /(\w+)(?:\[\])?$/.exec(path)?.[1]),
  )

  /** The literals with a sentence in a part of a source; those of an Error are for whoever ends the run, and for the developers. */
  function sentences(node: ts.Node): string[] {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return []
    if (ts.isLiteralTypeNode(node)) return []
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('hole')
        : ''
    const within: string[] = []
    ts.forEachChild(node, (child) => void within.push(...sentences(child)))
    return SENTENCE.test(text) ? [text, ...within] : within
  }

  /** What is given directly as a member that quotes. */
  function quoted(node: ts.Node): ts.Node[] {
    const within: ts.Node[] = []
    ts.forEachChild(node, (child) => void within.push(...quoted(child)))
    return ts.isPropertyAssignment(node) && quoting.has(node.name.getText()) ? [node.initializer, ...within] : within
  }

  const sources = (folder: string): ts.SourceFile[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.c?ts$/.test(file))
      .map((file) => {
        const path = join(folder, file)
        return ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
      })

  it('knows a sentence', () => {
    const found = (code: string): string[] => sentences(ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true))
    expect(found('const a = { why: `header line ${i} has no colon` }')).toEqual(['header line hole has no colon'])
    expect(found("bad('the request line is empty')")).toEqual(['the request line is empty'])
    expect(
      found("const a: 'value or ]' | 'one two three' = 'value or ]'; throw new TypeError('it is no text')"),
    ).toEqual([])
  })

  it('make no sentence where a message is decoded', () => {
    const found = sources('protocols').flatMap((file) => sentences(file).map((text) => `${file.fileName}: ${text}`))
    expect(found).toEqual([])
  })

  it('give no sentence as a quote', () => {
    const files = ['harness', 'engine', 'protocols'].flatMap(sources)
    const places = files.flatMap((file) => quoted(file).map((node) => [file.fileName, node] as const))
    expect(places.length).toBeGreaterThan(50)
    expect(places.flatMap(([file, node]) => sentences(node).map((text) => `${file}: ${text}`))).toEqual([])
  })
})
