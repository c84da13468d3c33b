// Checks the sample submissions (or with --references the reference programs) one after another, and prints which took long, and which of their requirements.
// Usage: npm run slowest -- [--seconds N] [--parallel N] [--references] [--busy N] [--protocol NAME,...] [--role server|client] [--program PART,...]
//   --seconds: only what took longer, 20 by default; --busy: so many processes keep the CPUs busy meanwhile: then the second check is compared with one on the idle machine
import { spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { check, inParallel, references, submissions, wanted, WHICH } from './programs.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    parallel: { type: 'string', default: '1' },
    references: { type: 'boolean' },
    busy: { type: 'string', default: '0' },
    ...WHICH,
  },
})
const programs = wanted(values.references ? references() : submissions(), values)
const inSeconds = (ms) => (ms / 1000).toFixed(1)

/** What all of them take, in parallel as asked. */
async function measure() {
  const taken = []
  await inParallel(values.parallel, programs, async (job) => {
    try {
      const { durationMs, requirements } = await check(job)
      taken.push({ name: job.name, durationMs, requirements })
      if (durationMs > Number(values.seconds) * 1000)
        console.log(`${inSeconds(durationMs)} s ${job.name}: ${longest(requirements)}`)
    } catch (error) {
      console.log(`${job.name}: ${error.message}`)
    }
  })
  return taken
}

/** The requirements that took longest: those side by side count each. */
const longest = (requirements) =>
  requirements
    .filter(({ durationMs }) => durationMs > 1000)
    .sort((one, other) => other.durationMs - one.durationMs)
    .slice(0, 8)
    .map(({ id, verdict, durationMs }) => `${id} ${verdict} ${inSeconds(durationMs)}`)
    .join(', ')

const idle = await measure()
const all = idle.map(({ durationMs }) => durationMs).sort((one, other) => other - one)
console.log(
  `${all.length} checks, slowest ${inSeconds(all[0] ?? 0)} s, over ${values.seconds} s: ${all.filter((ms) => ms > Number(values.seconds) * 1000).length}; load ${loadavg()[0]?.toFixed(1)}`,
)
if (Number(values.busy) > 0) {
  const hogs = Array.from({ length: Number(values.busy) }, () => spawn(process.execPath, ['-e', 'for (;;);']))
  try {
    let [scenarios, errors] = [0, 0]
    for (const { name, durationMs, requirements } of await measure()) {
      const before = idle.find((one) => one.name === name)?.durationMs ?? durationMs
      const inconclusive = requirements.filter(({ verdict }) => verdict === 'error').map(({ id }) => id)
      scenarios += requirements.flatMap((requirement) => requirement.scenarios).length
      errors += inconclusive.length
      console.log(
        `${name}: ${inSeconds(before)} s idle, ${inSeconds(durationMs)} s busy, ${(durationMs / before).toFixed(1)} times${inconclusive.length > 0 ? `, error: ${inconclusive.join(' ')}` : ''}`,
      )
    }
    console.log(`${scenarios} scenarios, ${errors} requirements inconclusive`)
  } finally {
    for (const hog of hogs) hog.kill('SIGKILL')
  }
}
