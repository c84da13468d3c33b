import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { scratchFolder } from './support/programs.js'

const scratch = scratchFolder()

/** An echo server that answers with this, for as long as its client sends. */
const server = (answer: string): string => `
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
s.bind(('', int(sys.argv[1])))
s.listen(128)
while True:
    threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
`

/** An echo client that reads its reply in this way. */
const client = (read: string): string => `
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    line = input('line: ').encode()
    s.sendall(line)
    reply = b''
    ${read}
    print('reply:', reply.decode())
`

const READS_AS_MUCH = client('while len(reply) < len(line): reply += s.recv(4096)')
/** The harness ends the stream behind its reply; a server that waits for its client to do so has it wait for ever. */
const READS_TO_THE_END = client('while data := s.recv(4096): reply += data')

const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ana: { 'server.py': server('data'), 'client.py': READS_AS_MUCH },
  'Bruno <b>': { 'server.py': server('data'), 'client.py': READS_TO_THE_END },
  Carla: { 'server.py': server('data.upper()') },
}

const TASKS = `
tasks:
  - start: python3 server.py {port}
  - role: client
    start: python3 client.py {host} {port}
`

function assignment(name: string, text: string): string {
  const file = join(scratch, name)
  writeFileSync(file, text)
  return file
}

describe('the clients of a class with its servers', () => {
  it('shows who understands whom, and leaves out who fails level core', async () => {
    const folder = join(scratch, 'submissions')
    for (const [name, files] of Object.entries(PROGRAMS)) {
      mkdirSync(join(folder, name), { recursive: true })
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text)
    }
    const file = assignment('lab.yaml', `protocol: tcp-echo\nonly: [TCP-ECHO-S1, TCP-ECHO-C1, TCP-ECHO-X1]${TASKS}`)
    const out = join(scratch, 'out')
    const { status, stdout, stderr } = await sockspec(['interop', folder, '--assignment', file, '--out', out])
    expect(stderr).toBe('')
    expect(status).toBe(1)
    const rows = parse<Record<string, string>>(readFileSync(join(out, 'interop.csv'), 'utf8'), {
      bom: true,
      columns: true,
    })
    const pairs = rows.filter(({ result }) => result !== 'left out')
    expect(pairs.map((row) => [row['server'], row['client'], row['result']])).toEqual([
      ['Ana', 'Ana', 'works'],
      ['Ana', 'Bruno <b>', 'fails'],
      ['Bruno <b>', 'Ana', 'works'],
      ['Bruno <b>', 'Bruno <b>', 'fails'],
    ])
    expect(pairs[1]?.['why']).toBe('The client still ran 10 s after its start, and had not shown the reply.')
    const leftOut = rows.filter(({ result }) => result === 'left out')
    expect(leftOut[0]).toMatchObject({ server: 'Carla', why: 'It fails at level core: TCP-ECHO-S1.' })
    expect(leftOut[1]).toMatchObject({ client: 'Carla' })
    expect(stdout).toContain('2 servers, 2 clients; 2 of 4 pairs work')
    const page = readFileSync(join(out, 'interop.html'), 'utf8')
    expect(page).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`)
    expect(page).toContain('Bruno &lt;b&gt;')
    expect(page).not.toContain('<b>Bruno')
    expect(page).not.toContain('Bruno <b>')
  })

  it('says in a line what it cannot do', async () => {
    const folder = scratch
    const said = async (name: string, text: string): Promise<string> => {
      const { status, stderr } = await sockspec(['interop', folder, '--assignment', assignment(name, text)])
      expect(status).toBe(2)
      expect(stderr.trim().split('\n')).toHaveLength(1)
      return stderr
    }
    expect(await said('alone.yaml', 'protocol: tcp-echo\n')).toContain('nobody can meet')
    expect(await said('json.yaml', `protocol: json-actions${TASKS}`)).toContain('interop has tcp-echo')
    expect(
      await said(
        'ports.yaml',
        'protocol: tcp-echo\ntasks:\n  - port: 3500\n    start: python3 s.py\n  - role: client\n    port: 3501\n    start: python3 c.py\n',
      ),
    ).toContain('has port 3500 and tcp-echo-client port 3501')
  })
})
