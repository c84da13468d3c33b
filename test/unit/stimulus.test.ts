import { describe, expect, it } from 'vitest'
import { missingStimulus, type Stimulus } from '../../harness/findings/stimulus.js'
import { findingOf } from '../../harness/scenario/outcome.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { DEFAULT_TIMES, Scenario } from '../../harness/scenario/scenario.js'

const segments = (sent: number, apart: number | undefined): Stimulus => ({ kind: 'segments', sent, apart })
const reset = (accepted: boolean | undefined): Stimulus => ({ kind: 'reset', accepted, read: undefined })

describe('what a scenario speaks of', () => {
  it.for<[string, Stimulus[], Stimulus | undefined]>([
    ['segments that were all read apart', [segments(3, 2)], undefined],
    ['segments of which nobody can tell', [segments(3, undefined)], undefined],
    ['segments of which one was not read in time', [segments(3, 2), segments(3, 1)], segments(3, 1)],
    ['resets of which one met an accepted connection', [reset(false), reset(true)], undefined],
    ['resets of which nobody can tell', [reset(undefined)], undefined],
    ['resets of connections that nobody had accepted', [reset(undefined), reset(false)], reset(undefined)],
    ['nothing of the kind', [{ kind: 'unread', ms: 10 }], undefined],
  ])('%s', ([, stimuli, missing]) => {
    expect(missingStimulus(stimuli)).toEqual(missing)
  })
})

describe('a scenario whose steps all held', () => {
  const held = { kind: 'held', steps: 3 } as const
  it('is no pass where its stimulus is missing', () => {
    const scenario = new Scenario(new Randomness('seed', 'scenario'), DEFAULT_TIMES)
    scenario.log.stimulate({ kind: 'segments', sent: 3, apart: 0 })
    expect(findingOf(scenario, held, 1)).toMatchObject({ outcome: 'fault', observation: { kind: 'no-stimulus' } })
  })
  it('is a pass where it came about', () => {
    const scenario = new Scenario(new Randomness('seed', 'scenario'), DEFAULT_TIMES)
    scenario.log.stimulate({ kind: 'segments', sent: 3, apart: 2 })
    expect(findingOf(scenario, held, 1).outcome).toBe('held')
  })
})
