import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { canRunAsOrdinary, ORDINARY, sockspec, type Outcome } from './support/command.js'
import { scratchFolder } from './support/programs.js'

const scratch = scratchFolder()
chmodSync(scratch, 0o755)

/** A folder that belongs to the ordinary user. */
function ownFolder(...names: string[]): string {
  const path = join(scratch, ...names)
  mkdirSync(path, { recursive: true })
  if (ORDINARY.uid !== undefined) chownSync(path, ORDINARY.uid, ORDINARY.gid ?? ORDINARY.uid)
  return path
}

/** An echo server that does something to its folder before it serves. */
const server = (before: string): string => `
import os, socket, sys
${before}
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(128)
while True:
    c, _ = s.accept()
    data = c.recv(65536)
    while data:
        c.sendall(data)
        data = c.recv(65536)
    c.close()
`

/** Checks it as an ordinary user, in a copy of its folder; gives also what is left of that. */
async function checked(name: string, before: string): Promise<Outcome & { readonly result: Result; left: string[] }> {
  const [temporary, submission] = [ownFolder(name, 'tmp'), ownFolder(name, 'submission')]
  writeFileSync(join(submission, 'server.py'), server(before))
  const only = ['--only', 'TCP-ECHO-S1,TCP-ECHO-T6', '--report', 'json']
  const outcome = await sockspec(
    ['check', 'tcp-echo', ...only, '--cwd', submission, '--', 'python3', 'server.py', '{port}'],
    { cwd: scratch, user: ORDINARY, env: { TMPDIR: temporary } },
  )
  chmodSync(temporary, 0o700)
  const left = readdirSync(temporary).filter((one) => one.startsWith('sockspec-'))
  return { ...outcome, result: JSON.parse(outcome.stdout) as Result, left }
}

describe('the copy of a folder that a submission', () => {
  it.for([
    ['closes', 'os.chmod(".", 0)'],
    ['closes a part of', 'os.makedirs("kept/deep"); open("kept/deep/file", "w").close(); os.chmod("kept", 0o500)'],
    ['closes from above', 'os.chmod("..", 0)'],
  ])('%s is removed all the same', async ([name = '', before = ''], context) => {
    if (!canRunAsOrdinary()) return context.skip('an ordinary user cannot read what is compiled here')
    const { status, stderr, result, left } = await checked(name, before)
    expect(stderr).toBe('')
    expect(result.counts.pass).toBe(2)
    expect(status).toBe(0)
    expect(left).toEqual([])
  })

  it('keeps from being removed stays, with a warning, and the verdicts decide', async (context) => {
    if (!canRunAsOrdinary()) return context.skip('an ordinary user cannot read what is compiled here')
    const { status, stderr, result, left } = await checked('keeps', 'os.chmod("../..", 0o500)')
    expect(stderr).toMatch(/^sockspec: warning: the submission's working directory could not be removed: .*\n$/)
    expect(result.counts.pass).toBe(2)
    expect(status).toBe(0)
    expect(left.length).toBe(1)
  })
})

describe('a place for temporary folders', () => {
  const closed = (): string => {
    const path = ownFolder('closed')
    chmodSync(path, 0o500)
    return path
  }
  it.for([
    ['is not there', () => join(scratch, 'nowhere'), 'ENOENT'],
    ['is no folder', () => import.meta.filename, 'ENOTDIR'],
    ['cannot be written to', closed, 'EACCES'],
  ] as const)('that %s is the fault of the set-up', async ([, place, code], context) => {
    if (!canRunAsOrdinary()) return context.skip('an ordinary user cannot read what is compiled here')
    const submission = ownFolder('any')
    for (const [cwd, args] of [
      [scratch, ['check', 'tcp-echo', '--cwd', submission]],
      [submission, ['check', 'file-transfer']],
    ] as const) {
      const { status, stdout, stderr } = await sockspec([...args, '--', 'true'], {
        cwd,
        user: ORDINARY,
        env: { TMPDIR: place() },
      })
      expect(stderr).toBe(
        `sockspec: no folder for the submission can be made in ${place()} (${code}): set TMPDIR to a folder that is there and can be written to\n`,
      )
      expect(stdout).toBe('')
      expect(status).toBe(2)
    }
  })
})
