import type { Finding } from '../harness/findings/finding.js'
import { findingOf, outcomeOf, outcomeOfCourse } from '../harness/scenario/outcome.js'
import { turn } from '../harness/peers/patience.js'
import { isCrash, type Death, type Ending } from '../harness/findings/ending.js'
import type { Seen } from '../harness/findings/observation.js'
import { Randomness } from '../harness/messages/randomness.js'
import type { Course } from '../harness/scenario/run-context.js'
import { SLOW_AFTER, SLOW_WHOLE_MS, type Scenario, type Times } from '../harness/scenario/scenario.js'
import { clingsTo, partAll } from '../harness/server/leaving.js'
import { ServerScenario } from '../harness/server/server-scenario.js'
import { serveOrdinaryFirst } from '../harness/server/serving.js'
import type { ServerSubject } from '../harness/subjects/server-subject.js'
import { nobodyListens, RemoteServer } from '../harness/subjects/remote-server.js'
import { HarnessFault, NotObservable, StartFailure, type Evidence } from '../harness/findings/violation.js'
import { WireLog, type Address } from '../harness/findings/wire-log.js'
import type { Lane } from './lane-pool.js'
import type { PassKind, Records, RunRequest, Runner } from './run.js'
import type { Job } from './schedule.js'
import { toBeTried } from './terminal-trial.js'

/** Servers in use at once where ports are free: more would only queue for the same CPUs. */
const MOST_LANES = 6
/** After so many scenarios without one octet from the server nobody expects one any more. */
const MUTE_AFTER = 2
/** The deadline of a reply for a server that has never said anything, ms. */
const MUTE_REPLY_MS = 300
/** A server that could not be started so often in a row is not tried again. */
const MOST_START_FAILURES = 2
/** Between the end of a connection and that of the program whose error ended it, ms: a JVM prints its trace and winds up first. */
const CRASH_MS = 250
/** One that went on so often after it had ended a connection does so on purpose: its end is not waited for any more. */
const ALIVE_AFTER = 2

export interface ServerRunnerOptions {
  readonly request: RunRequest
  /** makes a subject with a process of its own, or the one that there is */
  readonly newSubject: (terminal: boolean) => ServerSubject
  /** whether a subject can be given a terminal; undefined where it is somebody else's, who chose */
  readonly terminals: () => boolean | undefined
  /** the subject that the run began to start before anything else was loaded */
  readonly first: { readonly subject: ServerSubject; readonly started: Promise<void>; readonly startMs: () => number }
  /** only one can run at a time: its port is fixed, or it is somebody else's */
  readonly single: boolean
}

/** What all lanes of one server run know about it. */
class Acquaintance {
  #silent = 0
  #spoke = false
  #slow = 0
  startFailures = 0
  /** so often it ended a connection that was to go on, and lived */
  outlived = 0
  /** a connection was established, or a datagram came */
  reached = false

  times(times: Times): Times {
    const isSlow = (): boolean => this.#slow >= SLOW_AFTER
    const mute = !this.#spoke && this.#silent >= MUTE_AFTER
    return {
      ...times,
      ...(mute ? { reply: Math.min(times.reply, MUTE_REPLY_MS) } : {}),
      // What is learned while a scenario runs is of use to it.
      get whole() {
        return isSlow() ? SLOW_WHOLE_MS : times.whole
      },
    }
  }

  /** The server sent something in this scenario, but too slowly. */
  wasSlow(): void {
    this.#slow++
  }

  /** Takes note of whether the server said anything in this scenario. */
  learn(log: WireLog): void {
    this.reached ||= log.events.some(
      (event) =>
        (event.kind === 'open' && event.transport === 'tcp') || (event.direction === 'from' && event.kind === 'data'),
    )
    if (log.events.some((event) => event.kind === 'data' && event.direction === 'from')) this.#spoke = true
    else if (log.events.some((event) => event.kind === 'data')) this.#silent++
  }
}

export function serverRunner(options: ServerRunnerOptions): Runner {
  const acquaintance = new Acquaintance()
  return {
    mostLanes: options.single ? 1 : MOST_LANES,
    laneCostMs: options.first.startMs,
    restartsLast: options.single,
    openLane: async (records, index, pass) => {
      if (pass === 'first' && index === 0) {
        try {
          await options.first.started
        } catch (error) {
          await options.first.subject.dispose()
          if (!isFound(error)) throw error
          records.settleRest(() => unprepared(error))
          return undefined
        }
        return new ServerLane(options, options.first.subject, acquaintance, records, pass)
      }
      const subject = options.newSubject(pass === 'on a terminal')
      try {
        // Somebody else's server was looked for when the run began; that it has ended since is for its scenarios to say.
        if (!(subject instanceof RemoteServer)) await subject.warmUp()
      } catch (error) {
        await subject.dispose()
        if (!isFound(error)) throw error
        // That it cannot be started on a terminal takes nothing back of what was found with pipes.
        if (pass === 'on a terminal') return undefined
        // One process runs; that a second one cannot is no requirement of any protocol. In a second pass there is no first.
        if (index === 0) records.settleRest(() => unprepared(error))
        return undefined
      }
      return new ServerLane(options, subject, acquaintance, records, pass)
    },
  }
}

class ServerLane implements Lane {
  #began = 0
  #before: string | undefined
  readonly #ended: ServerScenario[] = []

  constructor(
    private readonly options: ServerRunnerOptions,
    private readonly subject: ServerSubject,
    private readonly acquaintance: Acquaintance,
    private readonly records: Records,
    private readonly pass: PassKind,
  ) {}

  async begin(job: Job): Promise<Scenario | undefined> {
    this.#began = performance.now()
    this.#blameForDeath()
    let address: Address
    try {
      address = this.pass === 'first' && !job.crowds ? await this.subject.prepare() : await this.#prepareAlone()
      this.acquaintance.startFailures = 0
    } catch (error) {
      if (error instanceof NotObservable) {
        this.records.add(job, unprepared(error))
        return undefined
      }
      if (!isFound(error)) throw error
      if (this.pass === 'on a terminal') return undefined
      this.records.add(job, unprepared(error))
      if (++this.acquaintance.startFailures >= MOST_START_FAILURES) this.records.settleRest(() => unprepared(error))
      return undefined
    }
    const random = new Randomness(this.options.request.seed, `${job.requirement.id}#${job.index}`)
    const scenario = new ServerScenario(
      random,
      this.acquaintance.times(this.options.request.times),
      this.subject,
      address,
      this.options.request.settings,
    )
    if (this.pass === 'after an ordinary client') serveOrdinaryFirst(scenario)
    return scenario
  }

  async end(job: Job, scenario: Scenario, course: Course): Promise<void> {
    if (!(scenario instanceof ServerScenario)) throw new Error('a lane for servers was given another scenario')
    const outcome = outcomeOfCourse(course)
    if (scenario.wasSlow) this.acquaintance.wasSlow()
    const isToEnd = outcome.outcome === 'violated' || outcome.outcome === 'fault'
    // The verdict is found: what the server does about the end of its clients, which may be a reset, is no evidence for it.
    const deathBefore = isToEnd ? await this.#deathSoFar(outcome.evidence) : undefined
    await this.#part(scenario, isToEnd)
    this.#ended.push(scenario)
    const isObserved = job.requirement.level === 'info' && outcome.outcome === 'held'
    if (isObserved || (!isToEnd && scenario.conversation.mayEnd === true)) await this.subject.settle()
    else await turn()
    const { exchange } = scenario.conversation
    // Of a protocol in which servers say nothing, silence tells nothing.
    if (exchange && exchange.reply.kind !== 'taken') this.acquaintance.learn(scenario.log)
    else this.acquaintance.reached = true
    if (outcome.evidence?.end === 'refused' && !this.acquaintance.reached && this.subject instanceof RemoteServer)
      throw nobodyListens(this.subject.address)
    const found = findingOf(scenario, course, performance.now() - this.#began)
    const ended = isToEnd ? deathBefore : this.subject.death
    const finding = {
      ...found,
      ...(ended ? { death: ended } : {}),
      ...(isObserved && ended && isCrash(ended.ending) ? { seen: withCrash(found.seen, ended.ending) } : {}),
    }
    const terminals = this.pass === 'on a terminal' ? undefined : this.options.terminals()
    this.records.add(job, terminals === undefined ? finding : toBeTried(finding, terminals))
    this.#before = isToEnd ? undefined : job.key
    if (isToEnd) {
      this.subject.distrust()
      if (this.pass !== 'first') return
      if (outcome.outcome === 'fault' || !this.subject.isFresh) this.records.again(job.key)
    }
  }

  /** How the server has ended so far; where a connection's end decided, it is given the time to end of what ended that. */
  async #deathSoFar(evidence: Evidence | undefined): Promise<Death | undefined> {
    const { subject, acquaintance } = this
    const mayCrash = evidence?.end === 'closed' && acquaintance.outlived < ALIVE_AFTER
    await subject.settle(mayCrash ? CRASH_MS : 0)
    if (mayCrash && !subject.death) acquaintance.outlived++
    return subject.death
  }

  /** How a scenario's clients part is nobody's evidence: where the machine is starved meanwhile, this process is not used for another scenario, no more. */
  async #part(scenario: ServerScenario, isToEnd: boolean): Promise<void> {
    try {
      await this.subject.network?.restore()
      await partAll(scenario, isToEnd)
      if (!isToEnd && (await clingsTo(scenario))) this.subject.distrust()
    } catch (error) {
      if (!(error instanceof HarnessFault)) throw error
      this.subject.distrust()
    }
  }

  async dispose(): Promise<void> {
    this.#blameForDeath()
    for (const scenario of this.#ended) scenario.dispose()
    await this.subject.dispose()
  }

  async #prepareAlone(): Promise<Address> {
    try {
      return await this.subject.prepareFresh()
    } catch (error) {
      // Somebody else's server cannot be started anew: then the second attempt is on the same.
      if (error instanceof NotObservable) return this.subject.prepare()
      throw error
    }
  }

  /** A process that died after its scenario had held, and its clients had left, died of that scenario. */
  #blameForDeath(): void {
    const { death } = this.subject
    if (!death || this.#before === undefined) return
    this.records.amend(this.#before, (finding) =>
      finding.death
        ? finding
        : {
            ...finding,
            death,
            notes: isCrash(death.ending)
              ? [...finding.notes, { kind: 'died-afterwards', ending: death.ending }]
              : finding.notes,
          },
    )
    this.#before = undefined
  }
}

/** What was seen of a server that crashed meanwhile: that, in place of what it would otherwise say of its clients. */
const withCrash = (seen: readonly Seen[], ending: Ending): Seen[] => [
  { kind: 'server-crashed', ending },
  ...seen.filter(({ kind }) => kind !== 'concurrency'),
]

/** That no server is there is found out, be it the program's doing or the harness's own trouble: it ends scenarios, not the run. */
const isFound = (error: unknown): error is StartFailure | HarnessFault =>
  error instanceof StartFailure || error instanceof HarnessFault

/** A finding of a scenario that could not begin. */
function unprepared(error: StartFailure | HarnessFault | NotObservable): Finding {
  return { ...outcomeOf(error), seen: [], notes: [], log: new WireLog(), durationMs: 0 }
}
