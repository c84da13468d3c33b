import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, inNamespace, isInstalled, MAIN, sockspec } from './support/command.js'
import { grade, withVerdict } from './support/grade.js'
import { python, scratchFolder } from './support/programs.js'
import { writeFileSync } from 'node:fs'

/** Programs that nobody here wrote, and what they deserve. */

const folder = scratchFolder()

interface Case {
  readonly program: string
  readonly protocol: string
  readonly role: 'server' | 'client'
  readonly command: readonly string[]
  /** violated at level strict */
  readonly violates: readonly string[]
  /** violated or not, as its own timing has it */
  readonly undecided?: readonly string[]
  readonly why?: string
}

const CASES: readonly Case[] = [
  {
    program: 'socat',
    protocol: 'tcp-echo',
    role: 'server',
    command: ['socat', 'TCP-LISTEN:{port},fork,reuseaddr,backlog=128', 'EXEC:cat'],
    violates: [],
  },
  {
    program: 'socat',
    protocol: 'tcp-echo',
    role: 'server',
    command: ['socat', 'TCP6-LISTEN:{port},fork,reuseaddr,ipv6only=1,backlog=128', 'EXEC:cat'],
    violates: [],
  },
  {
    program: 'socat',
    protocol: 'tcp-echo',
    role: 'server',
    command: ['socat', 'TCP-LISTEN:{port},fork,reuseaddr,backlog=128', 'PIPE'],
    violates: [],
    undecided: ['TCP-ECHO-S4', 'TCP-ECHO-S6'],
    why: 'it writes into its own pipe of 64 KiB and may wait for ever, being its only reader',
  },
  {
    program: 'socat',
    protocol: 'udp-echo',
    role: 'server',
    command: ['socat', '-b', '65536', 'UDP-RECVFROM:{port},fork', 'EXEC:cat'],
    violates: ['UDP-ECHO-U4'],
    why: 'an empty datagram is the end of its input, and stays unread before all others',
  },
  {
    program: 'ncat',
    protocol: 'tcp-echo',
    role: 'server',
    command: ['ncat', '-l', '127.0.0.1', '{port}', '-k', '--exec', '/bin/cat'],
    violates: [],
    undecided: ['TCP-ECHO-S4', 'TCP-ECHO-S5', 'TCP-ECHO-S6'],
    why: 'at the end of the stream it closes at once and loses what its child has not written yet',
  },
  {
    program: 'nc',
    protocol: 'tcp-echo',
    role: 'client',
    command: ['nc', '-N', '127.0.0.1', '{port}'],
    violates: ['TCP-ECHO-X1', 'TCP-ECHO-X3'],
    why: 'it waits for the end of its standard input',
  },
  {
    program: 'socat',
    protocol: 'line-uppercase',
    role: 'client',
    command: ['socat', '-t', '1', 'STDIO', 'TCP:127.0.0.1:{port}'],
    violates: [],
  },
  {
    program: 'socat',
    protocol: 'udp-uppercase',
    role: 'client',
    command: ['socat', '-t', '1', '-T', '3', 'STDIO', 'UDP:127.0.0.1:{port}'],
    violates: [],
    undecided: ['UDP-UPPERCASE-X1'],
    why: 'after the reply it waits for 3 s more',
  },
]

describe.concurrent('programs that nobody here wrote', () => {
  for (const { program, protocol, role, command, violates, undecided = [], why } of CASES) {
    it.skipIf(!isInstalled(program))(
      `${command.join(' ')} as a ${protocol} ${role}${why === undefined ? '' : ` (${why})`}`,
      async () => {
        const { result } = await grade(protocol, role, command)
        const seen = result.requirements
          .filter((one) => one.verdict === 'fail')
          .map((one) => `${one.id} ${one.observed ?? ''}`)
        expect(
          withVerdict(result, 'fail').filter((id) => !undecided.includes(id)),
          seen.join('\n'),
        ).toEqual(violates)
        expect(withVerdict(result, 'error')).toEqual([])
      },
    )
  }
})

describe("inetd's own echo", () => {
  const failures = (json: string): string[] =>
    (JSON.parse(json) as Result).requirements
      .filter((one) => one.verdict === 'fail' || one.verdict === 'error')
      .map((one) => `${one.id} ${one.observed ?? ''}`)

  // Port 7 needs root: that, and the port itself, are to be had in a namespace.
  it.skipIf(!isInstalled('inetd') || !hasNamespaces())('tcp-echo', async () => {
    const configuration = join(folder, 'tcp.conf')
    writeFileSync(configuration, 'echo stream tcp nowait root internal\n')
    expect(
      failures(
        await inNamespace(
          `${process.execPath} ${MAIN} check tcp-echo --level strict --port 7 --report json -- inetd -i ${configuration}`,
        ),
      ),
    ).toEqual([])
  })

  // Against loops of datagrams it answers nothing that comes from 127.0.0.0/8, so it gets another address, and is running already.
  it.skipIf(!isInstalled('inetd') || !hasNamespaces())('udp-echo', async () => {
    const configuration = join(folder, 'udp.conf')
    writeFileSync(configuration, 'echo dgram udp wait root internal\n')
    const started = 'until grep -q ":0007 " /proc/net/udp; do :; done'
    expect(
      failures(
        await inNamespace(
          `ip addr add 10.9.8.7/32 dev lo; inetd -i ${configuration} & ${started}; ${process.execPath} ${MAIN} check udp-echo --level strict --host 10.9.8.7 --port 7 --report json`,
        ),
      ),
    )
      // It keeps to RFC 862, which has no exception for empty datagrams; the lecture's server answers only where there is data.
      .toEqual([expect.stringMatching(/^UDP-ECHO-S4 the reply has only 0 bytes/)])
  })
})

describe('a server that is running already', () => {
  it('is graded by --host and --port, and what would need it stopped is skipped', async () => {
    const program = python(
      folder,
      'running.py',
      [
        'import socketserver, sys',
        'class Echo(socketserver.BaseRequestHandler):',
        '    def handle(self):',
        '        while data := self.request.recv(65536): self.request.sendall(data)',
        'class Server(socketserver.ThreadingTCPServer):',
        '    daemon_threads = True',
        '    request_queue_size = 128',
        '    def handle_error(self, *_): pass',
        's = Server(("127.0.0.1", 0), Echo)',
        'print(s.server_address[1], flush=True)',
        's.serve_forever()',
        '',
      ].join('\n'),
    )
    const { spawn } = await import('node:child_process')
    const server = spawn(program[0] ?? '', program.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const port = await new Promise<string>((resolve) =>
        server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
      )
      const { stdout } = await sockspec([
        'check',
        'tcp-echo',
        '--level',
        'strict',
        '--host',
        'localhost',
        '--port',
        port,
        '--report',
        'json',
      ])
      const result = JSON.parse(stdout) as Result
      expect(withVerdict(result, 'fail', 'error')).toEqual([])
      expect(withVerdict(result, 'skip')).toEqual(['TCP-ECHO-T6'])
      expect(result.subject).toEqual({ command: [], isolation: 'remote', address: `localhost:${port}` })
    } finally {
      server.kill()
    }
  })

  it('that dies of a scenario fails that one, and what nobody could check any more is skipped', async () => {
    const program = python(
      folder,
      'fragile.py',
      [
        'import socket',
        's = socket.socket()',
        's.bind(("127.0.0.1", 0))',
        's.listen(128)',
        'print(s.getsockname()[1], flush=True)',
        'while True:',
        '    c, _ = s.accept()',
        '    while data := c.recv(65536): c.sendall(data.decode().encode())',
        '    c.close()',
        '',
      ].join('\n'),
    )
    const { spawn } = await import('node:child_process')
    const server = spawn(program[0] ?? '', program.slice(1), { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const port = await new Promise<string>((resolve) =>
        server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
      )
      const { stdout, stderr, status } = await sockspec([
        'check',
        'tcp-echo',
        '--host',
        '127.0.0.1',
        '--port',
        port,
        '--report',
        'json',
      ])
      expect(stderr).toBe('')
      expect(status).toBe(1)
      const result = JSON.parse(stdout) as Result
      expect(withVerdict(result, 'fail')).toEqual(['TCP-ECHO-S2'])
      expect(withVerdict(result, 'pass')).toEqual(['TCP-ECHO-S1'])
      expect(result.requirements.find(({ id }) => id === 'TCP-ECHO-T1')?.observed).toMatch(/not ours to start again/)
    } finally {
      server.kill()
    }
  })
})
