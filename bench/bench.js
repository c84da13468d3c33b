// Prints what sockspec costs, as ratios to what was measured beside it in the same run: medians of whole processes, taken in turn.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RUNS = Number(process.argv[2] ?? 15)
const MANY = 201
const root = join(import.meta.dirname, '..')
const main = join(root, 'dist', 'cli', 'main.js')
const scratch = mkdtempSync(join(tmpdir(), 'sockspec-bench-'))

/** What one scenario of the bench exchanges; `bare.js` exchanges the same octets. */
const SCENARIOS = {
  'tcp-echo': {
    about: ['Transport: TCP'],
    background: [],
    steps: [
      'Given client A connects',
      'When client A sends a text of 40 octets',
      'Then client A receives the same octets',
    ],
  },
  'file-transfer': {
    about: ['Transport: TCP', 'Options: --reply Gracias', 'Requests: frames', 'Working directory: fresh'],
    background: [],
    steps: [
      'Given client A connects',
      'When client A sends a file of 100 random octets, the length first',
      'Then client A receives the agreed reply',
    ],
  },
  'json-actions': {
    about: ['Transport: TCP', 'Requests: JSON frames', 'Replies: JSON frames'],
    background: [
      'Given a client is greeted with a JSON frame with "continuar": a boolean',
      'And a client takes leave when it sends the JSON frame {"tipo": "\\\\salir"} and receives a JSON frame with "continuar": false',
    ],
    steps: [
      'Given client A connects and is greeted',
      'When client A sends the JSON frame {"tipo": "\\\\juego_nuevo"}',
      'Then client A receives a JSON frame with "continuar": true',
    ],
  },
  'command-session': {
    about: ['Transport: TCP', 'Options: --eol lf', 'Requests: lines', 'Replies: lines'],
    background: ['Given a client takes leave when it sends the command "QUIT" and receives the reply "200 BYE"'],
    steps: [
      'Given client A connects',
      'When client A sends the command "HELO"',
      'Then client A receives the reply "100 OK"',
    ],
  },
  'tcp-multipart': {
    about: ['Transport: TCP', 'Requests: parts', 'Replies: lines', 'Working directory: fresh'],
    background: [],
    steps: [
      'Given client A connects',
      'When client A sends a text part of a sentence of 40 characters',
      'Then client A receives the line "OK"',
    ],
  },
}

/** One feature with so many scenarios alike, to tell a scenario's cost from a run's. */
const feature = ({ about, background, steps }, count) => `Feature: Bench

${about.map((line) => `  ${line}`).join('\n')}
${background.length > 0 ? `\n  Background:\n${background.map((step) => `    ${step}`).join('\n')}\n` : ''}
${Array.from(
  { length: count },
  (_, i) => `  @BENCH-S${i + 1} @core
  Scenario: Exchange ${i + 1}
${steps.map((step) => `    ${step}`).join('\n')}
`,
).join('\n')}`

const run = (command, args) => {
  const began = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return Number(process.hrtime.bigint() - began) / 1e6
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

try {
  const servers = Object.fromEntries(
    Object.keys(SCENARIOS).map((protocol) => {
      const server = join(scratch, protocol)
      if (
        spawnSync(
          'gcc',
          ['-O1', '-pthread', '-o', server, join(root, 'test', 'submissions', protocol, 'server', 'good.c')],
          { stdio: 'inherit' },
        ).status !== 0
      ) {
        console.error(
          'The bench needs gcc, for the servers that are graded, and python3, for the grader to compare with.',
        )
        process.exit(2)
      }
      for (const count of [1, MANY]) {
        const folder = join(scratch, `features-${protocol}-${count}`)
        mkdirSync(folder)
        writeFileSync(join(folder, 'server.feature'), feature(SCENARIOS[protocol], count))
      }
      return [protocol, server]
    }),
  )
  const check = (protocol, specification, ...options) => [
    process.execPath,
    [main, 'check', specification, ...options, '--', servers[protocol], '{port}'],
  ]
  const bare = (protocol, count, exchanges = protocol) => [
    process.execPath,
    [join(root, 'bench', 'bare.js'), servers[protocol], String(count), exchanges],
  ]
  const contenders = {
    node: [process.execPath, ['-e', '0']],
    check: check('tcp-echo', 'tcp-echo'),
    yardstick: ['python3', [join(root, 'bench', 'yardstick.py'), servers['tcp-echo']]],
    ...Object.fromEntries(
      Object.keys(SCENARIOS).flatMap((protocol) =>
        [1, MANY].flatMap((count) => [
          [`${protocol} ${count}`, check(protocol, join(scratch, `features-${protocol}-${count}`))],
          [`bare ${protocol} ${count}`, bare(protocol, count)],
        ]),
      ),
    ),
    large: check('file-transfer', 'file-transfer', '--only', 'FILE-TRANSFER-S11'),
    small: check('file-transfer', 'file-transfer', '--only', 'FILE-TRANSFER-S1'),
    bareLarge: bare('file-transfer', 1, 'file-transfer of 10 MiB'),
    bareSmall: bare('file-transfer', 1),
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
  const row = (what, measured, beside, ratio) =>
    console.log(`${what.padEnd(64)} ${measured.padStart(9)} ${beside.padStart(22)} ${ratio.padStart(8)}`)
  console.log(`medians of ${RUNS} runs, taken in turn, Node ${process.versions.node}\n`)
  row('', 'sockspec', 'beside it', 'ratio')
  row(
    'start-up: a check of one scenario, whole process',
    `${ms['tcp-echo 1'].toFixed(0)} ms`,
    `node -e 0: ${ms.node.toFixed(0)} ms`,
    (ms['tcp-echo 1'] / ms.node).toFixed(2),
  )
  for (const protocol of Object.keys(SCENARIOS)) {
    const [ours, theirs] = [
      (ms[`${protocol} ${MANY}`] - ms[`${protocol} 1`]) / (MANY - 1),
      (ms[`bare ${protocol} ${MANY}`] - ms[`bare ${protocol} 1`]) / (MANY - 1),
    ]
    row(
      `one more scenario of ${protocol}, over a bare socket program`,
      `${ours.toFixed(2)} ms`,
      `${theirs.toFixed(2)} ms`,
      (ours / theirs).toFixed(2),
    )
  }
  row(
    'check tcp-echo, over a hand-written grader',
    `${ms.check.toFixed(0)} ms`,
    `yardstick.py: ${ms.yardstick.toFixed(0)} ms`,
    (ms.check / ms.yardstick).toFixed(2),
  )
  const [large, bareLarge] = [ms.large - ms.small, ms.bareLarge - ms.bareSmall]
  row(
    'FILE-TRANSFER-S11 (10 MiB) beyond S1, over a bare transfer',
    `${large.toFixed(0)} ms`,
    `${bareLarge.toFixed(0)} ms`,
    `+${(large - bareLarge).toFixed(0)} ms`,
  )
  console.log('\nmost memory of a check at level strict:')
  for (const protocol of Object.keys(SCENARIOS)) {
    const [command, args] = check(protocol, protocol, '--level', 'strict')
    const { stderr } = spawnSync(
      command,
      [
        '--import',
        'data:text/javascript,process.on("exit",()=>process.stderr.write("RSS "+process.resourceUsage().maxRSS))',
        ...args,
      ],
      { encoding: 'utf8' },
    )
    console.log(
      `  ${protocol.padEnd(20)} ${(Number(/RSS (\d+)/.exec(stderr)?.[1] ?? NaN) / 1024).toFixed(0).padStart(4)} MiB`,
    )
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
