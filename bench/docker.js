// Prints what a check in containers costs, as ratios to the same check as processes: medians of whole processes, taken in turn.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RUNS = Number(process.argv[2] ?? 9)
const root = join(import.meta.dirname, '..')
const main = join(root, 'dist', 'cli', 'main.js')
const samples = join(root, 'test', 'submissions')

const CHECKS = [
  {
    name: 'tcp-echo, server in C',
    protocol: 'tcp-echo',
    role: 'server',
    source: 'good.c',
    command: ['./program', '{port}'],
  },
  {
    name: 'tcp-echo, server in Python',
    protocol: 'tcp-echo',
    role: 'server',
    source: 'good.py',
    command: ['python3', 'good.py', '{port}'],
  },
  {
    name: 'file-transfer, server in Python',
    protocol: 'file-transfer',
    role: 'server',
    source: 'good.py',
    command: ['python3', 'good.py', '{port}'],
  },
  {
    name: 'udp-uppercase, server in Python',
    protocol: 'udp-uppercase',
    role: 'server',
    source: 'good.py',
    command: ['python3', 'good.py', '{port}'],
  },
  {
    name: 'line-uppercase, client in Python',
    protocol: 'line-uppercase',
    role: 'client',
    source: 'good.py',
    command: ['python3', 'good.py', '{host}', '{port}'],
  },
]

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** How long it takes, ms; what it prints. */
function run(args, cwd) {
  const began = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return { ms: Number(process.hrtime.bigint() - began) / 1e6, printed: stdout }
}

const scratch = []
try {
  const contenders = CHECKS.map(({ name, protocol, role, source, command }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sockspec-bench-'))
    scratch.push(folder)
    const path = join(samples, protocol, role, source)
    if (!source.endsWith('.c')) copyFileSync(path, join(folder, source))
    else if (
      spawnSync('gcc', ['-O1', '-pthread', '-o', join(folder, 'program'), path], { stdio: 'inherit' }).status !== 0
    )
      throw new Error('the bench needs gcc')
    const args = (isolation) => [
      main,
      'check',
      protocol,
      '--role',
      role,
      '--isolation',
      isolation,
      '--cwd',
      folder,
      '--',
      ...command,
    ]
    const first = (isolation) => [join(root, 'bench', 'first-verdict.js'), isolation, folder, ...command]
    return { name, folder, args, first, none: [], docker: [], firstNone: [], firstDocker: [] }
  })
  for (let i = 0; i <= RUNS; i++) {
    // In turn, so that what else the machine does meets all of them; the first round warms the caches and is not counted.
    for (const one of contenders) {
      for (const isolation of ['none', 'docker']) {
        const { ms } = run(one.args(isolation), one.folder)
        if (i > 0) one[isolation].push(ms)
      }
    }
    for (const [isolation, times] of [
      ['none', contenders[1].firstNone],
      ['docker', contenders[1].firstDocker],
    ]) {
      const { printed } = run(contenders[1].first(isolation), contenders[1].folder)
      if (i > 0) times.push(Number(printed))
    }
  }
  const row = (what, docker, none, ratio) =>
    console.log(`${what.padEnd(52)} ${docker.padStart(12)} ${none.padStart(12)} ${ratio.padStart(8)}`)
  console.log(`medians of ${RUNS} runs, taken in turn, Node ${process.versions.node}\n`)
  row('', 'docker', 'process', 'ratio')
  const line = (what, docker, none) =>
    row(what, `${docker.toFixed(0)} ms`, `${none.toFixed(0)} ms`, (docker / none).toFixed(2))
  line(
    'to the first verdict (tcp-echo, server in Python)',
    median(contenders[1].firstDocker),
    median(contenders[1].firstNone),
  )
  for (const { name, docker, none } of contenders) line(`whole check: ${name}`, median(docker), median(none))
} finally {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true })
}
