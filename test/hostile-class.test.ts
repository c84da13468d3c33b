import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Graded } from '../grading/graded.js'
import { MAIN, sockspec } from './support/command.js'
import { attacks, FAILING, HARMLESS, HONEST, LEAVING, MISTAKEN, type Targets } from './support/hostile-programs.js'
import { scratchFolder } from './support/programs.js'
import { processesWith } from './support/processes.js'
import { hasSandboxes } from './support/sandboxes.js'
import { writeTree } from './support/tree.js'

const scratch = scratchFolder()
const WHERE = hasSandboxes() ? '' : ' (needs unprivileged user namespaces, ip and bwrap)'
/** A class with programs that do nothing until they are ended takes its time, and so does a busy machine. */
const LONG = 600_000

interface Classroom {
  readonly out: string
  readonly mark: string
  readonly grade: (...more: string[]) => ReturnType<typeof sockspec>
}

let count = 0

/** `files`: the program of each student. */
function classOf(programs: Readonly<Record<string, string>>, protocol: string, only: readonly string[]): Classroom {
  const base = join(scratch, String(++count))
  const mark = `mark-${randomUUID()}`
  for (const [name, text] of Object.entries(programs)) writeTree(join(base, 'submissions', name), { 'server.py': text })
  const file = join(base, 'lab.yaml')
  writeFileSync(
    file,
    `protocol: ${protocol}\nstart: python3 server.py {port} ${mark}\nonly: [${only.join(', ')}]\ntime-limit: 60\n`,
  )
  const [out, temporary] = [join(base, 'out'), join(base, 'temporary')]
  mkdirSync(temporary)
  return {
    out,
    mark,
    grade: async (...more) => {
      const outcome = await sockspec(
        ['grade', join(base, 'submissions'), '--assignment', file, '--out', out, ...more],
        { env: { TMPDIR: temporary, SOCKSPEC_TEST_SECRET: 'secret' } },
      )
      // Whatever it was, nothing of it is left.
      expect(processesWith(mark)).toEqual([])
      expect(readdirSync(temporary).filter((name) => name.startsWith('sockspec'))).toEqual([])
      return outcome
    },
  }
}

const verdicts = ({ out }: Classroom): Record<string, string> =>
  Object.fromEntries(
    parse<Record<string, string>>(readFileSync(join(out, 'gradebook.csv'), 'utf8'), { bom: true, columns: true }).map(
      ({ id = '', verdict = '' }) => [id, verdict],
    ),
  )

/** What is found of a submission, without what another run has otherwise. */
function found({ out }: Classroom, id: string): unknown {
  const graded = JSON.parse(readFileSync(join(out, 'students', id, 'graded.json'), 'utf8')) as Graded
  return graded.tasks.map(({ outcome, points }) => ({
    points,
    requirements:
      outcome.kind === 'checked' ? outcome.result.requirements.map(({ id, verdict }) => ({ id, verdict })) : outcome,
  }))
}

const ONLY = ['TCP-ECHO-S1', 'TCP-ECHO-S4', 'TCP-ECHO-T1']
const all = (programs: Readonly<Record<string, string>>, verdict: string): Record<string, string> =>
  Object.fromEntries(Object.keys(programs).map((name) => [name, verdict]))

describe.skipIf(!hasSandboxes())(`a class with hostile programs in it${WHERE}`, () => {
  const honest = { ana: HONEST, zoe: MISTAKEN }

  async function withTargets(act: (targets: Targets) => Promise<void>): Promise<void> {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const home = mkdtempSync(join(homedir(), '.sockspec-test-'))
    writeTree(home, { file: 'private' })
    const base = writeTree(join(scratch, `targets-${count}`), { 'neighbour.py': 'theirs', 'graded.json': '{}' })
    try {
      await act({
        neighbour: join(base, 'neighbour.py'),
        harness: MAIN,
        home: join(home, 'file'),
        outside: join(base, 'written'),
        result: join(base, 'graded.json'),
        port: (server.address() as AddressInfo).port,
      })
    } finally {
      server.close()
      rmSync(home, { recursive: true })
    }
  }

  it(
    'gives each its verdict, and the honest ones what they have alone',
    async () => {
      const alone = classOf(honest, 'tcp-echo', ONLY)
      await alone.grade('--isolation', 'sandbox')
      await withTargets(async (targets) => {
        const attacking = attacks(targets)
        const programs = { ...honest, ...attacking, ...HARMLESS, ...FAILING, ...LEAVING }
        const one = classOf(programs, 'tcp-echo', ONLY)
        const { status, stdout, stderr } = await one.grade('--isolation', 'sandbox')
        expect(stderr).toBe('')
        expect(status).toBe(1)
        const { daemonises, 'leaves-the-port-taken': leaves, ...others } = verdicts(one)
        expect(others).toEqual({
          ana: 'pass',
          zoe: 'fail',
          ...all({ ...attacking, ...HARMLESS }, 'pass'),
          ...all(FAILING, 'fail'),
        })
        expect(['pass', 'fail']).toContain(daemonises)
        expect(leaves).toBe('fail')
        for (const id of Object.keys(honest)) expect(found(one, id)).toEqual(found(alone, id))
        expect(existsSync(targets.outside)).toBe(false)
        expect(readFileSync(targets.result, 'utf8')).toBe('{}')
         
        expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/)
        for (const name of ['index.html', 'tcp-echo-server.txt']) {
          const report = readFileSync(join(one.out, 'students', 'sends-escapes', name), 'utf8')
           
          expect(report).not.toMatch(/[\u001b\u0007\u202e\u2066]/)
          if (name === 'index.html') expect(report).not.toMatch(/<script>document|<img src=x/)
        }
      })
    },
    LONG,
  )

  it(
    'is attacked in earnest: without isolation each of those attacks succeeds',
    async () => {
      await withTargets(async (targets) => {
        const attacking = attacks(targets)
        const one = classOf({ ana: HONEST, ...attacking }, 'tcp-echo', ONLY)
        await one.grade('--isolation', 'none')
        // Only the environment is kept from them there.
        const { 'reads-the-environment': environment, ...others } = all(attacking, 'fail')
        expect(environment).toBe('fail')
        expect(verdicts(one)).toMatchObject({ ana: 'pass', ...others })
        expect(existsSync(targets.outside)).toBe(true)
        expect(readFileSync(targets.result, 'utf8')).toContain('verdict')
      })
    },
    LONG,
  )

  it(
    'and files that are none where the stored one is looked for',
    async () => {
      const storing = (store: string): string => `
import os, socket, struct, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', int(sys.argv[1])))
s.listen(16)
def exactly(c, n):
    data = b''
    while len(data) < n:
        more = c.recv(n - len(data))
        if not more: break
        data += more
    return data
while True:
    c, _ = s.accept()
    with c:
        try:
            head = exactly(c, 4)
            if len(head) == 4:
                data = exactly(c, struct.unpack('!I', head)[0])
                name = 'recibido.bin'
                ${store}
                c.sendall(b'Gracias')
        except OSError: pass
`
      const programs = Object.fromEntries(
        Object.entries({
          fifo: 'os.mkfifo(name)',
          device: 'os.symlink("/dev/zero", name)',
          link: 'os.symlink("/etc/passwd", name)',
          folder: 'os.mkdir(name)',
          honest: 'open(name, "wb").write(data)',
        }).map(([name, store]) => [name, storing(store)]),
      )
      const one = classOf(programs, 'file-transfer', ['FILE-TRANSFER-S2'])
      await one.grade('--isolation', 'sandbox')
      expect(verdicts(one)).toEqual({ ...all(programs, 'fail'), honest: 'pass' })
    },
    LONG,
  )
})
