import type { Settings } from '../harness/messages/settings.js'
import type { RunLevel } from '../specification/level.js'
import type { Requirement, Specification } from '../specification/specification.js'
import type { PointsRule } from './points.js'

/** One protocol and role of an assignment, with nothing left to decide. */
export interface Task {
  /** `tcp-echo-server`: unique in the assignment, and a safe name of a file */
  readonly id: string
  /** its requirements have the levels of the assignment */
  readonly specification: Specification
  /** those that are checked, likewise */
  readonly requirements: readonly Requirement[]
  readonly level: RunLevel
  /** requirements that were asked for by their names: strict ones among them are graded */
  readonly asked: readonly string[]
  /** how a submission is started and built; where that is not said, it is found out for each */
  readonly start?: readonly string[]
  readonly build?: readonly string[]
  /** the port that submissions have written into them */
  readonly port?: number
  /** all options that the protocol has */
  readonly settings: Settings
  /** deadline of one reply, where it is not the usual one */
  readonly timeoutMs?: number
  readonly timeLimitMs: number
  readonly buildTimeLimitMs: number
  readonly memoryMiB: number
  readonly points: PointsRule
}
