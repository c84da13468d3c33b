import type { Requirement } from '../specification/specification.js'

/** One scenario that is to run. */
export interface Job {
  readonly key: string
  readonly requirement: Requirement
  /** which of its requirement's scenarios it is, from 0 */
  readonly index: number
  /** it stops and restarts the server */
  readonly restarts: boolean
  /** many clients come at once: where they are not served that takes its ten seconds, and twice that where it has to be asked again of a new process */
  readonly crowds: boolean
}

/** Hands each scenario to the lane that asks first. */
export class Schedule {
  readonly #waiting: Map<string, Job>

  constructor(jobs: readonly Job[]) {
    this.#waiting = new Map(jobs.map((job) => [job.key, job]))
  }

  /** The job, for whoever asks first; undefined afterwards. */
  claim(key: string): Job | undefined {
    const job = this.#waiting.get(key)
    this.#waiting.delete(key)
    return job
  }

  get waiting(): readonly Job[] {
    return [...this.#waiting.values()]
  }

  /** Nothing more is handed out. */
  close(): void {
    this.#waiting.clear()
  }
}

const CROWD = /\b\d+ clients at once\b/

/** The jobs of some requirements, in the order of the feature file. */
export function jobsOf(requirements: readonly Requirement[]): Job[] {
  return requirements.flatMap((requirement) =>
    requirement.scenarios.map((scenario, index) => ({
      key: scenario.key,
      requirement,
      index,
      restarts: scenario.restarts,
      crowds: scenario.steps.some((step) => CROWD.test(step)),
    })),
  )
}
