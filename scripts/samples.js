// Grades some of test/submissions as `sockspec check` does, and writes an HTML report for each with a page that lists them all.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const out = join(root, 'reports', 'samples')
/** Protocol, role, program, what to expect of it. */
const SAMPLES = [
  ['tcp-echo', 'server', 'good.py', 'conforms'],
  ['tcp-echo', 'server', 'single-recv.py', 'takes one recv for the whole message'],
  ['tcp-echo', 'server', 'zero-ends-the-text.c', 'treats octets as a string'],
  ['tcp-echo', 'server', 'dies-of-reset.py', 'does not handle a reset'],
  ['udp-echo', 'server', 'good.py', 'conforms'],
  ['tcp-uppercase', 'server', 'good.py', 'conforms'],
  ['line-uppercase', 'server', 'good.pl', 'conforms'],
  ['file-transfer', 'server', 'as-much-as-came.py', 'stores what comes behind the file'],
  ['json-actions', 'server', 'buffer-of-1024.c', 'has room for 1 024 octets'],
  ['command-session', 'server', 'no-line-end.py', 'forgets the line end'],
  ['tcp-multipart', 'server', 'short-header.py', 'takes recv(5) to return 5 octets'],
  ['http-get', 'server', 'line-feed-only.c', 'ends header lines with LF alone'],
  ['udp-exec', 'server', 'wait-status.py', 'answers the wait status'],
  ['tcp-echo', 'client', 'good.py', 'conforms'],
  ['tcp-echo', 'client', 'prints-own-input.py', 'prints its own input'],
  ['udp-uppercase', 'client', 'good.py', 'conforms'],
  ['json-actions', 'client', 'data-as-string.py', 'sends a number as a text'],
  ['http-get', 'client', 'silent-404.py', 'says nothing of a 404'],
]
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** The command of a sample, compiled where needed; undefined where its language is not installed. */
function commandOf(source, scratch) {
  switch (source.slice(source.lastIndexOf('.'))) {
    case '.py':
      return has('python3') ? ['python3', source] : undefined
    case '.pl':
      return has('perl') ? ['perl', source] : undefined
    case '.c': {
      const program = join(scratch, basename(source, '.c'))
      return has('gcc') && spawnSync('gcc', ['-o', program, source], { stdio: 'inherit' }).status === 0
        ? [program]
        : undefined
    }
    default:
      return undefined
  }
}

mkdirSync(out, { recursive: true })
const scratch = mkdtempSync(join(tmpdir(), 'sockspec-samples-'))
const rows = []
try {
  for (const [protocol, role, file, about] of SAMPLES) {
    const name = `${protocol}-${role}-${file}`
    const command = commandOf(join(root, 'test', 'submissions', protocol, role, file), scratch)
    if (!command) {
      console.log(`skip   ${name}: the language it is written in is not installed`)
      continue
    }
    const args = role === 'server' ? ['{port}'] : protocol === 'http-get' ? ['{url}'] : ['{host}', '{port}']
    const json = join(scratch, 'result.json')
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'dist', 'cli', 'main.js'),
        'check',
        protocol,
        '--role',
        role,
        '--report',
        `html=${join(out, `${name}.html`)}`,
        '--report',
        `json=${json}`,
        '--',
        ...command,
        ...args,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
    )
    if (status !== 0 && status !== 1) {
      console.error(stderr)
      process.exit(status ?? 3)
    }
    const { verdict, counts, requirements } = JSON.parse(readFileSync(json, 'utf8'))
    const failed = requirements.filter((one) => one.verdict === 'fail').map((one) => one.id)
    console.log(`${verdict.padEnd(5)}  ${name} (${about})${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`)
    rows.push(
      `<tr><td>${verdict}</td><td><a href="${name}.html">${name}</a></td><td>${about}</td><td>${counts.pass} pass, ${counts.fail} fail, ${counts.info} info</td><td>${failed.join(' ')}</td></tr>`,
    )
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
const index = join(out, 'index.html')
writeFileSync(
  index,
  `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>sockspec: sample submissions</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}</style>
<h1>Sample submissions</h1><table><tr><th>verdict<th>submission<th>about<th>counts<th>violated</tr>
${rows.join('\n')}
</table></html>
`,
)
console.log(`\nThe HTML report is ${index}`)
