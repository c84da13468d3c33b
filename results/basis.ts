import type { Finding } from '../harness/findings/finding.js'
import type { CauseFound } from './causes.js'
import { innermost } from './diagnosis/facts.js'

/** What a program must do before anything else can be asked of it, the first thing first. */
export const STAGES = ['starts', 'answers', 'answers rightly', 'goes on', 'survives'] as const
export type Stage = (typeof STAGES)[number]

/** What it is that a failing program does not do: until it does, what comes later teaches nothing. */
export function stageOf(finding: Finding, cause: CauseFound | undefined): Stage {
  const { observation, log } = finding
  switch (cause?.kind) {
    case 'spins':
    case 'out-of-memory':
    case 'unhandled-error':
      return 'survives'
    case 'address-in-use':
    case 'bind-unchecked':
    case 'ends-after-one-client':
    case 'connection-refused':
    case 'foreign-reply':
    case 'left-open':
    case 'does-not-end':
      return 'goes on'
    default:
  }
  if (log.stimuli.some(({ kind }) => kind === 'reset')) return 'survives'
  switch (observation && innermost(observation).kind) {
    case 'exited-at-start':
    case 'never-bound':
    case 'other-transport':
    case 'listens-elsewhere':
    case 'never-came':
      return 'starts'
    case 'not-started-again':
    case 'port-taken':
    case 'server-ended':
    case 'server-ended-badly':
    case 'server-still-runs':
    case 'still-runs':
    case 'still-runs-after-answer':
    case 'still-runs-after-reset':
    case 'client-ended-badly':
      return 'goes on'
    case 'server-crashed':
    case 'spins':
    case 'disk-filled':
      return 'survives'
    case 'connection-refused':
    case 'connection-timeout':
    case 'connection-failed':
    case 'no-reply':
    case 'no-response':
    case 'requests-unanswered':
    case 'never-answered':
    case 'connected-silent':
    case 'message-missing':
      return hasAnswered(finding) ? 'goes on' : 'answers'
    default:
      return 'answers rightly'
  }
}

/** Something came from the program in this scenario. */
export const hasAnswered = ({ log }: Finding): boolean =>
  log.events.some(({ kind, direction }) => kind === 'data' && direction === 'from')
