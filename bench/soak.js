// Checks the reference programs and the sample submissions again and again, and says how many verdicts differ from their tables and between runs.
// Usage: npm run soak -- [RUNS] [--busy] [--parallel N] [--sample N] [--protocol NAME,...] [--role server|client] [--program PART] [--only ID,...]
//   --busy: every core is kept busy by other processes meanwhile; --sample N: every Nth submission only; 0 with --program: no others
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { hasNamespaces } from '../test/support/command.ts'
import { commandOf, missingFor, readSubmissions, settingsFor } from '../test/support/submissions.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    busy: { type: 'boolean' },
    parallel: { type: 'string', default: '4' },
    sample: { type: 'string', default: '1' },
    protocol: { type: 'string' },
    role: { type: 'string' },
    program: { type: 'string' },
    only: { type: 'string' },
  },
})
const RUNS = Number(positionals[0] ?? 1)
const dist = join(import.meta.dirname, '..', 'dist')
const FEATURES = join(dist, '..', 'features')
const isWanted = ({ protocol, role, name }) =>
  (!values.protocol || values.protocol.split(',').includes(protocol)) &&
  (!values.role || values.role === role) &&
  (!values.program || name.includes(values.program))

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

const references = readdirSync(FEATURES)
  .flatMap((protocol) =>
    ['server', 'client'].map((role) => ({ protocol, role, name: `${protocol} ${role} reference` })),
  )
  .filter(({ protocol, role }) => existsSync(join(FEATURES, protocol, `${role}.feature`)))
  .map((one) => {
    const { args = ['--host', '{host}', '--port', '{port}'], options = [] } =
      SPECIAL[`${one.protocol} ${one.role}`] ?? {}
    return {
      ...one,
      violates: [],
      undecided: [],
      options,
      command: () => [process.execPath, join(dist, `${one.role}s`, `${one.protocol}.js`), ...args],
    }
  })

const submissions = readSubmissions()
  .filter((one) => missingFor(one).length === 0 && (typeof one.start === 'string' || hasNamespaces()))
  .filter((_, index) => index % Number(values.sample) === 0)
  .map((one) => ({
    ...one,
    command: () => commandOf(one),
    options: [
      ...Object.entries(settingsFor(one)).flatMap(([name, value]) => [`--${name}`, value]),
      ...(typeof one.start === 'string' ? [] : ['--isolation', 'namespace', '--port', String(one.start.fixedPort)]),
    ],
  }))

async function check({ protocol, role, options, command }) {
  const argv = ['check', protocol, '--role', role, '--level', 'strict', '--report', 'json', ...options]
  if (values.only) argv.push('--only', values.only)
  const child = spawn(process.execPath, [join(dist, 'cli', 'main.js'), ...argv, '--', ...(await command())], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, complaint] = ['', '']
  child.stdout.on('data', (data) => (out += data))
  child.stderr.on('data', (data) => (complaint += data))
  const status = await new Promise((resolve) => child.once('close', resolve))
  if (status === 2 || !out.startsWith('{')) throw new Error(`exit status ${status}: ${complaint.trim()}`)
  return JSON.parse(out)
}

/** What differs from the table: a violation too many, one too few, or a requirement that could not be judged. */
function differences({ violates, undecided }, { requirements }) {
  return requirements.flatMap(({ id, verdict, observed }) => {
    if (undecided.includes(id)) return []
    if (verdict === 'error') return [{ kind: 'inconclusive', id, observed }]
    if ((verdict === 'fail') === violates.includes(id)) return []
    return [{ kind: verdict === 'fail' ? 'accused' : 'missed', id, observed: observed ?? verdict }]
  })
}

const hogs = values.busy
  ? Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']))
  : []
const counts = { checks: 0, verdicts: 0, accused: 0, missed: 0, inconclusive: 0, broken: 0 }
const slowest = []
const began = performance.now()
try {
  const jobs = Array.from({ length: RUNS }, () => [...references, ...submissions].filter(isWanted)).flat()
  await Promise.all(
    Array.from({ length: Number(values.parallel) }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        counts.checks++
        try {
          const result = await check(job)
          counts.verdicts += result.requirements.length
          slowest.push({ name: job.name, ms: result.durationMs })
          for (const { kind, id, observed } of differences(job, result)) {
            counts[kind]++
            console.log(`${job.name}: ${kind} ${id} (seed ${result.seed}): ${String(observed).slice(0, 300)}`)
          }
        } catch (error) {
          counts.broken++
          console.log(`${job.name}: ${error.message}`)
        }
      }
    }),
  )
} finally {
  for (const hog of hogs) hog.kill('SIGKILL')
}
const { checks, verdicts, accused, missed, inconclusive, broken } = counts
slowest.sort((one, other) => other.ms - one.ms)
console.log(
  `slowest: ${slowest
    .slice(0, 5)
    .map(({ name, ms }) => `${name} ${(ms / 1000).toFixed(1)} s`)
    .join(', ')}`,
)
console.log(
  `${checks} checks, ${verdicts} verdicts in ${((performance.now() - began) / 60_000).toFixed(1)} min, ${availableParallelism()} cores${values.busy ? ', all kept busy' : ''}: ` +
    `${accused} accused wrongly, ${missed} missed, ${inconclusive} inconclusive, ${broken} without a result`,
)
process.exitCode = accused + missed + broken === 0 ? 0 : 1
