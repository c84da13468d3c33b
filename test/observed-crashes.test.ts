import { describe, expect, it } from 'vitest'
import { grade } from './support/grade.js'
import { python, scratchFolder } from './support/programs.js'

/** What is only observed of a server, and never graded, where the server crashes meanwhile. */

const folder = scratchFolder()

const tcp = (serve: string): string => `
import socket, sys
served = 0
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', int(sys.argv[1])))
s.listen(50)
while True:
    c, _ = s.accept()
    with c:
${serve.replace(/^/gm, '        ')}
    served += 1
`
const udp = (serve: string): string => `
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, address = s.recvfrom(65536)
    ${serve}
`
const file = (before: string): string =>
  tcp(`${before}
data = c.makefile('rb')
length = int.from_bytes(data.read(4), 'big')
open('recibido.bin', 'wb').write(data.read(length))
c.sendall(b'Gracias')`)

/** One that dies of a client that leaves: what was observed before is not taken back by our own leaving. */
const DIES_OF_LEAVING = tcp(`while True:
    data = c.recv(4096)
    data[0]
    c.sendall(data)`)

const CASES: readonly (readonly [string, string, string, string | RegExp])[] = [
  ['tcp-echo', 'TCP-ECHO-T5', DIES_OF_LEAVING, 'the server crashed: exit status 1'],
  ['tcp-echo', 'TCP-ECHO-S7', DIES_OF_LEAVING, 'persistent'],
  [
    'tcp-echo',
    'TCP-ECHO-S7',
    tcp(`c.sendall(c.recv(4096))
c.close()
raise ValueError`),
    'the server crashed: exit status 1',
  ],
  [
    'udp-uppercase',
    'UDP-UPPERCASE-S5',
    udp("s.sendto(data.decode('ascii').upper().encode(), address)"),
    'the server crashed: exit status 1',
  ],
  [
    'udp-echo',
    'UDP-ECHO-U5',
    udp('s.sendto(data if len(data) < 2000 else None, address)'),
    'the server crashed: exit status 1',
  ],
  [
    'command-session',
    'COMMAND-SESSION-S15',
    tcp(`for line in c.makefile('rb'):
    c.sendall({b'HELO': b'200 OK\\n', b'DATA': b'200 OK\\n', b'QUIT': b'200 BYE\\n', b'USER': b'400\\n'}[line.strip()])`),
    /"helo\\n": no answer, and the server crashed: exit status 1/,
  ],
  ['file-transfer', 'FILE-TRANSFER-S13', file('if served: raise ValueError'), 'the server crashed: exit status 1'],
  ['file-transfer', 'FILE-TRANSFER-T1', file('if served: raise ValueError'), 'the server crashed: exit status 1'],
  ['file-transfer', 'FILE-TRANSFER-S13', file('if served: continue'), /^not served: no reply/],
]

describe('what is observed', () => {
  it.each(CASES)('of a server for %s (%s)', async (protocol, id, text, observed) => {
    const { result } = await grade(protocol, 'server', [...python(folder, `${id}-${text.length}.py`, text), '{port}'], {
      only: [id],
    })
    expect(result.requirements.map(({ verdict }) => verdict)).toEqual(['info'])
    expect(result.requirements[0]?.observed).toEqual(
      typeof observed === 'string' ? observed : expect.stringMatching(observed),
    )
  })
})
