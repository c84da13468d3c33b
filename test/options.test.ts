import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { freePort } from '../dist/harness/peers/free-port.js'
import { MAIN, sockspec } from './support/command.js'
import { grade, withVerdict } from './support/grade.js'
import { scratchFolder } from './support/programs.js'

const DIST = join(import.meta.dirname, '..', 'dist')
const folder = scratchFolder()
const server = (protocol: string, ...options: readonly string[]): string[] => [
  process.execPath,
  join(DIST, 'servers', `${protocol}.js`),
  '--port',
  '{port}',
  ...options,
]
const client = (protocol: string, ...options: readonly string[]): string[] => [
  process.execPath,
  join(DIST, 'clients', `${protocol}.js`),
  '--host',
  '{host}',
  '--port',
  '{port}',
  ...options,
]

describe.concurrent("a protocol's options", { retry: 2 }, () => {
  const CASES: readonly (readonly [string, 'server' | 'client', readonly string[], readonly string[]])[] = [
    [
      'file-transfer',
      'server',
      server('file-transfer', '--reply', 'Obrigado', '--stored-as', 'recebido.dat'),
      ['reply', 'Obrigado', 'stored-as', 'recebido.dat'],
    ],
    ['file-transfer', 'client', client('file-transfer', '--send-file', 'foto.jpg'), ['send-file', 'foto.jpg']],
    ['command-session', 'server', server('command-session', '--eol', 'crlf'), ['eol', 'crlf']],
    ['command-session', 'server', server('command-session', '--data-form', 'inline'), ['data-form', 'inline']],
    ['command-session', 'server', server('command-session', '--eol', 'none'), ['eol', 'none']],
    ['command-session', 'client', client('command-session', '--data-form', 'inline'), ['data-form', 'inline']],
    ['command-session', 'client', client('command-session', '--eol', 'none'), ['eol', 'none']],
    ['udp-shutdown', 'server', server('udp-shutdown', '--shutdown-text', 'fin'), ['shutdown-text', 'fin']],
  ]
  for (const [protocol, role, command, pairs] of CASES) {
    const settings = Object.fromEntries(pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] ?? '']] : [])))
    it(`${protocol} ${role}: ${pairs.join(' ')} given to both the program and the check`, async () => {
      const { result } = await grade(protocol, role, command, { settings })
      const seen = result.requirements
        .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
        .map(({ id, observed }) => `${id} ${observed ?? ''}`)
      expect(seen, `seed ${result.seed}`).toEqual([])
    })
  }

  it('given to the check alone, they fail what is about them', async () => {
    const { result } = await grade('file-transfer', 'server', server('file-transfer'), {
      settings: { 'stored-as': 'other.bin' },
      only: ['FILE-TRANSFER-S1', 'FILE-TRANSFER-S2'],
    })
    expect([withVerdict(result, 'pass'), withVerdict(result, 'fail')]).toEqual([
      ['FILE-TRANSFER-S1'],
      ['FILE-TRANSFER-S2'],
    ])
    expect(result.requirements.find(({ id }) => id === 'FILE-TRANSFER-S2')?.diagnosis?.cause).toBe('not-stored')
  })

  it('with --eol none what cannot be told is skipped, with the reason', async () => {
    const { result } = await grade('command-session', 'server', server('command-session', '--eol', 'none'), {
      settings: { eol: 'none' },
    })
    expect(withVerdict(result, 'skip')).toEqual(['COMMAND-SESSION-S10', 'COMMAND-SESSION-S11', 'COMMAND-SESSION-S12'])
  })
})

describe('options on the command line', () => {
  it.for([
    ['tcp-echo', ['--eol', 'crlf'], /--eol means nothing to the server of tcp-echo/],
    ['command-session', ['--eol', 'cr'], /--eol cr: it takes lf, crlf or none/],
    ['file-transfer', ['--stored-as', '../x'], /--stored-as \.\.\/x: it takes the name of a file, without a folder/],
    [
      'file-transfer',
      ['--send-file', 'x.bin'],
      /--send-file means nothing to the server of file-transfer; it has --reply, --stored-as/,
    ],
    ['tcp-throughput', ['--role', 'client', '--duration', 'long'], /--duration long: it takes a number of seconds/],
  ] as const)('%s %s', async ([protocol, options, message]) => {
    const { status, stderr } = await sockspec(['check', protocol, ...options, '--', 'true'])
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  it("a stored file is looked for in a folder of its own, and the student's is left alone", async () => {
    const home = join(folder, 'lab')
    mkdirSync(home)
    writeFileSync(join(home, 'recibido.bin'), 'mine')
    writeFileSync(join(home, 'server.js'), `import(${JSON.stringify(join(DIST, 'servers', 'file-transfer.js'))})\n`)
    const { stdout } = await sockspec(
      [
        'check',
        'file-transfer',
        '--report',
        'json',
        '--only',
        'FILE-TRANSFER-S2',
        '--',
        process.execPath,
        'server.js',
        '--port',
        '{port}',
      ],
      { cwd: home },
    )
    expect(withVerdict(JSON.parse(stdout) as Result, 'pass')).toEqual(['FILE-TRANSFER-S2'])
    expect(readFileSync(join(home, 'recibido.bin'), 'utf8')).toBe('mine')
  })
})

describe('serve and talk', () => {
  /** Starts the reference server of a protocol, lets the reference client talk to it, and gives what the client printed. */
  async function talk(protocol: string, typed: string, options: readonly string[] = []): Promise<string> {
    const port = String(await freePort())
    const serving = spawn(process.execPath, [MAIN, 'serve', protocol, '--port', port, ...options], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await new Promise((resolve) => serving.stdout.once('data', resolve))
      const talking = spawn(process.execPath, [MAIN, 'talk', protocol, '--port', port], {
        cwd: folder,
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      let shown = ''
      talking.stdout.on('data', (octets: Buffer) => (shown += octets.toString()))
      talking.stdin.write(typed)
      expect(await new Promise((resolve) => talking.once('close', resolve))).toBe(0)
      return shown
    } finally {
      serving.kill()
    }
  }

  it('the game is played in Spanish', async () => {
    expect(await talk('json-actions', '\\juego_nuevo\nhola\n\\jugada 50\n\\salir\n')).toMatch(/-> [^]*Input invalido\./)
  })

  it("the session prompts as the lecture's does", async () => {
    const shown = await talk('command-session', 'HELO\nDATA\nHello world\nUSER\nQUIT\n')
    for (const part of [
      'C:',
      '100 OK',
      'Input data to send: ',
      '300 DRCV',
      '400 BCMD',
      'Command-description: Bad command',
      '200 BYE',
    ])
      expect(shown).toContain(part)
  })

  it('a command is run only with --allow-exec', async () => {
    const refused = await sockspec(['serve', 'udp-exec', '--port', String(await freePort())])
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--allow-exec')])
    expect(await talk('udp-exec', 'EXEC exit 7\n', ['--allow-exec'])).toBe('7\n')
  })
})
