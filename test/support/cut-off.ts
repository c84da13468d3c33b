/**
 * A program of its own, for an exception that nobody catches must not be the test runner's: runs one feature in the real Cucumber, each time with
 * another thing that ends its scenario before its last step has held, and prints how each went.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newEngine } from '../../dist/engine/cucumber.js'
import type { Network } from '../../dist/harness/hosts/network.js'
import { Randomness } from '../../dist/harness/messages/randomness.js'
import type { Course } from '../../dist/harness/scenario/run-context.js'
import { DEFAULT_TIMES, Scenario } from '../../dist/harness/scenario/scenario.js'
import type { Specification } from '../../dist/specification/specification.js'
import { registerSteps, type Definitions } from '../../dist/steps/register.js'
import { PHRASES } from '../../dist/steps/vocabulary.js'

const NET_MS = 200
const FEATURE = `Feature: two steps, and none
  Scenario: two steps
    Given 1 % of the packets are lost
    Then 2 % of the packets are lost

  Scenario: none
`

interface Case {
  /** what the first step does */
  readonly lose?: () => Promise<void>
  readonly define?: (definitions: Definitions) => void
  readonly line?: number
  readonly scenarioMs?: number
}

const CASES: Readonly<Record<string, Case>> = {
  'all steps hold': {},
  'a step throws': { lose: () => Promise.reject(new Error('it throws')) },
  'a step outlives the net': { lose: () => new Promise(() => undefined) },
  'a step outlives the time for a scenario': { lose: () => new Promise(() => undefined), scenarioMs: NET_MS / 4 },
  'an exception elsewhere': {
    lose: () => {
      setImmediate(() => {
        throw new Error('elsewhere')
      })
      return new Promise((resolve) => setTimeout(resolve, NET_MS / 2))
    },
  },
  'a hook before a step throws': {
    define: ({ BeforeStep }) => BeforeStep(() => Promise.reject(new Error('before a step'))),
  },
  'a hook after a step throws': {
    define: ({ AfterStep }) => AfterStep(() => Promise.reject(new Error('after a step'))),
  },
  'a hook after the scenario throws': { define: ({ After }) => After(() => Promise.reject(new Error('after'))) },
  'a hook outlives the net': { define: ({ BeforeStep }) => BeforeStep(() => new Promise(() => undefined)) },
  'a hook skips the steps': { define: ({ Before }) => Before(() => 'skipped' as const) },
  'a hook calls the steps pending': { define: ({ BeforeStep }) => BeforeStep(() => 'pending' as never) },
  'a scenario without steps': { line: 6 },
}

class Fake extends Scenario {
  constructor(private readonly lose: () => Promise<void>) {
    super(new Randomness('cut', 'off'), DEFAULT_TIMES)
  }

  override get network(): Network {
    return { lose: (percent: number) => (percent === 1 ? this.lose() : Promise.resolve()) } as unknown as Network
  }
}

const folder = mkdtempSync(join(tmpdir(), 'sockspec-cut-off-'))
try {
  writeFileSync(join(folder, 'server.feature'), FEATURE)
  const specification = { folder, file: 'server.feature' } as Specification
  const courses: Record<string, Course | 'never told'> = {}
  for (const [name, { lose = () => Promise.resolve(), define, line = 2, scenarioMs }] of Object.entries(CASES)) {
    courses[name] = 'never told'
    const engine = newEngine((definitions) => {
      registerSteps(PHRASES, definitions, NET_MS, scenarioMs)
      define?.(definitions)
    })
    await engine.run(specification, [line], {
      begin: () => Promise.resolve(new Fake(lose)),
      end: (_key, _scenario, course) => {
        courses[name] = course.kind === 'failed' ? { ...course, error: String(course.error) } : course
        return Promise.resolve()
      },
    })
  }
  process.stdout.write(JSON.stringify(courses))
} finally {
  rmSync(folder, { recursive: true })
}
