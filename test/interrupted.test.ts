import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, constants, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { runAll, type Findings } from '../dist/engine/run.js'
import { interruptedFindings } from '../dist/engine/unjudged.js'
import type { Finding } from '../dist/harness/findings/finding.js'
import { freePort } from '../dist/harness/peers/free-port.js'
import { Randomness } from '../dist/harness/messages/randomness.js'
import { DEFAULT_TIMES, Scenario } from '../dist/harness/scenario/scenario.js'
import type { Result } from '../dist/results/result.js'
import { readSpecification } from '../dist/specification/catalogue.js'
import { MAIN } from './support/command.js'
import { processesWith } from './support/processes.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

/** Echoes what is short, and says nothing more once a longer message has come: it makes a file then. No signal but SIGKILL ends it. */
const STUCK = `
import os, signal, socket, sys, threading, time
for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(name, signal.SIG_IGN)
def handle(c):
    count = 0
    while True:
        data = c.recv(65536)
        if not data: break
        count += len(data)
        if count > 2000:
            open(sys.argv[2], 'w').close()
            while True: time.sleep(1)
        c.sendall(data)
    c.close()
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True: threading.Thread(target=handle, args=(s.accept()[0],)).start()
`

interface Begun {
  readonly mark: string
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  readonly said: { stdout: string; stderr: string }
}

/** Begins a check whose port is fixed, so that one scenario follows the other, and waits until the server says nothing more. */
async function begun(...args: readonly string[]): Promise<Begun> {
  const mark = join(folder, `stuck-${randomUUID()}`)
  const port = String(await freePort())
  const child = spawn(
    process.execPath,
    [
      ...[MAIN, 'check', 'tcp-echo', '--only', 'TCP-ECHO-S1,TCP-ECHO-S2,TCP-ECHO-S4,TCP-ECHO-S5', '--name', 'Ana'],
      ...['--isolation', 'none', '--port', port, '--timeout', '600000', ...args],
      ...['--', ...python(folder, 'stuck.py', STUCK), '{port}', mark],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await expect.poll(() => existsSync(mark), { timeout: 30_000 }).toBe(true)
  return { mark, child, ended, said }
}

describe('a check that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s writes every report with what is judged, and leaves no process', async (signal, status) => {
    const path = (name: string): string => join(folder, `${signal}-${name}`)
    const { child, ended, said, mark } = await begun(
      ...['--report', 'terminal', '--report', `json=${path('r.json')}`, '--report', `junit=${path('r.xml')}`],
      ...['--report', `html=${path('r.html')}`, '--report', `messages=${path('r.ndjson')}`],
      ...['--report', `pcapng=${path('r.pcapng')}`, '--report', `gradescope=${path('g.json')}`],
      ...['--report', `markdown=${path('r.md')}`],
    )
    child.kill(signal)
    // npm passes on what the terminal has sent already.
    child.kill(signal)
    expect(await ended).toBe(status)
    expect(processesWith(mark)).toEqual([])
    expect(said.stderr).toBe('sockspec: interrupted after 4 scenarios; what was judged is reported\n')
    const result = JSON.parse(readFileSync(path('r.json'), 'utf8')) as Result
    const schema: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', 'docs', 'result.schema.json'), 'utf8'),
    )
    const validate = new Ajv2020().compile(schema as object)
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true)
    expect(result).toMatchObject({ verdict: 'error', interrupted: true, name: 'Ana' })
    expect(result.requirements.map(({ id, verdict, observation }) => [id, verdict, observation?.kind])).toEqual([
      ['TCP-ECHO-S1', 'pass', undefined],
      ['TCP-ECHO-S2', 'pass', undefined],
      ['TCP-ECHO-S4', 'error', 'interrupted'],
      ['TCP-ECHO-S5', 'error', 'interrupted'],
    ])
    expect(said.stdout).toMatch(/^interrupted before everything was judged: 2 pass, 2 error/m)
    // The same is told once.
    expect(said.stdout.match(/the check was interrupted before this was judged/g)).toHaveLength(1)
    expect(readFileSync(path('r.html'), 'utf8')).toContain('Interrupted before everything was judged.')
    expect(readFileSync(path('r.xml'), 'utf8')).toContain('<property name="interrupted" value="true"/>')
    expect(readFileSync(path('r.md'), 'utf8')).toMatch(/^# .*: interrupted before everything was judged\n/)
    // What nobody came to is no point earned.
    expect(JSON.parse(readFileSync(path('g.json'), 'utf8'))).toMatchObject({ score: 2 })
    const messages = readFileSync(path('r.ndjson'), 'utf8').trimEnd().split('\n')
    const count = (kind: string): number => messages.filter((line) => kind in (JSON.parse(line) as object)).length
    expect([count('testCaseStarted'), count('testCaseFinished')]).toEqual([4, 4])
    expect(readFileSync(path('r.pcapng')).length).toBeGreaterThan(0)
  })

  it('ends though nobody takes one of its reports, and has written the others', async () => {
    const fifo = join(folder, 'unread')
    execFileSync('mkfifo', [fifo])
    // A reader that is there and reads nothing: a pipe holds 64 KiB.
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK)
    const { child, ended, said, mark } = await begun('--report', `messages=${fifo}`)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    closeSync(reader)
    expect(said.stderr).toContain('\nsockspec: not all reports could be written')
    expect(said.stdout).toMatch(/^interrupted before everything was judged: 2 pass, 2 error/m)
    expect(processesWith(mark)).toEqual([])
  })
})

describe('what is judged so far', () => {
  const specification = readSpecification('udp-echo', 'server')
  const requirements = specification.requirements.slice(0, 2)
  const keys = requirements.flatMap(({ scenarios }) => scenarios.map(({ key }) => key))

  it('is not what is still to be asked again, and is once it has been', async () => {
    let judged: () => Findings = () => new Map()
    const after: string[][] = []
    await runAll(
      {
        specification,
        requirements,
        seed: 's',
        times: DEFAULT_TIMES,
        settings: {},
        engine: Promise.resolve({
          run: async (_, lines, context) => {
            for (const line of lines) {
              const key = `server.feature:${line}`
              const scenario = await context.begin(key)
              if (scenario) await context.end(key, scenario, { kind: 'held', steps: 1 })
            }
          },
        }),
        onBegun: (asked) => (judged = asked),
      },
      {
        mostLanes: 1,
        restartsLast: false,
        openLane: (records, _index, pass) =>
          Promise.resolve({
            begin: () => Promise.resolve(new Scenario(new Randomness('s', 'l'), DEFAULT_TIMES)),
            end: (job, { log, notes, seen }) => {
              const isFirst = job.key === keys[0]
              const finding: Finding = isFirst
                ? {
                    outcome: 'violated',
                    observation: { kind: 'banner', octets: 1 } as never,
                    log,
                    notes,
                    seen,
                    durationMs: 0,
                  }
                : { outcome: 'held', log, notes, seen, durationMs: 0 }
              records.add(job, finding)
              if (isFirst && pass === 'first') records.again(job.key)
              after.push([...judged().keys()])
              return Promise.resolve()
            },
            dispose: () => Promise.resolve(),
          }),
      },
    )
    // The first is violated and to be asked again; all others hold; then it is asked alone, and violated for good.
    expect(after[0]).toEqual([])
    expect(after.at(-2)).toEqual(keys.slice(1))
    expect([...(after.at(-1) ?? [])].sort()).toEqual([...keys].sort())
  })

  it('leaves every other scenario inconclusive', () => {
    const [first = '', ...rest] = keys
    const held = { outcome: 'held', seen: [], notes: [], durationMs: 0 } as unknown as Finding
    const findings = interruptedFindings(requirements, new Map([[first, held]]))
    expect(findings.get(first)).toBe(held)
    expect(rest.map((key) => findings.get(key)?.observation)).toEqual(rest.map(() => ({ kind: 'interrupted' })))
  })
})
