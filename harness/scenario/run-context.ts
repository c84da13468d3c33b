import type { Place } from '../findings/finding.js'
import type { Scenario } from './scenario.js'

/** What the steps of one run need to know: which scenarios are to run here, and whom to tell how they went. */
export interface RunContext {
  /**
   * Claims a scenario, named by its feature file and line, and prepares its subject; undefined where another lane has claimed it or
   * the run is over.
   */
  begin(key: string): Promise<Scenario | undefined>
  /** Tells how a scenario went; called once for each that was begun. */
  end(key: string, scenario: Scenario, course: Course): Promise<void>
}

/** How the steps of a scenario went. Only `held` is a success: whatever else ends a scenario is named, and none of it is a pass. */
export type Course =
  /** every step ran to its end, and there was at least one */
  | { readonly kind: 'held'; readonly steps: number }
  /** a step threw this */
  | { readonly kind: 'failed'; readonly place: Place; readonly error: unknown }
  /** so many of the steps held, and then something other than a step ended the scenario: the runner's net, a hook, an exception elsewhere */
  | {
      readonly kind: 'cut-off'
      readonly place: Place | undefined
      readonly held: number
      readonly steps: number
      /** what the runner says of it */
      readonly said: string | undefined
    }

/** What is known of a scenario when its last hook runs. */
export interface Steps {
  /** how many the scenario has, how many ran to their end, and whether the runner holds that all of them passed */
  readonly planned: number
  readonly held: number
  readonly passed: boolean
  /** the last that was begun */
  readonly last: Place | undefined
  /** what a step threw */
  readonly failure: { readonly place: Place; readonly error: unknown } | undefined
  /** what the runner says of the end */
  readonly said: string | undefined
}

/** The course of a scenario: `held` only where all its steps are known to have run to their end. */
export function courseOf({ planned, held, passed, last, failure, said }: Steps): Course {
  if (failure) return { kind: 'failed', ...failure }
  if (passed && planned > 0 && held === planned) return { kind: 'held', steps: planned }
  return { kind: 'cut-off', place: last, held, steps: planned, said }
}

/** Several runs can be under way at once in one process, on one library of steps: each finds its context by its identifier. */
const contexts = new Map<string, RunContext>()

/** Makes a context known under an identifier while `run` is under way. */
export async function withRunContext<T>(id: string, context: RunContext, run: () => Promise<T>): Promise<T> {
  contexts.set(id, context)
  try {
    return await run()
  } finally {
    contexts.delete(id)
  }
}

export function runContext(id: string): RunContext {
  const context = contexts.get(id)
  if (!context) throw new Error(`no run under way has the identifier ${id}`)
  return context
}
