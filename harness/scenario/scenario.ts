import { isDeepStrictEqual } from 'node:util'
import type { Note, Seen } from '../findings/observation.js'
import { Names } from '../messages/names.js'
import { octetsOf, type Message, type Payload } from '../messages/message.js'
import type { Network } from '../hosts/network.js'
import type { Randomness } from '../messages/randomness.js'
import type { Settings } from '../messages/settings.js'
import { WireLog } from '../findings/wire-log.js'

/** Times that the catalogue sets (protocols.md, "Timing and honesty of verdicts"). */
export interface Times {
  /** deadline of one reply, ms */
  readonly reply: number
  /** how long silence must last where nothing better proves it, ms */
  readonly quiet: number
  /** how long the whole of a reply may take, ms, where that is to be less than usual: its program is known to send too slowly */
  readonly whole?: number | undefined
}

/** After so many scenarios in which it sent too slowly nobody waits so long for the whole of a message any more. */
export const SLOW_AFTER = 2
/** The whole of a message, ms, of a program that is known to send too slowly. */
export const SLOW_WHOLE_MS = 1_000

export const DEFAULT_TIMES: Times = { reply: 2000, quiet: 150 }

/** What scenarios of both roles share: random payloads, the wire log, what was observed, remarks. */
export class Scenario {
  readonly log = new WireLog()
  readonly notes: Note[] = []
  /** what an `info` requirement has seen, in order */
  readonly seen: Seen[] = []
  /** what is still to be proved when the last step has run, by what it is about */
  readonly atEnd = new Map<string, () => Promise<void>>()
  /** the random names of this scenario */
  readonly names: Names

  constructor(
    readonly random: Randomness,
    readonly times: Times,
    readonly settings: Settings = {},
  ) {
    this.names = new Names(random)
  }

  /** The network between program and harness; undefined where nobody can disturb that. */
  get network(): Network | undefined {
    return undefined
  }

  /** Proves what is still owed: of one client, or of all where the scenario's last step has run. Throws Violation. */
  async conclude(about?: string): Promise<void> {
    for (const [name, prove] of [...this.atEnd]) {
      if (about !== undefined && name !== about) continue
      this.atEnd.delete(name)
      await prove()
    }
  }

  /** Draws a message. Throws NotObservable where the settings leave no such message. */
  draw(payload: Payload): Message {
    return payload.message(this.random, this.settings)
  }

  /** Draws the octets of a message, whatever its segments. */
  drawOctets(payload: Payload): Buffer {
    return octetsOf(this.draw(payload))
  }

  /** Records what an `info` requirement saw. */
  observe(seen: Seen): void {
    this.seen.push(seen)
  }

  /** Adds a remark to the report, once. */
  note(note: Note): void {
    if (!this.notes.some((other) => isDeepStrictEqual(other, note))) this.notes.push(note)
  }
}
