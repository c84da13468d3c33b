import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'
import { pythonItself, SUBMISSIONS } from './support/submissions.js'

/** What the harness itself does to a program, once the verdict is found, is no evidence for anything. */

const folder = scratchFolder()

/** A check on a fixed port, in a namespace where the system has them, so that the port is free there. */
async function checked(
  protocol: string,
  port: number,
  only: readonly string[],
  command: readonly string[],
): Promise<Result> {
  const { stdout } = await sockspec([
    'check',
    protocol,
    '--role',
    'server',
    '--level',
    'strict',
    '--isolation',
    hasNamespaces() ? 'namespace' : 'none',
    '--port',
    String(port),
    '--only',
    only.join(','),
    '--report',
    'json',
    '--',
    ...command,
  ])
  return JSON.parse(stdout) as Result
}

const causes = (result: Result): (string | undefined)[] => result.requirements.map(({ diagnosis }) => diagnosis?.cause)

const AROUND = `
import socket, struct, time
def read(conn, count):
    data = b''
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece: return data
        data += piece
    return data
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('', 47112))
server.listen(5)
while True:
    conn, _ = server.accept()
`

describe('what ended the program after the verdict', () => {
  it('is not its reason: an echo with "Eco: " that dies of the reset with which the harness takes its leave', async () => {
    const source = join(SUBMISSIONS, 'tcp-echo', 'server', 'says-eco.py')
    const ids = ['TCP-ECHO-S1', 'TCP-ECHO-S2']
    for (let run = 0; run < 4; run++)
      expect(causes(await checked('tcp-echo', 3501, ids, [pythonItself(), source]))).toEqual([
        'extra-octets',
        'extra-octets',
      ])
  })

  it('is not its reason: a file server that waits for the rest of a length of eight bytes', async () => {
    const program = python(
      folder,
      'eight.py',
      `${AROUND}
    length, = struct.unpack('>Q', read(conn, 8))
    open('recibido.bin', 'wb').write(read(conn, length))
    conn.sendall(b'Gracias')
    conn.close()
`,
    )
    const result = await checked('file-transfer', 47112, ['FILE-TRANSFER-S1', 'FILE-TRANSFER-S2'], program)
    expect(result.requirements.map(({ verdict }) => verdict)).toEqual(['fail', 'fail'])
    expect(causes(result)).not.toContain('unhandled-error')
  })

  it('is told where it explains the end of a connection, though it comes a moment later', async () => {
    const program = python(
      folder,
      'closes-first.py',
      `${AROUND}
    with conn:
        conn.recv(1024)
        conn.shutdown(socket.SHUT_RDWR)
    time.sleep(0.1)
    raise IndexError('of no use')
`,
    )
    const result = await checked('tcp-echo', 47112, ['TCP-ECHO-S1'], program)
    expect(causes(result)).toEqual(['unhandled-error'])
    expect(result.requirements[0]?.diagnosis?.text).toContain('of no use')
  })
})
