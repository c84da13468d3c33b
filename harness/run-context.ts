import type { Scenario } from './scenario.js'

/** What the steps of one run need to know: which scenarios are to run here, and whom to tell how they went. */
export interface RunContext {
  /**
   * Claims a scenario, named by its feature file and line, and prepares its subject; undefined where another lane has claimed it or
   * the run is over.
   */
  begin(key: string): Promise<Scenario | undefined>
  /** Tells how a scenario went: what a step threw, and which; called once for each that was begun. */
  end(key: string, scenario: Scenario, failure: StepFailure | undefined): Promise<void>
}

export interface StepFailure {
  /** the step as the feature has it */
  readonly step: string
  readonly error: unknown
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
