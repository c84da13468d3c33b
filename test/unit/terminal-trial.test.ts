import { describe, expect, it } from 'vitest'
import { TerminalTrial, toBeTried } from '../../engine/terminal-trial.js'
import type { Finding } from '../../harness/findings/finding.js'
import { WireLog } from '../../harness/findings/wire-log.js'
import type { Observation } from '../../harness/findings/observation.js'

const base = { seen: [], notes: [], log: new WireLog(), durationMs: 1 }
const held: Finding = { ...base, outcome: 'held' }
const violated = (observation: Observation, printed?: string): Finding => ({
  ...base,
  outcome: 'violated',
  observation,
  ...(printed === undefined
    ? {}
    : { evidence: { end: 'data', sought: { wanted: Buffer.from('x'), output: Buffer.from(printed) } } }),
})

const STILL_RUNS: Observation = { kind: 'still-runs-after-answer', ms: 2000, ended: true }
const SHOWS_NOTHING: Observation = { kind: 'answer-not-shown', instead: 'nothing' }
const CRASHED: Observation = { kind: 'client-ended-badly', ending: { kind: 'status', status: 1 }, lastWords: '' }

describe('what is to be tried on a terminal', () => {
  it.each<[string, Observation]>([
    ['end', STILL_RUNS],
    ['output', SHOWS_NOTHING],
    ['output', { kind: 'in-turn', what: 'round', number: 1, all: 2, inner: SHOWS_NOTHING }],
    ['message', { kind: 'connected-silent', then: { end: 'silent', ms: 1 }, typed: true, lastWords: '' }],
    ['output', { kind: 'wrong-rate', octets: 1, ms: 1, kbits: 8, printed: undefined }],
  ])('is that there was no %s: %o', (missing, observation) => {
    expect(toBeTried(violated(observation), true).missingWithPipes).toBe(missing)
  })

  it.each<Observation>([
    CRASHED,
    { kind: 'connected-silent', then: { end: 'closed' }, typed: true, lastWords: '' },
    { kind: 'connected-silent', then: { end: 'slow', ms: 1 }, typed: true, lastWords: '' },
    { kind: 'wrong-rate', octets: 1, ms: 1, kbits: 8, printed: 3 },
    { kind: 'no-reply', then: { end: 'silent', ms: 1 } },
    { kind: 'neither-ended-nor-served', ms: 1, spins: true, inner: STILL_RUNS },
  ])('is nothing that was seen, or that pipes do not explain: %o', (observation) => {
    expect(toBeTried(violated(observation), true)).toEqual(violated(observation))
  })

  it('is nothing of what held', () => {
    expect(toBeTried(held, true)).toEqual(held)
  })

  it('is nothing for which a longer line was typed than a terminal takes', () => {
    expect(toBeTried(violated(STILL_RUNS), true, 4095).missingWithPipes).toBe('end')
    expect(toBeTried(violated(STILL_RUNS), true, 4096).missingWithPipes).toBeUndefined()
  })

  it('is only said where there is no terminal', () => {
    const finding = toBeTried(violated(STILL_RUNS), false)
    expect(finding.missingWithPipes).toBeUndefined()
    expect(finding.notes).toEqual([{ kind: 'no-terminal' }])
  })
})

describe('what was found on a terminal', () => {
  const tried = (first: Finding, second: Finding): Finding =>
    new TerminalTrial().verdictOf('k', toBeTried(first, true), second)

  it('counts where it holds, with what was missing before', () => {
    expect(tried(violated(STILL_RUNS), held)).toEqual({ ...held, onlyOnTerminal: 'end' })
    expect(tried(violated(SHOWS_NOTHING), held)).toEqual({ ...held, onlyOnTerminal: 'output' })
  })

  it('leaves the first finding as it was where it says no more', () => {
    expect(tried(violated(STILL_RUNS), violated(STILL_RUNS))).toEqual(violated(STILL_RUNS))
    const notObservable: Finding = { ...base, outcome: 'not-observable', observation: { kind: 'own-message' } }
    expect(tried(violated(STILL_RUNS), notObservable)).toEqual(violated(STILL_RUNS))
    const printed = violated({ kind: 'answer-not-shown', instead: 'other' }, 'Message: ')
    expect(tried(printed, violated(SHOWS_NOTHING, ''))).toEqual(printed)
    // It may be Node's readline that shows the typed line.
    const typed = violated({ kind: 'answer-not-shown', instead: 'typed-line' }, 'its own line')
    expect(tried(violated(SHOWS_NOTHING, ''), typed)).toEqual(violated(SHOWS_NOTHING, ''))
  })

  it('is told with the first one where something was seen', () => {
    const notes = [{ kind: 'otherwise-with-pipes', first: STILL_RUNS }]
    expect(tried(violated(STILL_RUNS), violated(CRASHED))).toEqual({ ...violated(CRASHED), notes })
    const computed = violated({ kind: 'answer-not-shown', instead: 'computed' }, 'ITS OWN LINE')
    expect(tried(violated(SHOWS_NOTHING, ''), computed)).toMatchObject({
      observation: { instead: 'computed' },
      notes: [{ kind: 'otherwise-with-pipes', first: SHOWS_NOTHING }],
    })
  })

  it('is asked for again while it is inconclusive, and blames nobody where it stays so', () => {
    const trial = new TerminalTrial()
    const fault: Finding = { ...base, outcome: 'fault', observation: { kind: 'starved', waitedMs: 1, lateMs: 1 } }
    const first = toBeTried(violated(STILL_RUNS), true)
    expect(trial.isOpen('k', first, false)).toBe(true)
    expect(trial.isOpen('k', first, true)).toBe(false)
    const before = trial.verdictOf('k', first, fault)
    expect(before).toEqual(first)
    expect(trial.isOpen('k', before, true)).toBe(true)
    expect(trial.settled('k', before)).toEqual(fault)
    const after = trial.verdictOf('k', before, held)
    expect(trial.isOpen('k', after, true)).toBe(false)
    expect(trial.settled('k', after)).toEqual(after)
  })

  it('changes nothing of what was not to be tried', () => {
    expect(tried(violated(CRASHED), held)).toEqual(violated(CRASHED))
    expect(new TerminalTrial().settled('k', violated(CRASHED))).toEqual(violated(CRASHED))
  })
})
