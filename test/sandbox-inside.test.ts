import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSandbox } from '../harness/hosts/sandbox/open-sandbox.js'
import { LIMITS } from '../harness/hosts/sandbox/limits.js'
import type { SandboxHost } from '../harness/hosts/sandbox/sandbox-host.js'
import { MAIN } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'
import { processesWith } from './support/processes.js'
import { hasSandboxes, sandboxed, told, without, type Place } from './support/sandboxes.js'

const scratch = scratchFolder()
const here = describe.skipIf(!hasSandboxes())
const WHERE = hasSandboxes() ? '' : ' (needs unprivileged user namespaces, ip and bwrap)'

/** What a program can reach: it prints that as JSON. */
const PROBE = `
import ctypes, json, os, signal, socket, sys, time
where = json.loads(sys.argv[1])
found = {}
def can(name, do):
    try: do(); found[name] = True
    except OSError: found[name] = False
def write(path):
    with open(path, 'w') as f: f.write('written')
for host, port in where['addresses']: can('connect ' + host, lambda: socket.create_connection((host, port), 2).close())
for path in where['read']: can('read ' + path, lambda: open(path).read())
for path in where['list']: can('list ' + path, lambda: os.listdir(path))
for path in where['write']: can('write ' + path, lambda: write(path))
can('signal the harness', lambda: os.kill(where['harness'], 0))
libc = ctypes.CDLL(None, use_errno=True)
def trace(pid):
    PTRACE_SEIZE = 0x4206
    if libc.ptrace(PTRACE_SEIZE, pid, 0, 0) != 0: raise OSError(ctypes.get_errno())
    libc.ptrace(17, pid, 0, 0)
can('trace its parent', lambda: trace(os.getppid()))
def others():
    mine = [p for p in os.listdir('/proc') if p.isdigit() and int(p) not in (1, os.getpid())]
    if not mine: raise OSError()
can('see other processes', others)
found['secret'] = 'SOCKSPEC_TEST_SECRET' in os.environ
found['names'] = sorted(os.environ)
parent = os.getppid()
try: os.kill(parent, signal.SIGKILL)
except OSError: pass
until = time.monotonic() + 2
while os.getppid() == parent and parent != 1 and time.monotonic() < until: time.sleep(.01)
found['kill its parent'] = os.getppid() != parent
print(json.dumps(found))
`

here(`a program in a sandbox${WHERE}`, () => {
  let host: SandboxHost
  let inside: Place
  const source = join(scratch, 'submission')
  const outside = without(source)
  mkdirSync(source)

  beforeAll(async () => {
    python(source, 'probe.py', PROBE)
    host = await openSandbox({ source: { folder: source, except: [] }, command: ['python3'] })
    inside = sandboxed(host)
  })
  afterAll(() => host.dispose())

  it('reaches no address, no file and no process but its own; without one the same program reaches them all', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '0.0.0.0')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const around = join(scratch, 'class')
    mkdirSync(join(around, 'other'), { recursive: true })
    for (const file of ['results.csv', 'other/server.py']) writeFileSync(join(around, file), 'theirs')
    const home = mkdtempSync(join(homedir(), '.sockspec-test-'))
    writeFileSync(join(home, 'file'), 'private')
    process.env.SOCKSPEC_TEST_SECRET = 'secret'
    const where = {
      addresses: [['127.0.0.1', port]],
      read: [join(around, 'results.csv'), join(around, 'other/server.py'), join(home, 'file'), MAIN],
      list: [around, home, join(import.meta.dirname, '..')],
      write: [join(around, 'new'), join(around, 'results.csv'), join(home, 'new')],
      harness: process.pid,
    }
    const probe = ['python3', 'probe.py', JSON.stringify(where)]
    try {
      const { names, ...within } = (await told(inside, probe)) as Record<string, unknown>
      expect(Object.entries(within).filter(([, can]) => can !== false)).toEqual([])
      expect(existsSync(join(around, 'new'))).toBe(false)
      const kept =
        /^(?:PATH|HOME|TMPDIR|USER|LOGNAME|LANG|LC_\w+|PWD|OLDPWD|SHLVL|_|TERM|TZ|JAVA_HOME|GOROOT|VIRTUAL_ENV|_?(?:PYENV|RBENV)_\w+)$/
      expect((names as string[]).filter((name) => !kept.test(name))).toEqual([])
      const elsewhere = (await told(outside, probe)) as Record<string, unknown>
      delete elsewhere.names
      expect(Object.entries(elsewhere).filter(([, can]) => can !== true)).toEqual([])
    } finally {
      delete process.env.SOCKSPEC_TEST_SECRET
      rmSync(home, { recursive: true })
      server.close()
    }
  })

  it('writes into its folder, /tmp and /dev/shm; the next process finds nothing of that', async () => {
    const write = `import json, os
paths = ['new', '/tmp/new', '/dev/shm/new', '/usr/new', '/etc/new', '/dev/new', '/new', '/opt/new', '/proc/sys/kernel/core_pattern']
done = []
for path in paths:
    if path.endswith('new') and os.path.exists(path): done.append('found ' + path)
    try: open(path, 'w').close(); done.append(path)
    except OSError: pass
print(json.dumps(done))`
    for (let i = 0; i < 2; i++)
      expect(await told(inside, ['python3', '-c', write])).toEqual(['new', '/tmp/new', '/dev/shm/new'])
    expect(existsSync(join(source, 'new'))).toBe(false)
  })

  it('has no descriptor of whoever started the harness', async () => {
    const look = `import json, os
print(json.dumps([os.readlink('/proc/self/fd/' + f) for f in os.listdir('/proc/self/fd') if int(f) > 2 and os.path.exists('/proc/self/fd/' + f)]))`
    const seen = (await told(inside, ['python3', '-c', look])) as string[]
    expect(seen.filter((path) => path !== '/dev/null' && !path.startsWith('/proc/'))).toEqual([])
  })

  it.each([
    ['kill -SEGV $$', { kind: 'signal', signal: 'SIGSEGV' }],
    ['kill -TERM $$', { kind: 'signal', signal: 'SIGTERM' }],
    ['kill -KILL $$', { kind: 'signal', signal: 'SIGKILL' }],
    ['exit 3', { kind: 'status', status: 3 }],
  ])('that ends by %s is seen to do so, and says nothing that is not its own', async (how, ending) => {
    const program = await inside.start(['sh', '-c', how])
    expect(await program.ended).toEqual(ending)
    expect(`${program.stdout.text}${program.stderr.text}`).toBe('')
    await program.stop()
  })

  it('is told to end by SIGTERM first', async () => {
    const text = `import os, signal, time
signal.signal(signal.SIGTERM, lambda *_: (print('told', flush=True), os._exit(5)))
print('ready', flush=True)
while True: time.sleep(.1)`
    const program = await inside.start(['python3', '-c', text])
    await expect.poll(() => program.stdout.text).toContain('ready')
    await program.stop()
    expect(program.stdout.text).toContain('told')
    expect(program.ending).toEqual({ kind: 'status', status: 5 })
  })

  it('may have a terminal', async () => {
    const folder = await host.folders.next()
    const command = ['python3', '-c', 'import os, sys; print(os.ttyname(1)); sys.exit(input() != "typed")']
    const program = await host.start({ command, folder, environment: {}, keepOutput: true, terminal: true })
    await expect.poll(() => program.stdout.text).toContain('/dev/pts/')
    await program.type(Buffer.from('typed\n'))
    expect(await program.ended).toEqual({ kind: 'status', status: 0 })
    await program.stop()
  })

  it('is seen: its sockets, and the processor that it uses', async () => {
    const text = `import os, socket
s = socket.create_server(('127.0.0.1', 80))
os.fork()
while True: pass`
    const program = await inside.start(['python3', '-c', text])
    await expect.poll(() => host.findBound('tcp', 80)).toMatchObject({ socket: { local: { port: 80 } } })
    expect(await program.sockets('tcp')).toMatchObject([{ state: 'listen', local: { host: '127.0.0.1', port: 80 } }])
    await expect.poll(() => program.cpuMs()).toBeGreaterThan(100)
    expect(await program.stop()).toEqual([])
    expect(await host.findBound('tcp', 80)).toBeUndefined()
  })

  it('leaves none that hides, which without one is there still', async () => {
    const mark = `mark-${randomUUID()}`
    const text = `import os, signal, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.execve(sys.executable, ['python3', '-c', 'import time; time.sleep(100)', '${mark}'], {})
    os._exit(0)
time.sleep(.3)
print('hidden', flush=True)
while True: time.sleep(1)`
    const hidden = async (place: Place): Promise<number[]> => {
      const program = await place.start(['python3', '-c', text])
      await expect.poll(() => program.stdout.text, { timeout: 10_000 }).toContain('hidden')
      await program.stop()
      return processesWith(mark)
    }
    expect(await hidden(inside)).toEqual([])
    const left = await hidden(outside)
    for (const pid of left) process.kill(pid, 'SIGKILL')
    expect(left).toHaveLength(1)
  })

  it('that makes of a stored file a link or a FIFO has stored none', async () => {
    const secret = join(scratch, 'stored-elsewhere')
    writeFileSync(secret, 'a secret')
    const folder = await host.folders.next()
    const text = `import os
os.symlink(${JSON.stringify(secret)}, 'link')
os.mkfifo('fifo')
os.symlink('/dev/zero', 'device')
open('file', 'w').write('stored')`
    const program = await host.start({ command: ['python3', '-c', text], folder, environment: {}, keepOutput: true })
    await program.ended
    expect(await Promise.all(['link', 'fifo', 'device', 'file'].map((name) => folder.read(name)))).toEqual([
      undefined,
      undefined,
      undefined,
      Buffer.from('stored'),
    ])
    expect(await folder.size('link')).toBeUndefined()
    await program.stop()
  })

  it('that forks without end has a bounded number of processes, and none is left', async ({ skip }) => {
    skip(host.lost.includes('processes'), 'the kernel does not limit the processes of root here')
    const mark = `mark-${randomUUID()}`
    const text = `import json, os, time
count = 0
try:
    while count < 5000:
        if os.fork() == 0:
            time.sleep(100)
        count += 1
except OSError: pass
print(json.dumps(count), flush=True)
time.sleep(100)`
    const program = await inside.start(['python3', '-c', text, mark])
    await expect.poll(() => program.stdout.text, { timeout: 30_000 }).toMatch(/\n/)
    const count = Number(program.stdout.text)
    expect(count).toBeGreaterThan(100)
    expect(count).toBeLessThanOrEqual(LIMITS.processes)
    expect(await program.stop()).toEqual([])
    expect(processesWith(mark)).toEqual([])
  })

  it('has as much memory as one process may have, and all together as much as there is for all', async ({ skip }) => {
    const alone = `import json
held = []
try:
    while len(held) < 64: held.append(bytearray(64 << 20))
except MemoryError: pass
print(json.dumps(len(held)))`
    expect(await told(inside, ['python3', '-c', alone])).toBeLessThanOrEqual(16)
    skip(host.lost.includes('memory'), 'there are no control groups for memory here')
    const together = `import json, os, time
pids = []
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        held = bytearray(b'x') * (600 << 20)
        time.sleep(.5)
        os._exit(0)
    pids.append(pid)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]))`
    // The kernel ends one of those that want more; the first among them where it is the largest.
    const program = await inside.start(['python3', '-c', together])
    const ending = await program.ended
    const killed =
      ending.kind === 'signal'
        ? ['itself']
        : (JSON.parse(program.stdout.text) as number[]).filter((status) => status !== 0)
    expect(killed.length).toBeGreaterThan(0)
    await program.stop()
  })

  it('fills neither the disk nor the table of its files', async () => {
    const fill = `import json, os
size = 0
try:
    for i in range(1000):
        with open('large%d' % i, 'wb') as f:
            for _ in range(32): size += f.write(bytes(1 << 20))
except OSError: pass
for name in os.listdir('.'):
    if name.startswith('large'): os.remove(name)
count = 0
try:
    while count < 100000:
        open('small%d' % count, 'w').close()
        count += 1
except OSError: pass
print(json.dumps([size >> 20, count]))`
    const [mebibytes = 0, files = 0] = (await told(inside, ['python3', '-c', fill])) as number[]
    expect(mebibytes).toBeGreaterThan(64)
    expect(mebibytes).toBeLessThanOrEqual(LIMITS.disk >> 20)
    expect(files).toBeGreaterThan(1000)
    expect(files).toBeLessThan(LIMITS.files)
  })

  it('that has filled its folder is told to have done so where something is to be put there', async () => {
    const folder = await host.folders.next()
    const text = `
try:
    for i in range(100000): open('small%d' % i, 'w').close()
except OSError: pass`
    const program = await host.start({ command: ['python3', '-c', text], folder, environment: {}, keepOutput: true })
    await program.ended
    await expect(folder.write('one-more', Buffer.from('x'))).rejects.toMatchObject({
      observation: { kind: 'disk-filled' },
    })
    await program.stop()
  })

  it('has no file that is larger than those of any protocol', async () => {
    const text = `import json, os
try:
    with open('large', 'wb') as f:
        for _ in range(100): f.write(bytes(1 << 20))
except OSError: pass
print(json.dumps(os.path.getsize('large')))`
    expect(await told(inside, ['python3', '-c', text])).toBeLessThanOrEqual(LIMITS.fileSize)
  })
})
