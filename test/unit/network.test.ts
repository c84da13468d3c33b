import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { AgentLink } from '../../harness/hosts/agent/link.js'
import type { Calls } from '../../harness/hosts/agent/wire.js'
import { ContainerNetwork, type Connection } from '../../harness/hosts/containers/container-network.js'
import { outcomeOf } from '../../harness/scenario/outcome.js'
import { needNetwork } from '../../harness/hosts/network.js'
import { NotObservable, SetupError } from '../../harness/findings/violation.js'
import { english } from '../../results/words/en.js'
import { findRequirement, readCatalogue } from '../../specification/catalogue.js'
import { readFeature } from '../../specification/read-feature.js'
import { select } from '../../specification/select.js'
import type { Requirement, Specification } from '../../specification/specification.js'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const scenario = (tags: string): string => `
  ${tags}
  Scenario: It echoes
    Given client A connects
`

function read(...scenarios: readonly string[]): Specification {
  const folder = mkdtempSync(join(tmpdir(), 'sockspec-network-'))
  folders.push(folder)
  writeFileSync(
    join(folder, 'server.feature'),
    `Feature: An echo server\n\n  Protocol: my-echo\n  Transport: UDP\n${scenarios.join('')}`,
  )
  return readFeature(folder, 'server.feature', 'server')
}

const ids = (requirements: readonly Requirement[]): string[] => requirements.map(({ id }) => id)

describe('requirements that disturb the network', () => {
  const specification = read(
    scenario('@X-S1 @core'),
    scenario('@X-N1 @robust @network'),
    scenario('@X-S2 @robust'),
    scenario('@network @strict @X-N2'),
  )

  it('are kept apart from the others, in the order of the feature', () => {
    expect(ids(specification.requirements)).toEqual(['X-S1', 'X-S2'])
    expect(ids(specification.networkRequirements)).toEqual(['X-N1', 'X-N2'])
    expect(
      [...specification.requirements, ...specification.networkRequirements].map(({ disturbs }) => disturbs),
    ).toEqual([false, false, true, true])
  })

  it('may be a rule with all its scenarios', () => {
    const rule = `
  @X-N1 @robust @network
  Rule: It echoes whatever the network does

    Scenario: cut off
      Given client A connects

    Scenario: with losses
      Given client A connects
`
    const { requirements, networkRequirements } = read(scenario('@X-S1 @core'), rule)
    expect([ids(requirements), ids(networkRequirements)]).toEqual([['X-S1'], ['X-N1']])
    expect(networkRequirements[0]?.scenarios).toHaveLength(2)
  })

  it('are not all that a feature has', () => {
    expect(() => read(scenario('@X-N1 @robust @network'))).toThrow(
      /the feature has no scenario but those tagged @network$/,
    )
    expect(() => read()).toThrow(/the feature has no scenario$/)
  })

  it('do so in all their scenarios, or in none', () => {
    expect(
      ids(
        read(scenario('@X-S1 @core'), scenario('@X-N1 @robust @network'), scenario('@X-N1 @robust @network'))
          .networkRequirements,
      ),
    ).toEqual(['X-N1'])
    for (const both of [
      [scenario('@X-N1 @robust @network'), scenario('@X-N1 @robust')],
      [scenario('@X-N1 @robust'), scenario('@X-N1 @robust @network')],
    ]) {
      expect(() => read(scenario('@X-S1 @core'), ...both)).toThrow(SetupError)
      expect(() => read(scenario('@X-S1 @core'), ...both)).toThrow(/server\.feature:\d+:\d+: X-N1 .*@network/)
    }
  })

  it('are checked on request only, after the others', () => {
    expect(ids(select(specification, { level: 'robust' }))).toEqual(['X-S1', 'X-S2'])
    expect(ids(select(specification, { level: 'robust', network: false }))).toEqual(['X-S1', 'X-S2'])
    expect(ids(select(specification, { level: 'robust', network: true }))).toEqual(['X-S1', 'X-S2', 'X-N1'])
    expect(ids(select(specification, { level: 'strict', network: true }))).toEqual(['X-S1', 'X-S2', 'X-N1', 'X-N2'])
    expect(ids(select(specification, { level: 'core', network: true, only: ['X-N2'] }))).toEqual(['X-N2'])
    expect(ids(select(specification, { level: 'core', network: true, skip: ['X-N1'] }))).toEqual(['X-S1', 'X-S2'])
  })

  it.each(['--only', '--skip'] as const)('cannot be named with %s where they are not checked', (option) => {
    const named = option === '--only' ? { only: ['X-S1', 'X-N1'] } : { skip: ['X-N1'] }
    expect(() => select(specification, { level: 'core', ...named })).toThrow(
      new SetupError(`${option} X-N1: this is checked only with --isolation docker --network`),
    )
    expect(() => select(specification, { level: 'core', ...named, network: true })).not.toThrow()
  })

  it('are told as the ones that were probably meant only where they are checked', () => {
    expect(() => select(specification, { level: 'core', only: ['X-N9'], network: true })).toThrow('did you mean X-N1?')
    expect(() => select(specification, { level: 'core', only: ['X-N9'] })).toThrow(/did you mean X-S1\?/)
  })
})

describe('the catalogue', () => {
  const catalogue = readCatalogue()

  it('has some that disturb the network, apart from the others and with identifiers of their own', () => {
    expect(catalogue.filter(({ networkRequirements }) => networkRequirements.length > 0).length).toBeGreaterThan(0)
    for (const { requirements, networkRequirements } of catalogue) {
      expect(requirements.some(({ disturbs }) => disturbs)).toBe(false)
      expect(networkRequirements.every(({ disturbs }) => disturbs)).toBe(true)
      expect(new Set(ids([...requirements, ...networkRequirements])).size).toBe(
        requirements.length + networkRequirements.length,
      )
    }
  })

  it('explains them as it does the others', () => {
    for (const { networkRequirements } of catalogue)
      for (const { id } of networkRequirements) expect(findRequirement(id.toLowerCase()).requirement.id).toBe(id)
  })
})

describe('a network that cannot be disturbed', () => {
  it("is nobody's fault: nothing can be observed", () => {
    expect(() => needNetwork(undefined)).toThrow(NotObservable)
    try {
      needNetwork(undefined)
    } catch (error) {
      expect(outcomeOf(error)).toEqual({
        outcome: 'not-observable',
        observation: { kind: 'no-network' },
      })
      expect(english.observation({ kind: 'no-network' })).toContain('--isolation docker')
    }
    const network = new ContainerNetwork(
      () => [],
      () => Promise.resolve([]),
      { disconnect: () => Promise.resolve(), connect: () => Promise.resolve() },
    )
    expect(needNetwork(network)).toBe(network)
  })
})

/** An agent that does nothing but to remember what it was told; what shapes the traffic of its host can be removed once. */
class FakeAgent {
  readonly told: string[] = []
  #shaped = false

  constructor(private readonly fails: (command: string) => boolean = () => false) {}

  readonly link = {
    call: (name: keyof Calls, ...args: readonly unknown[]): Promise<unknown> => {
      const command = name === 'run' ? (args[0] as readonly string[]).join(' ') : `${name} ${args.join(' ')}`
      this.told.push(command)
      if (command.startsWith('tc qdisc del') && !this.#shaped)
        return Promise.reject(new Error('Error: Cannot delete qdisc with handle of zero.'))
      if (this.fails(command)) return Promise.reject(new Error(`Command failed: ${command}`))
      if (command.includes('tc qdisc')) this.#shaped = command.includes('replace')
      return Promise.resolve('')
    },
  } as unknown as AgentLink
}

interface Lab {
  readonly network: ContainerNetwork
  readonly subject: FakeAgent
  readonly peers: readonly FakeAgent[]
  readonly all: readonly FakeAgent[]
  /** what was done to the connection of the submission's host */
  readonly done: string[]
}

function lab({
  fails,
  connection,
}: { readonly fails?: (command: string) => boolean; readonly connection?: Partial<Connection> } = {}): Lab {
  const [subject, peers] = [new FakeAgent(fails), [new FakeAgent(fails), new FakeAgent(fails)]]
  const all = [subject, ...peers]
  const done: string[] = []
  const network = new ContainerNetwork(
    () => all.map(({ link }) => link),
    () => Promise.resolve(peers.map(({ link }) => link)),
    {
      disconnect: () => {
        done.push('disconnect')
        return Promise.resolve()
      },
      connect: () => {
        done.push('connect')
        return Promise.resolve()
      },
      ...connection,
    },
  )
  return { network, subject, peers, all, done }
}

/** What does not matter where there is nothing to undo. */
const plain = (command: string): string => command.replace(/^sh -c (.*) 2> \/dev\/null \|\| true$/, '$1')
const told = (agents: readonly FakeAgent[]): string[][] => agents.map((agent) => agent.told.splice(0))
const withoutNetem = (command: string): boolean => command.includes('netem')

describe('the network of containers', () => {
  it('loses packets as they arrive at each host, each so-many-th, and not at all hosts the same one', async () => {
    const { network, all, done } = lab()
    await network.lose(20)
    const rule = (packet: number): string[] => [
      `iptables -A INPUT ! -i lo -m statistic --mode nth --every 5 --packet ${packet} -j DROP`,
    ]
    expect(told(all)).toEqual([rule(1), rule(3), rule(0)])
    expect(done).toEqual([])
  })

  it('loses what the kernel can be told to lose, whatever the share', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (percent) => {
        const { network, all } = lab()
        await network.lose(percent)
        for (const [command = ''] of told(all)) {
          const [, every = '', packet = ''] = /--every (\d+) --packet (\d+) /.exec(command) ?? []
          // One of two at most: of a network that loses all nothing could be seen.
          expect(Number(every)).toBe(Math.max(2, Math.round(100 / percent)))
          expect(Number(packet)).toBeLessThan(Number(every))
        }
      }),
    )
  })

  it('is made slow where packets leave each host, of the submission too', async () => {
    const { network, all } = lab()
    await network.limit(8000)
    expect(told(all)).toEqual(
      all.map(() => ['tc qdisc replace dev eth0 root tbf rate 8000kbit burst 16kb latency 400ms']),
    )
  })

  it('delays what the peers send, by the kernel where that can', async () => {
    const { network, subject, peers } = lab()
    await network.delay(50, 20)
    expect(told(peers)).toEqual(peers.map(() => ['tc qdisc replace dev eth0 root netem delay 50ms 20ms']))
    await network.delay(50, 0)
    expect(told(peers)).toEqual(peers.map(() => ['tc qdisc replace dev eth0 root netem delay 50ms']))
    expect(subject.told).toEqual([])
  })

  it('delays what the peers send and receive, by their agents, where the kernel cannot', async () => {
    const { network, subject, peers } = lab({ fails: withoutNetem })
    await network.delay(50, 20)
    expect(told(peers)).toEqual(
      peers.map(() => ['tc qdisc replace dev eth0 root netem delay 50ms 20ms', 'delay 50 20']),
    )
    expect(subject.told).toEqual([])
  })
})

describe('restoring the network of containers', () => {
  const UNDONE = {
    lose: 'iptables -F INPUT',
    limit: 'tc qdisc del dev eth0 root',
    delay: ['tc qdisc del dev eth0 root', 'delay 0 0'],
  }

  it('costs nothing where nothing was done', async () => {
    const { network, all, done } = lab()
    await network.restore()
    await network.cut(0, () => Promise.resolve())
    await network.restore()
    expect(told(all).flat()).toEqual([])
    expect(done).toEqual(['disconnect', 'connect'])
  })

  it.each([
    ['with netem', () => false],
    ['without netem', withoutNetem],
  ] as const)('undoes what was done and nothing else, once, on a kernel %s', async (_, fails) => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom('lose', 'limit', 'delay'), { minLength: 1 }),
        async (disturbances) => {
          const { network, subject, peers, all } = lab({ fails })
          for (const one of disturbances) await (one === 'delay' ? network.delay(10, 5) : network[one](20))
          told(all)
          await network.restore()
          const everywhere = (['lose', 'limit'] as const)
            .filter((one) => disturbances.includes(one))
            .map((one) => UNDONE[one])
          const atPeers = disturbances.includes('delay') ? UNDONE.delay : []
          expect(told([subject])[0]?.map(plain)).toEqual(everywhere)
          for (const commands of told(peers)) expect(commands.map(plain)).toEqual([...everywhere, ...atPeers])
          await network.restore()
          expect(told(all).flat()).toEqual([])
        },
      ),
    )
  })

  it.each(['limit', 'delay'] as const)(
    'undoes also a %s that no host, or not every host, could be told',
    async (disturbance) => {
      for (const cannot of [1, 2, 3]) {
        let asked = 0
        const { network, all } = lab({ fails: (command) => command.includes('replace') && ++asked <= cannot })
        await (disturbance === 'limit' ? expect(network.limit(8000)).rejects.toThrow('tbf') : network.delay(10, 5))
        await network.lose(20)
        told(all)
        await network.restore()
        // Delays are the peers' alone.
        for (const commands of told(all).slice(disturbance === 'limit' ? 0 : 1))
          expect(commands.map(plain)).toEqual(expect.arrayContaining([UNDONE.lose, UNDONE.limit]))
        await network.restore()
        expect(told(all).flat()).toEqual([])
      }
    },
  )

  it('undoes it at the hosts that there are, also where one has come since', async () => {
    const { network, all } = lab()
    const agents = all.slice(0, 1)
    const growing = new ContainerNetwork(
      () => agents.map(({ link }) => link),
      () => Promise.resolve([]),
      { disconnect: () => Promise.resolve(), connect: () => Promise.resolve() },
    )
    await growing.limit(8000)
    agents.push(...all.slice(1))
    await growing.restore()
    for (const commands of told(all)) expect(commands.map(plain)).toContain(UNDONE.limit)
    await network.restore()
    expect(told(all).flat()).toEqual([])
  })
})

describe('cutting the network of containers', () => {
  it('cuts before anything else begins, and connects before that has ended', async () => {
    const { network, done } = lab()
    let finish: () => void = () => undefined
    const cutting = network.cut(0, () => {
      done.push('begun')
      return new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await expect.poll(() => done).toEqual(['disconnect', 'begun', 'connect'])
    let over = false
    void cutting.then(() => {
      over = true
    })
    await new Promise(setImmediate)
    expect(over).toBe(false)
    finish()
    await cutting
  })

  it('waits until the host is cut off', async () => {
    const done: string[] = []
    let cut: () => void = () => undefined
    const { network } = lab({
      connection: {
        disconnect: () =>
          new Promise<void>((resolve) => {
            cut = resolve
          }),
      },
    })
    const cutting = network.cut(0, () => {
      done.push('begun')
      return Promise.resolve()
    })
    await new Promise(setImmediate)
    expect(done).toEqual([])
    cut()
    await cutting
    expect(done).toEqual(['begun'])
  })

  it('connects even where what is done meanwhile fails, later or at once, and tells of it', async () => {
    for (const fails of [
      () => Promise.reject(new Error('it failed')),
      async () => {
        await new Promise(setImmediate)
        throw new Error('it failed')
      },
      () => {
        throw new Error('it failed')
      },
    ]) {
      const { network, done } = lab()
      await expect(network.cut(5, fails)).rejects.toThrow('it failed')
      expect(done).toEqual(['disconnect', 'connect'])
    }
  })

  it('tells that it cannot cut, and then begins nothing; or that it cannot connect', async () => {
    let begun = false
    const meanwhile = (): Promise<void> => {
      begun = true
      return Promise.resolve()
    }
    const { network, done } = lab({
      connection: { disconnect: () => Promise.reject(new SetupError('cannot be cut off')) },
    })
    await expect(network.cut(0, meanwhile)).rejects.toThrow('cannot be cut off')
    expect([begun, done]).toEqual([false, []])
    const stuck = lab({ connection: { connect: () => Promise.reject(new SetupError('cannot be connected again')) } })
    await expect(stuck.network.cut(0, meanwhile)).rejects.toThrow('cannot be connected again')
    expect(begun).toBe(true)
  })
})
