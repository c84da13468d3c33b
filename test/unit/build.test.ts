import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { build } from '../../grading/building/build.js'
import type { BuildFolder, BuildStep } from '../../grading/building/build-place.js'
import { TailOfOutput } from '../../grading/building/tail-of-output.js'
import { startOf } from '../../grading/starting/start-of.js'
import type { Start } from '../../grading/starting/decision.js'
import { BUILDABLE } from '../support/buildable.js'
import { scratchFolder } from '../support/programs.js'
import { readTree, writeTree } from '../support/tree.js'

const scratch = scratchFolder()
const isInstalled = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined

let count = 0
const submission = (files: Record<string, string>): { from: string; to: string } => ({
  from: writeTree(join(scratch, `from-${++count}`), files),
  to: join(scratch, `to-${count}`, 'work'),
})

const shell = (...scripts: string[]): Start => ({
  command: ['./x'],
  cwd: '.',
  build: scripts.map((script) => ['sh', '-c', script]),
  how: 'detected',
})

describe('a submission is built in a copy of it', () => {
  it('which is made anew, in the folder where it is started; the submission stays as it was', async () => {
    const { from, to } = submission({ 'sub/a': 'x' })
    const start = { ...shell('cp a b; echo one', 'echo two'), cwd: 'sub' }
    expect(await build(from, to, start)).toEqual({ kind: 'built', output: 'one\ntwo\n' })
    expect(readTree(to)).toEqual({ 'sub/a': 'x', 'sub/b': 'x' })
    expect(readTree(from)).toEqual({ 'sub/a': 'x' })
    expect(await build(from, to, { ...start, build: [] })).toEqual({ kind: 'built', output: '' })
    expect(readTree(to)).toEqual({ 'sub/a': 'x' })
  })

  it('and its failure is a result, with the end of what the compiler said', async () => {
    const { from, to } = submission({ a: 'x' })
    expect(await build(from, to, shell('echo first', 'echo why >&2; exit 3', 'touch never'))).toEqual({
      kind: 'failed',
      command: ['sh', '-c', 'echo why >&2; exit 3'],
      status: 3,
      output: 'first\nwhy\n',
    })
    expect(existsSync(join(to, 'never'))).toBe(false)
    expect(await build(from, to, shell('kill -SEGV $$'))).toMatchObject({ kind: 'failed', status: 'SIGSEGV' })
    const missing = { ...shell(), build: [['no-such-compiler', 'x']] }
    expect(await build(from, to, missing)).toEqual({
      kind: 'tool-missing',
      command: ['no-such-compiler', 'x'],
      tool: 'no-such-compiler',
    })
  })

  it('in bounded time, with what it has started', async () => {
    const { from, to } = submission({ a: 'x' })
    const limits = { timeoutMs: 2_000, outputBytes: 100 }
    const result = await build(from, to, shell('echo here; (sleep 1000 & echo $! > pid); sleep 1000'), { limits })
    expect(result).toMatchObject({ kind: 'timed-out', afterMs: 2_000, output: 'here\n' })
    const pid = Number(readFileSync(join(to, 'pid'), 'utf8'))
    // Ended, or not yet reaped by whoever has inherited it.
    const state = existsSync(`/proc/${pid}/stat`)
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
      : 'gone'
    if (process.platform === 'linux') expect(['gone', 'Z', 'X']).toContain(state)
  })

  it('with bounded output, even of one that holds it open from another group', async () => {
    const { from, to } = submission({ a: 'x' })
    const limits = { timeoutMs: 60_000, outputBytes: 1000 }
    const flood = await build(from, to, shell('yes | head -c 5000000; echo end; exit 1'), { limits })
    expect(flood).toMatchObject({ kind: 'failed', status: 1 })
    if (flood.kind !== 'failed') return
    expect(flood.output.length).toBeLessThanOrEqual(1010)
    expect(flood.output.endsWith('y\nend\n')).toBe(true)
    const holds = "setsid sh -c 'echo $$ > pid; exec sleep 1000' & while [ ! -s pid ]; do :; done; echo out"
    const held = await build(from, to, shell(holds), { limits })
    process.kill(Number(readFileSync(join(to, 'pid'), 'utf8')), 'SIGKILL')
    expect(held).toEqual({ kind: 'built', output: 'out\n' })
  })

  it('without a shell, and without what the teacher has in the environment', async () => {
    const { from, to } = submission({ a: 'x' })
    process.env['SOCKSPEC_TEST_SECRET'] = 'secret'
    try {
      const result = await build(from, to, { ...shell(), build: [['env'], ['echo', '$HOME;', '*', '`id`']] })
      expect(result).toMatchObject({ kind: 'built', output: expect.stringContaining('$HOME; * `id`\n') as string })
      if (result.kind === 'built') expect(result.output).not.toMatch(/secret|SOCKSPEC/)
    } finally {
      delete process.env['SOCKSPEC_TEST_SECRET']
    }
  })

  it('by whoever runs commands where it is to be kept apart', async () => {
    const { from, to } = submission({ a: 'x' })
    const said: unknown[] = []
    const open = (where: BuildFolder) => {
      said.push(where)
      return Promise.resolve({
        run: ({ command }: BuildStep) => {
          said.push(command)
          return Promise.resolve({ kind: 'ended', status: 0, output: 'ran' } as const)
        },
        keep: () => {
          said.push('kept')
          return Promise.resolve(undefined)
        },
        close: () => {
          said.push('closed')
          return Promise.resolve()
        },
      })
    }
    expect(await build(from, to, { ...shell('x'), cwd: 'sub' }, { open })).toEqual({ kind: 'built', output: 'ran' })
    expect(said).toEqual([{ folder: to, cwd: 'sub', named: [] }, ['sh', '-c', 'x'], 'kept', 'closed'])
    // The teacher's own command may name a tool of hers; a submission's may not.
    await build(from, to, shell('x'), { open, teachers: ['sh', '-c', 'x'] })
    expect(said[4]).toEqual({ folder: to, cwd: '.', named: ['sh', '-c', 'x'] })
  })

  it('of its output the end is kept', () => {
    const tail = new TailOfOutput(10)
    for (const part of ['one\n', 'two\n', 'three\n']) tail.add(Buffer.from(part))
    expect(tail.text).toBe('...\nthree\n')
  })
})

describe('a program is found, built and started', () => {
  for (const [language, tool, files] of BUILDABLE) {
    it.skipIf(!isInstalled(tool === 'go' ? 'gofmt' : tool))(`in ${language}`, async () => {
      const { from, to } = submission(files)
      const decision = await startOf(from, { role: 'server' })
      if (decision.kind !== 'start') throw new Error(JSON.stringify(decision))
      expect(await build(from, to, decision)).toMatchObject({ kind: 'built' })
      const [program = '', ...args] = decision.command.map((word) => word.replace('{port}', '12000'))
      const cwd = join(to, decision.cwd)
      if (language === 'make') spawnSync('chmod', ['+x', join(cwd, 'server')])
      const { stdout } = spawnSync(program, args, { cwd, encoding: 'utf8' })
      expect(stdout).toBe('port 12000\n')
    })
  }

  it.skipIf(!isInstalled('gcc'))('or does not build, which is told with what the compiler said', async () => {
    const { from, to } = submission({ 'server.c': 'int main() { return x; }' })
    const decision = await startOf(from, { role: 'server' })
    if (decision.kind !== 'start') throw new Error('undecided')
    const result = await build(from, to, decision)
    expect(result).toMatchObject({ kind: 'failed', status: 1, output: expect.stringContaining('server.c:1') as string })
  })
})
