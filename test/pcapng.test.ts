import { isUtf8 } from 'node:buffer'
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../dist/harness/wire-log.js'
import { formatPcapng } from '../dist/results/pcapng.js'
import type { Result } from '../dist/results/result.js'
import { isInstalled, sockspec } from './support/command.js'
import { grade } from './support/grade.js'
import { scratchFolder } from './support/programs.js'
import { SUBMISSIONS } from './support/submissions.js'

const run = promisify(execFile)
const folder = scratchFolder()
const needs = isInstalled('tshark') ? '' : ' (needs tshark)'

/** What a message means to Wireshark is another matter: random octets on random ports make no sense to its dissectors, nor do the pictures that the harness makes up. */
const OCTETS_ONLY = ['-d', 'tcp.port==1-65535,data', '-d', 'udp.port==1-65535,data']
const VERIFY = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE']
const WRONG = '_ws.malformed or ip.checksum.status==0 or tcp.checksum.status==0 or udp.checksum.status==0 or (tcp.analysis.flags and not tcp.analysis.reused_ports)'

const tshark = async (file: string, ...args: readonly string[]): Promise<string> =>
  (await run('tshark', ['-n', '-r', file, ...args], { maxBuffer: 256 << 20 })).stdout

const program = (protocol: string, name: string): string[] => ['python3', join(SUBMISSIONS, protocol, 'server', name), '{port}']

/** The events of all scenarios that became packets, in the order of time. */
function inOrder(report: Awaited<ReturnType<typeof grade>>, wanted: (event: WireEvent) => boolean): WireEvent[] {
  return report.requirements.flatMap(({ findings }) => findings.flatMap(({ log }) => log.events.filter(wanted).map((event) => ({ event, time: Math.round((log.began + event.at) * 1000) }))))
    .sort((a, b) => a.time - b.time).map(({ event }) => event)
}

describe.concurrent(`a capture as tshark reads it${needs}`, () => {
  it.skipIf(needs !== '').for([
    ['udp-echo', 'good.py', 'udp'], ['tcp-echo', 'good-ipv6.py', 'tcp'], ['tcp-echo', 'dies-of-reset.py', 'tcp'], ['json-actions', 'ends-after-one.py', 'tcp'], ['http-get', 'good.py', 'tcp'], ['file-transfer', 'good.py', 'tcp'],
  ] as const)('of %s %s has nothing that is malformed, missing or out of order, and no wrong checksum', async ([protocol, name, transport]) => {
    const [file, json] = [join(folder, `${protocol}-${name}.pcapng`), join(folder, `${protocol}-${name}.json`)]
    const { stderr } = await sockspec(['check', protocol, '--report', `pcapng=${file}`, '--report', `json=${json}`, '--', ...program(protocol, name)])
    expect(stderr).toBe('')
    expect(await tshark(file, ...OCTETS_ONLY, ...VERIFY, '-Y', WRONG)).toBe('')
    // Checksums were verified (1 is `good`) but for packets whose octets were not all kept (2 is `unverified`).
    const statuses = (await tshark(file, ...VERIFY, '-T', 'fields', '-e', `${transport}.checksum.status`, '-e', 'frame.len', '-e', 'frame.cap_len')).trim().split('\n').map((line) => line.split('\t'))
    expect(statuses.length).toBeGreaterThan(10)
    expect(statuses.filter(([status, size, captured]) => status !== (size === captured ? '1' : '2'))).toEqual([])
    const named = new Set((await tshark(file, '-T', 'fields', '-e', 'frame.comment')).trim().split('\n').map((comment) => comment.split(' ')[0]))
    const { requirements } = JSON.parse(readFileSync(json, 'utf8')) as Result
    const known = requirements.map(({ id }) => id)
    expect([...named].filter((id) => !known.includes(id ?? ''))).toEqual([])
    expect(known.filter((id) => !named.has(id))).toEqual([])
  })

  it.skipIf(needs !== '').for([['tcp-echo', 'good.py'], ['json-actions', 'good.py']] as const)('has the octets of the log in the streams that it follows: %s %s', async ([protocol, name]) => {
    const report = await grade(protocol, 'server', program(protocol, name), { level: 'robust' })
    const file = join(folder, `follow-${protocol}.pcapng`)
    writeFileSync(file, formatPcapng(report))
    const opened = inOrder(report, ({ kind }) => kind === 'open' || kind === 'refused')
    expect(opened.length).toBeGreaterThan(10)
    const shown = await tshark(file, '-q', ...opened.flatMap((_, stream) => ['-z', `follow,tcp,raw,${stream}`]))
    const followed = new Map([...shown.matchAll(/Filter: tcp\.stream eq (\d+)\nNode 0: .*\nNode 1: .*\n([^=]*)=/g)].map(([, stream = '', lines = '']) => [Number(stream), lines]))
    let compared = 0
    for (const [stream, { local, remote, peer }] of opened.entries()) {
      // Where the kernel has given a port of the harness's twice, only time would tell which events belong to which.
      if (opened.filter((other) => other.local?.port === local?.port).length > 1) continue
      const data = inOrder(report, (event) => event.kind === 'data' && event.peer === peer && event.local?.port === local?.port && event.remote?.port === remote?.port)
      if (data.some(({ octets, size }) => octets?.length !== size)) continue
      const lines = (followed.get(stream) ?? '').split('\n').filter((line) => line !== '')
      for (const direction of ['to', 'from'] as const) {
        const got = lines.filter((line) => line.startsWith('\t') === (direction === 'from')).map((line) => line.trim()).join('')
        expect(got).toBe(Buffer.concat(data.filter((event) => event.direction === direction).flatMap(({ octets }) => octets ?? [])).toString('hex'))
      }
      compared++
    }
    expect(compared).toBeGreaterThan(10)
  })

  it.skipIf(needs !== '')('has every datagram of the log', async () => {
    const report = await grade('udp-echo', 'server', program('udp-echo', 'good.py'), { level: 'robust' })
    const file = join(folder, 'datagrams.pcapng')
    writeFileSync(file, formatPcapng(report))
    const sent = inOrder(report, ({ kind }) => kind === 'data')
    const got = (await tshark(file, ...OCTETS_ONLY, '-T', 'fields', '-e', 'udp.length', '-e', 'udp.payload')).split('\n').slice(0, -1)
    expect(got).toEqual(sent.map(({ octets, size }) => `${(size ?? 0) + 8}\t${octets?.toString('hex') ?? ''}`))
  })
})

describe('a capture', () => {
  it('goes to standard output as it is where that is no terminal', async () => {
    const args = [join(import.meta.dirname, '..', 'dist', 'cli', 'main.js'), 'check', 'tcp-echo', '--only', 'TCP-ECHO-S2', '--report', 'pcapng', '--', ...program('tcp-echo', 'good.py')]
    const { stdout } = await run(process.execPath, args, { encoding: 'buffer' })
    expect(stdout.subarray(0, 4).toString('hex')).toBe('0a0d0d0a')
    // It holds all 256 values, in an order that no text has.
    expect(isUtf8(stdout)).toBe(false)
    expect(stdout.readUInt32LE(stdout.length - 4) % 4).toBe(0)
  })
})
