import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startOf } from '../../grading/starting/start-of.js'
import {
  answeredStart,
  answersIn,
  readAnswers,
  writeQuestions,
  type Question,
} from '../../grading/starting/to-decide.js'
import { SetupError } from '../../harness/findings/violation.js'
import { scratchFolder } from '../support/programs.js'
import { writeTree } from '../support/tree.js'

const scratch = scratchFolder()
const path = join(scratch, 'to-decide.yaml')

const SERVER = 'import socket\nsocket.socket().bind(("", 1))\n'
const task = { role: 'server' } as const

async function questionOf(id: string, files: Record<string, string>): Promise<Question & { folder: string }> {
  const folder = writeTree(join(scratch, id), files)
  const decision = await startOf(folder, task)
  if (decision.kind === 'start') throw new Error('nothing to ask')
  return { id, name: `Ana\n${id}`, source: folder, decision, folder }
}

describe('what cannot be decided is asked of the teacher', () => {
  it('once: each line with its # taken off is an answer, and what she has written stays', async () => {
    const two = await questionOf('two', {
      'a.py': SERVER,
      'v 2/b.c': 'int main() { bind(1); }',
      'c.js': '"net"; x.listen()',
    })
    const none = await questionOf('yes', { 'notes.txt': 'x' })
    expect(await writeQuestions(path, [two, none])).toBe(true)
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('# Ana two (')
    expect(await readAnswers(path)).toEqual(new Map())
    expect(await writeQuestions(path, [two, none])).toBe(false)

    const lines = text.split('\n').filter((line) => /^ {2}# .*[{\w]/.test(line))
    expect(lines).toHaveLength(5)
    if (two.decision.kind !== 'undecided') throw new Error('decided')
    for (const [at, candidate] of two.decision.candidates.entries()) {
      writeFileSync(path, text.replace(lines[at] ?? '', (lines[at] ?? '').replace('# ', '')))
      const answer = (await readAnswers(path)).get('two')
      if (answer?.kind !== 'start') throw new Error('no answer')
      expect(await answeredStart(two.folder, task, answer)).toEqual({
        kind: 'start',
        command: candidate.command,
        cwd: candidate.cwd,
        ...(candidate.build ? { build: candidate.build } : {}),
        how: 'to-decide.yaml',
      })
    }

    const hers = `# mine\ntwo: skip # she knows why\n"yes": ./x {port}\n`
    writeFileSync(path, hers)
    expect(await readAnswers(path)).toEqual(
      new Map<string, unknown>([
        ['two', { kind: 'skip' }],
        ['yes', { kind: 'start', start: ['./x', '{port}'] }],
      ]),
    )
    expect(await writeQuestions(path, [two, { ...two, id: 'third' }])).toBe(true)
    expect(readFileSync(path, 'utf8').startsWith(hers)).toBe(true)
    expect([...(await readAnswers(path)).keys()]).toEqual(['two', 'yes'])
  })

  it('her command is looked for in subfolders as the assignment is', async () => {
    const folder = writeTree(join(scratch, 'sub'), { 'x/a.py': SERVER, 'x/b.py': SERVER })
    const answer = { kind: 'start', start: ['python3', 'b.py', '{port}'] } as const
    expect(await answeredStart(folder, task, answer)).toEqual({
      kind: 'start',
      command: ['python3', 'b.py', '{port}'],
      cwd: 'x',
      how: 'to-decide.yaml',
    })
  })

  it.each([
    ['a: [b', /^f:1:\d+: this is not YAML: .*$/],
    ['- a', /^f:1:1: write a submission in each line/],
    ['a: x\nb: { begin: y }', /^f:2:6: "begin" means nothing here: write start, build or folder$/],
    ['a: { build: make }', /^f:1:4: write a command here/],
    ['a: "\'"', /^f:1:4: write a command here/],
    ['a: { start: x, folder: ../b }', /^f:1:24: write a folder in the submission here$/],
    ['a: { start: x, folder: /b }', /^f:1:24: write a folder in the submission here$/],
  ])('%s is told with its place', (text, message) => {
    expect(() => answersIn(text, 'f')).toThrow(SetupError)
    expect(() => answersIn(text, 'f')).toThrow(message)
  })

  it('a file without answers, and none at all, are no answers', async () => {
    expect(answersIn('# only comments\n', 'f').size).toBe(0)
    expect(answersIn('', 'f').size).toBe(0)
    expect((await readAnswers(join(scratch, 'missing.yaml'))).size).toBe(0)
  })
})
