/** The programming language of a submission, as far as its command tells. */
export type Language = 'python' | 'java' | 'perl' | 'javascript' | 'c' | 'unknown'

const INTERPRETERS: readonly (readonly [RegExp, Language])[] = [
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^java$/, 'java'],
  [/^perl[\d.]*$/, 'perl'],
  [/^(node|bun|deno|tsx)$/, 'javascript'],
]
const EXTENSIONS: ReadonlyMap<string, Language> = new Map([
  ['py', 'python'],
  ['jar', 'java'],
  ['java', 'java'],
  ['pl', 'perl'],
  ['js', 'javascript'],
  ['mjs', 'javascript'],
  ['ts', 'javascript'],
  ['c', 'c'],
])

export function languageOf(command: readonly string[]): Language {
  for (const word of command) {
    const name = word.slice(word.lastIndexOf('/') + 1)
    const interpreter = INTERPRETERS.find(([pattern]) => pattern.test(name))
    if (interpreter) return interpreter[1]
    const extension = EXTENSIONS.get(name.slice(name.lastIndexOf('.') + 1))
    if (extension !== undefined && name.includes('.')) return extension
  }
  const [program = ''] = command
  return /^\.?\.?\//.test(program) && !/\.\w+$/.test(program) ? 'c' : 'unknown'
}
