/** The words of a command, or why it cannot be told what they are. */
export type CommandWords =
  { readonly kind: 'words'; readonly words: readonly string[] } | { readonly kind: 'unclear'; readonly why: Unclear }

/** What a line can hold that only a shell could make something of. */
export type Unclear =
  | { readonly kind: 'empty' }
  | { readonly kind: 'open-quote'; readonly quote: "'" | '"' }
  | { readonly kind: 'ends-in-backslash' }
  | { readonly kind: 'operator' | 'variable' | 'substitution' | 'wildcard' | 'home'; readonly text: string }

/** From the beginning of what is left: each kind of piece, outside of quotes. */
const PIECES = {
  blank: /^\s+/,
  single: /^'([^']*)'/,
  double: /^"((?:[^"\\]|\\.)*)"/s,
  escaped: /^\\(.)/s,
  operator: /^(?:&&|\|\||[;&|<>()])/,
  substitution: /^(?:\$\(|`)/,
  variable: /^\$(?:\{?[A-Za-z_]\w*\}?|[0-9@*#?$!-])/,
  wildcard: /^[*?]/,
  plain: /^[^\s'"\\;&|<>()*?$`]+|^\$/,
} as const

/**
 * Splits a command into words as a shell would, quotes and backslashes included, but for its expansions: no shell runs, so what one would replace or
 * obey outside of quotes is told, where to pass it on as it stands would start something else than what was meant.
 */
export function commandWords(line: string): CommandWords {
  const words: string[] = []
  let word: string | undefined
  let rest = line
  /** What a piece is at the beginning of what is left; it is then taken off. */
  const take = (piece: keyof typeof PIECES): string | undefined => {
    const found = PIECES[piece].exec(rest)
    if (!found) return undefined
    rest = rest.slice(found[0].length)
    return found[1] ?? found[0]
  }
  const unclear = (why: Unclear): CommandWords => ({ kind: 'unclear', why })
  while (rest !== '') {
    if (take('blank') !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    if (word === undefined && /^~(?:$|[\s/])/.test(rest)) return unclear({ kind: 'home', text: '~' })
    for (const kind of ['operator', 'substitution', 'variable', 'wildcard'] as const) {
      const text = take(kind)
      if (text !== undefined) return unclear({ kind, text })
    }
    const double = take('double')
    if (double !== undefined) {
      const replaced = /(?<!\\)(?:\\\\)*(\$(?:\(|\{?[A-Za-z_]\w*\}?|[0-9@*#?$!-])|`)/.exec(double)?.[1]
      if (replaced !== undefined)
        return unclear({ kind: /^(?:\$\(|`)/.test(replaced) ? 'substitution' : 'variable', text: replaced })
      word = (word ?? '') + double.replaceAll(/\\(["\\$`])/g, '$1').replaceAll('\\\n', '')
      continue
    }
    const piece = take('single') ?? take('escaped') ?? take('plain')
    if (piece === undefined) {
      const quote = rest[0]
      return unclear(quote === "'" || quote === '"' ? { kind: 'open-quote', quote } : { kind: 'ends-in-backslash' })
    }
    word = (word ?? '') + piece
  }
  if (word !== undefined) words.push(word)
  return words.length === 0 || words[0] === '' ? unclear({ kind: 'empty' }) : { kind: 'words', words }
}

/** What is wrong with a command, and what to do. */
export function unclearText(why: Unclear): string {
  switch (why.kind) {
    case 'empty':
      return 'the command has no words: write the one that starts the program, as in python3 server.py {port}'
    case 'open-quote':
      return `the quotation mark ${why.quote} is never closed`
    case 'ends-in-backslash':
      return 'the command ends in a backslash: put what it belongs to behind it, or leave it out'
    case 'operator':
      return `no shell reads the command, so ${why.text} means nothing in it: write sh -c '...' around it, or quotation marks where the sign itself is meant`
    case 'variable':
      return `no shell reads the command, so ${why.text} is not replaced: ${/PORT/i.test(why.text) ? 'write {port}' : "write sh -c '...' around it"}, or '...' where the sign itself is meant`
    case 'substitution':
      return `no shell reads the command, so ${why.text} is not replaced: write sh -c '...' around it`
    case 'wildcard':
      return `no shell reads the command, so ${why.text} does not stand for names of files: write sh -c '...' around it, or quotation marks where the sign itself is meant`
    case 'home':
      return 'no shell reads the command, so ~ is not replaced: write the path'
  }
}
