import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimPort } from '../dist/harness/peers/port-claim.js'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, MAIN, sockspec, UNSHARE } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

/** What the harness itself does to a submission is never told as the submission's fault. */

const folder = scratchFolder()

const server = (serve: string, after = ''): string => `
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', int(sys.argv[1])))
s.listen(50)
while True:
    c, _ = s.accept()
    ${serve}
    c.close()
    ${after}
`

async function requirement(
  id: string,
  file: string,
  text: string,
  ...options: string[]
): Promise<Result['requirements'][number]> {
  const [program = '', ...args] = python(folder, file, text)
  const port = options.includes('--port') ? '3571' : '{port}'
  const { stdout, stderr } = await sockspec([
    'check',
    'tcp-echo',
    '--only',
    id,
    '--report',
    'json',
    ...options,
    '--',
    program,
    ...args,
    port,
  ])
  expect(stderr).toBe('')
  const [found] = (JSON.parse(stdout) as Result).requirements
  if (!found) throw new Error(`nothing of ${id}`)
  return found
}

describe('a server that crashes after its first client', () => {
  it('is told to have crashed, where only something was to be observed of it', async () => {
    const found = await requirement(
      'TCP-ECHO-T5',
      'crashes.py',
      server('c.sendall(c.recv(4096))', 'raise ValueError("no second client")'),
    )
    expect(found.verdict).toBe('info')
    expect(found.observed).toBe('the server crashed: exit status 1')
  })
})

describe('what a check has left at a fixed port', () => {
  // Stopped with a connection open, a server without SO_REUSEADDR leaves a port that nobody may bind for a minute.
  const withoutReuse = server('c.sendall(c.recv(4096)); c.recv(4096)').replace(/.*setsockopt.*\n/, '')
  const client = `
import socket, sys
line = sys.stdin.readline().strip()
s = socket.create_connection(('127.0.0.1', 3572))
s.sendall(line.encode())
print(s.recv(65536).decode())
s.close()
`
  it.skipIf(!hasNamespaces())('is no trouble for the check of a client there', () => {
    writeFileSync(join(folder, 'left-server.py'), withoutReuse)
    writeFileSync(join(folder, 'left-client.py'), client)
    const node = `"${process.execPath}" "${MAIN}" check tcp-echo --isolation none --port 3572 --cwd "${folder}"`
    const { stdout, stderr } = spawnSync(
      'unshare',
      [
        ...UNSHARE,
        ...['sh', '-c'],
        `ip link set lo up; ${node} --only TCP-ECHO-T6 -- python3 left-server.py 3572; ${node} --role client --only TCP-ECHO-C1 -- python3 left-client.py`,
      ],
      { encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    expect(stdout).toMatch(/FAIL {2}TCP-ECHO-T6/)
    expect(stdout).toMatch(/pass {2}TCP-ECHO-C1/)
  })
})

describe('two checks at the same time on one fixed port', () => {
  it.skipIf(process.platform !== 'linux')(
    'are not told as a fault of either program: the second does not begin',
    async () => {
      const claim = await claimPort('tcp', 3573)
      try {
        for (const role of ['server', 'client']) {
          const { status, stdout, stderr } = await sockspec([
            ...[
              'check',
              'tcp-echo',
              '--role',
              role,
              '--isolation',
              'none',
              '--port',
              '3573',
              '--',
              ...python(folder, 'never-run.py', ''),
            ],
          ])
          expect(status).toBe(2)
          expect(stdout).toBe('')
          expect(stderr).toContain('another check on this machine has TCP port 3573 at present')
        }
      } finally {
        claim.release()
      }
    },
  )
})
