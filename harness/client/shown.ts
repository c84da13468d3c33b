import { Violation, type Evidence } from '../findings/violation.js'
import type { ReplyRule } from '../messages/reply.js'
import { findShown, type Shown } from '../messages/shown.js'
import { isShown, soughtOf } from '../messages/shown-text.js'
import { poll } from '../peers/patience.js'
import type { ClientScenario } from './client-scenario.js'

/** What the client's user sees. */

/** Its output shows the answer, in spite of whatever it prints around it. */
export async function expectShown(scenario: ClientScenario): Promise<void> {
  const program = scenario.running()
  let [looked, found]: [number, Shown] = [-1, { shown: 'nothing' }]
  const seen = await poll(
    () => {
      // Of megabytes only what is new is worth another search.
      const size = program.stdout.size + program.stderr.size
      if (size > looked) [looked, found] = [size, findShown(scenario.output, scenario.textToShow)]
      return found.shown === 'whole' || found.shown === 'in pieces' || program.ending ? found : undefined
    },
    scenario.times.reply,
    20,
  )
  const last = seen ?? findShown(scenario.output, scenario.textToShow)
  switch (last.shown) {
    case 'whole':
    case 'in pieces':
      return
    case 'beginning':
      throw new Violation(
        { kind: 'answer-shown-in-part', part: 'first', octets: last.octets, all: scenario.textToShow.length },
        shownEvidence(scenario),
      )
    case 'end':
      throw new Violation(
        { kind: 'answer-shown-in-part', part: 'last', octets: last.octets, all: scenario.textToShow.length },
        shownEvidence(scenario),
      )
    case 'nothing':
      throw new Violation({ kind: 'answer-not-shown', instead: shownInstead(scenario) }, shownEvidence(scenario))
  }
}

/** Its output has what the rule names, in time. */
export async function expectNamed(scenario: ClientScenario, rule: ReplyRule): Promise<void> {
  const program = scenario.running()
  await poll(() => (isShown(rule, scenario.output) || program.ending ? true : undefined), scenario.times.reply, 20)
  if (isShown(rule, scenario.output)) return
  throw new Violation(
    { kind: 'not-shown-by-client', demand: soughtOf(rule), showsNothing: scenario.output.trim() === '' },
    shownEvidence(scenario),
  )
}

/** Its output does not have what the rule names, now and when the scenario has run. */
export async function expectNotNamed(scenario: ClientScenario, rule: ReplyRule): Promise<void> {
  const program = scenario.running()
  const prove = (): void => {
    if (isShown(rule, scenario.output))
      throw new Violation({ kind: 'shown-nevertheless', demand: soughtOf(rule) }, { end: 'data' })
  }
  await poll(() => (program.ending ? true : undefined), scenario.times.quiet)
  prove()
  scenario.atEnd.set(JSON.stringify(soughtOf(rule)), async () => {
    await poll(() => (program.ending ? true : undefined), scenario.times.quiet)
    prove()
  })
}

function shownInstead({ output, typedLine }: ClientScenario): 'nothing' | 'typed-line' | 'computed' | 'other' {
  if (output.trim() === '') return 'nothing'
  const own = typedLine.toString('utf8')
  if (own === '') return 'other'
  return output.includes(own) ? 'typed-line' : output.includes(own.toUpperCase()) ? 'computed' : 'other'
}

function shownEvidence(scenario: ClientScenario): Evidence {
  return { end: 'data', sought: { wanted: Buffer.from(scenario.textToShow), output: Buffer.from(scenario.output) } }
}
