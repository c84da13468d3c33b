import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { escapeForMarkdown } from '../dist/results/escape.js'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

/** Answers with what would mean something in a page, and would end a block of Markdown. */
const HOSTILE = `
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True:
    c, _ = s.accept()
    if c.recv(65536): c.sendall(b'\\n\`\`\`\\n# owned <img src=x> | [a](b)\\x1b[2J')
    c.close()
`

describe('check --report', async () => {
  const paths = {
    markdown: join(folder, 'r.md'),
    gradescope: join(folder, 'results.json'),
    json: join(folder, 'r.json'),
  }
  await sockspec([
    ...['check', 'tcp-echo', '--name', 'Ana | <b>', '--level', 'core'],
    ...Object.entries(paths).flatMap(([format, path]) => ['--report', `${format}=${path}`]),
    ...['--', ...python(folder, 'hostile.py', HOSTILE), '{port}'],
  ])
  const result = JSON.parse(readFileSync(paths.json, 'utf8')) as Result

  it('markdown has every verdict, and a submission says nothing in it but text', () => {
    const markdown = readFileSync(paths.markdown, 'utf8')
    expect(markdown).toMatch(/^# tcp\\-echo server: something failed\n/)
    for (const { id, verdict } of result.requirements)
      expect(markdown).toContain(`| ${verdict} | ${id.replaceAll('-', '\\-')} |`)
    expect(markdown).toContain('- name: Ana \\| &lt;b&gt;\n')
    const lines = markdown.split('\n')
    // Outside of blocks nothing of the reply is there as it came, and all blocks are ours.
    expect(lines.filter((line) => line.startsWith('```')).map((line) => line.slice(3))).toEqual(
      lines.filter((line) => line.startsWith('```')).map((_, index) => (index % 2 === 0 ? 'text' : '')),
    )
    const outside = lines.filter((line) => !line.startsWith('    ')).join('\n')
    expect(outside).not.toContain('<img')
    expect(outside).not.toMatch(/^# owned/m)
    expect(markdown).toContain('owned')
    expect(markdown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  })

  it('gradescope has a test for each requirement, and a point for each that is graded and has not failed', () => {
    const { score, output, tests } = JSON.parse(readFileSync(paths.gradescope, 'utf8')) as {
      score: number
      output: string
      tests: { name: string; score: number; max_score: number; status?: string; output: string }[]
    }
    expect(tests.map(({ name }) => name.split(' ')[0])).toEqual(result.requirements.map(({ id }) => id))
    expect(tests.map((test) => [test.score, test.max_score])).toEqual(
      result.requirements.map(({ level, verdict }) => (level === 'core' ? [verdict === 'fail' ? 0 : 1, 1] : [0, 0])),
    )
    expect(score).toBe(tests.reduce((sum, test) => sum + test.score, 0))
    expect(tests.filter(({ status }) => status === 'failed')).toHaveLength(result.counts.fail)
    expect(output).toMatch(/^something failed\nname: Ana/)
  })
})

describe('a text in Markdown', () => {
  it('means nothing, and its quotes stay quotes', () => {
    expect(escapeForMarkdown("the server's *<b>* #1\n- x")).toBe('the server&#39;s \\*&lt;b&gt;\\* \\#1\\\\n\\- x')
  })
})
