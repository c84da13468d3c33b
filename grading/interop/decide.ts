import { isCrash, type Death, type Ending } from '../../harness/findings/ending.js'
import { findShown, type Shown } from '../../harness/messages/shown.js'
import type { PairFinding, PartShown } from '../../results/interop-finding.js'

/** What a client is to show. */
export interface Wanted {
  /** the server's reply */
  readonly text: string
  /** so often the client shows this text without a reply: what it sends, where that is the same */
  readonly mentions: number
  /** it sends a message of its own, whatever is typed */
  readonly isOwn: boolean
}

/** What was seen of a client and its server. */
export interface SeenOfPair {
  /** undefined where the client still ran after `seconds` */
  readonly ending: Ending | undefined
  readonly seconds: number
  readonly output: string
  /** of the client */
  readonly lastWords: string
  /** of the server, where it has ended by itself */
  readonly death: Death | undefined
}

/** Fewer characters in common are chance. */
const NO_CHANCE = 6

/** Whether a client had of a server what the exchange gives; pure. */
export function decide(wanted: Wanted, seen: SeenOfPair): PairFinding {
  const { ending, lastWords, death, seconds } = seen
  const found = findShown(withoutMentions(seen.output, wanted), wanted.text)
  const shown = found.shown === 'whole' || found.shown === 'in pieces'
  const isGood = ending !== undefined && !isCrash(ending)
  if (shown && isGood) return { kind: 'served' }
  if (!shown && death) return { kind: 'server-died', ...death }
  if (!ending) return { kind: 'client-still-runs', seconds, shown }
  if (!isGood) return { kind: 'client-ended-badly', ending, lastWords }
  if (wanted.isOwn) return { kind: 'own-message' }
  const part = partOf(found, wanted.text)
  return { kind: 'reply-not-shown', lastWords, ...(part ? { part } : {}) }
}

/** The output without what the client would also show where no reply comes: of an echo, only what is left can be the reply. */
function withoutMentions(output: string, { text, mentions }: Wanted): string {
  let rest = output
  for (let left = mentions; left > 0; left--) {
    const at = rest.indexOf(text)
    if (at === -1) break
    rest = rest.slice(0, at) + rest.slice(at + text.length)
  }
  return rest
}

function partOf(found: Shown, text: string): PartShown | undefined {
  if (found.shown !== 'beginning' && found.shown !== 'end') return undefined
  if (found.octets < NO_CHANCE) return undefined
  return { which: found.shown === 'beginning' ? 'first' : 'last', octets: found.octets, all: text.length }
}

/** How often a text stands in an output. */
export const occurrences = (output: string, text: string): number => (text === '' ? 0 : output.split(text).length - 1)
