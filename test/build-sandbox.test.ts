import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { build } from '../grading/building/build.js'
import { buildHere } from '../grading/building/build-here.js'
import { buildInSandbox } from '../grading/building/build-in-sandbox.js'
import type { OpenBuildPlace } from '../grading/building/build-place.js'
import type { BuildResult } from '../grading/building/build-result.js'
import { startOf } from '../grading/starting/start-of.js'
import type { Start } from '../grading/starting/decision.js'
import { BUILDABLE } from './support/buildable.js'
import { MAIN, isInstalled } from './support/command.js'
import { scratchFolder } from './support/programs.js'
import { processesWith } from './support/processes.js'
import { hasSandboxes } from './support/sandboxes.js'
import { readTree, writeTree } from './support/tree.js'

const scratch = scratchFolder()
const WHERE = hasSandboxes() ? '' : ' (needs unprivileged user namespaces, ip and bwrap)'

let count = 0
const submission = (files: Record<string, string>): { from: string; to: string } => ({
  from: writeTree(join(scratch, 'class', `student-${++count}`), files),
  to: join(scratch, `to-${count}`, 'submission'),
})

const shell = (script: string): Start => ({
  command: ['./x'],
  cwd: '.',
  build: [['sh', '-c', script]],
  how: 'Makefile',
})

const inSandbox = (from: string, to: string, start: Start, timeoutMs = 60_000): Promise<BuildResult> =>
  build(from, to, start, { open: buildInSandbox, limits: { timeoutMs, outputBytes: 16_384 } })

describe.skipIf(!hasSandboxes())(`a build in a sandbox${WHERE}`, () => {
  it('sees and changes nothing but its own folder; the same Makefile without one sees and changes it all', async () => {
    const neighbour = join(writeTree(join(scratch, 'class', 'neighbour'), { 'server.py': 'theirs' }), 'server.py')
    const home = mkdtempSync(join(homedir(), '.sockspec-test-'))
    writeFileSync(join(home, 'key'), 'private')
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const outside = join(scratch, 'outside')
    mkdirSync(outside)
    const recipe = [
      `cat ${neighbour} > neighbour`,
      `cat ${home}/key > key`,
      `cat ${MAIN} > harness`,
      `echo written > ${outside}/file`,
      `echo changed > ${neighbour}`,
      `bash -c 'echo > /dev/tcp/127.0.0.1/${port}' && echo reached > reached`,
      `kill -0 ${process.pid} && echo found > found`,
    ]
    const makefile = `server: server.sh\n\tcp server.sh server\n${recipe.map((line) => `\t-${line}\n`).join('')}`
    const probe = async (open: OpenBuildPlace): Promise<Record<string, string>> => {
      writeFileSync(neighbour, 'theirs')
      rmSync(join(outside, 'file'), { force: true })
      const files = { Makefile: makefile, 'server.sh': 'echo hello' }
      const { from, to } = submission(files)
      expect(await build(from, to, { ...shell(''), build: [['make']] }, { open })).toMatchObject({ kind: 'built' })
      const made = Object.entries(readTree(to)).filter(([name, text]) => !(name in files) && text !== '')
      return Object.fromEntries(made)
    }
    try {
      expect(await probe(buildInSandbox)).toEqual({ server: 'echo hello' })
      expect(existsSync(join(outside, 'file'))).toBe(false)
      expect(readFileSync(neighbour, 'utf8')).toBe('theirs')
      expect(Object.keys(await probe(buildHere)).sort()).toEqual(
        ['found', 'harness', 'key', 'neighbour', 'reached', 'server'].sort(),
      )
      expect(existsSync(join(outside, 'file'))).toBe(true)
      expect(readFileSync(neighbour, 'utf8')).toBe('changed\n')
    } finally {
      server.close()
      rmSync(home, { recursive: true })
    }
  })

  it('sees nothing that its own command names', async () => {
    const secret = join(writeTree(join(scratch, 'answers'), { 'solution.py': 'the solution' }), 'solution.py')
    const { from, to } = submission({ a: 'x' })
    const start: Start = { ...shell(''), build: [['cp', secret, 'mine']] }
    expect(await inSandbox(from, to, start)).toMatchObject({ kind: 'failed', status: 1 })
    const teachers = { open: buildInSandbox, teachers: ['cp', secret, 'mine'] }
    expect(await build(from, to, start, teachers)).toMatchObject({ kind: 'built' })
    expect(readTree(to)).toEqual({ a: 'x', mine: 'the solution' })
  })

  it('runs in its subfolder with what is around it, and its steps see what those before have made', async () => {
    const { from, to } = submission({ 'common/a': 'x', 'sub/b': 'y' })
    const start = {
      ...shell(''),
      cwd: 'sub',
      build: [
        ['cp', '../common/a', 'c'],
        ['sh', '-c', 'cat c; echo; pwd'],
      ],
    }
    const result = await inSandbox(from, to, start)
    expect(result).toEqual({ kind: 'built', output: `x\n${to}/sub\n` })
    expect(readTree(to)).toEqual({ 'common/a': 'x', 'sub/b': 'y', 'sub/c': 'x' })
    expect(readTree(from)).toEqual({ 'common/a': 'x', 'sub/b': 'y' })
  })

  it('that fails, or lacks its tool, is a result with what was said', async () => {
    const { from, to } = submission({ a: 'x' })
    expect(await inSandbox(from, to, shell('echo first; echo why >&2; touch never; exit 3'))).toMatchObject({
      kind: 'failed',
      status: 3,
      output: 'first\nwhy\n',
    })
    expect(readTree(to)).toEqual({ a: 'x' })
    expect(await inSandbox(from, to, { ...shell(''), build: [['no-such-compiler']] })).toMatchObject({
      kind: 'tool-missing',
      tool: 'no-such-compiler',
    })
  })

  it('ends in bounded time with all that it has started, whatever session that is in', async () => {
    const mark = `mark-${randomUUID()}`
    const { from, to } = submission({ a: 'x' })
    const daemon = `trap '' TERM; export MARK=${mark}; setsid sh -c 'exec sleep 1000' & echo here; while :; do sleep 1000; done`
    expect(await inSandbox(from, to, shell(daemon), 2_000)).toMatchObject({
      kind: 'timed-out',
      afterMs: 2_000,
      output: 'here\n',
    })
    expect(processesWith(mark)).toEqual([])
    // One that leaves something behind ends well, and it ends with it.
    const left = await inSandbox(from, to, shell(`MARK=${mark} setsid sleep 1000 > /dev/null 2>&1 &`))
    expect(left).toEqual({ kind: 'built', output: '' })
    expect(processesWith(mark)).toEqual([])
  })

  it('that has more processes or files than there are for it fails, and what it leaves is bounded', async () => {
    const { from, to } = submission({ a: 'x' })
    const bomb = 'f() { f | f & }; f; sleep 1; exit 4'
    expect(await inSandbox(from, to, shell(bomb))).toMatchObject({ kind: 'failed' })
    const holes = 'for i in 1 2 3 4; do truncate -s 60M hole$i; done'
    const many = 'mkdir d; cd d; seq 1 21000 | xargs touch'
    const deep = 'i=0; while [ $i -lt 3000 ]; do mkdir dd && cd dd || exit 0; i=$((i+1)); done'
    for (const script of [holes, many, deep]) {
      expect(await inSandbox(from, to, shell(script))).toMatchObject({ kind: 'too-much' })
      expect(readTree(to)).toEqual({ a: 'x' })
    }
    expect(await inSandbox(from, to, shell('head -c 1G /dev/zero > large'))).toMatchObject({ kind: 'failed' })
  })

  it('leaves links as links, and neither pipe nor device', async () => {
    const { from, to } = submission({ a: 'x' })
    expect(await inSandbox(from, to, shell('ln -s /etc/passwd link; mkfifo pipe; chmod u+s a'))).toMatchObject({
      kind: 'built',
    })
    expect(lstatSync(join(to, 'link')).isSymbolicLink()).toBe(true)
    expect(existsSync(join(to, 'pipe'))).toBe(false)
    expect(lstatSync(join(to, 'a')).mode & 0o6000).toBe(0)
  })

  for (const [language, tool, files] of BUILDABLE) {
    it.skipIf(!isInstalled(tool))(`has what it needs for ${language}`, async () => {
      const { from, to } = submission(files)
      const decision = await startOf(from, { role: 'server' })
      if (decision.kind !== 'start') throw new Error(JSON.stringify(decision))
      expect(await inSandbox(from, to, decision)).toMatchObject({ kind: 'built' })
      const [program = '', ...args] = decision.command.map((word) => word.replace('{port}', '12000'))
      const cwd = join(to, decision.cwd)
      if (language === 'make') spawnSync('chmod', ['+x', join(cwd, 'server')])
      expect(spawnSync(program, args, { cwd, encoding: 'utf8' }).stdout).toBe('port 12000\n')
    })
  }
})
