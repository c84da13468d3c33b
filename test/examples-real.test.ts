import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { hasNamespaces, inNamespace, isInstalled, MAIN } from './support/command.js'
import { grade, withVerdict } from './support/grade.js'
import { scratchFolder } from './support/programs.js'
import { EXAMPLES } from './support/submissions.js'

/** The examples' features, and programs that nobody here wrote. */

const folder = scratchFolder()
const example = (name: string): string => join(EXAMPLES, name)
const verdicts = (json: string): string[] =>
  (JSON.parse(json) as Result).requirements.map(({ id, verdict }) => `${id} ${verdict}`)

describe('redis-server', () => {
  it.skipIf(!isInstalled('redis-server'))('is a key-value store as the example says, but for LIST', async () => {
    const data = join(folder, 'redis')
    mkdirSync(data)
    const only = [1, 2, 3, 4, 5, 6].map((number) => `KEY-VALUE-S${number}`)
    const command = ['redis-server', '--port', '{port}', '--bind', '127.0.0.1', '--save', '', '--dir', data]
    const { result } = await grade(example('key-value-store'), 'server', command, { only })
    expect(withVerdict(result, 'pass')).toEqual(only)
  })
})

describe("inetd's own daytime", () => {
  const without = !isInstalled('inetd') || !hasNamespaces()

  // Port 13 needs root: that, and the port itself, are to be had in a namespace.
  it.skipIf(without)('over TCP', async () => {
    const configuration = join(folder, 'tcp.conf')
    writeFileSync(configuration, 'daytime stream tcp nowait root internal\n')
    const json = await inNamespace(
      `${process.execPath} ${MAIN} check ${example('daytime-tcp')} --level strict --port 13 --report json -- inetd -i ${configuration}`,
    )
    expect(verdicts(json)).toEqual(['S1', 'S2', 'T1', 'T2'].map((id) => `DAYTIME-TCP-${id} pass`))
  })

  // Against loops of datagrams it answers nothing that comes from 127.0.0.0/8, so it gets another address, and is running already.
  it.skipIf(without)('over UDP', async () => {
    const configuration = join(folder, 'udp.conf')
    writeFileSync(configuration, 'daytime dgram udp wait root internal\n')
    const started = 'until grep -q ":000D " /proc/net/udp; do :; done'
    const json = await inNamespace(
      `ip addr add 10.9.8.7/32 dev lo; inetd -i ${configuration} & ${started}; ${process.execPath} ${MAIN} check ${example('daytime-udp')} --level strict --host 10.9.8.7 --port 13 --report json`,
    )
    expect(verdicts(json)).toEqual(['DAYTIME-UDP-S1 pass', 'DAYTIME-UDP-S2 pass'])
  })
})
