import type { Envelope } from '@cucumber/messages'
import type { Finding } from '../harness/findings/finding.js'
import type { Times } from '../harness/scenario/scenario.js'
import type { Settings } from '../harness/messages/settings.js'
import { sortOf, type Fault, type Note } from '../harness/findings/observation.js'
import { Bound, CHECK_MS } from '../harness/peers/bound.js'
import { untilCalm } from '../harness/peers/calm.js'
import type { Requirement, Specification } from '../specification/specification.js'
import type { Engine } from './cucumber.js'
import { runInLanes, WAITING_MS, type Lane } from './lane-pool.js'
import { jobsOf, Schedule, type Job } from './schedule.js'
import { TerminalTrial } from './terminal-trial.js'
import { unjudged } from './unjudged.js'

/** What a run of one specification against one subject is asked to do. */
export interface RunRequest {
  readonly specification: Specification
  readonly requirements: readonly Requirement[]
  readonly seed: string
  readonly times: Times
  readonly settings: Settings
  readonly engine: Promise<Engine>
  /** how long all of it may take, ms */
  readonly mostMs?: number
  /** told of each scenario that has ended, in the order in which they end */
  readonly onFinding?: (requirement: Requirement, finding: Finding, done: number, all: number) => void
  /** told once, before anything runs, how to ask at any time what is judged so far: what a later pass may change is left out */
  readonly onBegun?: (judged: () => Findings) => void
  readonly onEnvelope?: (pass: number, lane: number, envelope: Envelope) => void
}

/** What each scenario found, by its key. */
export type Findings = ReadonlyMap<string, Finding>

/** What differs between the roles: how a lane is opened, and how many there may be. */
export interface Runner {
  readonly mostLanes: number
  /** what opening a lane costs, ms: where it is long (a JVM's start), a scenario must wait as long before another is opened */
  readonly laneCostMs?: () => number
  /** scenarios that restart the server must wait for all others, since its port may stay taken for a minute */
  readonly restartsLast: boolean
  openLane(records: Records, index: number, pass: PassKind): Promise<Lane | undefined>
}

/**
 * In the first pass everything runs. What another scenario may have influenced runs once more, alone, on a process that has served nobody; and where
 * it gave wrong octets before and holds now, a last time on one that has served an ordinary client: whose own state it then is that spoils it is plain.
 */
export type PassKind = 'first' | 'alone' | 'on a terminal' | 'after an ordinary client'

/** So often more is a scenario run alone in which something wrong was seen that another may have brought about. */
const SEEN_ATTEMPTS = 2

/** So often more is an inconclusive scenario tried. */
const FAULT_ATTEMPTS = 2
/** So long a machine that has no CPU to spare is waited for before that, ms. */
const CALM_MS = 5_000

/** Where lanes put what they found. */
export interface Records {
  add(job: Job, finding: Finding): void
  /** Adds something that was learned after the scenario had ended. */
  amend(key: string, change: (finding: Finding) => Finding): void
  /** Asks for the scenario to be run once more, for that verdict to count. */
  again(key: string): void
  /** Settles every scenario that has not begun. */
  settleRest(finding: (job: Job) => Finding): void
}

/**
 * Runs all scenarios of the requirements. Those whose outcome another scenario may have influenced, and those in which the harness was
 * at fault, run once more, on a subject of their own.
 */
export async function runAll(request: RunRequest, runner: Runner): Promise<Findings> {
  const findings = new Map<string, Finding>()
  const jobs = jobsOf(request.requirements)
  const again = new Set<string>()
  const afterOther = new Set<string>()
  const seenOnce = new Set<string>()
  // Something was seen in the first pass, and whether it is so alone could not be told yet.
  const undecided = new Set<string>()
  // It is to be run once more, and has not been yet.
  const awaited = new Set<string>()
  // No pass will come back to it.
  const settled = new Set<string>()
  const trial = new TerminalTrial()
  let passes = 0
  const mostMs = request.mostMs ?? CHECK_MS
  const time = { isOver: false }
  let endPass = (): void => undefined
  const bound = new Bound(mostMs, () => {
    time.isOver = true
    endPass()
  })
  const pass = async (ofPass: readonly Job[], kind: PassKind, mostLanes = runner.mostLanes): Promise<void> => {
    if (ofPass.length === 0 || time.isOver) return
    const number = ++passes
    const schedule = new Schedule(ofPass)
    endPass = () => schedule.close()
    const records: Records = {
      add: (job, finding) => {
        const before = findings.get(job.key)
        const later = (earlier: Finding): Finding =>
          kind === 'on a terminal' ? trial.verdictOf(job.key, earlier, finding) : laterOf(kind, earlier, finding)
        const counts = before ? later(before) : finding
        if (before && kind === 'alone' && isOthersDoing(before, finding)) afterOther.add(job.key)
        if (kind === 'first' && isSeen(finding)) seenOnce.add(job.key)
        if (kind === 'alone' && mayGoBetter(finding)) undecided.add(job.key)
        else undecided.delete(job.key)
        awaited.delete(job.key)
        findings.set(job.key, counts)
        request.onFinding?.(job.requirement, findings.get(job.key) ?? finding, findings.size, jobs.length)
      },
      amend: (key, change) => {
        const finding = findings.get(key)
        if (finding) findings.set(key, change(finding))
      },
      again: (key) => {
        if (findings.get(key)?.observation?.kind === 'out-of-time') return
        again.add(key)
        awaited.add(key)
      },
      settleRest: (finding) => {
        for (const job of [
          ...schedule.waiting,
          ...jobs.filter((other) => !ofPass.includes(other) && !findings.has(other.key)),
        ])
          records.add(job, finding(job))
        schedule.close()
      },
    }
    const { onEnvelope } = request
    await runInLanes({
      engine: request.engine,
      specification: request.specification,
      schedule,
      // What is done to the network is done to all that use it.
      mostLanes: ofPass.some(({ requirement }) => requirement.disturbs) ? 1 : mostLanes,
      waitingMs: () => Math.max(WAITING_MS, runner.laneCostMs?.() ?? 0),
      openLane: (index) => runner.openLane(records, index, kind),
      ...(onEnvelope ? { onEnvelope: (lane, envelope) => onEnvelope(number, lane, envelope) } : {}),
    })
  }
  const disturbing = jobs.filter((job) => job.requirement.disturbs)
  const last = jobs.filter((job) => runner.restartsLast && job.restarts && !disturbing.includes(job))
  const firstAndAgain = async (some: readonly Job[]): Promise<void> => {
    again.clear()
    await pass(
      some.filter((job) => !findings.has(job.key)),
      'first',
    )
    await pass(
      jobs.filter((job) => again.has(job.key)),
      'alone',
    )
    const tryUndecided = async (): Promise<void> => {
      // A machine that had too little CPU to spare may have more a moment later.
      for (let attempt = 0; attempt < FAULT_ATTEMPTS; attempt++) {
        const open = some.filter((job) => undecided.has(job.key) || mayGoBetter(findings.get(job.key)))
        if (open.length > 0 && !time.isOver) await untilCalm(CALM_MS)
        // One after another: what they need is a CPU.
        await pass(open, 'alone', 1)
      }
      undecided.clear()
    }
    if (jobs.some((job) => seenOnce.has(job.key) && undecided.has(job.key))) await tryUndecided()
    // What was seen stays seen: what another scenario may have brought about is looked at once more, but luck takes nothing back.
    for (let attempt = 0; attempt < SEEN_ATTEMPTS; attempt++)
      await pass(
        some.filter((job) => seenOnce.has(job.key) && findings.get(job.key)?.outcome === 'held'),
        'alone',
      )
    seenOnce.clear()
    await tryUndecided()
    for (let attempt = 0; attempt <= FAULT_ATTEMPTS; attempt++)
      await pass(
        some.filter((job) => trial.isOpen(job.key, findings.get(job.key), attempt > 0)),
        'on a terminal',
      )
    for (const [key, finding] of findings) findings.set(key, trial.settled(key, finding))
    await pass(
      jobs.filter((job) => afterOther.has(job.key)),
      'after an ordinary client',
    )
    // Which scenarios came to be the first on their process is chance: where that decided one of them, all others are asked as well.
    if (jobs.some((job) => afterOther.has(job.key) && findings.get(job.key)?.outcome === 'violated')) {
      await pass(
        some.filter(
          (job) =>
            !afterOther.has(job.key) && job.requirement.level !== 'info' && findings.get(job.key)?.outcome === 'held',
        ),
        'after an ordinary client',
      )
    }
    afterOther.clear()
    for (const { key } of some) settled.add(key)
  }
  /** Whether a pass that is still to come may change it. */
  const isOpen = (key: string, finding: Finding): boolean =>
    !settled.has(key) &&
    (awaited.has(key) ||
      undecided.has(key) ||
      trial.isOpen(key, finding, false) ||
      // What held is asked again where it, or another, had failed on a process that had served somebody.
      (finding.outcome === 'held' && (seenOnce.has(key) || afterOther.size > 0)))
  request.onBegun?.(() => new Map([...findings].filter(([key, finding]) => !isOpen(key, finding))))
  try {
    await firstAndAgain(jobs.filter((job) => !last.includes(job) && !disturbing.includes(job)))
    await firstAndAgain(disturbing)
    await firstAndAgain(last)
  } finally {
    bound.cancel()
  }
  const why: Fault = time.isOver ? { kind: 'out-of-time', what: 'check', ms: mostMs } : { kind: 'never-ran' }
  for (const job of jobs) if (!findings.has(job.key)) findings.set(job.key, unjudged(why))
  return findings
}

/** Something wrong was seen: not merely nothing in time. */
const isSeen = ({ outcome, observation }: Finding): boolean =>
  outcome === 'violated' && observation !== undefined && sortOf(observation) === 'seen'

/** It held alone, but on a process that had served others something wrong came (not nothing at all, which is another requirement's matter). */
const isOthersDoing = (first: Finding, alone: Finding): boolean =>
  first.outcome === 'violated' && alone.outcome === 'held' && gaveWrong(first)

const gaveWrong = ({ evidence }: Finding): boolean => evidence?.end === 'data' && evidence.sought === undefined

/** The verdict of a later pass. */
function laterOf(kind: PassKind, before: Finding, finding: Finding): Finding {
  if (kind !== 'after an ordinary client') return secondOf(before, finding)
  // Where an ordinary client before it is enough to spoil it, what the program keeps from one client to the next is its own mistake.
  if (finding.outcome !== 'violated' || !gaveWrong(finding)) return before
  return {
    ...finding,
    notes: [...finding.notes, { kind: 'only-after-another-client' }],
  }
}

/** The second verdict counts, unless it is none and something wrong was seen; that there was a first is remembered where it was another. */
function secondOf(first: Finding, second: Finding): Finding {
  if (first.outcome === second.outcome) return second
  if (second.outcome === 'fault' && isSeen(first)) return first
  if (first.outcome === 'held') return second
  const note: Note =
    first.outcome === 'fault' || !first.observation
      ? { kind: 'first-inconclusive' }
      : { kind: 'first-failed', first: first.observation }
  return { ...second, notes: [...second.notes, note] }
}

/** Nothing is known of it, and another attempt may tell: not of what had all the time that there is. */
const mayGoBetter = (finding: Finding | undefined): boolean =>
  finding?.outcome === 'fault' && finding.observation?.kind !== 'out-of-time'
