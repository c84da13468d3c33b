import type { Framing } from '../harness/messages/framing.js'
import type { Settings } from '../harness/messages/settings.js'
import type { Transport } from '../harness/findings/wire-log.js'
import type { Level } from './level.js'

export type Role = 'server' | 'client'

export type { Transport }

/** One way through a requirement: a scenario, or one row of an outline. */
export interface ScenarioPlan {
  /** feature file and line, the same in every run */
  readonly key: string
  readonly name: string
  /** keyword and text of each step, the Background's first */
  readonly steps: readonly string[]
  /** what those who violate it usually did, where the scenario says so itself */
  readonly usualMistake: string
  /** tagged @restart: it stops the server and starts it again, after which a fixed port may stay taken for a while */
  readonly restarts: boolean
}

/** One requirement, as the feature file states it. */
export interface Requirement {
  readonly id: string
  readonly level: Level
  /** the requirement as a person would say it */
  readonly title: string
  /** where it comes from: lecture and section, or standard */
  readonly source: string
  /** what those who violate it usually did */
  readonly usualMistake: string
  /** path of the feature file, from the working directory where that is shorter */
  readonly file: string
  readonly line: number
  readonly scenarios: readonly ScenarioPlan[]
  /** tagged @network: while it is checked the network is not as it should be, so nothing else can be */
  readonly disturbs: boolean
}

/** What one feature file specifies: one protocol, one role. */
export interface Specification {
  readonly protocol: string
  readonly role: Role
  readonly transport: Transport
  /** the lecture's port; undefined where the feature names none */
  readonly port: number | undefined
  readonly title: string
  readonly source: string
  readonly prose: string
  /** what each scenario begins with: the texts of the Background's steps */
  readonly background: readonly string[]
  /** the options that it has, with their defaults */
  readonly options: Settings
  /** how messages are told apart in the stream, those of clients and those of servers */
  readonly framing: { readonly requests: Framing; readonly replies: Framing }
  /** the addresses that a server is given, with {allow}, to answer; none where the protocol knows no such thing */
  readonly allowed: readonly string[]
  /** each process gets a working directory of its own */
  readonly freshDirectory: boolean
  readonly requirements: readonly Requirement[]
  /** those that need a network which can be cut and disturbed (tagged @network): checked on request only */
  readonly networkRequirements: readonly Requirement[]
  /** absolute path of the folder, and name of the feature file in it */
  readonly folder: string
  readonly file: string
  /** the feature file's text */
  readonly text: string
}
