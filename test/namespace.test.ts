import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasTerminals, onTerminal } from '../harness/programs/terminal.js'
import { hasNamespaces, MAIN, sockspec, type Outcome } from './support/command.js'
import { commandLineOf, processesWith } from './support/processes.js'
import { HIDES, python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()
const submission = (path: string): string => join(import.meta.dirname, 'submissions', path)

const here = describe.skipIf(!hasNamespaces())
const WHERE = hasNamespaces() ? '' : ' (needs unprivileged user namespaces, and ip)'

/** What a requirement came to, by its identifier. */
async function verdictsOf(isolation: string, args: readonly string[]): Promise<Record<string, string>> {
  const { stdout, stderr } = await sockspec([
    'check',
    ...args.slice(0, 1),
    '--isolation',
    isolation,
    '--report',
    'json',
    ...args.slice(1),
  ])
  if (stdout === '') throw new Error(stderr)
  const result = JSON.parse(stdout) as Result
  expect(result.subject.isolation).toBe(isolation)
  return Object.fromEntries(result.requirements.map(({ id, verdict }) => [id, verdict]))
}

/** A check that runs, of a server of which a hidden process runs too; none of its processes is without the mark. */
async function checkUnderWay(
  enter: (command: readonly string[]) => readonly string[] = (command) => command,
): Promise<{ readonly check: ChildProcess; readonly mark: string }> {
  const mark = `mark-${randomUUID()}`
  const command = [...python(folder, 'hides.py', HIDES), '{port}', mark]
  const args = ['check', 'tcp-echo', '--isolation', 'namespace', '--timeout', '60000', '--', ...command]
  const [file = '', ...rest] = enter([process.execPath, MAIN, ...args])
  const check = spawn(file, rest, { stdio: 'ignore', env: { ...process.env, MARK: mark } })
  await expect
    .poll(() => processesWith(mark).some((pid) => commandLineOf(pid).includes('hidden')), {
      timeout: 20_000,
    })
    .toBe(true)
  return { check, mark }
}

here(`a check in a network namespace${WHERE}`, () => {
  it.each([
    ['a server', ['tcp-echo', '--', 'python3', submission('tcp-echo/server/good.py'), '{port}']],
    [
      'a client',
      ['tcp-echo', '--role', 'client', '--', 'python3', submission('tcp-echo/client/good.py'), '{host}', '{port}'],
    ],
    [
      'a server that answers some of the addresses of 127.0.0.0/8',
      ['udp-allowlist', '--', 'python3', submission('udp-allowlist/server/good.py'), '{port}', '{allow}'],
    ],
    ['a server on ::1', ['tcp-echo', '--', 'python3', submission('tcp-echo/server/good-ipv6.py'), '{port}']],
    [
      'a server that ends with a client',
      ['tcp-echo', '--', 'python3', submission('tcp-echo/server/ends-after-one.py'), '{port}'],
    ],
    [
      'a client that ends too early',
      [
        'tcp-echo',
        '--role',
        'client',
        '--',
        'python3',
        submission('tcp-echo/client/closes-before-the-reply.py'),
        '{host}',
        '{port}',
      ],
    ],
  ])('comes to the same of %s as one without', async (_, args) => {
    const seeded = [...args.slice(0, 1), '--seed', 'namespace', ...args.slice(1)]
    const inside = await verdictsOf('namespace', seeded)
    expect(inside).toEqual(await verdictsOf('none', seeded))
    expect(Object.values(inside)).toContain('pass')
  })

  it('a client that starts in no time finds nobody where nobody listens any more', async () => {
    const connect = 'exec 3<>/dev/tcp/{host}/{port} && sleep 60'
    const args = ['tcp-echo', '--role', 'client', '--only', 'TCP-ECHO-X2', '--', 'bash', '-c', connect]
    expect(await verdictsOf('namespace', args)).toEqual({ 'TCP-ECHO-X2': 'pass' })
  })

  it('has every fixed port to itself', async () => {
    const args = ['tcp-echo', '--port', '3500', '--', 'python3', submission('tcp-echo/server/lecture.py')]
    const [one, other] = await Promise.all([verdictsOf('namespace', args), verdictsOf('namespace', args)])
    expect(one).toEqual(other)
    expect(Object.values(one)).toContain('pass')
  })

  it('works for root where there are no user namespaces', async () => {
    const outcome = await inside(
      'echo 0 > /proc/sys/user/max_user_namespaces',
      ...['--only', 'TCP-ECHO-S1', '--', 'python3', submission('tcp-echo/server/good.py'), '{port}'],
    )
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
  })

  it('is refused with the reason where there are no network namespaces either', async () => {
    const outcome = await inside(
      'echo 0 > /proc/sys/user/max_user_namespaces; echo 0 > /proc/sys/user/max_net_namespaces',
      ...['--', 'python3', submission('tcp-echo/server/good.py'), '{port}'],
    )
    expect(outcome.status).toBe(2)
    expect(outcome.stderr).toMatch(
      /^sockspec: --isolation namespace is not possible here \(unshare: .*\): it needs unprivileged user namespaces .*; use --isolation none\n$/,
    )
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves nothing when %s ends it', async (signal, status) => {
    const { check, mark } = await checkUnderWay()
    const ended = once(check, 'exit')
    check.kill(signal)
    await expect.poll(() => processesWith(mark), { timeout: 2_000 }).toEqual([])
    expect(await ended).toEqual([status, null])
  })

  it.skipIf(!hasTerminals())('leaves nothing when its terminal is closed', async () => {
    const { check, mark } = await checkUnderWay((command) => onTerminal(command))
    check.kill('SIGKILL')
    await expect.poll(() => processesWith(mark), { timeout: 2_000 }).toEqual([])
  })

  it('leaves nothing when it is killed', async () => {
    const { check, mark } = await checkUnderWay()
    check.kill('SIGKILL')
    await expect.poll(() => processesWith(mark), { timeout: 5_000 }).toEqual([])
  })

  it('leaves nothing when its end is the usual one', async () => {
    const mark = `mark-${randomUUID()}`
    const { stdout } = await sockspec(
      [
        ...['check', 'tcp-echo', '--isolation', 'namespace', '--only', 'TCP-ECHO-S1', '--timeout', '200', '--'],
        ...[...python(folder, 'hides.py', HIDES), '{port}', mark],
      ],
      { env: { MARK: mark } },
    )
    expect(stdout).toMatch(/1 fail/)
    expect(processesWith(mark)).toEqual([])
  })
})

describe('without what it takes', () => {
  /** A search path on which there is nothing but the program itself. */
  const bare = join(folder, 'bin')
  mkdirSync(bare)
  const refused = (): Promise<Outcome> =>
    sockspec(['check', 'tcp-echo', '--isolation', 'namespace', '--', process.execPath, 'server', '{port}'], {
      env: { PATH: bare },
    })

  it('--isolation namespace exits with 2 and says what it needs', async () => {
    expect(await refused()).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'sockspec: --isolation namespace needs Linux and the program unshare (package util-linux); use --isolation none\n',
    })
  })

  it('it says why the system refuses', async () => {
    for (const name of ['sh', 'echo']) symlinkSync(`/bin/${name}`, join(bare, name))
    writeFileSync(
      join(bare, 'unshare'),
      '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n',
    )
    chmodSync(join(bare, 'unshare'), 0o755)
    expect(await refused()).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^sockspec: --isolation namespace is not possible here \(unshare: unshare failed: Operation not permitted\)/,
      ) as string,
    })
  })
})

describe('a check without isolation', () => {
  it('leaves none of its processes when SIGHUP ends it', async () => {
    const mark = `mark-${randomUUID()}`
    const text = HIDES.replace('len(sys.argv) == 3', 'True').replace(
      'if os.fork() == 0:\n        os.setsid()',
      'if False:',
    )
    const command = [...python(folder, 'stays.py', text), '{port}', mark]
    const check = spawn(process.execPath, [MAIN, 'check', 'tcp-echo', '--timeout', '60000', '--', ...command], {
      stdio: 'ignore',
    })
    await expect
      .poll(() => processesWith(mark).filter((pid) => pid !== check.pid).length, { timeout: 20_000 })
      .toBeGreaterThan(0)
    const ended = once(check, 'exit')
    check.kill('SIGHUP')
    await expect.poll(() => processesWith(mark), { timeout: 2_000 }).toEqual([])
    expect(await ended).toEqual([129, null])
  })
})

/** A check of tcp-echo by a root of less, after `limit`, which holds for that one alone. */
function inside(limit: string, ...args: readonly string[]): Promise<Outcome> {
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [
      ...['--user', '--map-root-user', '--', 'sh', '-c', `${limit}; exec "$@"`, 'sh'],
      ...[process.execPath, MAIN, 'check', 'tcp-echo', '--isolation', 'namespace', ...args],
    ],
    { encoding: 'utf8' },
  )
  return Promise.resolve({ status: status ?? -1, stdout, stderr })
}
