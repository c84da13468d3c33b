import type { Finding } from '../harness/findings/finding.js'
import { sortOf, type Observation } from '../harness/findings/observation.js'
import { missingWithPipes } from '../harness/findings/with-pipes.js'

/** In canonical mode, which a terminal begins in, a longer line is cut (N_TTY_BUF_SIZE of Linux). */
const LONGEST_LINE = 4095

/** What was missing with pipes, asked again on a terminal before anybody is blamed for it. */
export class TerminalTrial {
  /** what was inconclusive on a terminal so far */
  readonly #inconclusive = new Map<string, Finding>()

  /** The verdict of a run on a terminal, after one with pipes. */
  verdictOf(key: string, before: Finding, onTerminal: Finding): Finding {
    const { missingWithPipes: missing, ...withPipes } = before
    if (missing === undefined) return before
    switch (onTerminal.outcome) {
      case 'held':
        return { ...onTerminal, onlyOnTerminal: missing }
      case 'fault':
        this.#inconclusive.set(key, onTerminal)
        return before
      case 'not-observable':
        return withPipes
      case 'violated':
        return moreTelling(withPipes, onTerminal)
    }
  }

  /** Whether it is to be run on a terminal; `again`: once more, since the run before was inconclusive. */
  isOpen(key: string, finding: Finding | undefined, again: boolean): boolean {
    return finding?.missingWithPipes !== undefined && (!again || this.#inconclusive.has(key))
  }

  /** What is to be said where every run on a terminal was inconclusive: nobody is blamed for what was not tried. */
  settled(key: string, finding: Finding): Finding {
    return (this.isOpen(key, finding, true) ? this.#inconclusive.get(key) : undefined) ?? finding
  }
}

/** Of two failures that which says more; the other one is told beside it. */
function moreTelling(withPipes: Finding, onTerminal: Finding): Finding {
  const first = withPipes.observation
  const second = onTerminal.observation
  if (first === undefined || second === undefined) return withPipes
  if (sortOf(second) !== 'seen' && !(showedNothing(withPipes) && saysWhatIsShown(second))) return withPipes
  return { ...onTerminal, notes: [...onTerminal.notes, { kind: 'otherwise-with-pipes', first }] }
}

const showedNothing = ({ evidence }: Finding): boolean => evidence?.sought?.output.length === 0

/** A typed line or a prompt says nothing of what is wrong: on a terminal Node's readline shows both by itself. */
const saysWhatIsShown = (observation: Observation): boolean =>
  observation.kind === 'answer-shown-in-part' ||
  (observation.kind === 'answer-not-shown' && observation.instead === 'computed')

/** The finding with what is to be asked again on a terminal; `terminals`: whether there are any. `typed`: octets of the longest line that was typed. */
export function toBeTried(finding: Finding, terminals: boolean, typed = 0): Finding {
  const missing =
    finding.outcome === 'violated' && finding.observation ? missingWithPipes(finding.observation) : undefined
  if (missing === undefined || typed > LONGEST_LINE) return finding
  if (!terminals) return { ...finding, notes: [...finding.notes, { kind: 'no-terminal' }] }
  return { ...finding, missingWithPipes: missing }
}
