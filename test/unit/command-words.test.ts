import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandWords, unclearText, type Unclear } from '../../grading/command-words.js'

const words = (line: string): readonly string[] => {
  const found = commandWords(line)
  if (found.kind === 'unclear') throw new Error(unclearText(found.why))
  return found.words
}
const why = (line: string): Unclear | undefined => {
  const found = commandWords(line)
  return found.kind === 'unclear' ? found.why : undefined
}

describe('the words of a command', () => {
  it.each([
    ['python3 server.py {port}', ['python3', 'server.py', '{port}']],
    ['  java   -cp build\tServer {port} ', ['java', '-cp', 'build', 'Server', '{port}']],
    [`sh -c 'javac *.java && echo "done"'`, ['sh', '-c', 'javac *.java && echo "done"']],
    [`a "b \\"c\\" \\\\ \\n" d`, ['a', 'b "c" \\ \\n', 'd']],
    [`./my\\ server a''b ''`, ['./my server', 'ab', '']],
    ['make CFLAGS="-O2 -Wall" all', ['make', 'CFLAGS=-O2 -Wall', 'all']],
    [`node -e 'console.log("$x")' a$ ä`, ['node', '-e', 'console.log("$x")', 'a$', 'ä']],
  ])('%s', (line, expected) => expect(words(line)).toEqual(expected))

  it.each([
    ['', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ["'' x", { kind: 'empty' }],
    ["echo 'a", { kind: 'open-quote', quote: "'" }],
    ['echo "a\\"', { kind: 'open-quote', quote: '"' }],
    ['echo a\\', { kind: 'ends-in-backslash' }],
    ['make && ./server', { kind: 'operator', text: '&&' }],
    ['./server > log', { kind: 'operator', text: '>' }],
    ['./server $PORT', { kind: 'variable', text: '$PORT' }],
    ['./server "${PORT}"', { kind: 'variable', text: '${PORT}' }],
    ['echo $(date)', { kind: 'substitution', text: '$(' }],
    ['echo "`date`"', { kind: 'substitution', text: '`' }],
    ['server "-$-"', { kind: 'variable', text: '$-' }],
    ['javac *.java', { kind: 'wildcard', text: '*' }],
    ['~/server', { kind: 'home', text: '~' }],
  ])('%s: told, not guessed', (line, expected) => {
    expect(why(line)).toEqual(expected)
    expect(unclearText(expected as Unclear)).toMatch(/^[^\n]+$/)
  })

  it('the port is not looked for in a variable that no shell replaces', () => {
    expect(unclearText({ kind: 'variable', text: '$PORT' })).toContain('write {port}')
  })

  it('property: where it finds words, a shell finds the same', () => {
    const piece = fc.constantFrom(...'ab \' " \\ $ ~ {port} * = - \t &'.split(' '), ' ', ' ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const line = pieces.join('')
        const found = commandWords(line)
        if (found.kind === 'unclear') return
        const shell = spawnSync('/bin/sh', ['-c', `for w in ${line}; do printf '%s\\0' "$w"; done`])
        expect(shell.stdout.toString().split('\0').slice(0, -1)).toEqual(found.words)
      }),
      { numRuns: 100 },
    )
  })
})
