import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, isInstalled, sockspec } from './support/command.js'
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
  /** violated at level strict; the reason stands beside each */
  readonly violates: readonly string[]
  readonly why?: string
}

const CASES: readonly Case[] = [
  { program: 'socat', protocol: 'tcp-echo', role: 'server', command: ['socat', 'TCP-LISTEN:{port},fork,reuseaddr,backlog=128', 'PIPE'], violates: [] },
  { program: 'socat', protocol: 'tcp-echo', role: 'server', command: ['socat', 'TCP6-LISTEN:{port},fork,reuseaddr,ipv6only=1,backlog=128', 'PIPE'], violates: [] },
  { program: 'ncat', protocol: 'tcp-echo', role: 'server', command: ['ncat', '-l', '127.0.0.1', '{port}', '-k', '--exec', '/bin/cat'], violates: [] },
  { program: 'nc', protocol: 'tcp-echo', role: 'client', command: ['nc', '-N', '127.0.0.1', '{port}'],
    violates: [], why: 'it waits for the end of its standard input' },
  { program: 'socat', protocol: 'line-uppercase', role: 'client', command: ['socat', '-t', '1', 'STDIO', 'TCP:127.0.0.1:{port}'], violates: [] },
]

describe.concurrent('programs that nobody here wrote', () => {
  for (const { program, protocol, role, command, violates } of CASES) {
    it.skipIf(!isInstalled(program))(`${command.join(' ')} as a ${protocol} ${role}`, async () => {
      const { result } = await grade(protocol, role, command)
      const seen = result.requirements.filter((one) => one.verdict === 'fail').map((one) => `${one.id} ${one.observed ?? ''}`)
      expect(withVerdict(result, 'fail'), seen.join('\n')).toEqual(violates)
      expect(withVerdict(result, 'error')).toEqual([])
    })
  }
})

describe('inetd\'s own echo', () => {
  // It is on port 7 only, and needs root to bind it: both are to be had in a namespace.
  for (const protocol of ['tcp-echo', 'udp-echo']) {
    it.skipIf(!isInstalled('inetd') || !hasNamespaces())(protocol, async () => {
      const configuration = join(folder, `${protocol}.conf`)
      writeFileSync(configuration, protocol === 'tcp-echo' ? 'echo stream tcp nowait root internal\n' : 'echo dgram udp wait root internal\n')
      const { stdout, stderr } = await sockspec(['check', protocol, '--level', 'strict', '--isolation', 'namespace', '--port', '7', '--report', 'json', '--', 'inetd', '-i', configuration])
      const result = JSON.parse(stdout || stderr) as Result
      const seen = result.requirements.filter((one) => one.verdict === 'fail' || one.verdict === 'error').map((one) => `${one.id} ${one.observed ?? ''}`)
      expect(seen).toEqual([])
    })
  }
})

describe('a server that is running already', () => {
  it('is graded by --host and --port, and what would need it stopped is skipped', async () => {
    const program = python(folder, 'running.py', [
      'import socketserver, sys', 'class Echo(socketserver.BaseRequestHandler):', '    def handle(self):', '        while data := self.request.recv(65536): self.request.sendall(data)',
      'class Server(socketserver.ThreadingTCPServer):', '    daemon_threads = True', '    request_queue_size = 128', '    def handle_error(self, *_): pass',
      's = Server(("127.0.0.1", 0), Echo)', 'print(s.server_address[1], flush=True)', 's.serve_forever()', ''].join('\n'))
    const { spawn } = await import('node:child_process')
    const server = spawn(program[0] ?? '', program.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const port = await new Promise<string>((resolve) => server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())))
      const { stdout } = await sockspec(['check', 'tcp-echo', '--level', 'strict', '--host', 'localhost', '--port', port, '--report', 'json'])
      const result = JSON.parse(stdout) as Result
      expect(withVerdict(result, 'fail', 'error')).toEqual([])
      expect(withVerdict(result, 'skip')).toEqual(['TCP-ECHO-T6'])
      expect(result.subject).toEqual({ command: [], isolation: 'remote', address: `localhost:${port}` })
    } finally {
      server.kill()
    }
  })
})
