import { claimPort } from '../../harness/peers/port-claim.js'
import { sentence } from '../../harness/messages/payload.js'
import { Randomness } from '../../harness/messages/randomness.js'
import { HarnessFault, SetupError } from '../../harness/findings/violation.js'
import type { PairFinding } from '../../results/interop-finding.js'
import type { Words } from '../../results/words/words.js'
import type { Job } from '../job.js'
import { habitOf, TYPED_CHARACTERS, wantedOfEcho, type Habit } from './alone.js'
import type { Wanted } from './decide.js'
import type { Entrant } from './entrant.js'
import type { Pair } from './matrix.js'
import { meet } from './meeting.js'
import type { Pairing } from './pairing.js'

export interface AllMeetRequest {
  readonly pairing: Pairing
  readonly servers: readonly Entrant[]
  readonly clients: readonly Entrant[]
  readonly isolation: Job['isolation']
  /** so many pairs at once */
  readonly atOnce: number
  readonly seed: string
  readonly words: Words
  readonly signal: AbortSignal
  readonly onPair: (done: number, all: number) => void
}

/** Every client meets every server. Where the signal comes no more are begun, and those that were are given. */
export async function allMeet(request: AllMeetRequest): Promise<Pair[]> {
  const { pairing, servers, clients, isolation, words, seed, onPair } = request
  const { server, exchange, port } = pairing
  // Only on this machine can somebody else want the port that is written into the programs.
  const claim =
    isolation === 'none' && port !== undefined
      ? await claimPort(server.specification.transport, port)
      : { release: () => undefined }
  const oneByOne = isolation === 'none' && port !== undefined
  const atOnce = oneByOne ? 1 : request.atOnce
  try {
    const habits = new Map<string, Habit | string>()
    if (exchange.isEcho && servers.length > 0)
      await inTurns(clients, atOnce, request.signal, async (client) => {
        habits.set(client.id, await habitOrTrouble(client, isolation, seed, words))
      })
    const all = servers.flatMap((one) => clients.map((client) => ({ server: one, client })))
    const findings = new Map<(typeof all)[number], PairFinding>()
    await inTurns(all, atOnce, request.signal, async (pair) => {
      const typed = sentence(new Randomness(seed, `${pair.server.id}#${pair.client.id}`), TYPED_CHARACTERS)
      const habit = habits.get(pair.client.id)
      const wanted: Wanted | string = !exchange.isEcho
        ? { text: exchange.replyTo(typed), mentions: 0, isOwn: false }
        : typeof habit === 'object'
          ? wantedOfEcho(habit, typed)
          : (habit ?? '')
      findings.set(
        pair,
        typeof wanted === 'string'
          ? { kind: 'not-tried', why: wanted }
          : await meet({ ...pair, port, isolation, typed, wanted }, words),
      )
      onPair(findings.size, all.length)
    })
    return all.flatMap((pair) => {
      const finding = findings.get(pair)
      return finding ? [{ server: sideOf(pair.server), client: sideOf(pair.client), finding }] : []
    })
  } finally {
    claim.release()
  }
}

export const sideOf = ({ id, name }: Entrant): { readonly id: string; readonly name: string } => ({ id, name })

/** What is known of the client, or why nothing is. */
async function habitOrTrouble(
  client: Entrant,
  isolation: Job['isolation'],
  seed: string,
  words: Words,
): Promise<Habit | string> {
  try {
    return (await habitOf(client, isolation, seed)) ?? words.classLabels.interop.notAsAlone
  } catch (error) {
    if (error instanceof HarnessFault) return words.observation(error.observation)
    if (error instanceof SetupError) return error.message
    throw error
  }
}

/** Does it for each, so many at once. Rejects with the first that rejects, when those under way have ended. */
async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  let failure: { readonly error: unknown } | undefined
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted || failure) return
      try {
        await act(next)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  if (failure) throw failure.error
}
