import { describe, expect, it } from 'vitest'
import { isLoopback } from '../dist/harness/peers/socket-table.js'
import type { Report } from '../dist/results/result.js'
import { readCatalogue } from '../dist/specification/catalogue.js'
import { dockerNeeds, sockspecImage, whyNoDocker } from './support/docker.js'
import { grade, withVerdict } from './support/grade.js'
import { gradeInContainers } from './support/in-containers.js'
import { reference, referenceInImage, referenceSettings } from './support/references.js'

/** The addresses between which octets went; the sink that a server's rate is compared with is the harness's own. */
function endsOf({ requirements }: Report): { program: string; peer: string }[] {
  const events = requirements.flatMap(({ findings }) => findings.flatMap(({ log }) => log.events))
  return events.flatMap(({ peer, local, remote }) =>
    local && remote && peer !== 'our sink' ? [{ program: remote.host, peer: local.host }] : [],
  )
}

const verdictsOf = ({ result }: Report): string[] => result.requirements.map(({ id, verdict }) => `${id} ${verdict}`)

const title = `the reference programs, in a container that is not their peers', get what they get as processes${dockerNeeds}`

describe.concurrent(title, { retry: 2 }, () => {
  for (const { protocol, role, requirements } of readCatalogue()) {
    it.skipIf(whyNoDocker !== undefined)(`${protocol} ${role}`, async () => {
      const settings = referenceSettings(protocol, role)
      const inside = await gradeInContainers(
        sockspecImage(),
        protocol,
        role,
        referenceInImage(protocol, role),
        settings,
      )
      const { result } = inside
      expect(withVerdict(result, 'fail', 'warn', 'error', 'skip'), `seed ${result.seed}`).toEqual([])
      expect(result.requirements.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id))
      expect(result.verdict).toBe('pass')
      expect(verdictsOf(inside)).toEqual(
        verdictsOf(await grade(protocol, role, reference(protocol, role, { elsewhere: true }), { settings })),
      )

      const ends = endsOf(inside)
      if (protocol === 'udp-exec' && role === 'server') {
        expect(ends.length).toBeGreaterThan(0)
        expect(ends.filter((one) => !isLoopback(one.program))).toEqual([])
        return
      }
      expect(ends.filter((one) => one.program === one.peer || isLoopback(one.program) || isLoopback(one.peer))).toEqual(
        [],
      )
      const [programs, peers] = [new Set(ends.map((one) => one.program)), new Set(ends.map((one) => one.peer))]
      expect(programs.size).toBe(1)
      // What one address gets and another does not takes hosts of both.
      expect([...peers].sort()).toHaveLength(protocol === 'udp-allowlist' ? 5 : 1)
    })
  }
})
