import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Result } from '../dist/results/result.js'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { isInstalled, sockspec } from './support/command.js'
import { dockerNeeds, sockspecImage, whyNoDocker } from './support/docker.js'
import { withVerdict } from './support/grade.js'
import { scratchFolder } from './support/programs.js'
import { referenceInImage } from './support/references.js'
import { SUBMISSIONS } from './support/submissions.js'

const folder = scratchFolder()

/** What a program of this kind is given. */
function argumentsOf(protocol: string, role: string): string[] {
  if (role === 'server') return ['{port}']
  return protocol === 'tcp-throughput' ? ['{host}', '{port}', '{duration}'] : ['{host}', '{port}']
}

const settingsOf = (protocol: string): string[] => (protocol === 'tcp-throughput' ? ['--duration', '2'] : [])

async function check(
  protocol: string,
  role: string,
  options: readonly string[],
  command: readonly string[],
): Promise<Result> {
  const { stdout, stderr, status } = await sockspec([
    'check',
    protocol,
    '--role',
    role,
    '--isolation',
    'docker',
    '--network',
    ...settingsOf(protocol),
    ...options,
    '--report',
    'json',
    '--',
    ...command,
  ])
  expect(stderr.replaceAll(/\r.*/g, ''), `exit status ${status}`).not.toContain('sockspec:')
  return JSON.parse(stdout) as Result
}

const disturbed = readCatalogue().filter(({ networkRequirements }) => networkRequirements.length > 0)
const [, ...rows] = readFileSync(join(SUBMISSIONS, 'network.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((row) => row.split('\t'))

describe.concurrent('on a network that is cut, lossy, slow or out of order', { retry: 2 }, () => {
  for (const { protocol, role, networkRequirements } of disturbed) {
    const ids = networkRequirements.map(({ id }) => id)
    it.skipIf(whyNoDocker !== undefined)(
      `the reference ${protocol} ${role} does what ${ids.join(' and ')} ask${dockerNeeds}`,
      async () => {
        const result = await check(
          protocol,
          role,
          ['--cwd', folder, '--image', sockspecImage(), '--only', ids.join(',')],
          referenceInImage(protocol, role),
        )
        expect(
          result.requirements.map(({ id, verdict, observed }) => [id, verdict, observed]),
          `seed ${result.seed}`,
        ).toEqual(ids.map((id) => [id, 'pass', undefined]))
      },
    )
  }

  for (const [protocol = '', role = '', program = '', violates = '', why = ''] of rows) {
    it.skipIf(whyNoDocker !== undefined)(
      `${protocol} ${role} ${program} violates ${violates}: ${why}${dockerNeeds}`,
      async () => {
        const result = await check(
          protocol,
          role,
          ['--cwd', join(SUBMISSIONS, 'network')],
          ['python3', program, ...argumentsOf(protocol, role)],
        )
        expect(withVerdict(result, 'fail', 'error', 'warn'), `seed ${result.seed}`).toEqual(violates.split(','))
      },
    )
  }

  it('each of these requirements has a program that violates it', () => {
    const violated = new Set(rows.flatMap(([, , , violates = '']) => violates.split(',')))
    expect(
      disturbed
        .flatMap(({ networkRequirements }) => networkRequirements.map(({ id }) => id))
        .filter((id) => !violated.has(id)),
    ).toEqual([])
  })

  it('asks for containers where there are none to disturb', async () => {
    const { status, stderr } = await sockspec(['check', 'tcp-echo', '--network', '--', 'true'])
    expect([status, stderr]).toEqual([
      2,
      'sockspec: --network cuts and disturbs the network between hosts, which there are only in containers: add --isolation docker\n',
    ])
  })
})

const needsTshark = whyNoDocker !== undefined ? dockerNeeds : isInstalled('tshark') ? '' : ' (needs tshark)'
const WRONG = 'ip.checksum.status==0 or tcp.checksum.status==0 or udp.checksum.status==0 or _ws.malformed'

describe.concurrent('a capture of what crossed the network between hosts', { retry: 2 }, () => {
  for (const protocol of ['tcp-echo', 'udp-echo']) {
    it.skipIf(needsTshark !== '')(
      `of ${protocol} has the hosts' own addresses, right checksums, and every scenario's packets${needsTshark}`,
      async () => {
        const file = join(folder, `${protocol}.pcapng`)
        const { stdout } = await sockspec([
          'check',
          protocol,
          '--isolation',
          'docker',
          '--cwd',
          folder,
          '--image',
          sockspecImage(),
          '--report',
          'json',
          '--report',
          `pcapng=${file}`,
          '--',
          ...referenceInImage(protocol, 'server'),
        ])
        const ids = (JSON.parse(stdout) as Result).requirements.map(({ id }) => id)
        const tshark = async (...args: readonly string[]): Promise<string[]> =>
          (
            await promisify(execFile)(
              'tshark',
              [
                '-n',
                '-r',
                file,
                '-d',
                'tcp.port==1-65535,data',
                '-d',
                'udp.port==1-65535,data',
                '-o',
                'ip.check_checksum:TRUE',
                '-o',
                'tcp.check_checksum:TRUE',
                '-o',
                'udp.check_checksum:TRUE',
                ...args,
              ],
              { maxBuffer: 64 << 20 },
            )
          ).stdout
            .split('\n')
            .filter((line) => line !== '')
        expect(await tshark('-Y', WRONG)).toEqual([])
        const ends = new Set(await tshark('-T', 'fields', '-e', 'ip.src'))
        expect([...ends].map((end) => end.replace(/^10\.\d+\.\d+\./, '')).sort()).toEqual(['1', '100'])
        const comments = await tshark('-T', 'fields', '-e', 'frame.comment')
        for (const id of ids)
          expect(
            comments.some((comment) => comment.startsWith(`${id}\\n`)),
            id,
          ).toBe(true)
      },
    )
  }
})
