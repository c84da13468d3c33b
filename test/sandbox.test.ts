import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { LIMITS } from '../harness/hosts/sandbox/limits.js'
import { canRunAsOrdinary, MAIN, ORDINARY, sockspec, type User } from './support/command.js'
import { HIDES, python, scratchFolder } from './support/programs.js'
import { processesWith } from './support/processes.js'
import { controlGroupsOf, hasSandboxes, pathWithout } from './support/sandboxes.js'

const scratch = scratchFolder()
const here = describe.skipIf(!hasSandboxes())
const WHERE = hasSandboxes() ? '' : ' (needs unprivileged user namespaces, ip and bwrap)'
const submissions = (path: string): string => join(import.meta.dirname, 'submissions', path)

interface Checked {
  readonly subject: Result['subject']
  readonly verdicts: Readonly<Record<string, string>>
}

async function checked(
  args: readonly string[],
  options: { readonly user?: User; readonly env?: Record<string, string> } = {},
): Promise<Checked> {
  const { stdout, stderr } = await sockspec(
    ['check', ...args.slice(0, 1), '--report', 'json', ...args.slice(1)],
    options,
  )
  if (stdout === '') throw new Error(stderr)
  const { subject, requirements } = JSON.parse(stdout) as Result
  return { subject, verdicts: Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict])) }
}

/** A check of one of the sample submissions, from a folder in which it is with its neighbours. */
const sample = (
  folder: string,
  isolation: string,
  options: readonly string[],
  command: readonly string[],
): string[] => {
  const [protocol = '', role = ''] = folder.split('/')
  return [
    ...[protocol, '--role', role, '--level', 'strict', '--seed', 'sandbox', '--isolation', isolation],
    ...['--cwd', submissions(folder), ...options, '--', ...command],
  ]
}

here(`the verdicts on a submission in a sandbox${WHERE}`, () => {
  it.each([
    ['tcp-echo/server', [], ['python3', 'good.py', '{port}']],
    ['tcp-echo/server', [], ['python3', 'single-recv.py', '{port}']],
    ['tcp-echo/server', [], ['python3', 'good-ipv6.py', '{port}']],
    ['tcp-echo/server', [], ['python3', 'ends-after-one.py', '{port}']],
    ['tcp-echo/client', [], ['python3', 'good.py', '{host}', '{port}']],
    ['tcp-echo/client', [], ['python3', 'closes-before-the-reply.py', '{host}', '{port}']],
    ['http-get/server', [], ['python3', 'good.py', '{port}']],
    ['http-get/server', [], ['python3', 'decodes-after-the-check.py', '{port}']],
    ['file-transfer/server', [], ['python3', 'good.py', '{port}']],
    ['file-transfer/server', [], ['python3', 'short-length.py', '{port}']],
    ['file-transfer/client', [], ['python3', 'fixed-text.py', '{host}', '{port}']],
    ['udp-exec/server', [], ['perl', 'good.pl', '{port}']],
    ['udp-exec/server', [], ['python3', 'commands-only.py', '{port}']],
    ['udp-allowlist/server', [], ['python3', 'good.py', '{port}', '{allow}']],
    ['tcp-echo/server', ['--port', '3500'], ['python3', 'lecture.py']],
    ['tcp-echo/client', ['--port', '3500'], ['python3', 'lecture.py']],
  ])('of %s %j %j are those without one', async (folder, options, command) => {
    const inside = await checked(sample(folder, 'sandbox', options, command))
    expect(inside.subject.isolation).toBe('sandbox')
    const outside = await checked(sample(folder, options.length > 0 ? 'namespace' : 'none', options, command))
    expect(inside.verdicts).toEqual(outside.verdicts)
    expect(Object.values(inside.verdicts)).toContain('pass')
  })

  it('are had by a fixed port without being asked for, though somebody has that port, and by two at once', async () => {
    const server = createServer().listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const args = [
      ...['tcp-echo', '--only', 'TCP-ECHO-S1,TCP-ECHO-T6', '--cwd', submissions('tcp-echo/server')],
      ...['--port', String(port), '--', 'python3', 'good.py', String(port)],
    ]
    const both = await Promise.all([checked(args), checked(args)])
    server.close()
    for (const { subject, verdicts } of both) {
      expect(subject.isolation).toBe('sandbox')
      expect(verdicts).toEqual({ 'TCP-ECHO-S1': 'pass', 'TCP-ECHO-T6': 'pass' })
    }
  })

  it('tell what is in force, and what is not', async () => {
    const args = sample('tcp-echo/server', 'sandbox', ['--only', 'TCP-ECHO-S1'], ['python3', 'good.py', '{port}'])
    const { subject } = await checked(args)
    expect(subject.limits).toMatchObject({ disk: LIMITS.disk, openFiles: LIMITS.openFiles })
    expect(subject.limits?.memory === undefined).toBe(subject.lost?.includes('memory'))
    const { stdout } = await sockspec(['check', ...args])
    expect(stdout).toMatch(/isolation sandbox, seed sandbox\n.*\nat most .*128 MiB in 32 768 files/)
  })

  it.skipIf(!canRunAsOrdinary())(
    'are had by an ordinary user, too (who must be able to run what is compiled here)',
    async () => {
      const args = (isolation: string): string[] =>
        sample('tcp-echo/server', isolation, [], ['/usr/bin/python3', 'good.py', '{port}'])
      const inside = await checked(args('sandbox'), { user: ORDINARY, env: { HOME: '/nonexistent' } })
      expect(inside.subject.isolation).toBe('sandbox')
      expect(inside.verdicts).toEqual((await checked(args('none'))).verdicts)
    },
  )

  it('are had without bubblewrap, and the report says so', async () => {
    const path = pathWithout(join(scratch, 'without-bwrap'), 'bwrap')
    const args = (isolation: string): string[] =>
      sample('http-get/server', isolation, [], ['python3', 'good.py', '{port}'])
    const inside = await checked(args('sandbox'), { env: { PATH: path } })
    expect(inside.subject.lost).toContain('bubblewrap')
    expect(inside.verdicts).toEqual((await checked(args('none'))).verdicts)
  })
})

describe('where there is no sandbox', () => {
  const path = pathWithout(join(scratch, 'without-any'), 'bwrap', 'unshare')
  const command = ['--only', 'TCP-ECHO-S1', '--', 'python3', submissions('tcp-echo/server/good.py'), '{port}']

  it('one that was asked for is refused with what it needs', async () => {
    const outcome = await sockspec(['check', 'tcp-echo', '--isolation', 'sandbox', '--cwd', scratch, ...command], {
      env: { PATH: path },
    })
    expect(outcome).toMatchObject({ status: 2, stdout: '' })
    expect(outcome.stderr).toMatch(/^sockspec: --isolation sandbox needs Linux and the program unshare .*\n$/)
  })

  it('a fixed port is checked without, and the report says so', async () => {
    const server = createServer().listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    const { subject } = await checked(['tcp-echo', '--port', String(port), ...command], { env: { PATH: path } })
    expect(subject.isolation).toBe('none')
    expect(subject.lost).toBeUndefined()
  })
})

here(`a folder that is too large for a copy for every process${WHERE}`, () => {
  it('is refused with what to do', async () => {
    const large = join(scratch, 'large')
    mkdirSync(large)
    spawnSync('truncate', ['--size', '65M', join(large, 'data')])
    const outcome = await sockspec([
      'check',
      'tcp-echo',
      '--isolation',
      'sandbox',
      '--cwd',
      large,
      '--',
      'true',
      '{port}',
    ])
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toMatch(/holds more than 64 MiB or 20000 files.*--cwd\n$/)
  })
})

describe.skipIf(!hasSandboxes()).each([
  ['by bubblewrap', {}],
  ['by util-linux', { PATH: pathWithout(join(scratch, 'hides-without-bwrap'), 'bwrap') }],
])(`of a check in a sandbox %s${WHERE}`, (_, env) => {
  const folder = mkdtempSync(join(scratch, 'hides-'))

  async function underWay(): Promise<{ readonly check: ChildProcess; readonly mark: string }> {
    const mark = `mark-${randomUUID()}`
    python(folder, 'hides.py', HIDES)
    const args = ['check', 'tcp-echo', '--isolation', 'sandbox', '--cwd', folder, '--timeout', '60000']
    const check = spawn(process.execPath, [MAIN, ...args, '--', 'python3', 'hides.py', '{port}', mark], {
      stdio: 'ignore',
      env: { ...process.env, ...env, MARK: mark },
    })
    const isHidden = (pid: number): boolean =>
      spawnSync('cat', [`/proc/${pid}/cmdline`], { encoding: 'latin1' }).stdout.includes('hidden')
    await expect.poll(() => processesWith(mark).some(isHidden), { timeout: 20_000 }).toBe(true)
    return { check, mark }
  }

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('nothing is left when %s ends it', async (name) => {
    const { check, mark } = await underWay()
    const ended = once(check, 'exit')
    check.kill(name)
    await ended
    await expect.poll(() => processesWith(mark), { timeout: 10_000 }).toEqual([])
    await expect.poll(() => controlGroupsOf(check.pid ?? 0), { timeout: 10_000 }).toEqual([])
  })
})
