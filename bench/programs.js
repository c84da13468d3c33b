// The programs that the measurements check: the references and the sample submissions, each with its command and what its table says of it.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hasNamespaces } from '../test/support/command.ts'
import { commandOf, missingFor, readSubmissions, settingsFor } from '../test/support/submissions.ts'

const dist = join(import.meta.dirname, '..', 'dist')
const FEATURES = join(dist, '..', 'features')

/** Does it for each of the jobs, so many at once. */
export async function inParallel(count, jobs, act) {
  const waiting = [...jobs]
  await Promise.all(
    Array.from({ length: Number(count) }, async () => {
      for (let job = waiting.shift(); job; job = waiting.shift()) await act(job)
    }),
  )
}

/** How a command line says which of the programs are wanted. */
export const WHICH = {
  protocol: { type: 'string' },
  role: { type: 'string' },
  program: { type: 'string' },
}

/** Those of the programs that the command line asks for. */
export const wanted = (programs, values) =>
  programs.filter(
    ({ protocol, role, name }) =>
      (!values.protocol || values.protocol.split(',').includes(protocol)) &&
      (!values.role || values.role === role) &&
      (!values.program || values.program.split(',').some((part) => name.includes(part))),
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

export const references = () =>
  readdirSync(FEATURES)
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

/** Those that can run here. */
export const submissions = () =>
  readSubmissions()
    .filter((one) => missingFor(one).length === 0 && (typeof one.start === 'string' || hasNamespaces()))
    .map((one) => ({
      ...one,
      command: () => commandOf(one),
      options: [
        ...Object.entries(settingsFor(one)).flatMap(([name, value]) => [`--${name}`, value]),
        ...(typeof one.start === 'string' ? [] : ['--isolation', 'namespace', '--port', String(one.start.fixedPort)]),
      ],
    }))

/** The result of a check, as its JSON report says it. Throws where there is none. */
export async function check({ protocol, role, options, command }, more = []) {
  const argv = ['check', protocol, '--role', role, '--level', 'strict', '--report', 'json', ...options, ...more]
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
