// Grades a class made of sample submissions, as a teacher would: each has an echo server and an echo client of test/submissions.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const out = join(root, 'reports', 'samples')
/** Who handed in which server and which client. */
const CLASS = {
  'Ada, conforming': ['good.py', 'good.py'],
  'Beatriz, one recv for the whole message': ['single-recv.py', 'single-recv.py'],
  'Camilo, a C string': ['zero-ends-the-text.c', 'sizeof-pointer.c'],
  'Diego, does not expect a reset': ['dies-of-reset.py', 'good.py'],
  'Elena, serves one client': ['ends-after-one.py', 'never-ends.py'],
  'Felipe, in Perl': ['good.pl', 'good.pl'],
  'Gabriela, says Echo': ['says-echo.mjs', 'prints-own-input.py'],
  'Hugo, cannot be restarted at once': ['no-reuseaddr.py', 'exit-status-1.py'],
  'Inés, a syntax error': ['good.py', 'syntax-error.py'],
  'Joaquín, send for sendall': ['partial-send.py', 'sends-half.py'],
}
/** What a program of this kind needs. */
const NEEDS = { '.py': 'python3', '.pl': 'perl', '.c': 'gcc', '.mjs': 'node' }
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

// Made by an earlier run, and of no value.
rmSync(out, { recursive: true, force: true })
const scratch = mkdtempSync(join(tmpdir(), 'sockspec-samples-'))
try {
  const submissions = join(scratch, 'submissions')
  for (const [name, [server, client]] of Object.entries(CLASS)) {
    const missing = [server, client].map((file) => NEEDS[extname(file)]).find((program) => !has(program))
    if (missing !== undefined) {
      console.log(`skipped: ${name} (needs ${missing}, which is not installed)`)
      continue
    }
    const folder = join(submissions, name)
    mkdirSync(folder, { recursive: true })
    const from = join(root, 'test', 'submissions', 'tcp-echo')
    copyFileSync(join(from, 'server', server), join(folder, `server${extname(server)}`))
    copyFileSync(join(from, 'client', client), join(folder, `client${extname(client)}`))
  }
  const assignment = join(scratch, 'samples.yaml')
  writeFileSync(
    assignment,
    'title: "Sample submissions"\ntasks:\n  - protocol: tcp-echo\n    points: 6\n  - protocol: tcp-echo\n    role: client\n    points: 4\n',
  )
  const args = ['grade', submissions, '--assignment', assignment, '--out', out]
  const { status } = spawnSync(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...args], { stdio: 'inherit' })
  // That some of them fail is the point.
  if (status !== 0 && status !== 1) process.exit(status ?? 3)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
console.log(`\nThe HTML report is ${join(out, 'index.html')}`)
