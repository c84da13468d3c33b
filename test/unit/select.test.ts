import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../harness/findings/violation.js'
import { RUN_LEVELS, type Level } from '../../specification/level.js'
import { select, type Selection } from '../../specification/select.js'
import type { Requirement, Specification } from '../../specification/specification.js'

const requirement = (id: string, level: Level): Requirement => ({
  id,
  level,
  title: id,
  source: '',
  usualMistake: '',
  file: 'server.feature',
  line: 1,
  scenarios: [],
  disturbs: false,
})
const specification = (requirements: readonly Requirement[]): Specification => ({
  protocol: 'tcp-echo',
  role: 'server',
  transport: 'tcp',
  port: 3500,
  title: '',
  source: '',
  prose: '',
  background: [],
  options: {},
  framing: { requests: 'text', replies: 'text' },
  freshDirectory: false,
  allowed: [],
  requirements,
  networkRequirements: [],
  folder: '/',
  file: 'server.feature',
  text: '',
})

const levels = fc.array(fc.constantFrom<Level>('core', 'robust', 'strict', 'info'), { minLength: 1, maxLength: 10 })
const made = (all: readonly Level[]): Specification =>
  specification(all.map((level, i) => requirement(`X-S${i}`, level)))
const ids = (requirements: readonly Requirement[]): string[] => requirements.map(({ id }) => id)

/** What is selected, or none where that is an error. */
function selected(all: Specification, selection: Selection): string[] {
  try {
    return ids(select(all, selection))
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    return []
  }
}

describe('the requirements of a run', () => {
  it('are all but the strict ones, and at level strict these too, in the order of the feature', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom(...RUN_LEVELS), (all, level) => {
        const expected = made(all).requirements.filter((one) => level === 'strict' || one.level !== 'strict')
        expect(selected(made(all), { level })).toEqual(ids(expected))
      }),
    )
  })

  it('are those that are named, strict ones too, without those to be skipped', () => {
    fc.assert(
      fc.property(
        levels,
        fc.constantFrom(...RUN_LEVELS),
        fc.array(fc.nat(9)),
        fc.array(fc.nat(9)),
        (all, level, some, others) => {
          const named = (places: readonly number[]): string[] => places.map((place) => `X-S${place % all.length}`)
          const [only, skip] = [named(some), named(others)]
          expect(selected(made(all), { level, only, skip })).toEqual(
            ids(made(all).requirements).filter((id) => only.includes(id) && !skip.includes(id)),
          )
        },
      ),
    )
  })

  it('are never none', () => {
    expect(() => select(made(['core']), { level: 'core', skip: ['X-S0'] })).toThrow(SetupError)
    expect(() => select(made(['core']), { level: 'core', only: [] })).toThrow(SetupError)
  })

  it('must exist where they are named, or the one that was probably meant is told', () => {
    const all = specification([requirement('TCP-ECHO-S1', 'core')])
    expect(() => select(all, { level: 'core', only: ['TCP-ECHO-S2'] })).toThrow(
      /^--only TCP-ECHO-S2: .* did you mean TCP-ECHO-S1\?/,
    )
    expect(() => select(all, { level: 'core', skip: ['SOMETHING-ELSE'] })).toThrow(
      /^--skip SOMETHING-ELSE: tcp-echo has no such requirement for its server \(/,
    )
  })
})
