// Grades a generated class of 200 twice, kills it five times at random moments and resumes each time, and checks each of its programs alone: says whether
// gradebooks and verdicts are the same.
// Usage: npm run class -- [SIZE] [--jobs N] [--keep DIR]
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { generateClass } from '../test/support/generated-class.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string' }, keep: { type: 'string' } },
})
const SIZE = Number(positionals[0] ?? 200)
const KILLS = 5
const MAIN = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')
const base = values.keep ?? mkdtempSync(join(tmpdir(), 'sockspec-class-'))

const { folder, assignment, students } = generateClass(base, SIZE)
const place = (name) => join(base, name)

/** Grades the class; `killAfter` so many results it is killed. Gives how many results it had come to, and how long it took. */
async function grade(out, { resume = false, killAfter = Infinity } = {}) {
  const args = ['grade', folder, '--assignment', assignment, '--out', place(out), '--isolation', 'sandbox', '--quiet']
  if (resume) args.push('--resume')
  if (values.jobs) args.push('--jobs', values.jobs)
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let results = 0
  child.stdout.on('data', (chunk) => {
    results += chunk.toString().split('\n').length - 1
    if (results >= killAfter) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  return { results, seconds: (performance.now() - began) / 1000 }
}

const book = (out) => readFileSync(join(place(out), 'gradebook.csv'), 'utf8')
const graded = (out, id) => JSON.parse(readFileSync(join(place(out), 'students', id, 'graded.json'), 'utf8'))

/** The verdicts of a check of one submission by itself; undefined where there is none. */
function alone({ name }, command) {
  const args = ['check', 'tcp-echo', '--isolation', 'sandbox', '--port', '12000', '--report', 'json']
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...args, '--cwd', join(place('built'), name), '--', ...command],
      { maxBuffer: 64 << 20 },
      (_error, stdout) => resolve(stdout === '' ? undefined : verdictsOf(JSON.parse(stdout).requirements)),
    )
  })
}

const verdictsOf = (requirements) => Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]))

/** Says where two gradebooks differ; gives how many lines do. */
function differences(one, other) {
  const [lines, others] = [book(one).split('\n'), book(other).split('\n')]
  const different = lines.filter((line, index) => line !== others[index])
  for (const line of different) {
    const index = lines.indexOf(line)
    console.log(`  ${one}: ${line}\n  ${other}: ${others[index] ?? ''}`)
  }
  return different.length
}

let wrong = 0
try {
  const first = await grade('first')
  console.log(
    `${SIZE} submissions graded in ${first.seconds.toFixed(0)} s, ${((60 * SIZE) / first.seconds).toFixed(1)} a minute`,
  )
  const second = await grade('second')
  const changed = differences('first', 'second')
  wrong += changed
  console.log(
    `again in ${second.seconds.toFixed(0)} s: ${changed === 0 ? 'the same gradebook' : `${changed} lines differ`}`,
  )

  for (let kill = 1; kill <= KILLS; kill++) {
    const killAfter = 1 + Math.floor(Math.random() * (SIZE / KILLS))
    const { results } = await grade('killed', { resume: true, killAfter })
    console.log(`killed after ${results} more results`)
  }
  await grade('killed', { resume: true })
  const afterKills = differences('first', 'killed')
  wrong += afterKills
  console.log(
    `killed ${KILLS} times and resumed: ${afterKills === 0 ? 'the same gradebook' : `${afterKills} lines differ`}`,
  )

  const known = new Map()
  let compared = 0
  let checkMs = 0
  cpSync(folder, place('built'), { recursive: true })
  for (const student of students) {
    const [{ outcome }] = graded('first', student.name).tasks
    if (outcome.kind !== 'checked') continue
    const { command } = outcome.result.subject
    if (!known.has(student.program)) {
      await build(student)
      const began = performance.now()
      known.set(student.program, { verdicts: await alone(student, command), ms: 0 })
      known.get(student.program).ms = performance.now() - began
    }
    const { verdicts, ms } = known.get(student.program)
    checkMs += ms
    compared++
    const inClass = verdictsOf(outcome.result.requirements)
    const others = Object.keys(inClass).filter((id) => inClass[id] !== verdicts?.[id])
    if (others.length === 0) continue
    wrong++
    console.log(
      `  ${student.name} (${student.program}): ${others.map((id) => `${id} ${inClass[id]}, alone ${verdicts?.[id]}`).join('; ')}`,
    )
  }
  console.log(
    `${compared} submissions, ${known.size} different ones, have the verdicts that they have alone, but for those above; one check after another: ${(checkMs / 1000).toFixed(0)} s, ${(checkMs / 1000 / first.seconds).toFixed(1)} times as long`,
  )
} finally {
  if (values.keep === undefined) rmSync(base, { recursive: true, force: true })
}
process.exitCode = wrong === 0 ? 0 : 1

/** As its sockspec.yaml says: a check builds nothing. */
function build({ name }) {
  const cwd = join(place('built'), name)
  const line = (() => {
    try {
      return /^build: (.*)$/m.exec(readFileSync(join(cwd, 'sockspec.yaml'), 'utf8'))?.[1]
    } catch {
      return undefined
    }
  })()
  return line === undefined ? undefined : new Promise((resolve) => execFile('sh', ['-c', line], { cwd }, resolve))
}
