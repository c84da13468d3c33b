// Checks the sample submissions without a container and in one, and says which requirements get different verdicts.
// Usage: npm run compare-isolation -- [--parallel N] [--protocol NAME,...] [--name TEXT,...] [--sample N] [--repeat N] [--report FILE]
//   --name: only those whose name holds one of these; --sample: every so-and-so-many-th, N in all; --repeat: how often one that differs is compared again
import { appendFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { whyNoDocker } from '../test/support/docker.js'
import { compareIsolations, isHeavy, missingInEither } from '../test/support/isolations.js'
import { readSubmissions } from '../test/support/submissions.js'

const { values } = parseArgs({
  options: {
    parallel: { type: 'string', default: '3' },
    protocol: { type: 'string' },
    name: { type: 'string' },
    sample: { type: 'string' },
    repeat: { type: 'string', default: '2' },
    report: { type: 'string' },
  },
})
const wanted = (list, holds) => !list || list.split(',').some(holds)

if (whyNoDocker !== undefined) {
  console.error(whyNoDocker)
  process.exit(2)
}
const all = readSubmissions().filter(
  ({ protocol, name }) =>
    wanted(values.protocol, (one) => one === protocol) && wanted(values.name, (text) => name.includes(text)),
)
const runnable = []
for (const one of all) if ((await missingInEither(one)).length === 0) runnable.push(one)
const step = values.sample ? Math.max(1, runnable.length / Number(values.sample)) : 1
const queue = runnable.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
const count = queue.length
const began = performance.now()
let done = 0
let requirements = 0
const ms = { without: 0, docker: 0 }
const unsettled = []
const passing = []
let heavyRuns = false

/** The next one; of those that take all they can get, one at a time. */
function next() {
  const index = queue.findIndex((one) => !heavyRuns || !isHeavy(one))
  return index === -1 ? undefined : queue.splice(index, 1)[0]
}

const shown = (differences) =>
  differences.map(({ id, without, docker }) => `  ${id}\n    without  ${without}\n    docker   ${docker}`).join('\n')
const note = (text) => {
  console.log(text)
  if (values.report) appendFileSync(values.report, `${text}\n`)
}

async function compare(submission) {
  const first = await compareIsolations(submission)
  requirements += first.requirements
  ms.without += first.ms.without
  ms.docker += first.ms.docker
  done++
  if (values.report)
    appendFileSync(
      values.report,
      `${done}/${count} ${submission.name} ${first.requirements} requirements, ${Math.round(first.ms.without)} + ${Math.round(first.ms.docker)} ms\n`,
    )
  if (first.differences.length === 0) return
  note(
    `DIFFERENT  ${submission.name}  (seed ${first.seed}; violates ${submission.violates.join(' ') || 'nothing'})\n${shown(first.differences)}`,
  )
  // What only a machine that was too busy brought about does not come again.
  let again = 0
  const ids = new Set()
  for (let i = 0; i < Number(values.repeat); i++) {
    const { differences } = await compareIsolations(submission, i === 0 ? first.seed : undefined)
    if (differences.length > 0) {
      again++
      for (const { id } of differences) ids.add(id)
    }
  }
  note(`  compared again ${values.repeat} times: different ${again} times  ${[...ids].join(' ')}  (${submission.name})`)
  ;(again > 0 ? unsettled : passing).push(submission.name)
}

await Promise.all(
  Array.from({ length: Number(values.parallel) }, async () => {
    for (let one = next(); one; one = next()) {
      const heavy = isHeavy(one)
      if (heavy) heavyRuns = true
      await compare(one)
      if (heavy) heavyRuns = false
    }
  }),
)

const seconds = Math.round((performance.now() - began) / 1000)
note(
  `${count} submissions (${all.length - runnable.length} left out: their language is missing), ${requirements} requirements each way, in ${seconds} s: ` +
    `${unsettled.length === 0 ? 'the same verdicts' : `${unsettled.length} with different verdicts (${unsettled.join('; ')})`}` +
    `${passing.length === 0 ? '' : `; ${passing.length} differed once and not again (${passing.join('; ')})`}` +
    `; on average ${Math.round(ms.without / count)} ms without a container, ${Math.round(ms.docker / count)} ms in one`,
)
process.exitCode = unsettled.length === 0 ? 0 : 1
