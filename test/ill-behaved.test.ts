import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { MAIN, sockspec } from './support/command.js'
import { withVerdict } from './support/grade.js'
import { commandLineOf, processesWith } from './support/processes.js'
import { python, scratchFolder } from './support/programs.js'

const folder = scratchFolder()

const ECHO = `
import os, signal, socket, sys, threading, time
def serve(port):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('127.0.0.1', port))
    s.listen(128)
    while True:
        c, _ = s.accept()
        threading.Thread(target=handle, args=(c,)).start()
def handle(c):
    try:
        while True:
            data = c.recv(65536)
            if not data: break
            c.sendall(data)
    except OSError:
        pass
    c.close()
port = int(sys.argv[1])
`

/** Grades a program that carries a mark in its command line; afterwards no process with the mark may be left. */
async function gradeMarked(name: string, text: string): Promise<Result> {
  const mark = `mark-${randomUUID()}`
  const { stdout, stderr } = await sockspec([
    'check',
    'tcp-echo',
    '--report',
    'json',
    '--',
    ...python(folder, name, text),
    '{port}',
    mark,
  ])
  expect(processesWith(mark)).toEqual([])
  try {
    return JSON.parse(stdout) as Result
  } catch {
    throw new Error(`no result: ${stderr}`)
  }
}

const graded = (result: Result): string[] =>
  result.requirements
    .filter(({ level }) => level !== 'info')
    .map(({ id }) => id)
    .sort()

describe('an interrupted check', () => {
  it('leaves no process of the submission behind', async () => {
    const mark = `mark-${randomUUID()}`
    const child = spawn(
      process.execPath,
      [
        MAIN,
        'check',
        'tcp-echo',
        '--',
        ...python(folder, 'interrupted.py', `${ECHO.replace('c.sendall(data)', 'pass')}serve(port)\n`),
        '{port}',
        mark,
      ],
      { stdio: 'ignore' },
    )
    await expect
      .poll(() => processesWith(mark).filter((pid) => commandLineOf(pid).includes('python3 ')).length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(1)
    child.kill('SIGINT')
    const status = await new Promise((resolve) => child.once('exit', resolve))
    expect(status).toBe(130)
    await expect.poll(() => processesWith(mark), { timeout: 5_000 }).toEqual([])
  })
})

describe.concurrent('a server that behaves badly gets a clear verdict and leaves no process behind', () => {
  it('one that never binds', async () => {
    const result = await gradeMarked(
      'never-binds.py',
      'import time\nprint("starting", flush=True)\nwhile True: time.sleep(1)\n',
    )
    expect(withVerdict(result, 'fail')).toEqual(graded(result))
    expect(result.requirements[0]?.observed).toMatch(/has not bound TCP port \d+ within 8 s; it last said: starting/)
    expect(result.requirements[0]?.diagnosis?.cause).toBe('never-listens')
  })

  it('one that exits at once', async () => {
    const result = await gradeMarked('exits.py', 'import sys\nsys.exit("no configuration found")\n')
    expect(withVerdict(result, 'fail')).toEqual(graded(result))
    expect(result.requirements[0]?.observed).toMatch(/exit status 1: no configuration found/)
  })

  it('one that answers nothing', async () => {
    const result = await gradeMarked('mute.py', `${ECHO.replace('c.sendall(data)', 'pass')}serve(port)\n`)
    expect(withVerdict(result, 'fail')).toEqual(graded(result))
    expect(result.requirements[0]?.observed).toMatch(/no reply/)
  })

  it('one that floods its output', async () => {
    const flood =
      'def flood():\n    while True: os.write(1, b"x" * 65536)\nthreading.Thread(target=flood, daemon=True).start()\n'
    expect(withVerdict(await gradeMarked('floods.py', `${ECHO}${flood}serve(port)\n`), 'fail', 'error')).toEqual([])
  })

  it('one that ignores SIGTERM', async () => {
    expect(
      withVerdict(
        await gradeMarked('ignores-sigterm.py', `${ECHO}signal.signal(signal.SIGTERM, signal.SIG_IGN)\nserve(port)\n`),
        'fail',
        'error',
      ),
    ).toEqual([])
  })

  it('one that kills its parent', async () => {
    const result = await gradeMarked(
      'kills-parent.py',
      `os.kill(os.getppid(), signal.SIGKILL)\n${ECHO}serve(port)\n`.replace('os.kill', 'import os, signal\nos.kill'),
    )
    expect(withVerdict(result, 'pass', 'error')).toEqual([])
    expect(result.requirements[0]?.observed).toMatch(/SIGKILL/)
  })

  it('one that kills its parent from a session of its own, once it has been asked something', async () => {
    const text = ECHO.replace(
      'c.sendall(data)',
      'c.sendall(data)\n            if len(data) > 1000: os.kill(parent, signal.SIGKILL)',
    ).replace('port = int', 'parent = os.getppid()\nport = int')
    const result = await gradeMarked(
      'kills-parent-later.py',
      `${text}\nif os.fork() == 0:\n    os.setsid()\n    serve(port)\nos.wait()\n`,
    )
    // Whether a reply still came before the end is chance; that there is a report, and nothing left, is not.
    expect(withVerdict(result, 'error')).toEqual([])
  })

  it('one that starts a child which keeps the port', async () => {
    const child =
      'if os.fork() == 0:\n    os.setsid()\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    serve(port)\nos.wait()\n'
    expect(withVerdict(await gradeMarked('child-keeps-port.py', `${ECHO}${child}`), 'fail', 'error')).toEqual([])
  })

  it('one that binds a UDP socket where TCP is asked for', async () => {
    const result = await gradeMarked(
      'udp.py',
      'import socket, sys, time\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.bind(("", int(sys.argv[1])))\nwhile True: time.sleep(1)\n',
    )
    expect(result.requirements[0]?.diagnosis?.cause).toBe('wrong-transport')
  })
})
