import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { MAIN, sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'
import { hasSandboxes } from './support/sandboxes.js'

const scratch = scratchFolder()

/** An echo server with its port written into it that does this with what it has received. */
const echo = (answer: string): string => `
import socket, sys, threading
def serve(c):
    with c:
        try:
            while data := c.recv(65536):
                c.sendall(${answer})
        except OSError:
            pass
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12000))
s.listen(128)
while True:
    threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
`

let count = 0

/** A folder with a class in it, and its assignment. */
function classOf(
  submissions: Readonly<Record<string, string>>,
  assignment = '',
): { folder: string; file: string; out: string } {
  const base = join(scratch, String(++count))
  for (const [name, text] of Object.entries(submissions)) {
    mkdirSync(join(base, 'submissions', name), { recursive: true })
    writeFileSync(join(base, 'submissions', name, 'server.py'), text)
  }
  const file = join(base, 'lab.yaml')
  writeFileSync(
    file,
    `protocol: tcp-echo\nrole: server\nport: 12000\nstart: python3 server.py\nonly: [TCP-ECHO-S1, TCP-ECHO-S2, TCP-ECHO-T1]\n${assignment}`,
  )
  return { folder: join(base, 'submissions'), file, out: join(base, 'out') }
}

const grade = ({ folder, file, out }: ReturnType<typeof classOf>, ...more: string[]) =>
  sockspec(['grade', folder, '--assignment', file, '--out', out, ...more])

const gradebook = (out: string): Record<string, string>[] =>
  parse(readFileSync(join(out, 'gradebook.csv'), 'utf8'), { bom: true, columns: true })

/** When each student's result was written, ms. */
const written = (out: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(join(out, 'students')).map((id) => [id, statSync(join(out, 'students', id, 'graded.json')).mtimeMs]),
  )

const GOOD = echo('data')
const WRONG = echo('b"Echo: " + data')

/** Grades one submission after another, and is sent a signal once it has said enough; what it said, and its exit status. */
async function endedOnce(
  { folder, file, out }: ReturnType<typeof classOf>,
  signal: NodeJS.Signals,
  isEnough: (said: string) => boolean,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [MAIN, 'grade', folder, '--assignment', file, '--out', out, '--jobs', '1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (isEnough(said)) child.kill(signal)
  })
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { status, said }
}

describe('sockspec grade', () => {
  it('grades submissions that all have one port written into them side by side', async () => {
    const one = classOf({ Ana: GOOD, Bruno: WRONG, Carla: GOOD, Diego: 'import nothing_of_the_kind\n' })
    const { status, stdout, stderr } = await grade(one)
    expect(stderr).toBe('')
    expect(status).toBe(1)
    expect(gradebook(one.out)).toMatchObject([
      { name: 'Ana', verdict: 'pass', points: '3', possible: '3', 'TCP-ECHO-S1': 'pass' },
      { name: 'Bruno', verdict: 'fail', points: '1', 'TCP-ECHO-S1': 'fail', 'TCP-ECHO-T1': 'pass' },
      { name: 'Carla', verdict: 'pass' },
      { name: 'Diego', verdict: 'fail', points: '0' },
    ])
    expect(stdout).toMatch(/4 submissions: 2 pass, 2 fail/)
    for (const id of ['Ana', 'Bruno', 'Carla', 'Diego'])
      expect(readFileSync(join(one.out, 'students', id, 'index.html'), 'utf8')).toContain('TCP-ECHO-S1')
    expect(readFileSync(join(one.out, 'students', 'Diego', 'index.html'), 'utf8')).toContain('nothing_of_the_kind')
    expect(readFileSync(join(one.out, 'index.html'), 'utf8')).toContain('students/Bruno/index.html#TCP-ECHO-S1')
    const gradescope = JSON.parse(readFileSync(join(one.out, 'students', 'Bruno', 'results.json'), 'utf8')) as {
      score: number
      tests: { name: string; status?: string }[]
    }
    expect(gradescope.score).toBe(1)
    expect(gradescope.tests.filter((test) => test.status === 'failed')).toHaveLength(2)
  })

  it('goes on where it was ended, and grades again what has changed and nothing else', async () => {
    const one = classOf({ Ana: GOOD, Bruno: WRONG })
    await grade(one)
    const before = written(one.out)
    const book = readFileSync(join(one.out, 'gradebook.csv'), 'utf8')
    expect((await grade(one, '--resume')).status).toBe(1)
    expect(written(one.out)).toEqual(before)
    expect(readFileSync(join(one.out, 'gradebook.csv'), 'utf8')).toBe(book)
    writeFileSync(join(one.folder, 'Bruno', 'server.py'), GOOD)
    expect((await grade(one, '--resume')).status).toBe(0)
    const after = written(one.out)
    expect(after['Ana']).toBe(before['Ana'])
    expect(after['Bruno']).toBeGreaterThan(before['Bruno'] ?? Infinity)
    // Another assignment is another grade.
    writeFileSync(one.file, `${readFileSync(one.file, 'utf8')}points: 10\n`)
    await grade(one, '--resume')
    expect(gradebook(one.out)[0]).toMatchObject({ points: '10' })
  })

  it('puts what an earlier run has left aside, and loses nothing of it', async () => {
    const one = classOf({ Ana: GOOD })
    await grade(one)
    const { stdout } = await grade(one)
    const [, aside = ''] = /is in (\S+) now/.exec(stdout) ?? []
    expect(existsSync(join(aside, 'students', 'Ana', 'graded.json'))).toBe(true)
    expect(existsSync(join(aside, 'gradebook.csv'))).toBe(true)
    expect(gradebook(one.out)).toHaveLength(1)
  })

  it('loses nothing where it is killed, and comes to the same gradebook', async () => {
    const names = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elena', 'Felipe']
    const one = classOf(Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? GOOD : WRONG])))
    await grade(one)
    const whole = readFileSync(join(one.out, 'gradebook.csv'), 'utf8')
    rmSync(one.out, { recursive: true })
    const temporary = join(one.out, '..', 'temporary')
    mkdirSync(temporary)
    const left = (): string[] => readdirSync(temporary).filter((name) => name.startsWith('sockspec-grade-'))
    await endedOnce(one, 'SIGKILL', (said) => said.split('\n').length > 3, { TMPDIR: temporary })
    expect(left()).not.toEqual([])
    const kept = written(one.out)
    expect(Object.keys(kept).length).toBeGreaterThanOrEqual(2)
    expect(Object.keys(kept).length).toBeLessThan(names.length)
    const resumed = ['grade', one.folder, '--assignment', one.file, '--out', one.out, '--resume']
    await sockspec(resumed, { env: { TMPDIR: temporary } })
    // Also what the killed run had no time to remove.
    expect(left()).toEqual([])
    expect(written(one.out)).toMatchObject(kept)
    expect(readFileSync(join(one.out, 'gradebook.csv'), 'utf8')).toBe(whole)
  })

  it('says what is graded where it is interrupted, and writes the gradebook of that', async () => {
    const one = classOf({ Ana: GOOD, Bruno: GOOD, Carla: GOOD })
    const { status, said } = await endedOnce(one, 'SIGINT', (text) => /pass .*Ana/.test(text))
    expect(status).toBe(130)
    expect(said).toMatch(/interrupted; what was graded is in .*, and --resume goes on from there/)
    expect(gradebook(one.out).map(({ name }) => name)).toContain('Ana')
    expect(gradebook(one.out).length).toBeLessThan(3)
  })

  it('grades parts of a class that can be put together again', async () => {
    const names = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elena']
    const one = classOf(
      Object.fromEntries(names.map((name, index) => [name, `${index % 2 === 0 ? GOOD : WRONG}# ${name}\n`])),
    )
    await grade(one)
    const parts = ['1/2', '2/2'].map((shard) => join(one.out, '..', `part-${shard[0] ?? ''}`))
    await grade({ ...one, out: parts[0] ?? '' }, '--shard', '1/2')
    await grade({ ...one, out: parts[1] ?? '' }, '--shard', '2/2')
    const merged = join(one.out, '..', 'merged')
    const { status, stderr } = await sockspec(['merge', ...parts, '--out', merged])
    expect(stderr).toBe('')
    expect(status).toBe(1)
    expect(readFileSync(join(merged, 'gradebook.csv'), 'utf8')).toBe(
      readFileSync(join(one.out, 'gradebook.csv'), 'utf8'),
    )
    expect(existsSync(join(merged, 'students', 'Ana', 'index.html'))).toBe(true)
    expect(readFileSync(join(merged, 'index.html'), 'utf8')).not.toContain('different isolations')
    const record = join(parts[1] ?? '', 'class.json')
    const other = { ...(JSON.parse(readFileSync(record, 'utf8')) as object), isolation: 'elsewhere' }
    writeFileSync(record, JSON.stringify(other))
    const mixed = join(one.out, '..', 'mixed')
    await sockspec(['merge', ...parts, '--out', mixed])
    expect(readFileSync(join(mixed, 'index.html'), 'utf8')).toMatch(
      /different isolations: part-1 \w+, part-2 elsewhere/,
    )
    const again = await sockspec(['merge', ...parts, parts[0] ?? '', '--out', join(one.out, '..', 'twice')])
    expect(again.status).toBe(2)
    expect(again.stderr).toMatch(/have both graded/)
  })

  it('is told that this machine has not what it was asked for before anything is graded', async () => {
    const one = classOf({ Ana: GOOD })
    // A folder in which no program is: none that makes namespaces either.
    const nothing = { PATH: scratch, DOCKER_HOST: 'unix:///nowhere' }
    for (const kind of ['sandbox', 'namespace', 'docker']) {
      const args = ['grade', one.folder, '--assignment', one.file, '--out', one.out, '--isolation', kind]
      const { status, stdout, stderr } = await sockspec(args, { env: nothing })
      expect(stderr).toMatch(/^sockspec: [^\n]+\n$/)
      expect({ kind, status, stdout, isThere: existsSync(one.out) }).toEqual({
        kind,
        status: 2,
        stdout: '',
        isThere: false,
      })
    }
  })

  it('grades what could not be set up before, where it can be now', async () => {
    const one = classOf({ Ana: GOOD })
    const tools = join(scratch, 'tools')
    mkdirSync(tools)
    writeFileSync(one.file, readFileSync(one.file, 'utf8').replace('start: python3', 'start: labs-own-python'))
    const args = ['grade', one.folder, '--assignment', one.file, '--out', one.out, '--isolation', 'none', '--resume']
    const env = { PATH: `${tools}:${process.env.PATH ?? ''}` }
    await sockspec(args, { env })
    expect(gradebook(one.out)[0]).toMatchObject({ verdict: 'not graded (not-set-up)' })
    writeFileSync(join(tools, 'labs-own-python'), '#!/bin/sh\nexec python3 "$@"\n', { mode: 0o755 })
    expect((await sockspec(args, { env })).status).toBe(0)
    expect(gradebook(one.out)[0]).toMatchObject({ verdict: 'pass' })
  })

  it.skipIf(!hasSandboxes())(
    'says where builds are not kept apart, and shows a submission in a sandbox nothing that its own file names',
    async () => {
      const one = classOf({ Ana: GOOD, Bruno: GOOD })
      const secret = join(one.folder, 'Ana', 'server.py')
      const echo = GOOD.replace('s.listen(128)', `s.listen(128)\nopen(${JSON.stringify(secret)}).read()`)
      writeFileSync(join(one.folder, 'Bruno', 'server.py'), echo)
      const own = `start: [python3, server.py, ${JSON.stringify(secret)}]\nbuild: sh -c 'ls ${secret}'\n`
      writeFileSync(join(one.folder, 'Bruno', 'sockspec.yaml'), own)
      const open = await grade(one, '--isolation', 'none')
      expect(open.stdout).toMatch(/sockspec: 1 submission will be built on this machine itself: .* --isolation sandbox/)
      expect(gradebook(one.out)).toMatchObject([{ verdict: 'pass' }, { name: 'Bruno', verdict: 'pass' }])
      const apart = await grade(one, '--isolation', 'sandbox')
      expect(apart.stdout).not.toMatch(/on this machine itself/)
      expect(gradebook(one.out)).toMatchObject([{ verdict: 'pass' }, { name: 'Bruno', verdict: 'fail (not-built)' }])
      writeFileSync(join(one.folder, 'Bruno', 'sockspec.yaml'), own.replace(/build.*/, ''))
      await grade(one, '--isolation', 'sandbox')
      expect(gradebook(one.out)).toMatchObject([{ verdict: 'pass' }, { name: 'Bruno', verdict: 'fail', points: '0' }])
      expect(readFileSync(join(one.out, 'students', 'Bruno', 'index.html'), 'utf8')).toContain('No such file')
    },
  )

  it('asks the teacher once where it is not clear what is to be started', async () => {
    const one = classOf({ Ana: GOOD })
    writeFileSync(one.file, 'protocol: tcp-echo\nport: 12000\nonly: [TCP-ECHO-S1]\n')
    rmSync(join(one.folder, 'Ana', 'server.py'))
    for (const name of ['first.py', 'second.py']) writeFileSync(join(one.folder, 'Ana', name), GOOD)
    const first = await grade(one)
    expect(first.stdout).toMatch(/of Ana it is not clear what is to be started: say it in .*to-decide\.yaml/)
    expect(gradebook(one.out)[0]).toMatchObject({ verdict: 'not graded (undecided)', points: '' })
    writeFileSync(join(one.out, 'to-decide.yaml'), 'Ana: python3 first.py\n')
    expect((await grade(one, '--resume')).status).toBe(0)
    expect(gradebook(one.out)[0]).toMatchObject({ verdict: 'pass' })
  })

  it.for<[string, (one: ReturnType<typeof classOf>) => string[], RegExp]>([
    ['without an assignment', ({ folder }) => ['grade', folder], /^sockspec: --assignment is missing/],
    [
      'of a folder that is not there',
      ({ file }) => ['grade', '/nowhere', '--assignment', file],
      /^sockspec: \/nowhere: there is no such folder/,
    ],
    [
      'with an assignment that is wrong',
      ({ folder, file }) => ['grade', folder, '--assignment', `${file}.typo`],
      /^sockspec: there is no file .*\.typo/,
    ],
    [
      'with too many jobs',
      ({ folder, file }) => ['grade', folder, '--assignment', file, '--jobs', '0'],
      /^sockspec: --jobs 0: /,
    ],
    [
      'of a part that there is not',
      ({ folder, file }) => ['grade', folder, '--assignment', file, '--shard', '3/2'],
      /^sockspec: --shard 3\/2: /,
    ],
    [
      'into a folder that cannot be written',
      ({ folder, file }) => ['grade', folder, '--assignment', file, '--out', '/proc/sockspec'],
      /^sockspec: --out \/proc\/sockspec: it cannot be written to/,
    ],
    [
      'of no submissions',
      ({ out, file }) => {
        mkdirSync(out, { recursive: true })
        return ['grade', out, '--assignment', file, '--out', `${out}-2`]
      },
      /^sockspec: /,
    ],
  ])('%s is a mistake of one line', async ([, args, message]) => {
    const one = classOf({ Ana: GOOD })
    const { status, stderr } = await sockspec(args(one))
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
  })
})
