import { Violation, type Evidence } from '../findings/violation.js'
import { octetCount } from '../findings/wording.js'
import { findShown } from '../messages/shown.js'
import { poll } from '../peers/patience.js'
import type { ClientScenario } from './client-scenario.js'

/** What the client's user sees. */

/** Its output shows the answer, in spite of whatever it prints around it. */
export async function expectShown(scenario: ClientScenario): Promise<void> {
  const program = scenario.running()
  const seen = await poll(
    () => {
      const found = findShown(scenario.output, scenario.textToShow)
      return found.shown === 'whole' || found.shown === 'in pieces' || program.ending ? found : undefined
    },
    scenario.times.reply,
    20,
  )
  const found = seen ?? findShown(scenario.output, scenario.textToShow)
  switch (found.shown) {
    case 'whole':
    case 'in pieces':
      return
    case 'beginning':
      throw new Violation(
        `of the answer's ${octetCount(scenario.textToShow.length)} the client shows only the first ${found.octets}`,
        shownEvidence(scenario),
      )
    case 'end':
      throw new Violation(
        `of the answer's ${octetCount(scenario.textToShow.length)} the client shows only the last ${found.octets}`,
        shownEvidence(scenario),
      )
    case 'nothing':
      throw new Violation(shownWhat(scenario), shownEvidence(scenario))
  }
}

function shownWhat(scenario: ClientScenario): string {
  const output = scenario.output
  if (output.trim() === '') return 'the client shows nothing at all'
  const own = scenario.typedLine.toString('utf8')
  if (own !== '' && output.includes(own)) return 'the client does not show the answer, but the line that was typed'
  if (own !== '' && output.includes(own.toUpperCase()))
    return 'the client does not show the answer, but the typed line in upper case, which it must have computed itself'
  return 'the client does not show the answer'
}

function shownEvidence(scenario: ClientScenario): Evidence {
  return { end: 'data', sought: { wanted: scenario.octetsToShow, output: Buffer.from(scenario.output) } }
}
