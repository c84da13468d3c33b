import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { lastWords } from '../../harness/programs/invocation.js'
import { poll } from '../../harness/peers/patience.js'
import { LocalFolder } from '../../harness/programs/folder.js'
import { Program } from '../../harness/programs/program.js'
import { remotePorts } from '../../harness/programs/running-program.js'
import { isCrash } from '../../harness/findings/ending.js'
import { SetupError } from '../../harness/findings/violation.js'
import { english } from '../../results/words/en.js'

const folder = mkdtempSync(join(tmpdir(), 'sockspec-program-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const started: Program[] = []
afterEach(async () => {
  for (const program of started.splice(0)) await program.stop(false)
})

async function start(command: readonly string[], environment: Record<string, string> = {}): Promise<Program> {
  const program = await Program.start({ command, folder: new LocalFolder(folder), environment, keepOutput: false })
  started.push(program)
  return program
}

const sh = (script: string, environment: Record<string, string> = {}): Promise<Program> =>
  start(['/bin/sh', '-c', script], environment)

/** Waits until the program has said this. */
async function says(program: Program, text: string): Promise<void> {
  expect(await poll(() => program.stdout.text.includes(text) || undefined, 30_000), `it never said ${text}`).toBe(true)
}

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const stateOf = (pid: number): string => {
  try {
    return /\) (.)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? ''
  } catch {
    return ''
  }
}

/** Whether it has gone, or is a zombie that nobody waits for (in a container without an init process). Between the two looks it may have been waited for. */
const isGone = (pid: number): boolean => !runs(pid) || stateOf(pid) === 'Z' || !runs(pid)

describe('a program', () => {
  it('ends with the exit status that it gives', async () => {
    for (const status of [0, 1, 42]) {
      const program = await sh(`exit ${status}`)
      expect(await program.ended).toEqual({ kind: 'status', status })
      expect(program.hasExited).toBe(true)
      expect(program.ending).toEqual({ kind: 'status', status })
      expect(await program.endsWithin(0)).toEqual({ kind: 'status', status })
    }
  })

  it('ends with the signal that ended it', async () => {
    const program = await sh('kill -SEGV $$')
    expect(await program.ended).toEqual({ kind: 'signal', signal: 'SIGSEGV' })
  })

  it('has crashed where a signal ended it or its status is not 0', () => {
    expect(isCrash({ kind: 'status', status: 0 })).toBe(false)
    expect(isCrash({ kind: 'status', status: 1 })).toBe(true)
    expect(isCrash({ kind: 'signal', signal: 'SIGTERM' })).toBe(true)
    expect(english.ending({ kind: 'status', status: 3 })).toBe('exit status 3')
    expect(english.ending({ kind: 'signal', signal: 'SIGPIPE' })).toBe('signal SIGPIPE')
  })

  it('has no ending while it runs', async () => {
    const program = await sh('cat')
    expect(await program.endsWithin(1)).toBeUndefined()
    expect(program.hasExited).toBe(false)
    expect(program.processes()).toContain(program.pid)
  })

  it('has all that it said captured by the time it has ended, each stream for itself', async () => {
    const program = await sh('echo out; echo err >&2; head -c 50000 /dev/zero | tr "\\0" x; echo last')
    await program.ended
    expect(program.stdout.text).toBe(`out\n${'x'.repeat(50_000)}last\n`)
    expect(program.stderr.text).toBe('err\n')
    expect(lastWords(program)).toBe('err')
  })

  it('has ended although a child of it holds its output open', async () => {
    const program = await sh('sleep 600 & echo said; exit 7')
    expect(await program.ended).toEqual({ kind: 'status', status: 7 })
    expect(program.stdout.text).toBe('said\n')
  })

  it('reads what is typed on its standard input, which stays open', async () => {
    const program = await sh('read -r line; echo "got: $line"; cat')
    await program.type(Buffer.from('hello\n'))
    await says(program, 'got: hello\n')
    expect(program.hasExited).toBe(false)
  })

  it('may have closed its standard input, or have ended: what is typed then goes nowhere', async () => {
    const program = await sh('exec 0<&-; echo closed; exec sleep 600')
    await says(program, 'closed')
    await program.type(Buffer.alloc(200_000))
    await program.type(Buffer.from('more'))
    await program.stop(false)
    await program.type(Buffer.from('nobody reads this'))
  })

  it('runs in its folder, with UTF-8 as its locale and the environment that it is given', async () => {
    const program = await sh('pwd -P; echo "$LC_ALL $PORT"', { PORT: '3500' })
    await program.ended
    expect(program.stdout.text).toMatch(/^.*\/sockspec-program-\w+\nC\.UTF-8 3500\n$/)
  })

  // Defect: Program.processes() promises "its processes that run now", but family() also counts zombies of its group.
  it('does not count a child that has ended as one of its processes', async () => {
    const program = await sh('sh -c "echo child \\$\\$" & exec sleep 600')
    await says(program, 'child')
    const child = Number(/\d+/.exec(program.stdout.text)?.[0])
    expect(await poll(() => stateOf(child) === 'Z' || undefined, 30_000)).toBe(true)
    expect(program.processes()).toEqual([program.pid])
  })

  it('is connected to ports that its sockets tell', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const program = await start([
      process.execPath,
      '-e',
      `require('net').connect(${port}, '127.0.0.1', () => console.log('connected')); setInterval(() => 0, 1e6)`,
    ])
    await says(program, 'connected')
    expect(await remotePorts(program, 'tcp')).toEqual([port])
    expect(await remotePorts(program, 'udp')).toEqual([])
    await program.stop(false)
    server.close()
  })
})

describe('stopping a program', () => {
  it('ends it by SIGTERM where it listens to that', async () => {
    const program = await start([
      process.execPath,
      '-e',
      "process.on('SIGTERM', () => { console.log('bye'); process.exit(5) }); console.log('ready'); setInterval(() => 0, 1e6)",
    ])
    await says(program, 'ready')
    expect(await program.stop()).toEqual([])
    // A machine too busy to let it act within the grace period kills it.
    expect([
      { kind: 'status', status: 5 },
      { kind: 'signal', signal: 'SIGKILL' },
    ]).toContainEqual(program.ending)
  })

  it('ends it by SIGKILL where it ignores SIGTERM', async () => {
    const program = await sh('trap "" TERM; echo ready; while :; do sleep 1; done')
    await says(program, 'ready')
    expect(await program.stop()).toEqual([])
    expect(program.ending).toEqual({ kind: 'signal', signal: 'SIGKILL' })
  })

  it('ends a program that was stopped by SIGSTOP', async () => {
    const program = await sh('echo ready; kill -STOP $$; sleep 600')
    await says(program, 'ready')
    expect(await program.stop()).toEqual([])
    expect(program.ending?.kind).toBe('signal')
  })

  it('ends its children too, also those that left its group for a session of their own', async () => {
    for (const gently of [true, false]) {
      const program = await sh("sleep 600 & echo child $!; setsid sh -c 'echo session $$; exec sleep 600' & wait")
      await says(program, 'session')
      await says(program, 'child')
      const pids = [...program.stdout.text.matchAll(/(?:child|session) (\d+)/g)].map((match) => Number(match[1]))
      expect(pids).toHaveLength(2)
      expect(program.processes()).toEqual(expect.arrayContaining(pids))
      expect(await program.stop(gently)).toEqual([])
      for (const pid of pids) expect(isGone(pid)).toBe(true)
    }
  })

  it('ends what a program that has ended by itself left behind', async () => {
    const program = await sh("setsid sh -c 'echo session $$; exec sleep 600' & sleep 600 & exit 0")
    await says(program, 'session')
    await program.ended
    const left = program.processes()
    expect(left.length).toBeGreaterThanOrEqual(2)
    expect(await program.stop()).toEqual([])
    for (const pid of left) expect(isGone(pid)).toBe(true)
    expect(program.ending).toEqual({ kind: 'status', status: 0 })
  })

  it('leaves other programs alone', async () => {
    const [one, other] = [await sh('exec cat'), await sh('echo ready; exec cat')]
    await says(other, 'ready')
    await one.stop()
    expect(other.hasExited).toBe(false)
    expect(other.processes()).toEqual([other.pid])
  })

  it('may be asked for twice', async () => {
    const program = await sh('cat')
    await Promise.all([program.stop(false), program.stop(false)])
    expect(await program.stop()).toEqual([])
  })
})

describe('a command that cannot be started', () => {
  it('is told as such, with what to do about it', async () => {
    writeFileSync(join(folder, 'script.py'), 'print()\n', { mode: 0o644 })
    const cases: readonly (readonly [string[], RegExp])[] = [
      [[], /^no command given/],
      [['no-such-command-anywhere'], /^command not found: no-such-command-anywhere\..* \.\/no-such-command-anywhere$/],
      [['./nowhere'], /^command not found: \.\/nowhere\. Is it spelt right and installed\?$/],
      [[join(folder, 'script.py')], /is not executable: start it by its interpreter/],
      [[folder], /is a folder, not a program$/],
    ]
    for (const [command, message] of cases) {
      const problem: unknown = await start(command).catch((error: unknown) => error)
      expect(problem).toBeInstanceOf(SetupError)
      expect((problem as Error).message).toMatch(message)
    }
  })

  it('is not blamed where its folder does not exist', async () => {
    await expect(
      Program.start({
        command: ['/bin/sh'],
        folder: new LocalFolder(join(folder, 'none')),
        environment: {},
        keepOutput: false,
      }),
    ).rejects.toThrow(/none does not exist$/)
  })
})
