// Grades a generated class with 1, 2, 4, 8 and 16 workers, and checks its submissions one after another: submissions a minute, how that is to the checks, wall
// time over what the submissions' own processes used of the cores, and the memory of the main process. Each line comes as it is measured.
// Usage: npm run bench-grade -- [SIZE] [--workers 1,2,4]
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { clearInterval, setInterval } from 'node:timers'
import { parseArgs } from 'node:util'
import { generateClass } from '../test/support/generated-class.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '16,8,4,2,1' } },
})
const SIZE = Number(positionals[0] ?? 20)
const CORES = availableParallelism()
const MAIN = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')
/** How often it is looked how much the harness's own processes have used: what ends in between counts as the submissions'. */
const LOOK_MS = 100
/** The clock in which Linux counts CPU time, ticks a second. */
const TICKS = 100

const base = mkdtempSync(join(tmpdir(), 'sockspec-bench-'))
const { folder, assignment, students } = generateClass(base, SIZE)

/** Of a process: whose child it is, what it runs, and its CPU time with that of its children that have ended, ms; undefined where it has ended. */
function processOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user, system, usersOfEnded, systemOfEnded] = fields.slice(11, 15)
    const ms = (ticks) => (1000 * ticks) / TICKS
    return {
      parent: fields[1],
      own: ms(user + system),
      ended: ms(usersOfEnded + systemOfEnded),
      words: readFileSync(`/proc/${pid}/cmdline`, 'latin1'),
    }
  } catch {
    return undefined
  }
}

/** All processes below one. */
function below(root) {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const found = processOf(name)
        return found ? [[Number(name), found]] : []
      }),
  )
  const isBelow = (pid) => pid === root || (all.has(pid) && isBelow(all.get(pid).parent))
  return [...all].filter(([pid]) => isBelow(pid))
}

const peakOf = (pid) => {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

const isHarness = ({ words }) => /grade-worker|agent\.cjs|dist\/cli\/main\.js/.test(words)

/** Runs it to its end: seconds, CPU seconds of all its processes and of those that are the harness's, and the first one's memory, MiB. */
async function measured(args) {
  const began = performance.now()
  // Whoever waits for the harness knows what it, and all for which it has waited, have used.
  const child = spawn(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1', 'bash', process.execPath, MAIN, ...args],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const harness = new Map()
  let [said, memory] = ['', 0]
  child.stderr.on('data', (chunk) => (said += chunk.toString()))
  const looking = setInterval(() => {
    for (const [pid, found] of below(child.pid)) {
      if (!isHarness(found)) continue
      harness.set(pid, found.own)
      if (found.words.includes(MAIN) && !found.words.includes('grade-worker')) memory = Math.max(memory, peakOf(pid))
    }
  }, LOOK_MS)
  await once(child, 'close')
  clearInterval(looking)
  const cpu = said
    .trim()
    .split(/\s+/)
    .map(Number)
    .reduce((sum, one) => sum + one, 0)
  const own = [...harness.values()].reduce((sum, ms) => sum + ms / 1000, 0)
  return { seconds: (performance.now() - began) / 1000, cpu, harness: own, memory }
}

const graded = (out, id) => JSON.parse(readFileSync(join(base, out, 'students', id, 'graded.json'), 'utf8'))

try {
  console.log(`${SIZE} submissions on ${CORES} cores (load before: ${loadavg()[0].toFixed(1)})`)
  const points = []
  for (const workers of values.workers.split(',').map(Number)) {
    const out = `out-${workers}`
    const args = ['grade', folder, '--assignment', assignment, '--out', join(base, out), '--isolation', 'sandbox']
    const { seconds, cpu, harness, memory } = await measured([...args, '--jobs', String(workers)])
    const inconclusive = students.filter(({ name }) =>
      graded(out, name).tasks.some(({ outcome }) => outcome.kind === 'checked' && outcome.result.counts.error > 0),
    ).length
    points.push({ workers, seconds })
    console.log(
      `${String(workers).padStart(2)} workers: ${seconds.toFixed(0)} s, ${((60 * SIZE) / seconds).toFixed(1)} a minute; ` +
        `wall time over submissions' CPU time / cores ${((seconds * CORES) / Math.max(0.1, cpu - harness)).toFixed(1)}, over that of all processes ${((seconds * CORES) / cpu).toFixed(1)}; ` +
        `main process ${memory.toFixed(0)} MiB; ${inconclusive} inconclusive`,
    )
  }
  const [{ workers: any }] = points
  let one = 0
  let checked = 0
  const began = performance.now()
  for (const { name } of students) {
    const [{ outcome }] = graded(`out-${any}`, name).tasks
    // A check builds nothing.
    if (outcome.kind !== 'checked' || outcome.result.subject.command[0] !== 'python3') continue
    const started = performance.now()
    await new Promise((resolve) =>
      execFile(
        process.execPath,
        [
          MAIN,
          'check',
          'tcp-echo',
          '--port',
          '12000',
          '--cwd',
          join(folder, name),
          '--quiet',
          '--',
          ...outcome.result.subject.command,
        ],
        resolve,
      ),
    )
    one += (performance.now() - started) / 1000
    checked++
    if (performance.now() - began > 90_000) break
  }
  const perCheck = one / checked
  const best = points.reduce((fastest, point) => (point.seconds < fastest.seconds ? point : fastest))
  console.log(
    `one check after another: ${perCheck.toFixed(1)} s each (${checked} of them), ${(60 / perCheck).toFixed(1)} a minute; ${best.workers} workers: ${((perCheck * SIZE) / best.seconds).toFixed(1)} times as many`,
  )
} finally {
  rmSync(base, { recursive: true, force: true })
}
