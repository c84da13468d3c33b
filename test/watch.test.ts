import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAIN, sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'
import { pythonItself } from './support/submissions.js'

const base = scratchFolder()

const SERVER = (answer: string, loop = 'while True'): string => `
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen()
while True:
    c, _ = s.accept()
    try:
        ${loop}:
            data = c.recv(65536)
            if not data: break
            c.sendall(${answer})
    except OSError:
        pass
    c.close()
`
const RIGHT = SERVER('data')
const WRONG = SERVER('data[:-1] + b"?"')
/** It never listens, and a file beside it says that it was started. */
const MUTE = `import sys, time\nopen(sys.argv[0] + '.txt', 'w').close()\nwhile True: time.sleep(1)\n`
const ONLY = ['--only', 'TCP-ECHO-S1,TCP-ECHO-T1,TCP-ECHO-T2']

/** A folder with the program, and one for what is remembered. */
function lab(program: string): { readonly path: string; readonly cache: string; save(text: string): void } {
  const [path, cache] = [mkdtempSync(join(base, 'lab-')), mkdtempSync(join(base, 'cache-'))]
  const save = (text: string): void => writeFileSync(join(path, 'server.py'), text)
  save(program)
  return { path, cache, save }
}

const command = (path: string): string[] => ['--', pythonItself(), join(path, 'server.py'), '{port}']

describe('check --watch', () => {
  let child: ChildProcess | undefined
  afterEach(() => child?.kill('SIGKILL'))

  /** Begins it; `until` resolves with all that was said when this stands in it so often. */
  function watch({ path, cache }: { path: string; cache: string }, ...more: readonly string[]) {
    const begun = spawn(process.execPath, [MAIN, 'check', 'tcp-echo', '--watch', ...ONLY, ...more, ...command(path)], {
      env: { ...process.env, XDG_CACHE_HOME: cache },
    })
    child = begun
    let said = ''
    const listeners = new Set<() => void>()
    for (const stream of [begun.stdout, begun.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        for (const listener of listeners) listener()
      })
    const until = (mark: string, times: number): Promise<string> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (said.split(mark).length <= times) return
          listeners.delete(look)
          resolve(said)
        }
        listeners.add(look)
        look()
      })
    const ended = new Promise<number | null>((resolve) => begun.once('exit', resolve))
    return { until, ended, kill: (signal: NodeJS.Signals) => begun.kill(signal) }
  }
  const WAITING = 'waiting until something is saved'

  it('checks again what was saved, what had failed first, and says first what changed', async () => {
    const program = lab(WRONG)
    const watched = watch(program)
    await watched.until(WAITING, 1)
    program.save(RIGHT)
    const said = await watched.until(WAITING, 2)
    const second = said.slice(said.indexOf('server.py changed'))
    const at = (text: string): number => second.indexOf(text)
    expect(at('pass  TCP-ECHO-S1')).toBeGreaterThan(0)
    expect(at('newly passes')).toBeGreaterThan(at('pass  TCP-ECHO-S1'))
    expect(at('tcp-echo server')).toBeGreaterThan(at('newly passes'))
    program.save(WRONG)
    expect(await watched.until(WAITING, 3)).toMatch(/newly fails +TCP-ECHO-S1/)
    watched.kill('SIGINT')
    // Of the run that was the last.
    expect(await watched.ended).toBe(1)
  })

  it('ends a run for what is saved meanwhile, and ends with the signal where it is in the midst of one', async () => {
    const program = lab(MUTE)
    const begun = join(program.path, 'server.py.txt')
    const hasBegun = (): Promise<void> => vi.waitFor(() => expect(existsSync(begun)).toBe(true), 60_000)
    const watched = watch(program)
    await hasBegun()
    rmSync(begun)
    program.save(RIGHT)
    const said = await watched.until(WAITING, 1)
    expect(said).toContain('3 pass')
    expect(said).not.toContain('interrupted')
    program.save(MUTE)
    await hasBegun()
    watched.kill('SIGTERM')
    expect(await watched.ended).toBe(143)
  })

  it.each([
    ['a server that runs already', ['--host', '127.0.0.1', '--port', '9'], 'give its command'],
    ['what failed last', ['--last-failed', '--', 'true'], 'leave --last-failed out'],
    ['another report on standard output', ['--report', 'json', '--', 'true'], '--report json=PATH'],
  ])('is not for %s', async (_what, args, message) => {
    const { status, stderr } = await sockspec(['check', 'tcp-echo', '--watch', ...args])
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})

describe('check --last-failed', () => {
  const check = ({ path, cache }: { path: string; cache: string }, ...args: readonly string[]) =>
    sockspec(['check', 'tcp-echo', ...args, ...command(path)], { env: { XDG_CACHE_HOME: cache } })

  it('checks what failed last, until it holds; then everything', async () => {
    const program = lab(WRONG)
    const first = await check(program, ...ONLY)
    expect(first.stdout).toMatch(/FAIL {2}TCP-ECHO-S1/)
    const failed = [...first.stdout.matchAll(/^(?: {2}fail|FAIL) {2}(\S+)/gm)].map(([, id]) => id)
    const again = await check(program, '--last-failed')
    expect([...again.stdout.matchAll(/^(?: {2}\w+|FAIL) +(TCP-\S+)/gm)].map(([, id]) => id)).toEqual(failed)
    program.save(RIGHT)
    const right = await check(program, '--last-failed')
    expect([...right.stdout.matchAll(/^ {2}pass +(TCP-\S+)/gm)].map(([, id]) => id)).toEqual(failed)
    expect(right.status).toBe(0)
    const all = await check(program, '--last-failed')
    expect(all.stderr).toContain('nothing failed when this was checked last')
    expect(all.stdout).toContain('TCP-ECHO-S4')
    // Nothing of it stands in the student's folder.
    expect(readdirSync(program.path)).toEqual(['server.py'])
    expect(readdirSync(join(program.cache, 'sockspec', 'last-runs'))).toHaveLength(1)
  })

  it('says so where nothing is remembered, and where nothing can be', async () => {
    const program = lab(RIGHT)
    writeFileSync(join(program.cache, 'sockspec'), 'a file')
    const { stderr, status } = await check(program, '--last-failed')
    expect(stderr).toMatch(/no earlier check of this command in this folder is remembered/)
    expect(stderr).toMatch(/cannot be remembered/)
    expect(status).toBe(0)
    const ordinary = await check(program, ...ONLY)
    expect(ordinary.stderr).toBe('')
    expect(readFileSync(join(program.cache, 'sockspec'), 'utf8')).toBe('a file')
  })

  it('goes with no --only', async () => {
    const { status, stderr } = await check(lab(RIGHT), '--last-failed', '--only', 'TCP-ECHO-S1')
    expect(stderr).toContain('leave --only out')
    expect(status).toBe(2)
  })
})
