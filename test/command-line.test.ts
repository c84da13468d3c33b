import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, MAIN, sockspec, UNSHARE } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'
import { commandOf, readSubmissions } from './support/submissions.js'

const folder = scratchFolder()
const submission = (name: string): Promise<string[]> => {
  const found = readSubmissions().find((one) => one.name === name)
  if (!found) throw new Error(`no submission ${name}`)
  return commandOf(found)
}

describe('a wrong command line exits with 2 and says in one or two lines what to do', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'an unknown protocol',
      ['check', 'tcp-ehco', '--', 'true'],
      /unknown protocol "tcp-ehco"; did you mean tcp-echo\?/,
    ],
    [
      'a missing command',
      ['check', 'tcp-echo'],
      /no command given: put it behind --, as in: sockspec check tcp-echo -- python3 server.py \{port\}/,
    ],
    ['a port without a command', ['check', 'tcp-echo', '--port', '3500'], /add --host/],
    [
      'a command that does not exist',
      ['check', 'tcp-echo', '--', 'no-such-program', '{port}'],
      /command not found: no-such-program/,
    ],
    [
      'a file that is not executable',
      ['check', 'tcp-echo', '--', join(import.meta.dirname, 'command-line.test.ts')],
      /is not executable/,
    ],
    [
      'a port out of range',
      ['check', 'tcp-echo', '--port', '70000', '--', 'true'],
      /--port 70000: a port is a number from 1 to 65535/,
    ],
    ['a port that is no number', ['check', 'tcp-echo', '--port', 'http', '--', 'true'], /--port http/],
    ['an unknown role', ['check', 'tcp-echo', '--role', 'peer', '--', 'true'], /server or client/],
    ['an unknown level', ['check', 'tcp-echo', '--level', 'hard', '--', 'true'], /core, robust, strict/],
    [
      'an unknown report',
      ['check', 'tcp-echo', '--report', 'pdf', '--', 'true'],
      /known formats are terminal, json, junit, html, messages/,
    ],
    [
      'a report that cannot be written',
      ['check', 'tcp-echo', '--report', 'json=/proc/nowhere/r.json', '--', 'true'],
      /cannot be written/,
    ],
    [
      'an --only that matches nothing',
      ['check', 'tcp-echo', '--only', 'TCP-ECHO-S99', '--', 'true'],
      /no such requirement/,
    ],
    ['an unknown option', ['check', 'tcp-echo', '--prot', '1', '--', 'true'], /unknown option '--prot'/],
    ['an unknown command', ['chekc', 'tcp-echo'], /unknown command 'chekc'/],
    [
      'a placeholder that means nothing',
      ['check', 'tcp-echo', '--', 'python3', 'server.py', '{prt}'],
      /\{prt\} in the command means nothing/,
    ],
    ['a timeout that is none', ['check', 'tcp-echo', '--timeout', 'soon', '--', 'true'], /given in ms/],
    [
      'a folder that does not exist',
      ['check', 'tcp-echo', '--cwd', '/no/such/folder', '--', 'true'],
      /there is no such folder/,
    ],
    [
      'an unknown isolation',
      ['check', 'tcp-echo', '--isolation', 'jail', '--', 'true'],
      /--isolation jail: known are none, namespace, sandbox, docker, auto/,
    ],
    [
      'an image without containers',
      ['check', 'tcp-echo', '--image', 'python:3', '--', 'true'],
      /--image goes with --isolation docker/,
    ],
    [
      'an isolation of what runs already',
      ['check', 'tcp-echo', '--isolation', 'docker', '--host', '127.0.0.1', '--port', '1'],
      /a server that is running already stays where it is/,
    ],
    ['nobody listening at --host', ['check', 'tcp-echo', '--host', '127.0.0.1', '--port', '1'], /nobody is listening/],
    ['an unknown requirement to explain', ['explain', 'TCP-ECHO-S44'], /no requirement has the identifier/],
    ['serve without such a protocol', ['serve', 'tcp-eco'], /did you mean tcp-echo/],
  ]
  for (const [what, args, message] of cases) {
    it(what, async () => {
      const { status, stderr, stdout } = await sockspec(args)
      expect(stderr).toMatch(message)
      expect(status).toBe(2)
      expect(stdout).toBe('')
      expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
      expect(stderr).not.toMatch(/^ +at /m)
    })
  }

  it('a port in use', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    )
    try {
      const { status, stderr } = await sockspec([
        ...['check', 'tcp-echo', '--isolation', 'none', '--port', String(port), '--', 'sleep', '5'],
      ])
      expect(stderr).toMatch(new RegExp(`TCP port ${port} is already in use by another program`))
      expect(status).toBe(2)
    } finally {
      server.close()
    }
  })

  it('a server that listens on another port than the one that it was given', async () => {
    const command = python(
      folder,
      'elsewhere.py',
      'import socket, time\ns = socket.socket()\ns.bind(("", 0))\ns.listen()\nwhile True: time.sleep(1)\n',
    )
    const { status, stderr } = await sockspec(['check', 'tcp-echo', '--', ...command])
    expect(stderr).toMatch(/the server listens on TCP port \d+, not on the port it was given \(\d+\): add --port \d+/)
    expect(status).toBe(2)
  })
})

describe('check', () => {
  it('exits with 0 where nothing failed, with 1 where something did', async () => {
    expect((await sockspec(['check', 'tcp-echo', '--', ...(await submission('tcp-echo server good.py'))])).status).toBe(
      0,
    )
    expect(
      (await sockspec(['check', 'tcp-echo', '--', ...(await submission('tcp-echo server single-recv.py'))])).status,
    ).toBe(1)
  })

  it('writes a JSON result that its published schema accepts', async () => {
    const { stdout } = await sockspec([
      'check',
      'tcp-echo',
      '--report',
      'json',
      '--',
      ...(await submission('tcp-echo server single-recv.py')),
    ])
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', 'docs', 'result.schema.json'), 'utf8'),
    ) as object
    const validate = new Ajv2020({ allErrors: true }).compile(schema)
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
    const wrong = { ...(JSON.parse(stdout) as object), verdict: 'excellent' }
    expect(validate(wrong)).toBe(false)
  })

  it('reports a violated robust requirement as a warning at level core', async () => {
    const { stdout, status } = await sockspec([
      'check',
      'tcp-echo',
      '--level',
      'core',
      '--report',
      'json',
      '--',
      ...(await submission('tcp-echo server single-recv.py')),
    ])
    const { requirements, verdict } = JSON.parse(stdout) as Result
    expect(requirements.find(({ id }) => id === 'TCP-ECHO-S5')?.verdict).toBe('warn')
    expect([verdict, status]).toEqual(['pass', 0])
  })

  it('leaves strict requirements out unless asked, and grades one that is named', async () => {
    const program = await submission('tcp-echo server stops-at-64k.py')
    const all = JSON.parse(
      (await sockspec(['check', 'tcp-echo', '--report', 'json', '--', ...program])).stdout,
    ) as Result
    expect(all.requirements.map(({ id }) => id)).not.toContain('TCP-ECHO-S6')
    const named = JSON.parse(
      (await sockspec(['check', 'tcp-echo', '--only', 'TCP-ECHO-S6', '--report', 'json', '--', ...program])).stdout,
    ) as Result
    expect(named.requirements.map(({ id, verdict }) => [id, verdict])).toEqual([['TCP-ECHO-S6', 'fail']])
  })

  it('sends the same payloads again for the same seed, and others for another', async () => {
    const command = python(
      folder,
      'records.py',
      [
        'import os, socket, sys',
        's = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)',
        's.bind(("127.0.0.1", int(sys.argv[1])))',
        'while True:',
        '    data, sender = s.recvfrom(65536)',
        '    open(os.environ["RECORD"], "ab").write(data + b"|")',
        '    s.sendto(data, sender)',
        '',
      ].join('\n'),
    )
    const record = async (name: string, seed: string): Promise<string> => {
      const path = join(folder, name)
      await sockspec(['check', 'udp-echo', '--only', 'UDP-ECHO-S1', '--seed', seed, '--', ...command, '{port}'], {
        env: { RECORD: path },
      })
      return readFileSync(path, 'latin1')
    }
    const [first, again, other] = [await record('a', 'one'), await record('b', 'one'), await record('c', 'two')]
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('runs the submission in a copy of --cwd', async () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    writeFileSync(
      join(home, 'server.py'),
      `open('written.txt', 'w').write('x')\n${readFileSync((await submission('tcp-echo server good.py'))[1] ?? '', 'utf8')}`,
    )
    const { status } = await sockspec([
      'check',
      'tcp-echo',
      '--only',
      'TCP-ECHO-S1',
      '--cwd',
      home,
      '--',
      'python3',
      'server.py',
      '{port}',
    ])
    expect(status).toBe(0)
    expect(() => readFileSync(join(home, 'written.txt'))).toThrow()
  })

  it("runs the features of a folder of one's own, and says where a phrase means nothing", async () => {
    const lab = join(folder, 'qotd')
    mkdirSync(lab)
    const feature = (step: string): string =>
      `Feature: Greeting\n\n  Protocol: greeting\n  Role: server\n  Transport: TCP\n\n  @GREETING-S1 @core\n  Scenario: It answers as agreed\n    Given client A connects\n    When client A sends "HELO\\n"\n    Then ${step}\n`
    writeFileSync(join(lab, 'server.feature'), feature('client A receives "HELO\\n"'))
    const good = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect([good.status, good.stderr]).toEqual([0, ''])
    writeFileSync(join(lab, 'server.feature'), feature('client A is happy'))
    const bad = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect(bad.stderr).toMatch(/qotd\/server\.feature:11:\d+: no phrase of the vocabulary says "client A is happy"/)
    expect(bad.status).toBe(2)
    // A mistake in what a step names, and a phrase of the other transport: the author's, never the harness's, and never a pass.
    writeFileSync(join(lab, 'server.feature'), feature('client A receives "HELO\\q"'))
    const escape = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect([escape.status, escape.stderr]).toEqual([2, expect.stringContaining('\\q is no escape')])
    writeFileSync(join(lab, 'server.feature'), feature('client A receives one reply to each'))
    const other = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect([other.status, other.stderr]).toEqual([
      2,
      expect.stringContaining('is a phrase of features with Transport: UDP'),
    ])
    // What is drawn in one text is the same in another: the reply is what was sent, and nobody answers with brackets.
    const drawn = (sent: string, reply: string): string =>
      feature(`client A receives ${reply}`).replace('"HELO\\n"', sent)
    writeFileSync(
      join(lab, 'server.feature'),
      drawn('the line "SET [key] [30 letters]"', '"SET [key] [30 letters]\\n"'),
    )
    const same = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect([same.status, same.stderr]).toEqual([0, ''])
    writeFileSync(join(lab, 'server.feature'), drawn('the line "SET [key]"', '"SET \\[key\\]\\n"'))
    const literal = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect(literal.status).toBe(1)
    writeFileSync(join(lab, 'server.feature'), drawn('the line "SET [Key]"', 'the line "OK"'))
    const stray = await sockspec(['check', lab, '--', ...(await submission('tcp-echo server good.py'))])
    expect([stray.status, stray.stderr]).toEqual([2, expect.stringMatching(/qotd\/server\.feature:10:\d+: \[Key\] in/)])
  })
})

describe('the sources', () => {
  it('run without being compiled', async () => {
    const command = await submission('tcp-echo server good.py')
    // A check, since it loads Cucumber too; as "npm run sockspec" starts it.
    const run = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'cli/main.ts', 'check', 'tcp-echo', '--only', 'TCP-ECHO-S2', '--', ...command],
      { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
    )
    expect([run.status, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toContain('nothing failed: 1 pass')
  })
})

describe('where the port comes from', () => {
  it.for([
    ['good-environment.py', 'takes $PORT'],
    ['good-localhost.py', 'binds localhost'],
    ['good-ipv6.py', 'binds IPv6 only'],
    ['good-dual-stack.py', 'binds both'],
  ])('a server that %s', async ([file]) => {
    const program = await submission(`tcp-echo server ${file}`)
    const { status, stdout } = await sockspec(['check', 'tcp-echo', '--', ...program])
    expect(status, stdout).toBe(0)
  })
})

describe('the other commands', () => {
  it('list shows every protocol, and the requirements of one', async () => {
    const all = await sockspec(['list'])
    expect(all.stdout.trimEnd().split('\n')).toHaveLength(16)
    expect(all.stdout).toMatch(/^http-get +TCP +8001 +server 24, client 7 +001, the web server$/m)
    expect((await sockspec(['list', 'udp-echo'])).stdout).toMatch(/UDP-ECHO-U4 +robust +An odd datagram/)
  })

  it('explain shows source, usual mistake and steps', async () => {
    const { stdout } = await sockspec(['explain', 'tcp-echo-t6'])
    for (const part of ['TCP-ECHO-T6', '004 §2.2', 'SO_REUSEADDR', 'the server is started again on the same port'])
      expect(stdout).toContain(part)
  })

  it('explain shows an example of the octets for every requirement that names some', async () => {
    const { stdout } = await sockspec(['explain', 'COMMAND-SESSION-S6'])
    expect(stdout).toContain('-->   5 bytes    "HELO\\n"  48 45 4C 4F 0A')
    expect(stdout).toContain('<--   9 bytes    "300 DRCV\\n"  33 30 30 20 44 52 43 56 0A')
  })

  it('steps shows each phrase that the features use', async () => {
    const { stdout } = await sockspec(['steps'])
    expect(stdout).toContain('{client} sends {payload} in {count} segments')
    expect(stdout).toContain('the client is started and {payload} is typed')
  })

  it('help shows examples', async () => {
    const { stdout, status } = await sockspec(['check', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('sockspec check tcp-echo --role client -- ./client {host} {port}')
  })
})

describe('a machine on which every submission would fail is the fault of the set-up', () => {
  const check = ['check', 'tcp-echo', '--', 'python3', '-m', 'http.server', '{port}']

  it('where too few files may be open', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -n 64 && exec "$@"', 'sh', process.execPath, MAIN, ...check],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe(
      'sockspec: only 64 files may be open at once here, and a check needs up to 256: ulimit -n 1024\n',
    )
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it.runIf(hasNamespaces())('where the loopback interface is down', () => {
    const { status, stdout, stderr } = spawnSync('unshare', [...UNSHARE, process.execPath, MAIN, ...check], {
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/^sockspec: nobody can be reached at 127\.0\.0\.1 on this machine \(.*\n$/)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})
