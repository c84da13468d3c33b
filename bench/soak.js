// Checks the reference programs again and again, and says whether every run gave the same verdicts.
// Usage: node bench/soak.js [RUNS] [--busy] [--parallel N] [--protocol NAME,...]     --busy: every core is kept busy by other processes meanwhile
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { busy: { type: 'boolean' }, parallel: { type: 'string', default: '4' }, protocol: { type: 'string' } },
})
const RUNS = Number(positionals[0] ?? 50)
const dist = join(import.meta.dirname, '..', 'dist')
const FEATURES = join(dist, '..', 'features')
const wanted = (protocol) => !values.protocol || values.protocol.split(',').includes(protocol)
const SPECIFICATIONS = readdirSync(FEATURES)
  .filter(wanted)
  .flatMap((protocol) =>
    ['server', 'client']
      .filter((role) => existsSync(join(FEATURES, protocol, `${role}.feature`)))
      .map((role) => [protocol, role]),
  )

/** What a reference program is started with, and the options of the check. */
const SPECIAL = {
  'http-get client': { args: ['{url}'] },
  'tcp-throughput client': {
    args: ['--host', '{host}', '--port', '{port}', '--duration', '{duration}'],
    options: ['--duration', '2'],
  },
  'udp-allowlist server': { args: ['--port', '{port}', '--allow', '{allow}'] },
  'udp-exec server': { args: ['--port', '{port}', '--allow-exec'] },
}

const check = (protocol, role) =>
  new Promise((resolve) => {
    const { args = ['--host', '{host}', '--port', '{port}'], options = [] } = SPECIAL[`${protocol} ${role}`] ?? {}
    const program = [process.execPath, join(dist, `${role}s`, `${protocol}.js`), ...args]
    const child = spawn(
      process.execPath,
      [
        join(dist, 'cli', 'main.js'),
        'check',
        protocol,
        '--role',
        role,
        '--level',
        'strict',
        ...options,
        '--report',
        'json',
        '--',
        ...program,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    child.stdout.on('data', (data) => (out += data))
    child.once('close', (status) => {
      const requirements = status === 0 || status === 1 || status === 3 ? JSON.parse(out).requirements : []
      resolve({
        verdicts: requirements.map(({ id, verdict }) => `${id} ${verdict}`).join('\n') || `exit status ${status}`,
        wrong: requirements
          .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info')
          .map(({ id, verdict, observed }) => `${id} ${verdict}: ${observed}`),
      })
    })
  })

const hogs = values.busy
  ? Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']))
  : []
const seen = new Map()
try {
  const jobs = Array.from({ length: RUNS }, () => SPECIFICATIONS).flat()
  await Promise.all(
    Array.from({ length: Number(values.parallel) }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const name = job.join(' ')
        const { verdicts, wrong } = await check(...job)
        const ofName = seen.get(name) ?? new Map()
        ofName.set(verdicts, (ofName.get(verdicts) ?? 0) + 1)
        seen.set(name, ofName)
        for (const line of wrong) console.log(`  ${line}`)
      }
    }),
  )
} finally {
  for (const hog of hogs) hog.kill('SIGKILL')
}
for (const [name, verdicts] of seen)
  console.log(
    `${name.padEnd(24)} ${[...verdicts.values()].reduce((a, b) => a + b)} runs, ${verdicts.size === 1 ? 'identical verdicts' : `${verdicts.size} DIFFERENT sets of verdicts (${[...verdicts.values()].join(', ')})`}`,
  )
process.exitCode = [...seen.values()].every((verdicts) => verdicts.size === 1) ? 0 : 1
