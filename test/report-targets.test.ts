import { execFileSync } from 'node:child_process'
import { closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sockspec } from './support/command.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

/** An echo server that does something with the paths that it is given, before it serves. */
const meanwhile = (name: string, does: string): string[] =>
  python(
    folder,
    name,
    `
import os, shutil, socket, sys, threading, time
${does}
def handle(c):
    while True:
        data = c.recv(65536)
        if not data: break
        c.sendall(data)
    c.close()
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True: threading.Thread(target=handle, args=(s.accept()[0],)).start()
`,
  )

const check = ['check', 'tcp-echo', '--only', 'TCP-ECHO-S1', '--isolation', 'none'] as const
const verdictIn = (path: string): unknown => (JSON.parse(readFileSync(path, 'utf8')) as { verdict: unknown }).verdict

describe('what a report is to be written to changes while the check is under way', () => {
  it('its folder is removed: it is made again', async () => {
    const gone = join(folder, 'gone')
    const json = join(gone, 'below', 'r.json')
    const server = meanwhile('removes.py', 'shutil.rmtree(sys.argv[2], ignore_errors=True)')
    const { status, stderr, stdout } = await sockspec([
      ...[...check, '--report', `json=${json}`, '--report', 'terminal', '--', ...server, '{port}', gone],
    ])
    expect([status, stderr]).toEqual([0, ''])
    expect(verdictIn(json)).toBe('pass')
    expect(stdout).toContain('nothing failed')
  })

  it('something else is put in its place: that stays, it is told, and all others are written', async () => {
    const [taken, json] = [join(folder, 'taken.html'), join(folder, 'beside.json')]
    const server = meanwhile('puts.py', "os.remove(sys.argv[2])\nopen(sys.argv[2], 'w').write('mine')")
    const { status, stderr, stdout } = await sockspec([
      ...[...check, '--report', `html=${taken}`, '--report', `json=${json}`, '--', ...server, '{port}', taken],
    ])
    expect(stderr).toBe(
      `sockspec: the report ${taken} cannot be written: something else has been put there since the check began\n`,
    )
    expect(status).toBe(2)
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    expect(verdictIn(json)).toBe('pass')
    expect(stdout).toContain('nothing failed')
  })

  it('whoever reads the pipe leaves: it is told, and all others are written', async () => {
    const [fifo, began, left, json] = ['fifo', 'began', 'left', 'fifo.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ]
    execFileSync('mkfifo', [fifo])
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK)
    const server = meanwhile(
      'waits.py',
      "open(sys.argv[2], 'w').close()\nwhile not os.path.exists(sys.argv[3]): time.sleep(0.01)",
    )
    const ended = sockspec([
      ...[...check, '--report', `html=${fifo}`, '--report', `json=${json}`, '--', ...server, '{port}', began, left],
    ])
    await expect.poll(() => existsSync(began), { timeout: 30_000 }).toBe(true)
    closeSync(reader)
    writeFileSync(left, '')
    const { status, stderr, stdout } = await ended
    expect(stderr).toMatch(/^sockspec: the report .*fifo cannot be written: .*EPIPE\n$/)
    expect(status).toBe(2)
    expect(verdictIn(json)).toBe('pass')
    expect(stdout).toContain('nothing failed')
  })
})

describe('a check that cannot begin', () => {
  it('leaves no empty file in the place of a report, and an earlier one as it was', async () => {
    const [fresh, old] = [join(folder, 'fresh.json'), join(folder, 'old.xml')]
    writeFileSync(old, 'earlier')
    const { status } = await sockspec([
      ...['check', 'tcp-echo', '--report', `json=${fresh}`, '--report', `junit=${old}`, '--', 'no-such-program'],
    ])
    expect(status).toBe(2)
    expect(existsSync(fresh)).toBe(false)
    expect(readFileSync(old, 'utf8')).toBe('earlier')
  })
})
