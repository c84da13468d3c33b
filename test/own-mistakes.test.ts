import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

/** Mistakes in a teacher's own feature: none of them becomes a verdict. */

const scratch = scratchFolder()
const echo = python(
  scratch,
  'echo.py',
  `
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(8)
while True:
    c, _ = s.accept()
    with c, c.makefile('rb') as lines:
        for line in lines: c.sendall(line)
`,
)

let folders = 0

/** What is told of a feature with these steps, and the exit status. */
async function told(...steps: readonly string[]): Promise<string> {
  const folder = join(scratch, `lab${folders++}`)
  mkdirSync(folder)
  const lines = [
    'Feature: Mistakes',
    '',
    '  Transport: TCP',
    '',
    '  @LAB-S1 @core',
    '  Scenario: One',
    ...steps.map((step) => `    ${step}`),
  ]
  writeFileSync(join(folder, 'server.feature'), `${lines.join('\n')}\n`)
  const { status, stderr } = await sockspec(['check', folder, '--', ...echo, '{port}'])
  return `${status} ${stderr}`
}

describe('a mistake in a feature', () => {
  it.each([
    [
      'a name that was never sent',
      ['When client A connects', 'And client A sends the line "[key]"', 'Then client A receives the line "[kye]"'],
      /^2 .*\[kye\] is expected, but nothing before sends, says or takes it; known there: \[key\]/,
    ],
    [
      'a sum of what is no number',
      ['When client A connects', 'And client A sends the line "[a] [b]"', 'Then client A receives the line "[a + b]"'],
      /^2 .*\[a \+ b\] cannot be computed: \[a\] is ".*", and no number; say "Given \[a\] is a number from 1 to 99" before/,
    ],
    [
      'what is almost a computed value',
      ['When client A connects', 'And client A sends the line "[key in uppercase]"'],
      /^2 .*server\.feature:8: \[key in uppercase\] in ".*" names nothing that could be drawn/,
    ],
    [
      'a pattern with letters that stand for nothing',
      ['When client A connects', 'Then client A receives a line like "DD.MM.YY"'],
      /^2 .*a line like "DD.MM.YY": YY stands for nothing; known are /,
    ],
    [
      'a phrase that stops making sense',
      ['When client A connects', 'Then client A receives a line that starts with "A"'],
      /^2 .*server\.feature:8: .*understood as far as "client A receives a line that", then "starts"; possible there: "begins with"/,
    ],
    [
      'fewer guesses than a number may take',
      [
        'When client A connects',
        'Then client A sends the line "[n]" for [n] from 1 to 100, lower after the line "L", higher after the line "H", until it receives the line "R", at most 6 times',
      ],
      /^2 .*a number from 1 to 100 may take 7 guesses, so 6 cannot be asked for/,
    ],
  ])('%s', async (_, steps, expected) => {
    expect(await told(...steps)).toMatch(expected)
  })
})
