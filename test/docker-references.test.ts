import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectEngine } from '../dist/harness/containers/engine.js'
import type { Report } from '../dist/results/result.js'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { whyNoDocker } from './support/docker.js'
import { grade, withVerdict } from './support/grade.js'
import { gradeInContainers } from './support/in-containers.js'

const ROOT = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
/** It holds the reference programs, as they were when it was built. */
const IMAGE = `sockspec:${version}`

const why = whyNoDocker ?? await (async () => {
  const engine = await connectEngine()
  return engine.getImage(IMAGE).inspect().then(() => undefined, () => `needs the image ${IMAGE}: docker/build-images`)
})()

/** What each is started with: a server listens on the address of its host, so that other hosts reach it. */
function argumentsOf(protocol: string, role: 'server' | 'client'): string[] {
  const place = ['--host', '{host}', '--port', '{port}']
  if (role === 'client') {
    switch (protocol) {
      case 'http-get': return ['{url}']
      case 'tcp-throughput': return [...place, '--duration', '{duration}']
      default: return place
    }
  }
  switch (protocol) {
    case 'udp-allowlist': return [...place, '--allow', '{allow}']
    // It runs whatever it is sent, so it listens on a loopback address only: its clients are on its own host.
    case 'udp-exec': return ['--port', '{port}', '--allow-exec']
    default: return place
  }
}

const isLoopback = (host: string): boolean => /^127\.|^::1$/.test(host)

/** The addresses between which octets went; the sink that a server's rate is compared with is the harness's own. */
function endsOf({ requirements }: Report): { program: string; peer: string }[] {
  const events = requirements.flatMap(({ findings }) => findings.flatMap(({ log }) => log.events))
  return events.flatMap(({ peer, local, remote }) => (local && remote && peer !== 'our sink' ? [{ program: remote.host, peer: local.host }] : []))
}

const verdictsOf = ({ result }: Report): string[] => result.requirements.map(({ id, verdict }) => `${id} ${verdict}`)

const title = `the reference programs, in a container that is not their peers', get what they get as processes${why === undefined ? '' : ` (${why})`}`

describe.concurrent(title, { retry: 2 }, () => {
  for (const { protocol, role, requirements } of readCatalogue()) {
    it.skipIf(why !== undefined)(`${protocol} ${role}`, async () => {
      const settings = protocol === 'tcp-throughput' && role === 'client' ? { duration: '2' } : {}
      const program = (dist: string): string[] => [`${dist}/${role}s/${protocol}.js`, ...argumentsOf(protocol, role)]
      const inside = await gradeInContainers(IMAGE, protocol, role, ['node', ...program('/opt/sockspec/dist')], settings)
      const { result } = inside
      expect(withVerdict(result, 'fail', 'warn', 'error', 'skip'), `seed ${result.seed}`).toEqual([])
      expect(result.requirements.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
      expect(result.verdict).toBe('pass')
      expect(verdictsOf(inside)).toEqual(verdictsOf(await grade(protocol, role, [process.execPath, ...program(join(ROOT, 'dist'))], { settings })))

      const ends = endsOf(inside)
      if (protocol === 'udp-exec' && role === 'server') {
        expect(ends.length).toBeGreaterThan(0)
        expect(ends.filter((one) => !isLoopback(one.program))).toEqual([])
        return
      }
      expect(ends.filter((one) => one.program === one.peer || isLoopback(one.program) || isLoopback(one.peer))).toEqual([])
      const [programs, peers] = [new Set(ends.map((one) => one.program)), new Set(ends.map((one) => one.peer))]
      expect(programs.size).toBe(1)
      // What one address gets and another does not takes hosts of both.
      expect([...peers].sort()).toHaveLength(protocol === 'udp-allowlist' ? 4 : 1)
    })
  }
})
