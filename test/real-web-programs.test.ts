import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInstalled } from './support/command.js'
import { grade, withVerdict } from './support/grade.js'
import { scratchFolder } from './support/programs.js'
import { pythonItself } from './support/submissions.js'

/** Programs from Debian, and what the first table of docs/real-programs.md says that they deserve. */

const PAGE = readFileSync(join(import.meta.dirname, '..', 'docs', 'real-programs.md'), 'utf8')

interface Row {
  readonly program: string
  readonly protocol: string
  readonly role: 'server' | 'client'
  readonly command: string
  /** violated at level strict */
  readonly violates: readonly string[]
  /** violated or not, as its own timing or the payload has it */
  readonly mayVary: readonly string[]
}

const HEADER = '| program | Debian 12 | graded as | command | violates | may vary | why |'

/** The rows of the page's first table. Throws where one cannot be understood. */
function readTable(): Row[] {
  const lines = PAGE.split('\n')
  const first = lines.indexOf(HEADER) + 2
  if (first < 2) throw new Error(`the page has no table with the header ${HEADER}`)
  const end = lines.findIndex((line, index) => index >= first && !line.startsWith('|'))
  return lines.slice(first, end).map(rowOf)
}

function rowOf(line: string): Row {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
  const [program = '', , gradedAs = '', quoted = '', violates = '', mayVary = ''] = cells
  const [protocol = '', role] = gradedAs.split(' ')
  const command = /^`([^`]+)`$/.exec(quoted)?.[1]
  if (cells.length !== 7 || (role !== 'server' && role !== 'client') || command === undefined)
    throw new Error(`not a row of the table: ${line}`)
  return { program, protocol, role, command, violates: idsOf(violates), mayVary: idsOf(mayVary) }
}

const idsOf = (cell: string): string[] => (cell === 'none' ? [] : cell.split(', ').sort())

const folder = scratchFolder()

for (const [, name = '', text = ''] of PAGE.matchAll(/^```sh (\S+)\n(.*?)^```$/gms))
  writeFileSync(join(folder, name), text, { mode: 0o755 })

/** The words of a command as it is typed, its own scripts and the interpreter found. */
function wordsOf(command: string): string[] {
  const words = command.match(/'[^']*'|\S+/g) ?? []
  return words.map((word) =>
    word === 'python3' ? pythonItself() : word.startsWith('./') ? join(folder, word) : word.replace(/^'(.*)'$/, '$1'),
  )
}

// Those that a starved machine spoils are tried once more, as the submissions are.
describe.concurrent('programs from Debian', { retry: 2 }, () => {
  for (const { program, protocol, role, command, violates, mayVary } of readTable()) {
    const needs = isInstalled(program) ? '' : ` (needs ${program})`
    it.skipIf(!isInstalled(program))(
      `${protocol} ${role} ${command}: ${violates.join(' ') || 'conforms'}${needs}`,
      async () => {
        const { result } = await grade(protocol, role, wordsOf(command))
        const seen = result.requirements
          .filter((one) => one.verdict === 'fail' || one.verdict === 'error')
          .map((one) => `${one.id} ${one.observed ?? ''}`)
        expect(
          withVerdict(result, 'fail').filter((id) => !mayVary.includes(id)),
          `seed ${result.seed}\n${seen.join('\n')}`,
        ).toEqual(violates)
        expect(withVerdict(result, 'error')).toEqual([])
        expect(
          result.requirements.map(({ id }) => id),
          'the table names requirements that there are',
        ).toEqual(expect.arrayContaining([...mayVary]))
      },
    )
  }
})
