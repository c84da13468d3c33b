import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInstalled, MAIN, sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

/** Answers and prints what would be dangerous in a page or at a terminal. */
const hostile = python(
  folder,
  'hostile.py',
  `
import socket, sys
print('\\x1b]0;owned\\x07<script>alert(1)</script>', file=sys.stderr, flush=True)
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True:
    c, _ = s.accept()
    if c.recv(65536):
        c.sendall(b'\\x1b[2J</pre><img src=x onerror=alert(1)>\\x9b31m')
    c.close()
`,
)

describe('reports of a hostile submission', () => {
  it('hold none of its markup or control characters', async () => {
    const paths = { html: join(folder, 'r.html'), junit: join(folder, 'r.xml'), messages: join(folder, 'r.ndjson') }
    const { stdout } = await sockspec([
      'check',
      'tcp-echo',
      ...Object.entries(paths).flatMap(([format, path]) => ['--report', `${format}=${path}`]),
      '--',
      ...hostile,
      '{port}',
    ])
    expect(stdout).toContain('\\x1B[2J</pre>')
    expect(stdout).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
    const html = readFileSync(paths.html, 'utf8')
    expect(html).toContain('&lt;img src=x')
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<script')
    expect(readFileSync(paths.junit, 'utf8')).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f]/)
    for (const line of readFileSync(paths.messages, 'utf8').trimEnd().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow()
  })

  it('are drawn by a browser without an error', async (context) => {
    if (!isInstalled('chromium')) return context.skip('chromium is not installed')
    const path = join(folder, 'page.html')
    await sockspec(['check', 'tcp-echo', '--report', `html=${path}`, '--', ...hostile, '{port}'])
    const { execFile } = await import('node:child_process')
    const dump = await new Promise<string>((resolve) => {
      execFile(
        'chromium',
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          `--user-data-dir=${join(folder, 'profile')}`,
          '--dump-dom',
          `file://${path}`,
        ],
        { maxBuffer: 64 << 20, timeout: 60_000 },
        (_error, stdout) => resolve(stdout),
      )
    })
    expect(dump).toContain('<svg')
    expect(dump).not.toContain('<img')
    expect(dump.match(/<section id="TCP-ECHO-/g)?.length).toBe(12)
  })
})

describe('the files of reports', () => {
  it('may share a folder that is not there yet, and those above it', async () => {
    const base = join(folder, 'new', 'and', 'deep')
    const paths = {
      json: join(base, 'r.json'),
      junit: join(base, 'r.xml'),
      html: join(base, 'r.html'),
      messages: join(base, 'below', 'r.ndjson'),
    }
    const { stderr } = await sockspec([
      'check',
      'tcp-echo',
      '--only',
      'TCP-ECHO-S1',
      ...Object.entries(paths).flatMap(([format, path]) => ['--report', `${format}=${path}`]),
      '--',
      ...hostile,
      '{port}',
    ])
    expect(stderr).toBe('')
    for (const path of Object.values(paths)) expect(readFileSync(path, 'utf8')).not.toBe('')
  })
})

describe('a report that cannot be written', () => {
  const one = ['check', 'tcp-echo', '--only', 'TCP-ECHO-S1']
  const fifo = (name: string): string => {
    const path = join(folder, name)
    execFileSync('mkfifo', [path])
    return path
  }

  it('loses neither the others nor what the terminal shows, and ends with 2', async () => {
    const json = join(folder, 'beside.json')
    const { status, stdout, stderr } = await sockspec([
      ...[...one, '--report', 'html=/dev/full', '--report', `json=${json}`, '--report', 'junit=/dev/./full'],
      ...['--', ...hostile, '{port}'],
    ])
    expect(stderr.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(/^sockspec: the report \/dev\/\.\/full cannot be written: ENOSPC/),
      expect.stringMatching(/^sockspec: the report \/dev\/full cannot be written: ENOSPC/),
    ])
    expect(stdout).toMatch(/^FAIL {2}TCP-ECHO-S1 /m)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ verdict: 'fail' })
    expect(status).toBe(2)
  })

  it('because standard output is full is told, and the files are there', () => {
    const json = join(folder, 'full.json')
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(
      process.execPath,
      [MAIN, ...one, '--report', 'terminal', '--report', `json=${json}`, '--', ...hostile, '{port}'],
      { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' },
    )
    closeSync(full)
    expect(stderr).toMatch(/^sockspec: the report on standard output cannot be written: ENOSPC.*\n$/)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ verdict: 'fail' })
    expect(status).toBe(2)
  })

  it('is told before the check begins where that can be known, each in a line, and leaves no files', async () => {
    const [started, json] = [join(folder, 'started'), join(folder, 'never.json')]
    const { status, stdout, stderr } = await sockspec([
      ...[...one, '--report', `html=${folder}`, '--report', `json=${json}`, '--report', `junit=${fifo('unread')}`],
      ...['--report', 'messages=/proc/nowhere/r.ndjson', '--', 'touch', started],
    ])
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/the report .* cannot be written: EISDIR/),
      expect.stringMatching(/the report .*unread cannot be written: it is a pipe that nobody reads$/),
      expect.stringMatching(/the report \/proc\/nowhere\/r\.ndjson cannot be written: ENOENT/),
      '',
    ])
    expect(stdout).toBe('')
    expect(status).toBe(2)
    expect([started, json].filter((path) => existsSync(path))).toEqual([])
  })

  it('is none of a pipe that somebody reads, however much goes through it', async () => {
    const path = fifo('read')
    const cat = spawn('sh', ['-c', 'exec cat "$0"', path], { stdio: ['ignore', 'pipe', 'inherit'] })
    let read = ''
    cat.stdout.setEncoding('utf8').on('data', (text: string) => (read += text))
    const ended = new Promise((resolve) => cat.once('close', resolve))
    // cat has begun when its open, which waits for a writer, has met ours.
    const first = openSync(path, 'w')
    const check = sockspec(['check', 'tcp-echo', '--report', `messages=${path}`, '--', ...hostile, '{port}'])
    const { stderr } = await check
    closeSync(first)
    await ended
    expect(stderr).toBe('')
    expect(read.length).toBeGreaterThan(1 << 16)
    expect(JSON.parse(read.trimEnd().split('\n').at(-1) ?? '')).toHaveProperty('testRunFinished')
  })
})

describe('reports of a program that fails at its start', () => {
  it('tell once what is the same for every requirement, but the result tells it for each', async () => {
    const paths = { html: join(folder, 'start.html'), json: join(folder, 'start.json') }
    const { stdout } = await sockspec([
      'check',
      'tcp-echo',
      '--report',
      'terminal',
      ...Object.entries(paths).flatMap(([format, path]) => ['--report', `${format}=${path}`]),
      '--',
      ...python(folder, 'broken.py', 'print(\n'),
      '{port}',
    ])
    expect(stdout.match(/^FAIL/gm)?.length).toBe(1)
    expect(stdout).toMatch(/^ {2}observed .*SyntaxError/m)
    expect(stdout).toMatch(/^1 cause, 10 requirements$/m)
    for (const id of ['TCP-ECHO-S2', 'TCP-ECHO-S3', 'TCP-ECHO-T6'])
      expect(stdout).toMatch(new RegExp(`^(?: {2}fail|FAIL) {2}${id} `, 'm'))
    expect(readFileSync(paths.html, 'utf8').match(/<details open>/g)?.length).toBe(1)
    const { requirements } = JSON.parse(readFileSync(paths.json, 'utf8')) as {
      requirements: { verdict: string; observed?: string }[]
    }
    expect(
      requirements
        .filter(({ verdict }) => verdict === 'fail')
        .every(({ observed }) => observed?.includes('SyntaxError')),
    ).toBe(true)
  })
})

describe('the stream of messages', () => {
  it('has each scenario once, under identifiers that it defines itself', async () => {
    const path = join(folder, 'one.ndjson')
    await sockspec(['check', 'tcp-echo', '--report', `messages=${path}`, '--', ...hostile, '{port}'])
    expect(existsSync(path)).toBe(true)
    const messages = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as Record<
            string,
            {
              id?: string
              pickleId?: string
              steps?: { id: string }[]
              testSteps?: { id: string; pickleStepId?: string }[]
              testStepId?: string
              testCaseStartedId?: string
            }
          >,
      )
    const all = (kind: string): NonNullable<(typeof messages)[number][string]>[] =>
      messages.flatMap((message) => message[kind] ?? [])
    const pickles = new Set(all('pickle').map(({ id }) => id))
    const run = all('testCase').map(({ pickleId }) => pickleId)
    // Twelve requirements up to level robust, one of them an outline of three rows.
    expect(new Set(run).size).toBe(14)
    expect(run.length).toBe(14)
    expect(run.filter((id) => !pickles.has(id))).toEqual([])
    const pickleSteps = new Set(all('pickle').flatMap(({ steps }) => steps?.map(({ id }) => id)))
    const testSteps = all('testCase').flatMap((one) => one.testSteps ?? [])
    expect(
      testSteps.filter(({ pickleStepId }) => pickleStepId !== undefined && !pickleSteps.has(pickleStepId)),
    ).toEqual([])
    const ids = new Set(testSteps.map(({ id }) => id))
    expect(all('testStepFinished').filter(({ testStepId }) => !ids.has(testStepId ?? ''))).toEqual([])
    expect(all('testRunFinished').length).toBe(1)
  })
})
