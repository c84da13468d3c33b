// Checks the reference programs and the sample submissions again and again, and says how many verdicts differ from their tables and between runs.
// Usage: npm run soak -- [RUNS] [--busy] [--parallel N] [--sample N] [--protocol NAME,...] [--role server|client] [--program PART] [--only ID,...]
//   --busy: every core is kept busy by other processes meanwhile; --sample N: every Nth submission only
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { check, inParallel, references, submissions, wanted, WHICH } from './programs.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    busy: { type: 'boolean' },
    parallel: { type: 'string', default: '4' },
    sample: { type: 'string', default: '1' },
    ...WHICH,
    only: { type: 'string' },
  },
})
const RUNS = Number(positionals[0] ?? 1)

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
  const programs = [...references(), ...submissions().filter((_, index) => index % Number(values.sample) === 0)]
  const jobs = Array.from({ length: RUNS }, () => wanted(programs, values)).flat()
  await inParallel(values.parallel, jobs, async (job) => {
    counts.checks++
    try {
      const result = await check(job, values.only ? ['--only', values.only] : [])
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
  })
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
