// Prints what sockspec costs, as ratios to what was measured beside it in the same run: medians of whole processes, taken in turn.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RUNS = Number(process.argv[2] ?? 15)
const root = join(import.meta.dirname, '..')
const main = join(root, 'dist', 'cli', 'main.js')
const scratch = mkdtempSync(join(tmpdir(), 'sockspec-bench-'))

/** One feature with so many scenarios that exchange the same octets as `bare.js`, to tell a scenario's cost from a run's. */
const feature = (count) => `Feature: Echo

  Transport: TCP

${Array.from({ length: count }, (_, i) => `  @BENCH-S${i + 1} @core
  Scenario: Exchange ${i + 1}
    Given client A connects
    When client A sends a text of 40 octets
    Then client A receives the same octets
`).join('\n')}`

const run = (command, args) => {
  const began = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return Number(process.hrtime.bigint() - began) / 1e6
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

try {
  const server = join(scratch, 'server')
  if (spawnSync('gcc', ['-O1', '-o', server, join(root, 'test', 'submissions', 'tcp-echo', 'server', 'good.c')], { stdio: 'inherit' }).status !== 0) {
    console.error('The bench needs gcc, for the server that is graded, and python3, for the grader to compare with.')
    process.exit(2)
  }
  for (const count of [1, 201]) {
    const folder = join(scratch, `features-${count}`)
    spawnSync('mkdir', [folder])
    writeFileSync(join(folder, 'server.feature'), feature(count))
  }
  const check = (protocol, ...options) => [process.execPath, [main, 'check', protocol, ...options, '--', server, '{port}']]
  const contenders = {
    node: [process.execPath, ['-e', '0']],
    check: check('tcp-echo'),
    one: check(join(scratch, 'features-1')),
    many: check(join(scratch, 'features-201')),
    bareOne: [process.execPath, [join(root, 'bench', 'bare.js'), server, '1']],
    bareMany: [process.execPath, [join(root, 'bench', 'bare.js'), server, '201']],
    yardstick: ['python3', [join(root, 'bench', 'yardstick.py'), server]],
  }
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let i = 0; i <= RUNS; i++) {
    // In turn, so that what else the machine does meets all of them; the first round warms the caches and is not counted.
    for (const [name, [command, args]] of Object.entries(contenders)) {
      const ms = run(command, args)
      if (i > 0) times[name].push(ms)
    }
  }
  const ms = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
  const [ours, bare] = [(ms.many - ms.one) / 200, (ms.bareMany - ms.bareOne) / 200]
  const row = (what, measured, beside, ratio) => console.log(`${what.padEnd(58)} ${measured.padStart(9)} ${beside.padStart(22)} ${ratio.toFixed(2).padStart(8)}`)
  console.log(`medians of ${RUNS} runs, taken in turn, Node ${process.versions.node}\n`)
  console.log(`${''.padEnd(58)} ${'sockspec'.padStart(9)} ${'beside it'.padStart(22)} ${'ratio'.padStart(8)}`)
  row('start-up: a check of one scenario, whole process', `${ms.one.toFixed(0)} ms`, `node -e 0: ${ms.node.toFixed(0)} ms`, ms.one / ms.node)
  row('one more scenario, over a bare socket program', `${ours.toFixed(2)} ms`, `${bare.toFixed(2)} ms`, ours / bare)
  row('check tcp-echo, over a hand-written grader', `${ms.check.toFixed(0)} ms`, `yardstick.py: ${ms.yardstick.toFixed(0)} ms`, ms.check / ms.yardstick)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
