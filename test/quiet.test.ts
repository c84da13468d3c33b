import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

/** Takes one recv for the whole message. */
const SINGLE = `
import socket, sys, threading
def handle(c):
    data = c.recv(1024)
    c.sendall(data)
    c.close()
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True: threading.Thread(target=handle, args=(s.accept()[0],)).start()
`

describe('check --quiet', () => {
  const check = ['check', 'tcp-echo', '--only', 'TCP-ECHO-S1,TCP-ECHO-S4', '--quiet'] as const

  it('says the verdict and what failed in a line, and writes the reports', async () => {
    const json = join(folder, 'r.json')
    const program = [...python(folder, 'single.py', SINGLE), '{port}']
    const { status, stdout, stderr } = await sockspec([
      ...[...check, '--name', 'Ana\nBruno', '--report', `json=${json}`, '--', ...program],
    ])
    expect(stdout).toBe('fail   tcp-echo server  Ana\\nBruno  1/2  fail: TCP-ECHO-S4\n')
    expect(stderr).toBe('')
    expect(status).toBe(1)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ verdict: 'fail' })
  })

  it('has no room for another report on standard output', async () => {
    const { status, stdout, stderr } = await sockspec([...check, '--report', 'json', '--', 'true'])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      'sockspec: --quiet has a line on standard output, and no more: give the report a path, as in --report json=PATH\n',
    )
  })
})
