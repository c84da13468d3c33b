import { isOutOfMemory } from '../findings/program-error.js'
import { poll } from '../peers/patience.js'
import { isCrash } from '../findings/ending.js'
import { sortOf } from '../findings/observation.js'
import { expectation } from '../messages/reply.js'
import { DEFAULT_TIMES } from '../scenario/scenario.js'
import type { ServerScenario } from './server-scenario.js'
import { connect } from './connecting.js'
import { leaveNoticed } from './leaving.js'
import { observeUnlessCrashed } from './observing.js'
import { renew } from './restarting.js'
import { transmit } from './sending.js'
import { receiveOwnReply, serve, serveNewcomer } from './serving.js'
import { NotObservable, SetupError, Violation } from '../findings/violation.js'

/** Whether a server survives: many clients at once, many one after another, and what one of them did to it. */

/** More would run into the usual limit of 1 024 open files. */
const MANY_CLIENTS_AT_ONCE = 900
/** How long the use of the CPU is measured, ms; a program without work uses less than a tenth of it. */
const WINDOW_MS = 250
const SPINNING = 0.2
/** A JVM may still be compiling what it has just run: only what lasts is spinning. */
const SETTLING_MS = 2_500

/** So many clients connect at once; each asks without waiting for another, is served within `ms` (by default the deadline of a reply), and leaves. */
export async function serveAtOnce(scenario: ServerScenario, count: number, ms = scenario.times.reply): Promise<void> {
  // One that has never said anything is not waited for so long.
  if (scenario.times.reply >= DEFAULT_TIMES.reply) scenario.allowMore(Math.max(0, ms - scenario.times.reply))
  if (count > MANY_CLIENTS_AT_ONCE) throw new SetupError(`at most ${MANY_CLIENTS_AT_ONCE} clients at once`)
  const names = Array.from({ length: count }, (_, i) => `client ${i + 1}`)
  // Drawn beforehand, in order: which client is served first must not decide who sends what.
  const requests = names.map(() => scenario.drawOctets(scenario.exchange.request))
  const failures = (
    await Promise.all(
      names.map(async (name, i) => {
        try {
          await connect(scenario, name)
          await transmit(scenario, name, { segments: [requests[i] as Buffer] })
          await receiveOwnReply(scenario, name)
          await leaveNoticed(scenario, name)
          return undefined
        } catch (error) {
          return { name, error }
        }
      }),
    )
  ).filter((failure) => failure !== undefined)
  const first = failures[0]
  if (!first) {
    // Where some were answered as they should be, one that was not has lost its reply to the others.
    const { otherReply } = scenario
    if (!otherReply || scenario.rightReplies === 0) return
    const { client, violation } = otherReply
    throw new Violation(
      { kind: 'clients-unserved', failed: 1, all: count, client, inner: violation.observation },
      violation.evidence,
    )
  }
  const decisive = failures.find(({ error }) => isSeen(error)) ?? failures.find(isOurs) ?? first
  const { name: unserved, error } = decisive
  if (!(error instanceof Violation)) throw error
  const received = error.evidence?.comparison?.received
  const rule = scenario.exchange.reply
  const foreign =
    received &&
    names.find((name, i) => {
      const expected = expectation(rule, requests[i] as Buffer)
      return name !== unserved && expected !== undefined && received.includes(expected)
    })
  throw new Violation(
    {
      kind: 'clients-unserved',
      failed: failures.length,
      all: count,
      client: unserved,
      inner: error.observation,
    },
    { end: 'timeout', ...error.evidence, ...(foreign === undefined ? {} : { foreign }) },
  )
}

/** A fact about the server, which no trouble of ours with another client takes back. */
const isSeen = (error: unknown): boolean => error instanceof Violation && sortOf(error.observation) === 'seen'

/** Our own trouble: what did not come in time to the others may be due to it. */
const isOurs = ({ error }: { readonly error: unknown }): boolean => !(error instanceof Violation)

/** So many requests of one client, one after another, each with its reply. */
export async function serveRepeatedly(scenario: ServerScenario, name: string, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    try {
      await serve(scenario, name)
    } catch (error) {
      if (error instanceof Violation)
        throw new Violation(
          { kind: 'in-turn', what: 'request', number: i, all: count, inner: error.observation },
          error.evidence,
        )
      throw error
    }
  }
}

/** After what a client has just done the server ends (as one that serves one client may), or serves the next; and it does not keep a CPU busy. */
export async function endsOrServes(scenario: ServerScenario): Promise<void> {
  const { subject } = scenario
  try {
    await serveNewcomer(scenario)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    await subject.settle()
    const { death } = subject
    if (!death) {
      const spins = error.evidence?.end === 'timeout' && (await isSpinning(scenario))
      throw new Violation(
        { kind: 'neither-ended-nor-served', ms: scenario.times.reply, spins, inner: error.observation },
        { ...error.evidence, end: error.evidence?.end ?? 'timeout', ...(spins ? { spins: true } : {}) },
      )
    }
    if (!isCrash(death.ending)) return
    // With a client lost half-way one that serves a single client has failed at its task, and may say so.
    const crashed = new Violation({ kind: 'server-ended', ...death }, { end: 'closed' })
    if (isOutOfMemory(death.lastWords) || death.ending.kind === 'signal') throw crashed
    if (await servesMany(scenario)) throw crashed
    return
  }
  if (await isSpinning(scenario))
    throw new Violation(
      { kind: 'spins' },
      {
        end: 'timeout',
        spins: true,
      },
    )
}

/** Throws NotObservable for a server that ends with status 0 once it has served a client, where the Background lets it. */
export async function needManyClients(scenario: ServerScenario): Promise<void> {
  if (scenario.conversation.mayEnd === true && !(await servesMany(scenario)))
    throw new NotObservable({ kind: 'one-client-server' })
  await renew(scenario, await scenario.subject.prepare())
}

/** Observes whether the server goes on after a client. */
export async function observeMany(scenario: ServerScenario, many: string, one: string): Promise<void> {
  const second = await secondServed(scenario)
  if (second === true) scenario.observe({ kind: 'in-the-features-words', word: many })
  else if (hasEndedWell(scenario)) scenario.observe({ kind: 'in-the-features-words', word: one })
  else await observeUnlessCrashed(scenario, { kind: 'not-served', inner: second.observation }, second.evidence?.end)
}

/** Whether a new process, having served a client, serves another: one that ends with status 0 instead does not. */
async function servesMany(scenario: ServerScenario): Promise<boolean> {
  return (await secondServed(scenario)) === true || !hasEndedWell(scenario)
}

/** Serves a first client of a new process, and a second: what that one met with instead. */
async function secondServed(scenario: ServerScenario): Promise<true | Violation> {
  await renew(scenario, await scenario.subject.prepareFresh())
  await serveNewcomer(scenario)
  try {
    await serveNewcomer(scenario)
    return true
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    await scenario.subject.settle()
    return error
  }
}

function hasEndedWell({ subject: { death } }: ServerScenario): boolean {
  return death !== undefined && !isCrash(death.ending)
}

/** Whether its processes keep a CPU busy though nobody asks anything of them. */
async function isSpinning({ subject }: ServerScenario): Promise<boolean> {
  const busy = async (): Promise<boolean | undefined> => {
    const [before, began] = [await subject.cpuMs(), performance.now()]
    if (before === undefined) return undefined
    await poll(() => (subject.death ? true : undefined), WINDOW_MS)
    const after = await subject.cpuMs()
    return after !== undefined && after - before > SPINNING * (performance.now() - began)
  }
  for (const until = performance.now() + SETTLING_MS; performance.now() < until;)
    if ((await busy()) !== true) return false
  return true
}
