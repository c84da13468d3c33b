import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectEngine } from '../dist/harness/hosts/containers/engine.js'
import { hostImage, imageFor } from '../dist/harness/hosts/containers/images.js'
import { HARNESS_LABEL } from '../dist/harness/hosts/containers/labels.js'
import { Lab } from '../dist/harness/hosts/containers/lab.js'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, MAIN, sockspec, UNSHARE, type Outcome } from './support/command.js'
import { dockerNeeds, whyNoDocker } from './support/docker.js'
import { scratchFolder } from './support/programs.js'

const folder = scratchFolder()
const containers = describe.skipIf(whyNoDocker !== undefined)

/** A new folder with these files, as a student's would be. */
function homework(files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(folder, 'homework-'))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text)
  return home
}

/** An echo server that conforms; `first` is what it does before it serves. */
const echo = (first = ''): string => `
import os, socket, sys, threading, time
${first}
def serve(conn):
    with conn:
        try:
            while data := conn.recv(65536): conn.sendall(data)
        except OSError: pass
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
`

/** Takes a connection and does nothing with it. */
const STUCK = `
import socket, sys, time
listener = socket.socket()
listener.bind(('', int(sys.argv[1])))
listener.listen(8)
while True: time.sleep(1)
`

const check = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  sockspec(['check', 'tcp-echo', '--isolation', 'docker', ...args], { cwd, env })

/** What the engine has of the harness with that process number. */
async function leftOf(pid: number | undefined): Promise<string[]> {
  const engine = await connectEngine()
  const filters = { label: [HARNESS_LABEL] }
  const is = (labels: Readonly<Record<string, string>> | undefined): boolean =>
    labels?.[HARNESS_LABEL]?.split(' ')[1] === String(pid)
  const { Volumes } = (await engine.listVolumes({ filters })) as {
    readonly Volumes: readonly { readonly Name: string; readonly Labels: Readonly<Record<string, string>> }[] | null
  }
  return [
    ...(await engine.listContainers({ all: true, filters }))
      .filter(({ Labels }) => is(Labels))
      .map(({ Names }) => `container ${Names.join(' ')}`),
    ...(await engine.listNetworks({ filters })).filter(({ Labels }) => is(Labels)).map(({ Name }) => `network ${Name}`),
    ...(Volumes ?? []).filter(({ Labels }) => is(Labels)).map(({ Name }) => `volume ${Name}`),
  ]
}

containers(`what a submission can do in its container${dockerNeeds}`, () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await Lab.open({
      engine: await connectEngine(),
      image: imageFor(['python3']),
      source: { folder: homework({ 'mine.txt': 'mine' }), except: [] },
      hosts: [],
      onWaiting: () => undefined,
    })
  })

  afterAll(() => lab.dispose())

  /** Runs a Python program there, and gives what it prints as JSON. */
  async function found(text: string, environment: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const program = await lab.host.start({
      command: ['python3', '-c', text],
      folder: await lab.workingDirectory.next(),
      environment,
      keepOutput: true,
    })
    try {
      await program.endsWithin(60_000)
      expect(program.ending, program.stderr.text).toEqual({ kind: 'status', status: 0 })
      return JSON.parse(program.stdout.text) as unknown
    } finally {
      await program.stop(false)
    }
  }

  it('it writes in its folder, in /tmp and in shared memory, and nowhere else', async () => {
    const seen = (await found(`
import json, os
writable = []
for base, folders, files in os.walk('/'):
    folders[:] = [one for one in folders if os.path.join(base, one) not in ('/proc', '/sys', '/dev')]
    try:
        with open(os.path.join(base, 'written'), 'w'): writable.append(base)
    except OSError: pass
    for one in files:
        try:
            with open(os.path.join(base, one), 'a'): writable.append(os.path.join(base, one))
        except OSError: pass
for base in '/dev', '/dev/shm', '/proc', '/proc/sys/kernel', '/sys', '/sys/fs/cgroup':
    try:
        with open(os.path.join(base, 'written'), 'w'): writable.append(base)
    except OSError: pass
print(json.dumps({'here': os.getcwd(), 'writable': sorted(set(one.replace(os.getcwd(), '.') for one in writable))}))
`)) as { here: string; writable: string[] }
    expect(seen.here).toMatch(/^\/work\/run\/\d+$/)
    expect(seen.writable).toEqual(['.', './mine.txt', '/dev/shm', '/tmp'])
  })

  it('it is nobody of rank, and cannot become anybody else', async () => {
    const seen = (await found(`
import ctypes, glob, json, os
status = dict(line.rstrip().split(':', 1) for line in open('/proc/self/status'))
def refused(work):
    try: work()
    except OSError as error: return error.strerror
    return 'done'
libc = ctypes.CDLL(None, use_errno=True)
def mount():
    if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) != 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
print(json.dumps({
    'ids': [*os.getresuid(), *os.getresgid(), *os.getgroups()],
    'capabilities': {name: int(status[name], 16) for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')},
    'no new privileges': status['NoNewPrivs'].strip(),
    'refused': [refused(work) for work in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chroot('/tmp'), lambda: os.mknod('disk', 0o60600, os.makedev(8, 0)), mount)],
    'devices': sorted(one for one in os.listdir('/dev') if not os.path.islink('/dev/' + one) and not os.path.isdir('/dev/' + one)),
    'engine': [one for one in ('/var/run/docker.sock', '/run/docker.sock', '/run/containerd/containerd.sock') if os.path.exists(one)],
}))
`)) as Record<string, unknown>
    const user = 10_001
    expect(new Set(seen.ids as number[])).toEqual(new Set([user]))
    expect(seen.capabilities).toEqual({ CapInh: 0, CapPrm: 0, CapEff: 0, CapBnd: 0, CapAmb: 0 })
    expect(seen['no new privileges']).toBe('1')
    expect(new Set(seen.refused as string[])).toEqual(new Set(['Operation not permitted']))
    expect(seen.devices).toEqual(['full', 'null', 'random', 'tty', 'urandom', 'zero'])
    expect(seen.engine).toEqual([])
  })

  it('it reaches neither the machine that the engine is on nor anything behind it', async () => {
    let connections = 0
    const listener = createServer((socket) => {
      connections++
      socket.destroy()
    })
    const port = await new Promise<number>((resolve) =>
      listener.listen(0, '0.0.0.0', () => resolve((listener.address() as { port: number }).port)),
    )
    try {
      const gateway = lab.host.address.replace(/\d+$/, '254')
      const own = Object.values(networkInterfaces()).flatMap((addresses = []) =>
        addresses.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
      )
      // The machine does have that address, on the bridge of this network.
      expect(own).toContain(gateway)
      const seen = (await found(
        `
import errno, json, os, socket
def attempt(kind, host, port):
    with socket.socket(socket.AF_INET, kind) as one:
        # Longer than any answer takes, shorter than the kernel's own patience: what is refused at once has no need of it.
        one.settimeout(10)
        try:
            one.connect((host, port))
            one.send(b'x')
            return 'done'
        except OSError as error: return errno.errorcode.get(error.errno, str(error))
print(json.dumps({f'{host}:{port} {kind.name}': attempt(kind, host, int(port)) for host, port in (one.split(':') for one in os.environ['TARGETS'].split(',')) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)}))
`,
        {
          TARGETS: [
            ...own.map((host) => `${host}:${port}`),
            '203.0.113.80:80',
            '198.51.100.7:443',
            '169.254.169.254:80',
            '224.0.0.251:5353',
            '255.255.255.255:67',
          ].join(','),
        },
      )) as Record<string, string>
      for (const [target, outcome] of Object.entries(seen))
        expect(['ENETUNREACH', 'EPERM'], `${target}: ${outcome}`).toContain(outcome)
      expect(connections).toBe(0)
    } finally {
      listener.close()
    }
  })

  it('names of other machines mean nothing there, and no resolver asks for it elsewhere', async () => {
    const seen = await found(`
import json, socket
def address(name):
    try: return socket.gethostbyname(name)
    except OSError as error: return 'unknown'
print(json.dumps({'outside': address('example.com'), 'localhost': address('localhost'), 'own': address(socket.gethostname())}))
`)
    expect(seen).toEqual({ outside: 'unknown', localhost: '127.0.0.1', own: lab.host.address })
    const engine = await connectEngine()
    const [subject] = await engine.listContainers({
      filters: { label: [`org.sockspec.run=${lab.run.id}`], name: ['-subject'] },
    })
    // The engine's own resolver passes questions on from the machine's network where it is not told of another.
    expect((await engine.getContainer(subject?.Id ?? '').inspect()).HostConfig.Dns).toEqual(['127.0.0.1'])
  })

  it('it cannot start processes without end, and what it started is gone with it', async () => {
    const seen = (await found(`
import json, os, signal
children = []
try:
    while len(children) < 5000:
        child = os.fork()
        if child == 0:
            signal.pause()
            os._exit(0)
        children.append(child)
    outcome = 'no end'
except OSError as error: outcome = error.strerror
print(json.dumps([len(children), outcome]))
`)) as [number, string]
    expect(seen[1]).toBe('Resource temporarily unavailable')
    expect(seen[0]).toBeGreaterThan(100)
    expect(seen[0]).toBeLessThan(1024)
    expect(
      await found('import json, os; print(json.dumps(len([one for one in os.listdir("/proc") if one.isdigit()])))'),
    ).toBeLessThan(20)
  })

  it('it cannot take more memory than it may have, in one process, in several, shared or as files', async () => {
    const seen = await found(`
import json, mmap, os, signal
MiB = 1 << 20
def ending(*works):
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            try: kept = work()
            except (MemoryError, OSError): os._exit(7)
            # Whoever got what it wanted keeps it.
            while True: signal.pause()
        children.append(child)
    first, status = os.wait()
    for child in children:
        if child != first: os.kill(child, signal.SIGKILL), os.waitpid(child, 0)
    return status
def touched(area, size):
    for at in range(0, size, 4096): area[at] = 1
    return area
def shared(): return touched(mmap.mmap(-1, 2048 * MiB), 2048 * MiB)
def filled(path):
    def work():
        with open(path, 'wb') as file:
            while file.write(bytes(MiB)): pass
    return work
outcome = {
    'one': ending(lambda: bytearray(2048 * MiB)),
    'several': ending(*[lambda: touched(bytearray(800 * MiB), 800 * MiB)] * 3),
    'shared': ending(shared),
    'in /tmp': ending(filled('/tmp/filled')),
    'in its folder': ending(filled('filled')),
}
os.remove('/tmp/filled')
os.remove('filled')
print(json.dumps(outcome))
`)
    const [refused, killed] = [7 << 8, 9]
    expect(seen).toEqual({
      one: refused,
      several: killed,
      shared: killed,
      'in /tmp': refused,
      'in its folder': refused,
    })
  })

  it('it can neither end nor read the agent, nor what keeps its container', async () => {
    const seen = await found(`
import json, os, signal
outcome = {}
for pid in sorted(int(one) for one in os.listdir('/proc') if one.isdigit()):
    with open(f'/proc/{pid}/cmdline') as file: name = file.read().replace('\\0', ' ').strip()
    if pid == os.getpid(): continue
    done = []
    for what in 'environ', 'mem', 'maps', 'fd', 'root', 'cwd', 'exe':
        try:
            os.listdir(f'/proc/{pid}/{what}') if what == 'fd' else os.readlink(f'/proc/{pid}/{what}') if what in ('root', 'cwd', 'exe') else open(f'/proc/{pid}/{what}', 'rb').close()
            done.append(what)
        except OSError: pass
    for number in signal.SIGKILL, signal.SIGSTOP:
        try:
            os.kill(pid, number)
            done.append(number.name)
        except OSError: pass
    outcome[name] = done
# What a failed fork leads to: everything that may be killed is, but the one that does it.
try: os.kill(-1, signal.SIGKILL)
except OSError: pass
print(json.dumps(outcome))
`)
    expect(seen).toEqual({ '/sbin/docker-init -- node /agent.cjs': [], 'node /agent.cjs': [], 'tail -f /dev/null': [] })
    // All of them are still there.
    expect(await found('print("7")')).toBe(7)
  })

  it('it neither sees nor changes what another process of it has in its folder, or will have', async () => {
    const seen = await found(`
import json, os
changed = []
for base, _, files in os.walk('/work/submission'):
    for one in files:
        try:
            with open(os.path.join(base, one), 'w') as file: file.write('changed'); changed.append(one)
        except OSError: pass
for path in '/work/submission/new', '/work/new', '/work/run/new':
    try:
        os.mkdir(path)
        changed.append(path)
    except OSError: pass
for path in '/work/submission', '/work/run':
    try:
        os.rename(path, path + '2')
        changed.append(path)
    except OSError: pass
with open('mine.txt', 'w') as file: file.write('changed')
print(json.dumps(changed))
`)
    expect(seen).toEqual([])
    expect(await found('import json; print(json.dumps(open("mine.txt").read()))')).toBe('mine')
  })
})

containers(`a check in containers${dockerNeeds}`, { concurrent: true, retry: 2 }, () => {
  it('ends what a submission meant to leave behind', async () => {
    const mark = `7${String(process.pid).padStart(8, '0')}`
    const home = homework({
      'server.py': echo(`
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.execve('/bin/sleep', ['sleep', '${mark}'], {})
    os._exit(0)
os.wait()`),
    })
    const child = spawn(
      process.execPath,
      [
        MAIN,
        'check',
        'tcp-echo',
        '--only',
        'TCP-ECHO-S1,TCP-ECHO-T6',
        '--isolation',
        'docker',
        '--',
        'python3',
        'server.py',
        '{port}',
      ],
      { cwd: home, stdio: 'ignore' },
    )
    expect(await statusOf(child)).toEqual([0, null])
    expect(await leftOf(child.pid)).toEqual([])
    // Where the engine is on this machine, its processes would be seen here.
    const commands = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
        } catch {
          return ''
        }
      })
    expect(commands.filter((one) => one.includes(mark))).toEqual([])
  })

  it('comes to verdicts where a submission prints gigabytes, and does not keep them', async () => {
    const peak = join(folder, 'peak')
    const flood =
      'def flood(number):\n    while True: os.write(number, b"y\\n" * 32768)\nfor number in 1, 2: threading.Thread(target=flood, args=(number,), daemon=True).start()'
    const home = homework({ 'server.py': echo(flood) })
    const onExit = `process.on('exit',()=>process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(peak)},String(process.resourceUsage().maxRSS)))`
    const { stdout, stderr } = await check(home, ['--report', 'json', '--', 'python3', 'server.py', '{port}'], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(onExit)}`,
    })
    const { requirements, counts } = JSON.parse(stdout || '{}') as Result
    expect(requirements.length, stderr).toBe(12)
    expect(counts.error).toBe(0)
    expect(requirements.find(({ id }) => id === 'TCP-ECHO-S1')?.verdict).toBe('pass')
    // KiB; what was printed is many times as much.
    expect(Number(readFileSync(peak, 'utf8'))).toBeLessThan(512 * 1024)
  })

  it('leaves the folder that it copies as it was, and gives each process one of its own', async () => {
    const text = echo(`
if os.path.exists('written.txt'): sys.exit('another process was here')
open('written.txt', 'w').write('x')
open('server.py', 'w').write('# nothing')
os.remove('data.txt')`)
    const files = { 'server.py': text, 'data.txt': 'data' }
    const [named, present] = [homework(files), homework(files)]
    const [one, other] = await Promise.all([
      check(folder, [
        '--only',
        'TCP-ECHO-S1,TCP-ECHO-T6',
        '--cwd',
        named,
        '--',
        'python3',
        join(named, 'server.py'),
        '{port}',
      ]),
      check(present, ['--only', 'TCP-ECHO-S1,TCP-ECHO-T6', '--', 'python3', 'server.py', '{port}']),
    ])
    expect([one.status, other.status], one.stdout + one.stderr + other.stdout + other.stderr).toEqual([0, 0])
    for (const home of [named, present]) {
      expect(readdirSync(home).sort()).toEqual(['data.txt', 'server.py'])
      for (const [file, content] of Object.entries(files)) expect(readFileSync(join(home, file), 'utf8')).toBe(content)
    }
  })

  it('goes on where a submission fills its disk', async () => {
    const home = homework({
      'server.py': echo(`
try:
    with open('filled', 'wb') as file:
        while True: file.write(bytes(1 << 20))
except OSError: pass`),
    })
    const { status, stdout, stderr } = await check(home, [
      '--only',
      'TCP-ECHO-S1,TCP-ECHO-T6',
      '--',
      'python3',
      'server.py',
      '{port}',
    ])
    expect(status, stdout + stderr).toBe(0)
  })

  it('looks only at files, where a file is to be: a pipe would be waited for, and a device has no end', async () => {
    const server = (first: string): string => `
import os, socket, sys, threading
${first}
def serve(conn):
    with conn:
        data = b''
        while len(data) < 4: data += conn.recv(4 - len(data)) or sys.exit()
        left = int.from_bytes(data, 'big')
        while left > 0: left -= len(conn.recv(min(left, 65536)) or sys.exit())
        conn.sendall(b'Gracias')
listener = socket.socket()
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
`
    const home = homework({
      'pipe.py': server('os.mkfifo("recibido.bin")'),
      'device.py': server('os.symlink("/dev/zero", "recibido.bin")'),
    })
    for (const name of readdirSync(home)) {
      const { status, stdout, stderr } = await sockspec(
        [
          'check',
          'file-transfer',
          '--only',
          'FILE-TRANSFER-S2',
          '--isolation',
          'docker',
          '--',
          'python3',
          name,
          '{port}',
        ],
        { cwd: home },
      )
      expect(stdout, stderr).toMatch(/there was no file recibido\.bin/)
      expect(status).toBe(1)
    }
  })

  it.each([
    [
      'a command that is not in the image',
      ['--', 'python2', 'server.py', '{port}'],
      /command not found in the image sockspec-python:[\d.]+: python2\. .*--image chooses another/,
    ],
    [
      'a program that is not in the folder',
      ['--', './server', '{port}'],
      /command not found in the image sockspec-c:[\d.]+: \.\/server\./,
    ],
    ['a program that must not be executed', ['--', './server.py', '{port}'], /\.\/server\.py is not executable/],
    [
      'an image that is not there',
      ['--image', 'sockspec-no-such-image:1', '--', 'python3', 'server.py', '{port}'],
      /there is no image sockspec-no-such-image:1 here, and it cannot be pulled: the Docker engine says: /,
    ],
    [
      'a folder that is too large to copy',
      ['--cwd', 'large', '--', 'python3', 'server.py', '{port}'],
      /holds more than 64 MiB, and all of it would be copied/,
    ],
  ] as const)('exits with 2 and says what to do for %s', async (_, args, message) => {
    const home = homework({ 'server.py': echo() })
    if (args.some((one) => one === 'large')) {
      mkdirSync(join(home, 'large'))
      writeFileSync(join(home, 'large', 'server.py'), echo())
      writeFileSync(join(home, 'large', 'film'), Buffer.alloc(65 << 20))
    }
    const { status, stdout, stderr } = await check(home, args)
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message)
    expect([status, stdout]).toEqual([2, ''])
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('pulling the image ')),
    ).toHaveLength(1)
  })
})

/** Exit status and signal. */
const statusOf = (child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> =>
  new Promise((resolve) => child.once('exit', (status, signal) => resolve([status, signal])))

/** Begins a check that does not end by itself, and waits until the submission runs in its container. */
async function begun(): Promise<{
  child: ChildProcess
  ended: Promise<[number | null, NodeJS.Signals | null]>
  stderr: () => string
}> {
  const home = homework({ 'server.py': STUCK })
  const child = spawn(
    process.execPath,
    [MAIN, 'check', 'tcp-echo', '--isolation', 'docker', '--timeout', '600000', '--', 'python3', 'server.py', '{port}'],
    { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (octets: Buffer) => {
    said += octets.toString()
  })
  const ended = statusOf(child)
  await expect
    .poll(async () => (await leftOf(child.pid)).filter((one) => one.endsWith('-submission')), {
      timeout: 60_000,
      interval: 50,
    })
    .toHaveLength(1)
  return { child, ended, stderr: () => said }
}

containers(`a check in containers that is ended${dockerNeeds}`, { retry: 2 }, () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s removes everything first', async (signal) => {
    const { child, ended, stderr } = await begun()
    child.kill(signal)
    // npm passes on what the terminal has sent already.
    child.kill(signal)
    expect(await ended).toEqual([signal === 'SIGINT' ? 130 : 143, null])
    expect(await leftOf(child.pid)).toEqual([])
    expect(stderr()).toBe('sockspec: interrupted after 0 scenarios; what was judged is reported\n')
  })

  it('by SIGKILL leaves nothing that sockspec clean does not remove, and no image', async () => {
    const engine = await connectEngine()
    const images = async (): Promise<string[]> => (await engine.listImages({ all: true })).map(({ Id }) => Id).sort()
    const before = await images()
    const { child, ended } = await begun()
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    const { status, stdout } = await sockspec(['clean'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^(removed (\d+ containers?, )?\d+ networks?, \d+ volumes?|nothing to remove)\n$/)
    expect(await leftOf(child.pid)).toEqual([])
    expect(await images()).toEqual(before)
    // Ours are no leftovers.
    for (const image of [hostImage(), imageFor(['python3'])])
      expect(
        await engine
          .getImage(image)
          .inspect()
          .then(
            () => true,
            () => false,
          ),
      ).toBe(true)
  })

  it('by SIGKILL is not what sockspec clean ends: one that still runs keeps what it has', async () => {
    const { child, ended } = await begun()
    const has = await leftOf(child.pid)
    await sockspec(['clean'])
    expect(await leftOf(child.pid)).toEqual(has)
    child.kill('SIGINT')
    await ended
    expect(await leftOf(child.pid)).toEqual([])
  })
})

/** The sockets at which an engine is looked for. */
const sockets = ['/var/run/docker.sock', `/run/user/${userInfo().uid}/docker.sock`].filter((path) => existsSync(path))
const canHide = sockets.length === 0 || hasNamespaces()

describe('where no Docker engine answers', () => {
  const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
    ['a check in containers', ['check', 'tcp-echo', '--isolation', 'docker', '--', 'python3', 'server.py', '{port}']],
    ['clean', ['clean']],
  ]
  const message = (why: RegExp): RegExp =>
    new RegExp(
      `^sockspec: no Docker engine answers here \\(${why.source}\\): start it, or install one \\(on Debian and Ubuntu: apt-get install docker\\.io; docker/prepare-engine .*\\); --isolation namespace and none do without\n$`,
    )
  const home = homework({ 'server.py': echo() })

  it.each(COMMANDS)(
    '%s exits with 2 and says so, though another than the one that DOCKER_HOST names may be there',
    async (_, args) => {
      const { status, stdout, stderr } = await sockspec(args, {
        cwd: home,
        env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
      })
      expect(stderr).toMatch(
        message(
          /(?:DOCKER_HOST is unix:\/\/\/nowhere\/docker\.sock, where none answers|Could not find a working container runtime strategy)/,
        ),
      )
      expect([status, stdout]).toEqual([2, ''])
    },
  )

  it.skipIf(!canHide).each(COMMANDS)(
    `%s exits with 2 and says how to get one${canHide ? '' : ' (needs unprivileged user namespaces, to hide the one that is here)'}`,
    async (_, args) => {
      const command = [process.execPath, MAIN, ...args]
      const [program = '', ...rest] =
        sockets.length === 0
          ? command
          : [
              'unshare',
              ...UNSHARE,
              'sh',
              '-c',
              'for one in $HIDDEN; do mount --bind /dev/null "$one" || exit 99; done; exec "$@"',
              'sh',
              ...command,
            ]
      const { status, stdout, stderr } = await new Promise<Outcome>((resolve) => {
        execFile(
          program,
          rest,
          { cwd: home, env: { PATH: process.env.PATH, HOME: folder, HIDDEN: sockets.join(' ') } },
          (error, out, err) => {
            resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout: out, stderr: err })
          },
        )
      })
      expect(stderr).toMatch(message(/.*/))
      expect([status, stdout]).toEqual([2, ''])
    },
  )
})
