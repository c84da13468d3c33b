import type { Envelope } from '@cucumber/messages'
import { escapeForJson } from './escape.js'

/** One message of Cucumber's, and which lane of which pass sent it. */
export interface LaneMessage {
  readonly pass: number
  readonly lane: number
  readonly envelope: Envelope
}

/**
 * The run as one stream of Cucumber messages (NDJSON), as if it had had one lane: each lane sees all scenarios and runs those that it
 * claimed, so of each scenario only the attempt that counts is kept, under the identifiers of the first lane.
 */
export function formatMessages(messages: readonly LaneMessage[]): string {
  const byLane = new Map<string, Envelope[]>()
  for (const { pass, lane, envelope } of messages) {
    const key = `${pass}/${lane}`
    const ofLane = byLane.get(key)
    if (ofLane) ofLane.push(envelope)
    else byLane.set(key, [envelope])
  }
  const lanes = [...byLane.values()]
  const [first] = lanes
  if (!first) return ''
  const merged = mergeLanes(first, lanes)
  return merged.map((envelope) => escapeForJson(JSON.stringify(envelope))).join('\n') + '\n'
}

interface Attempt {
  readonly testCase: Envelope
  readonly events: readonly Envelope[]
}

function mergeLanes(first: readonly Envelope[], lanes: readonly (readonly Envelope[])[]): Envelope[] {
  // Later passes run with fewer scenarios, so the first lane of the first pass alone has every pickle.
  const pickleIds = new Map(first.flatMap(({ pickle }) => (pickle ? [[pickleKey(pickle), pickle.id] as const] : [])))
  const stepIds = new Map(
    first.flatMap(({ pickle }) => (pickle ? [[pickleKey(pickle), pickle.steps.map(({ id }) => id)] as const] : [])),
  )
  const startedId = first.find(({ testRunStarted }) => testRunStarted)?.testRunStarted?.id
  const definitionsOfFirst = first.flatMap(({ stepDefinition, hook }) => stepDefinition?.id ?? hook?.id ?? [])
  const attempts = new Map<string, Attempt>()
  for (const lane of lanes) {
    for (const [key, attempt] of attemptsOf(lane))
      attempts.set(key, renamed(attempt, key, lane, { pickleIds, stepIds, startedId, definitionsOfFirst }))
  }
  const head = first.filter(
    ({
      testCase,
      testCaseStarted,
      testCaseFinished,
      testStepStarted,
      testStepFinished,
      testRunFinished,
      testRunHookStarted,
      testRunHookFinished,
      attachment,
    }) =>
      !(
        testCase ??
        testCaseStarted ??
        testCaseFinished ??
        testStepStarted ??
        testStepFinished ??
        testRunFinished ??
        testRunHookStarted ??
        testRunHookFinished ??
        attachment
      ),
  )
  const kept = [...pickleIds.keys()].flatMap((key) => attempts.get(key) ?? [])
  const success = kept.every(({ events }) =>
    events.every(({ testStepFinished }) => testStepFinished?.testStepResult.status !== 'FAILED'),
  )
  const last = lanes
    .flatMap((lane) => lane.flatMap(({ testRunFinished }) => testRunFinished ?? []))
    .sort((a, b) => a.timestamp.seconds - b.timestamp.seconds || a.timestamp.nanos - b.timestamp.nanos)
    .at(-1)
  return [
    ...head,
    ...kept.map(({ testCase }) => testCase),
    ...kept.flatMap(({ events }) => events),
    ...(last
      ? [{ testRunFinished: { ...last, success, ...(startedId === undefined ? {} : { testRunStartedId: startedId }) } }]
      : []),
  ]
}

const pickleKey = (pickle: { readonly uri: string; readonly location?: { readonly line: number } }): string =>
  `${pickle.uri}:${pickle.location?.line ?? 0}`

/** What a lane really ran: a test case whose hook skipped it at once was another lane's. */
function attemptsOf(lane: readonly Envelope[]): Map<string, Attempt> {
  const keys = new Map(lane.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickleKey(pickle)] as const] : [])))
  const cases = new Map(
    lane.flatMap((envelope) => (envelope.testCase ? [[envelope.testCase.id, envelope] as const] : [])),
  )
  const events = new Map<string, Envelope[]>()
  const caseOf = new Map<string, string>()
  for (const envelope of lane) {
    if (envelope.testCaseStarted) {
      events.set(envelope.testCaseStarted.id, [envelope])
      caseOf.set(envelope.testCaseStarted.id, envelope.testCaseStarted.testCaseId)
    }
    const id =
      envelope.testStepStarted?.testCaseStartedId ??
      envelope.testStepFinished?.testCaseStartedId ??
      envelope.testCaseFinished?.testCaseStartedId ??
      envelope.attachment?.testCaseStartedId
    if (id !== undefined) events.get(id)?.push(envelope)
  }
  const out = new Map<string, Attempt>()
  for (const [started, ofCase] of events) {
    const testCase = cases.get(caseOf.get(started) ?? '')
    const key = keys.get(testCase?.testCase?.pickleId ?? '')
    const firstResult = ofCase.find(({ testStepFinished }) => testStepFinished)?.testStepFinished?.testStepResult.status
    // Where the check was interrupted some have not come to their end.
    const isWhole = ofCase.some(({ testCaseFinished }) => testCaseFinished)
    if (testCase && key !== undefined && firstResult !== 'SKIPPED' && isWhole)
      out.set(key, { testCase, events: ofCase })
  }
  return out
}

interface Names {
  readonly pickleIds: ReadonlyMap<string, string>
  readonly stepIds: ReadonlyMap<string, readonly string[]>
  readonly startedId: string | undefined
  readonly definitionsOfFirst: readonly string[]
}

/** The attempt under the first lane's identifiers of pickles, steps and definitions. */
function renamed(attempt: Attempt, key: string, lane: readonly Envelope[], names: Names): Attempt {
  const { testCase } = attempt.testCase
  if (!testCase) return attempt
  const own = lane.find(({ pickle }) => pickle?.id === testCase.pickleId)?.pickle
  const steps = new Map(own?.steps.map(({ id }, index) => [id, names.stepIds.get(key)?.[index] ?? id]))
  const definitions = new Map(
    lane
      .flatMap(({ stepDefinition, hook }) => stepDefinition?.id ?? hook?.id ?? [])
      .map((id, index) => [id, names.definitionsOfFirst[index] ?? id]),
  )
  return {
    events: attempt.events,
    testCase: {
      testCase: {
        ...testCase,
        pickleId: names.pickleIds.get(key) ?? testCase.pickleId,
        ...(names.startedId === undefined ? {} : { testRunStartedId: names.startedId }),
        testSteps: testCase.testSteps.map((step) => ({
          ...step,
          ...(step.pickleStepId === undefined
            ? {}
            : { pickleStepId: steps.get(step.pickleStepId) ?? step.pickleStepId }),
          ...(step.hookId === undefined ? {} : { hookId: definitions.get(step.hookId) ?? step.hookId }),
          ...(step.stepDefinitionIds
            ? { stepDefinitionIds: step.stepDefinitionIds.map((id) => definitions.get(id) ?? id) }
            : {}),
        })),
      },
    },
  }
}
